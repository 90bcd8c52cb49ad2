"""Running feedback rounds: /values/feedback/manage/ and what lies under it."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask

from engage.ballots import queries as boxes
from engage.core import clock
from engage.core.db import db, transaction
from engage.values.actions import feedback_lists
from engage.values.jobs_feedback import delete_due, open_the_box, run_due
from engage.values.models import FeedbackReport, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import from_text
from tests.factories import People
from tests.site import Site
from tests.values import feedback_scene as scene

MANAGE = "/values/feedback/manage"


@pytest.fixture(autouse=True)
def _on(people: People) -> None:
    scene.on()


def stage(round_id: int) -> str:
    db.session.rollback()
    return db.session.get_one(FeedbackRound, round_id).stage


def make(site: Site, people: People) -> int:
    page = site.post(f"{MANAGE}/", {"title": "Feedback, spring 2027"}, as_=people.chloe)
    found = re.search(r"/manage/(\d+)/settings", page.location or "")
    assert found
    return int(found[1])


def in_days(days: int) -> str:
    local = clock.local(clock.now() + timedelta(days=days))
    return f"{local.day}/{local.month}/{local.year}"


def test_without_published_values_there_is_nothing_to_ask(site: Site, people: People) -> None:
    assert "No values are published yet" in site.get(f"{MANAGE}/new", as_=people.chloe).text
    assert site.post(f"{MANAGE}/", {"title": "T"}, as_=people.chloe).status == 409
    assert "No feedback round yet" in site.get(f"{MANAGE}/", as_=people.chloe).text


def test_only_the_od_team_runs_rounds(site: Site, people: People) -> None:
    for who in (people.amara, people.femi, people.dev, people.bryn):
        assert site.get(f"{MANAGE}/", as_=who).status == 403
    assert site.get(f"{MANAGE}/").location.startswith("/sign-in")


def test_a_draft_asks_what_is_wanted_of_everyone_and_of_managers_unless_chosen_otherwise(
    site: Site, people: People
) -> None:
    scene.framework()
    wrong = site.post(f"{MANAGE}/", {"title": ""}, as_=people.chloe)
    assert (wrong.status, wrong.errors) == (422, ["Enter a title, such as “Feedback, spring 2027”."])
    round_id = make(site, people)
    items = from_text(scene.round_(round_id).asked)
    assert [(item.text, item.managers) for item in items] == [
        ("Listens before deciding", False), ("Thanks people by name", False),
        ("Makes time for each member of the team", True), ("Says when something is not working", False),
    ]  # fmt: skip
    page = site.get(f"{MANAGE}/{round_id}/behaviours", as_=people.chloe)
    assert len(page.select("input[name=asked]")) == 5
    form = page.form(f"{MANAGE}/{round_id}/behaviours")
    nothing = site.post(f"{MANAGE}/{round_id}/behaviours", {"version": form["version"]}, as_=people.chloe)
    assert (nothing.status, nothing.errors) == (422, ["Choose at least one behaviour."])
    sent = {"version": form["version"], "asked": ["v0.b2", "v1.b4"]}
    assert site.post(f"{MANAGE}/{round_id}/behaviours", sent, as_=people.chloe).status == 303
    assert site.post(f"{MANAGE}/{round_id}/behaviours", sent, as_=people.chloe).status == 409, "an older version"
    assert [item.key for item in from_text(scene.round_(round_id).asked)] == ["v0.b2", "v1.b4"]


def test_a_flat_framework_asks_about_the_values_themselves(site: Site, people: People) -> None:
    scene.framework({"Kindness": [], "Courage": []})
    items = from_text(scene.round_(make(site, people)).asked)
    assert [(item.key, item.text) for item in items] == [
        ("v0.", "What kindness means"), ("v1.", "What courage means"),
    ]  # fmt: skip


def test_settings_are_checked_and_saved(site: Site, people: People) -> None:
    scene.framework()
    round_id = make(site, people)
    address = f"{MANAGE}/{round_id}/settings"
    form = site.get(address, as_=people.chloe).form(address)
    bad = {**form, "minimum": "2", "closes_day": in_days(5), "propose_day": in_days(9), "kept_months": "99"}
    page = site.post(address, bad, as_=people.chloe)
    assert page.status == 422
    assert {"A group never shows under three answers.", "Answers are kept 1 to 24 months."} <= set(page.errors)
    assert any("choose an earlier day" in error for error in page.errors)
    good = {**form, "title": "Feedback for managers", "closes_day": in_days(20), "propose_day": in_days(9)}
    assert site.post(address, good, as_=people.chloe).status == 303
    assert scene.round_(round_id).title == "Feedback for managers"
    outside = site.post(address, {**good, "version": 2, "outside": "y"}, as_=people.chloe)
    assert outside.status == 403, "that switch is off"


def test_a_round_goes_from_draft_to_reports_on_the_pages(site: Site, people: People, app: Flask) -> None:
    scene.framework()
    peers = scene.colleagues(3)
    round_id = make(site, people)
    here = f"{MANAGE}/{round_id}"
    form = site.get(f"{here}/settings", as_=people.chloe).form(f"{here}/settings")
    site.post(f"{here}/settings", {**form, "closes_day": in_days(20)}, as_=people.chloe)
    assert site.post(f"{here}/open", as_=people.chloe).status == 409, "nobody is invited"
    assert "Amara Nwosu" in site.get(f"{here}/people?q=amara", as_=people.chloe).text
    site.assert_fragment_is_its_part_of_the_page(f"{here}/people?q=amara", as_=people.chloe)
    site.post(f"{here}/people/{people.amara}/invite", as_=people.chloe)
    site.post(f"{here}/open", as_=people.chloe)
    promised = scene.round_(round_id).promise_digest
    assert site.post(f"{here}/behaviours", {"version": 9, "asked": "v0.b0"}, as_=people.chloe).status == 409
    scene.propose(round_id, people.amara, {Relation.PEER: peers})
    scene.approve(round_id, people.amara)
    site.post(f"{here}/key", as_=people.chloe)
    assert site.post(f"{here}/collect", as_=people.chloe).status == 409, "no backup of the key yet"
    _back_up(site, people, here)
    page = site.get(f"{here}/", as_=people.chloe)
    assert "Everybody on an approved list is asked" in page.text
    site.post(f"{here}/collect", as_=people.chloe)
    assert stage(round_id) == "collecting"
    for each in peers:
        scene.answer(round_id, people.amara, each)
    page = site.get(f"{here}/", as_=people.chloe)
    assert "There is no count of answers, for you either." in page.text
    site.post(f"{here}/close", as_=people.chloe)
    assert "The answers are being opened" in site.get(f"{here}/", as_=people.chloe).text
    open_the_box({"round": round_id})
    assert stage(round_id) == "reported"
    page = site.get(f"{here}/people", as_=people.chloe)
    assert "No coach yet" in page.text
    assert scene.round_(round_id).promise_digest == promised
    _destroy_backup(site, people, here, round_id)


def _back_up(site: Site, people: People, here: str) -> None:
    assert site.post(f"{here}/backups", {"holder": ""}, as_=people.chloe).status == 422
    page = site.post(f"{here}/backups", {"holder": "Sam Holder, audit"}, as_=people.chloe)
    file = site.post(f"{here}/backup-file", page.form(f"{here}/backup-file"), as_=people.chloe)
    code = "-".join(span.text_content() for span in page.select(".engage-recovery span:not([aria-hidden])"))
    wrong = {"file": (io.BytesIO(file.data), "b.json"), "code": "AAAA"}
    assert site.post(f"{here}/backups/try", wrong, as_=people.chloe).status == 422
    good = {"file": (io.BytesIO(file.data), "b.json"), "code": code}
    assert site.post(f"{here}/backups/try", good, as_=people.chloe).status == 303


def _destroy_backup(site: Site, people: People, here: str, round_id: int) -> None:
    assert "backup of the key still exists" in site.get(f"{here}/", as_=people.chloe).text.replace("1 ", "")
    number = boxes.backups(scene.round_(round_id).box or "")[0].number
    assert site.post(f"{here}/backups/{number}/destroyed", as_=people.chloe).status == 303
    assert "still exists" not in site.get(f"{here}/", as_=people.chloe).text


def test_a_list_that_is_not_approved_is_left_out(site: Site, people: People) -> None:
    ids = scene.colleagues(3)
    round_id = scene.proposing(people.amara, people.esi)
    scene.propose(round_id, people.amara, {Relation.PEER: ids})
    scene.approve(round_id, people.amara)
    scene.propose(round_id, people.esi, {Relation.PEER: [people.bryn, *ids]})
    scene.key(round_id)
    site.post(f"{MANAGE}/{round_id}/collect", as_=people.chloe)
    assert site.get(f"/values/feedback/{round_id}/people/{people.esi}/answer", as_=people.bryn).status == 404
    assert "Your list was not approved before" in site.get("/values/feedback/", as_=people.esi).text


def test_a_draft_is_deleted_and_an_open_round_is_not(site: Site, people: People) -> None:
    round_id = scene.draft()
    site.post(f"{MANAGE}/{round_id}/people/{people.amara}/invite", as_=people.chloe)
    assert site.post(f"{MANAGE}/{round_id}/delete", as_=people.chloe).status == 303
    assert db.session.query(FeedbackSubject).count() == 0
    opened = scene.proposing(people.amara)
    assert site.post(f"{MANAGE}/{opened}/delete", as_=people.chloe).status == 409


def test_the_people_page_costs_the_same_for_few_and_many(site: Site, people: People) -> None:
    round_id = scene.draft()
    address = f"{MANAGE}/{round_id}/people"
    site.post(f"{address}/{people.amara}/invite", as_=people.chloe)
    few = site.query_count(address, as_=people.chloe)
    for each in scene.colleagues(60):
        site.post(f"{address}/{each}/invite", as_=people.chloe)
    assert site.query_count(address, as_=people.chloe) == few
    assert len(site.get(f"{address}?page=2", as_=people.chloe).select(".engage-outline__part")) == 11


# What the worker does by the clock.


@pytest.fixture
def running(people: People) -> int:
    """A round that takes answers about Amara."""
    return scene.collecting(people.amara, {Relation.PEER: scene.colleagues(3)})


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    moment = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_round_reminds_once_and_closes_by_itself(running: int, monkeypatch: pytest.MonkeyPatch) -> None:
    run_due()
    assert not scene.round_(running).reminded
    with monkeypatch.context() as soon:
        later(soon, 12)
        run_due()
        assert scene.round_(running).reminded
    db.session.rollback()
    later(monkeypatch, 15)
    run_due()
    assert stage(running) == "closed"


def test_what_was_promised_is_deleted_answers_and_lists_first_reports_last(
    running: int, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in db.session.query(FeedbackReviewer).filter_by(relation="peer").all():
        scene.answer(running, people.amara, row.reviewer_id)
    scene.close(running)
    box = scene.round_(running).box or ""
    db.session.rollback()
    with monkeypatch.context() as soon:
        later(soon, 200)
        delete_due()
    assert db.session.query(FeedbackReviewer).count() == 0
    assert boxes.box(box).phase == "deleted"
    assert db.session.query(FeedbackReport).count() == 1
    db.session.rollback()
    later(monkeypatch, 800)
    delete_due()
    assert (db.session.query(FeedbackReport).count(), db.session.query(FeedbackRound).count()) == (0, 0)


def test_the_start_page_and_the_desk_say_what_waits(site: Site, people: People, running: int) -> None:
    assert "Give feedback" in site.get("/", as_=people.femi).text
    scene.answer(running, people.amara, people.femi)
    assert "Give feedback" not in site.get("/", as_=people.femi).text
    fresh = scene.proposing(people.esi)
    assert "Choose your reviewers" in site.get("/", as_=people.esi).text
    assert "reviewers are proposed" in site.get("/", as_=people.chloe).text
    scene.propose(fresh, people.esi, {Relation.PEER: [people.bryn, people.dev, people.amara]})
    with transaction():
        feedback_lists.send(scene.round_(fresh), people.esi)
    assert "Approve reviewers" in site.get("/", as_=people.chloe).text
