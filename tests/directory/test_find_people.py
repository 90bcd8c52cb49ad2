"""Find a colleague: the page, and the fragment that the person picker asks for."""

from engage.core.db import transaction
from tests import factories
from tests.factories import UNITS, People
from tests.site import Site
from tests.values.conversations import unit_id

ADDRESS = "/people/find"


def test_a_colleague_is_found_with_their_team(site: Site, people: People) -> None:
    page = site.get(f"{ADDRESS}?q=amara", as_=people.esi)
    assert page.h1 == "Find a colleague"
    assert "Amara Nwosu Home care, Officer" in page.text


def test_nothing_typed_lists_nobody_and_one_letter_finds_nobody(site: Site, people: People) -> None:
    assert "Officer" not in site.get(ADDRESS, as_=people.esi).text
    assert "Nobody found" in site.get(f"{ADDRESS}?q=a", as_=people.esi).text


def test_a_stranger_is_asked_to_sign_in(site: Site, people: People) -> None:
    assert site.get(f"{ADDRESS}?q=amara").status == 303


def test_the_picker_gets_radios_of_its_field(site: Site, people: People) -> None:
    page = site.assert_fragment_is_its_part_of_the_page(f"{ADDRESS}?pick=led_by&q=amara", as_=people.esi)
    radio = page.select("input[type=radio]")[0]
    assert (radio.get("name"), radio.get("value")) == ("led_by", str(people.amara))
    assert page.select("#people-found")[0].get("data-announce") == "1 person found"
    site.assert_fragment_is_its_part_of_the_page(f"{ADDRESS}?q=nobody-of-this-name", as_=people.esi)


def test_a_name_of_a_field_that_is_none_is_ignored(site: Site, people: People) -> None:
    page = site.get(f"{ADDRESS}?pick=%22%3E%3Cb&q=amara", as_=people.esi)
    assert not page.select("input[type=radio]")
    assert "Amara Nwosu" in page.text


def test_ten_are_shown_and_the_cost_is_the_same(site: Site, people: People) -> None:
    few = site.query_count(f"{ADDRESS}?q=amara", as_=people.esi)
    with transaction():
        place = factories.db.session.get_one(factories.Unit, unit_id(UNITS.waste))
        for number in range(12):
            factories.person(f"5{number:03}", "Sam", f"Many{number:02}", place)
    page = site.get(f"{ADDRESS}?q=many", as_=people.esi)
    assert len(page.select("#people-found li")) == 10
    assert "The first ten" in page.text
    assert page.queries == few <= 2
