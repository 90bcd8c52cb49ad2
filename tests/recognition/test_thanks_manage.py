"""Reading thanks before they are shown: the setting, the queue, showing and declining; who may."""

import json

import pytest

from engage.core.db import db
from engage.core.outbox import OutboxRow
from engage.recognition.models import Thanks
from tests.factories import UNITS, People
from tests.recognition import made
from tests.recognition.thanks_scene import give, unit_id
from tests.site import Site


def row(number: int) -> Thanks:
    db.session.rollback()
    return db.session.get_one(Thanks, number)


def read_first(site: Site, people: People) -> None:
    site.get("/thanks/manage/", as_=people.chloe)
    assert site.post("/thanks/manage/settings", {"before": "before"}, as_=people.chloe).status == 303


def newest() -> int:
    db.session.rollback()
    return db.session.query(Thanks).order_by(Thanks.id.desc()).first().id


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_whoever_does_not_look_after_thanks_does_not_get_there(site: Site, people: People, who: str) -> None:
    number, person = made.thanks(people.esi, [people.amara], state="waiting"), getattr(people, who)
    assert site.get("/thanks/manage/", as_=person).status == 403
    site.token(person)
    for path in ("settings", f"{number}/approve", f"{number}/decline"):
        assert site.post(f"/thanks/manage/{path}", as_=person).status == 403
    assert site.get("/thanks/manage/").status == 303


def test_read_first_a_thank_you_waits_and_only_its_giver_and_the_od_team_read_it(site: Site, people: People) -> None:
    read_first(site, people)
    answer = give(site, people.esi, f"person:{people.amara}", words="Waiting words.")
    number = newest()
    assert (
        answer.location == f"/thanks/{number}"
        and "OD team reads it first" in site.follow(answer, as_=people.esi).source
    )
    assert site.get(f"/thanks/{number}", as_=people.amara).status == 404
    assert "Waiting words." not in site.get("/", as_=people.amara).text + site.get("/thanks", as_=people.dev).text
    assert site.get("/", as_=people.chloe).links["Thanks to read before they are shown"] == "/thanks/manage/"
    assert "Waiting words." in site.get("/thanks/manage/", as_=people.chloe).text
    give(site, people.esi, f"person:{people.amara}", words="Private words.", audience="private")
    assert row(newest()).state == "shown"
    assert "Private words." not in site.get("/thanks/manage/", as_=people.chloe).text


def test_shown_it_is_on_the_wall_as_of_now_and_whoever_is_thanked_is_told(site: Site, people: People) -> None:
    read_first(site, people)
    give(site, people.esi, f"person:{people.amara}")
    number = newest()
    before = row(number).given_at
    assert not db.session.query(OutboxRow).filter_by(kind="thanks.tell").count()
    site.get("/thanks/manage/", as_=people.chloe)
    assert site.post(f"/thanks/manage/{number}/approve", as_=people.chloe).status == 303
    assert (row(number).state, row(number).given_at > before) == ("shown", True)
    assert db.session.query(OutboxRow).filter_by(kind="thanks.tell").count() == 1
    for act in ("approve", "decline"):  # a second tab
        assert site.post(f"/thanks/manage/{number}/{act}", {"reason": "x"}, as_=people.chloe).status == 409


def test_who_asked_for_private_meanwhile_has_it_private(site: Site, people: People) -> None:
    number = made.thanks(people.esi, [people.amara], state="waiting")
    site.get("/thanks/preferences", as_=people.amara)
    site.post("/thanks/preferences", {"in_private": "y"}, as_=people.amara)
    site.get("/thanks/manage/", as_=people.chloe)
    site.post(f"/thanks/manage/{number}/approve", as_=people.chloe)
    assert (row(number).state, row(number).to_all) == ("shown", False)


def test_declined_it_says_why_to_whoever_gave_it(site: Site, people: People) -> None:
    number = made.thanks(people.amara, [people.esi], words="About Mrs X.", state="waiting")
    path = f"/thanks/manage/{number}/decline"
    site.get("/thanks/manage/", as_=people.chloe)
    for reason in ("", " \u200b ", "x" * 501, "x" * 50_000):
        page = site.post(path, {"reason": reason}, as_=people.chloe)
        assert page.status == 422 and page.select(".govuk-error-summary a")[0].get("href") == f"#reason-{number}"
    assert site.post(path, {"reason": "It names a resident."}, as_=people.chloe).status == 303
    page = site.get("/", as_=people.amara)
    assert page.links["Your thank-you to Esi Mensah is not shown"] == f"/thanks/{number}"
    assert "It names a resident." in site.get(f"/thanks/{number}", as_=people.amara).text
    assert site.get(f"/thanks/{number}", as_=people.esi).status == 404
    (mail,) = [json.loads(each.payload) for each in db.session.query(OutboxRow).filter_by(kind="mail")]
    assert mail["to"] == "amara@anytown.example" and "It names a resident." in mail["body"]


def test_a_setting_that_is_none_is_refused_and_the_queue_costs_the_same(site: Site, people: People) -> None:
    site.get("/thanks/manage/", as_=people.chloe)
    assert site.post("/thanks/manage/settings", {"before": "never"}, as_=people.chloe).status == 422
    made.thanks(people.esi, [people.amara], state="waiting")
    few = site.query_count("/thanks/manage/", as_=people.chloe)
    for _ in range(9):
        made.thanks(people.esi, [people.amara, people.femi], [unit_id(UNITS.waste)], state="waiting")
    assert site.query_count("/thanks/manage/", as_=people.chloe) == few
