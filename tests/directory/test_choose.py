"""Choose people and teams: the page, and the fragment that components/choose.html asks for."""

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory import queries_choosing
from engage.directory.models import Unit
from engage.directory.rules.choosing import parse
from tests.factories import UNITS, People
from tests.site import Site
from tests.values.conversations import unit_id

ADDRESS = "/people/choose"


def test_a_team_and_its_people_are_found_together(site: Site, people: People) -> None:
    page = site.get(f"{ADDRESS}?q=home+care&field=to", as_=people.esi)
    found = [box.get("value") for box in page.select("input[type=checkbox][name=to]")]
    assert found == [f"person:{people.femi}", f"person:{people.amara}", f"unit:{unit_id(UNITS.home_care)}"]
    assert "Home care Team in Adults and communities" in page.text


def test_who_is_ticked_stays_whatever_is_typed_next(site: Site, people: People) -> None:
    address = f"{ADDRESS}?q=esi&field=to&to=person:{people.amara}"
    page = site.assert_fragment_is_its_part_of_the_page(address, as_=people.bryn)
    boxes = [(box.get("value"), box.get("checked") is not None) for box in page.select("input[name=to]")]
    assert boxes == [(f"person:{people.amara}", True), (f"person:{people.esi}", False)]


def test_one_kind_alone_as_radios_where_one_is_wanted(site: Site, people: People) -> None:
    page = site.get(f"{ADDRESS}?q=waste&field=team&kinds=unit&single=y", as_=people.esi)
    assert [radio.get("value") for radio in page.select("input[type=radio]")] == [f"unit:{unit_id(UNITS.waste)}"]
    assert not page.select("input[type=checkbox]")


def test_nothing_typed_lists_nobody(site: Site, people: People) -> None:
    page = site.get(f"{ADDRESS}?q=a&field=to", as_=people.esi)
    assert not page.select("input[type=checkbox]")
    assert "Nothing found for “a”" in page.text


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site, people: People) -> None:
    assert site.get(f"{ADDRESS}?q=amara").status == 303


def test_a_closed_team_a_leaver_and_what_is_no_key_cannot_be_chosen(site: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Unit, unit_id(UNITS.waste)).closed_on = clock.today()
        keys = [f"unit:{unit_id(UNITS.waste)}", "person:999999", "person:x", f"person:{people.amara}"]
        assert [each.key for each in queries_choosing.chosen(keys)] == [f"person:{people.amara}"]


def test_keys_are_read_once_each_and_of_the_wanted_kind() -> None:
    assert parse(["person:2", "unit:7", "person:2", "person:0", "unit:", "'; drop"]) == (("person", 2), ("unit", 7))
    assert parse(["person:2", "unit:7"], ["unit"]) == (("unit", 7),)


def test_the_cost_is_the_same_for_one_and_for_many(site: Site, people: People) -> None:
    few = site.query_count(f"{ADDRESS}?q=amara&field=to", as_=people.esi)
    many = "&".join(f"to=person:{each}" for each in (people.amara, people.bryn, people.chloe))
    assert site.query_count(f"{ADDRESS}?q=care&field=to&{many}", as_=people.esi) <= few + 1
