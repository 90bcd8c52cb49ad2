"""Reading a report: /values/feedback/<id>/report and …/people/<id>/report, sharing, the coach, reported comments."""

import csv
import io
from datetime import timedelta

import pytest

from engage.core import audit, clock, moderation
from engage.core.db import db, transaction
from engage.directory.models import Person, RoleGrant
from engage.home.queries import held_about
from engage.values.actions import feedback_sharing
from engage.values.models import FeedbackComment, FeedbackReport
from engage.values.rules.feedback_report import Relation
from engage.values.views.feedback_report import KIND
from tests.factories import People
from tests.site import Site
from tests.values import feedback_scene as scene


@pytest.fixture
def round_id(people: People) -> int:
    """A finished round about Amara, which nobody has opened yet."""
    scene.on()
    return scene.reported(people)[0]


def theirs(round_id: int, people: People) -> str:
    return f"/values/feedback/{round_id}/people/{people.amara}"


def hand_over(site: Site, round_id: int, people: People) -> None:
    site.post(f"/values/feedback/manage/{round_id}/people/{people.amara}/coach", as_=people.chloe)
    assert site.post(
        f"{theirs(round_id, people)}/conversation", {"held_on": "3/3/2026"}, as_=people.chloe
    ).status == 303  # fmt: skip


def test_nobody_reads_a_report_before_a_coach_is_named(site: Site, people: People, round_id: int) -> None:
    assert site.get(f"/values/feedback/{round_id}/report", as_=people.amara).status == 404
    for who in (people.chloe, people.femi, people.dev, people.esi):
        assert site.get(f"{theirs(round_id, people)}/report", as_=who).status == 404
    assert "None is named yet" in site.get("/values/feedback/", as_=people.amara).text


def test_the_coach_reads_it_hands_it_over_and_has_it_no_longer(site: Site, people: People, round_id: int) -> None:
    site.post(f"/values/feedback/manage/{round_id}/people/{people.amara}/coach", as_=people.chloe)
    page = site.get(f"{theirs(round_id, people)}/report", as_=people.chloe)
    assert (page.status, page.h1) == (200, "The feedback report of Amara Nwosu")
    assert site.get(f"/values/feedback/{round_id}/report", as_=people.amara).status == 404
    for day, why in (("", "Enter the day you talked."), ("3/3/2099", "That day is still to come")):
        wrong = site.post(f"{theirs(round_id, people)}/conversation", {"held_on": day}, as_=people.chloe)
        assert wrong.status == 422
        assert why in wrong.errors[0]
    hand_over(site, round_id, people)
    assert site.get(f"{theirs(round_id, people)}/report", as_=people.chloe).status == 404
    page = site.get(f"/values/feedback/{round_id}/report", as_=people.amara)
    assert (page.status, page.h1) == (200, "Your feedback report")
    assert "You went through it with your coach on 3 March 2026" in page.text
    assert page.text.count("What peer") == 4
    assert "Listens before deciding: peers rate it higher than you do" in page.text


def test_a_second_coach_is_refused_and_who_may_have_read_it_stays_until_they_leave(
    site: Site, people: People, round_id: int
) -> None:
    with transaction():
        db.session.add(RoleGrant(person_id=people.bryn, role="od"))
    coach = f"/values/feedback/manage/{round_id}/people/{people.amara}/coach"
    assert site.post(coach, as_=people.chloe).status == 303
    assert site.post(coach, as_=people.bryn).status == 409
    assert site.get(f"{theirs(round_id, people)}/report", as_=people.bryn).status == 404
    give_back = f"/values/feedback/manage/{round_id}/people/{people.amara}/give-back"
    assert site.post(give_back, as_=people.bryn).status == 409
    assert site.post(give_back, as_=people.chloe).status == 409, "so that the team cannot read it one after another"
    with transaction():
        db.session.get_one(Person, people.chloe).leaves_on = clock.today() - timedelta(days=1)
    assert "I will be the coach" in site.get(coach.rsplit("/", 2)[0], as_=people.bryn).text
    assert site.post(coach, as_=people.bryn).status == 303


def test_whoever_was_asked_about_somebody_or_manages_them_does_not_coach_them(site: Site, people: People) -> None:
    scene.on()
    round_id = scene.collecting(people.amara, {Relation.PEER: [people.chloe, people.esi, people.bryn]})
    with transaction():
        db.session.add_all(RoleGrant(person_id=who, role="od") for who in (people.femi, people.amara))
    for who in (people.chloe, people.femi, people.amara):
        coach = f"/values/feedback/manage/{round_id}/people/{people.amara}/coach"
        assert site.post(coach, as_=who).status == 403


def test_the_manager_reads_it_only_while_it_is_shared(site: Site, people: People, round_id: int) -> None:
    hand_over(site, round_id, people)
    address = f"{theirs(round_id, people)}/report"
    assert site.get(address, as_=people.femi).status == 404
    own = site.get(f"/values/feedback/{round_id}/report", as_=people.amara)
    assert "Femi Adeyemi, your manager, can then read all of this report" in own.text
    site.post(f"/values/feedback/{round_id}/report/share", as_=people.amara)
    page = site.get(address, as_=people.femi)
    assert page.status == 200
    assert "not for appraisal" in page.text
    assert "Reports shared with you" in site.get("/values/feedback/", as_=people.femi).text
    assert site.get(f"/values/feedback/{round_id}/report.csv", as_=people.femi).status == 404
    site.post(f"/values/feedback/{round_id}/report/stop-sharing", as_=people.amara)
    assert site.get(address, as_=people.femi).status == 404


def test_nobody_shares_what_they_do_not_have(site: Site, people: People, round_id: int) -> None:
    for who in (people.amara, people.femi, people.esi):
        assert site.post(f"/values/feedback/{round_id}/report/share", as_=who).status == 404


def test_without_a_conversation_the_person_has_it_when_it_is_made(site: Site, people: People) -> None:
    scene.on()
    peers = scene.colleagues(3)
    round_id = scene.collecting(people.amara, {Relation.PEER: peers}, conversation_first=False)
    for each in peers:
        scene.answer(round_id, people.amara, each, "1")
    scene.close(round_id)
    page = site.get(f"/values/feedback/{round_id}/report", as_=people.amara)
    assert page.status == 200
    assert page.text.count("2 or lower") >= 3
    assert "No comments are shown" in page.text
    assert site.post(
        f"/values/feedback/manage/{round_id}/people/{people.amara}/coach", as_=people.chloe
    ).status == 303  # fmt: skip
    assert site.get(f"{theirs(round_id, people)}/report", as_=people.chloe).status == 404, (
        "nobody coaches in this round"
    )


def test_a_persons_own_copies_hold_what_they_were_shown(site: Site, people: People, round_id: int) -> None:
    hand_over(site, round_id, people)
    with transaction():
        one = db.session.query(FeedbackComment).filter_by(block="peer").order_by(FeedbackComment.id).first()
        one.saw, hidden = "=1+1", one.id + 0
        other = db.session.query(FeedbackComment).filter(FeedbackComment.id != hidden, FeedbackComment.block == "peer")
        gone = other.order_by(FeedbackComment.id).first()
        gone.hidden, words = True, gone.saw
    text = site.get(f"/values/feedback/{round_id}/report.csv", as_=people.amara).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Value", "Behaviour", "You", "Manager", "Peers"]
    assert rows[1][2:] == ["3", "5", "4"]
    assert "'=1+1" in text and words not in text
    held = {each.title: each.rows for each in held_about(people.amara)}
    report = held["Your feedback report: Feedback, spring 2027"]
    assert report[0]["Peers"] == "4"
    assert words not in repr(report)
    asked = {each.title: each.rows for each in held_about(people.femi)}["Feedback that you were asked for"]
    assert [(row["about"], row["answered"]) for row in asked] == [("Amara Nwosu", True)]
    own = {title: rows for title, rows in held.items() if "eedback" in title}
    assert len(own) > 1 and "Femi" not in repr(own)


def test_a_reported_comment_is_hidden_without_saying_whose_it_is(site: Site, people: People, round_id: int) -> None:
    hand_over(site, round_id, people)
    comment = db.session.query(FeedbackComment).filter_by(block="peer", saw="What peer 0 saw").one().id
    excerpt = moderation.of(KIND).excerpt
    with site.app.test_request_context():
        shown = excerpt(comment)
    assert (shown.text, shown.what, shown.address) == (
        "What peer 0 saw", "a comment in a feedback report", "/values/feedback/",
    )  # fmt: skip
    with transaction():
        moderation.of(KIND).hide(comment)
    assert "What peer 0 saw" not in site.get(f"/values/feedback/{round_id}/report", as_=people.amara).text
    with transaction():
        moderation.of(KIND).restore(comment)
    assert "What peer 0 saw" in site.get(f"/values/feedback/{round_id}/report", as_=people.amara).text


def test_the_audit_holds_ids_and_no_words(site: Site, people: People, round_id: int) -> None:
    hand_over(site, round_id, people)
    events = audit.latest(50, kind="feedback_round")
    assert {"make reports", "take as coach", "hand over report", "close"} <= {event.act for event in events}
    assert not [event for event in events if "peer" in event.facts or "saw" in event.facts]


def test_a_report_costs_the_same_for_few_and_many_comments(site: Site, people: People, round_id: int) -> None:
    hand_over(site, round_id, people)
    address = f"/values/feedback/{round_id}/report"
    few = site.query_count(address, as_=people.amara)
    with transaction():
        made = db.session.query(FeedbackReport).one()
        db.session.add_all(
            FeedbackComment(
                round_id=made.round_id, subject_id=made.subject_id, block="peer", value="v0", saw=f"More {n}"
            )
            for n in range(30)
        )
    assert site.query_count(address, as_=people.amara) == few


def test_an_od_colleague_who_leaves_the_team_coaches_no_longer(site: Site, people: People, round_id: int) -> None:
    with transaction():
        feedback_sharing.take_as_coach(scene.round_(round_id), people.amara, people.chloe)
        db.session.query(RoleGrant).filter_by(person_id=people.chloe).delete()
    assert site.get(f"{theirs(round_id, people)}/report", as_=people.chloe).status == 404
