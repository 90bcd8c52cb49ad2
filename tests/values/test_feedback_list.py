"""Choosing reviewers and approving them: /values/feedback/, …/<id>/reviewers, …/people/<id>/reviewers."""

import pytest

from engage.core import switches
from engage.core.db import db, transaction
from engage.values.models import FeedbackReviewer, FeedbackSubject
from tests.factories import People
from tests.site import Site
from tests.values import feedback_scene as scene


@pytest.fixture
def round_id(people: People) -> int:
    scene.on()
    scene.colleagues(6)
    return scene.proposing(people.amara)


def on_the_list(round_id: int, person: int) -> dict[int, str]:
    db.session.rollback()
    rows = db.session.query(FeedbackReviewer).filter_by(round_id=round_id, subject_id=person)
    return {row.reviewer_id: row.relation for row in rows}


def standing(round_id: int, person: int) -> str:
    db.session.rollback()
    return db.session.get_one(FeedbackSubject, (round_id, person)).standing


def found(name: str) -> int:
    return int(db.session.execute(db.text(f"SELECT id FROM person WHERE surname = '{name}'")).scalar_one())


def join(site: Site, round_id: int, person: int) -> None:
    assert site.post(f"/values/feedback/{round_id}/join", as_=person).status == 303


def add(site: Site, round_id: int, person: int, *reviewers: int, relation: str = "peer") -> None:
    for each in reviewers:
        sent = {"reviewer": each, "relation": relation}
        assert site.post(f"/values/feedback/{round_id}/reviewers", sent, as_=person).status == 303


def test_while_the_switch_is_off_everything_is_refused_with_an_explanation(site: Site, people: People) -> None:
    page = site.get("/values/feedback/", as_=people.amara)
    assert (page.status, page.h1) == (403, "Colleague feedback is switched off")
    assert "data protection impact assessment" in page.text
    for address, who in (("manage/", people.chloe), ("1/reviewers", people.amara), ("outside/abc", None)):
        page = site.get(f"/values/feedback/{address}", as_=who)
        assert page.status == 403
        assert "Colleague feedback rounds is switched off" in page.text
    assert site.post("/values/feedback/manage/", {"title": "T"}, as_=people.chloe).status == 403


def test_switched_off_again_a_running_round_is_refused_too(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    with transaction():
        switches.turn("feedback-rounds", False, "The assessment is being reviewed")
    assert site.get(f"/values/feedback/{round_id}/reviewers", as_=people.amara).status == 403


def test_an_invited_person_begins_with_manager_and_reports_on_the_list(
    site: Site, people: People, round_id: int
) -> None:
    page = site.get("/values/feedback/", as_=people.amara)
    assert "You are invited, and free to say no" in page.text
    join(site, round_id, people.amara)
    assert on_the_list(round_id, people.amara) == {people.femi: "manager"}
    femis = scene.proposing(people.femi, title="A second round")
    join(site, femis, people.femi)
    assert on_the_list(femis, people.femi) == {people.amara: "report"}


def test_colleagues_are_found_by_typing_and_put_into_a_group(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    address = f"/values/feedback/{round_id}/reviewers"
    assert "Nobody here has all of" in site.get(f"{address}?q=xyzzy", as_=people.amara).text
    page = site.get(f"{address}?q=league400", as_=people.amara)
    assert len(page.select("#feedback-found form")) == 6
    page = site.assert_fragment_is_its_part_of_the_page(f"{address}?q=league400", as_=people.amara)
    site.post(address, {"reviewer": found("League4000"), "relation": "peer"}, as_=people.amara)
    page = site.get(address, as_=people.amara)
    assert "Col League4000" in page.text
    assert "With fewer than 3 people besides the manager, the report can show nothing" in page.text
    add(site, round_id, people.amara, found("League4001"), found("League4002"))
    assert "the report will show: peers" in site.get(address, as_=people.amara).text


def test_nobody_reviews_themselves_and_the_manager_only_as_the_manager(
    site: Site, people: People, round_id: int
) -> None:
    join(site, round_id, people.amara)
    address = f"/values/feedback/{round_id}/reviewers"
    for reviewer, relation in (
        (people.amara, "peer"), (people.amara, "self"), (people.femi, "peer"), (people.esi, "manager"),
        (people.esi, "boss"), ("x", "peer"), (999_999, "peer"),
    ):  # fmt: skip
        sent = {"reviewer": reviewer, "relation": relation}
        assert site.post(address, sent, as_=people.amara).status == 422, (reviewer, relation)
    assert on_the_list(round_id, people.amara) == {people.femi: "manager"}


def test_a_leaver_is_not_asked(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    with transaction():
        db.session.execute(db.text(f"UPDATE person SET leaves_on = '2026-01-31' WHERE id = {people.esi}"))
    sent = {"reviewer": people.esi, "relation": "peer"}
    assert site.post(f"/values/feedback/{round_id}/reviewers", sent, as_=people.amara).status == 422


def test_the_manager_approves_adds_takes_out_and_sends_back(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    own, theirs = f"/values/feedback/{round_id}", f"/values/feedback/{round_id}/people/{people.amara}"
    add(site, round_id, people.amara, *(found(f"League400{n}") for n in range(3)))
    assert site.get(f"{theirs}/reviewers", as_=people.femi).status == 404, "not sent yet"
    site.post(f"{own}/reviewers/send", as_=people.amara)
    assert standing(round_id, people.amara) == "sent"
    assert "Whom Amara Nwosu would like to ask" in site.get("/values/feedback/", as_=people.femi).text
    page = site.get(f"{theirs}/reviewers?q=league4004", as_=people.femi)
    assert page.h1 == "Whom Amara Nwosu would like to ask"
    site.post(f"{theirs}/reviewers", {"reviewer": found("League4004"), "relation": "other"}, as_=people.femi)
    site.post(f"{theirs}/reviewers/{found('League4000')}/remove", as_=people.femi)
    assert set(on_the_list(round_id, people.amara).values()) == {"manager", "peer", "other"}
    wrong = site.post(f"{theirs}/send-back", {"why": ""}, as_=people.femi)
    assert (wrong.status, wrong.errors) == (422, ["Say what they should change."])
    site.post(f"{theirs}/send-back", {"why": "Ask somebody from finance, too"}, as_=people.femi)
    assert "Ask somebody from finance, too" in site.get(f"{own}/reviewers", as_=people.amara).text
    site.post(f"{own}/reviewers/send", as_=people.amara)
    seen = site.get(f"{theirs}/reviewers", as_=people.femi).form(f"{theirs}/approve")
    site.post(f"{own}/reviewers/take-back", as_=people.amara)
    add(site, round_id, people.amara, found("League4003"))
    site.post(f"{own}/reviewers/send", as_=people.amara)
    assert site.post(f"{theirs}/approve", seen, as_=people.femi).status == 409, "another list than was looked at"
    assert standing(round_id, people.amara) == "sent"
    seen = site.get(f"{theirs}/reviewers", as_=people.femi).form(f"{theirs}/approve")
    assert site.post(f"{theirs}/approve", seen, as_=people.femi).status == 303
    assert standing(round_id, people.amara) == "approved"
    late = {"reviewer": found("League4005"), "relation": "peer"}
    assert site.post(f"{own}/reviewers", late, as_=people.amara).status == 409


def test_a_list_too_small_to_show_anything_is_not_sent(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    add(site, round_id, people.amara, people.esi, people.bryn)
    page = site.post(f"/values/feedback/{round_id}/reviewers/send", as_=people.amara)
    assert page.status == 422
    assert "Ask at least 3 people besides the manager" in page.text


def test_where_no_manager_is_recorded_the_od_team_approves_but_nobody_their_own(site: Site, people: People) -> None:
    scene.on()
    ids = scene.colleagues(3)
    round_id = scene.proposing(people.esi, people.chloe)
    for who in (people.esi, people.chloe):
        join(site, round_id, who)
        add(site, round_id, who, *ids)
        site.post(f"/values/feedback/{round_id}/reviewers/send", as_=who)
    for who, status in ((people.esi, 200), (people.chloe, 404)):
        assert site.get(f"/values/feedback/{round_id}/people/{who}/reviewers", as_=people.chloe).status == status
    assert site.get(f"/values/feedback/{round_id}/people/{people.esi}/reviewers", as_=people.femi).status == 404


def test_somebody_elses_list_is_not_there(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    for who in (people.esi, people.bryn, people.chloe, people.dev):
        assert site.get(f"/values/feedback/{round_id}/reviewers", as_=who).status == 404
        assert site.get(f"/values/feedback/{round_id}/people/{people.amara}/reviewers", as_=who).status == 404
        assert site.post(f"/values/feedback/{round_id}/people/{people.amara}/approve", as_=who).status == 404
    assert site.get(f"/values/feedback/{round_id}/reviewers").location.startswith("/sign-in")


def test_a_round_open_to_all_is_joined_by_anybody_and_another_is_not(site: Site, people: People, round_id: int) -> None:
    assert site.post(f"/values/feedback/{round_id}/join", as_=people.esi).status == 404
    with transaction():
        scene.round_(round_id).open_to_all = True
    assert "Anybody may take part in this round." in site.get("/values/feedback/", as_=people.esi).text
    join(site, round_id, people.esi)
    site.post(f"/values/feedback/{round_id}/leave", as_=people.esi)
    assert on_the_list(round_id, people.esi) == {}


def test_a_list_costs_the_same_for_few_and_many(site: Site, people: People, round_id: int) -> None:
    join(site, round_id, people.amara)
    address = f"/values/feedback/{round_id}/reviewers"
    add(site, round_id, people.amara, people.esi)
    few = site.query_count(address, as_=people.amara), site.query_count("/values/feedback/", as_=people.amara)
    add(site, round_id, people.amara, *(found(f"League400{n}") for n in range(6)))
    many = site.query_count(address, as_=people.amara), site.query_count("/values/feedback/", as_=people.amara)
    assert few == many
