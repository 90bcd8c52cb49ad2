"""What is reported, decided and brought back; as acts, beside the pages of tests/admin."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from engage.access import Role, Viewer
from engage.admin import jobs
from engage.core import audit, clock, moderation
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.moderation import Report
from tests.core import reported
from tests.core.reported import KIND, Notes

AMARA, ESI, CHLOE = 11, 12, 13


@pytest.fixture
def notes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """Three notes of the tests' own kind, asked for as Amara."""
    made = Notes()
    monkeypatch.setitem(app.extensions["moderated"], KIND, made.moderated())
    viewer = Viewer(AMARA, "Amara", "Amara", "en", frozenset({Role.STAFF}), 1)
    monkeypatch.setattr(reported, "current_person", lambda: viewer)
    return made


def report(number: int = 1, by: int = AMARA, reason: str = "It is rude.") -> None:
    with transaction():
        moderation.report(KIND, number, reason, by, clock.now())


def decide(number: int = 1, hide: bool = True) -> None:
    with transaction():
        moderation.decide(KIND, number, hide, "A note.", CHLOE, clock.now())


def test_reports_about_one_thing_come_together_the_oldest_thing_first(notes: Notes) -> None:
    report(2)
    report(1)
    report(2, ESI, "Unkind.")
    found = moderation.cases()
    assert [(case.object_id, list(case.reasons)) for case in found.rows] == [
        (2, ["It is rude.", "Unkind."]), (1, ["It is rude."]),
    ]  # fmt: skip
    assert found.rows[0].thing is not None and found.rows[0].thing.text == "Kind words"
    assert (found.total, moderation.waiting()) == (2, 2)


def test_a_second_report_by_the_same_person_replaces_their_words(notes: Notes) -> None:
    report()
    report(reason="Worse than rude.")
    assert [list(case.reasons) for case in moderation.cases().rows] == [["Worse than rude."]]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_report_without_words_or_with_too_many_is_refused(notes: Notes, reason: str) -> None:
    with pytest.raises(Invalid):
        report(reason=reason)
    assert moderation.waiting() == 0


def test_what_is_gone_hidden_unseen_or_of_no_kind_is_not_there_to_be_reported(notes: Notes) -> None:
    notes.hidden.add(1)
    notes.only_for[2] = ESI
    for number in (1, 2, 9):
        with pytest.raises(NotThere):
            report(number)
    with pytest.raises(NotThere):
        moderation.report("unknown-kind", 1, "Rude.", AMARA, clock.now())
    assert moderation.waiting() == 0


def test_one_decision_answers_every_open_report(notes: Notes) -> None:
    report()
    report(by=ESI)
    decide()
    assert notes.hidden == {1}
    assert moderation.waiting() == 0
    (decision,) = moderation.decided().rows
    assert (decision.hidden, decision.reports, decision.note, decision.decided_by_id) == (True, 2, "A note.", CHLOE)


def test_whoever_decides_second_is_told(notes: Notes) -> None:
    report()
    decide(hide=False)
    with pytest.raises(Conflict):
        decide(hide=True)
    assert notes.hidden == set()


def test_what_was_hidden_is_brought_back_once(notes: Notes) -> None:
    report()
    decide()
    with transaction():
        moderation.restore(KIND, 1, "", CHLOE, clock.now())
    assert notes.hidden == set()
    assert [each.hidden for each in moderation.decided().rows] == [False]
    with pytest.raises(Conflict):
        moderation.restore(KIND, 1, "", CHLOE, clock.now())


def test_what_is_gone_meanwhile_is_closed_and_not_hidden(notes: Notes) -> None:
    report()
    del notes.texts[1]
    assert moderation.cases().rows[0].thing is None
    with pytest.raises(Conflict, match="gone already"):
        decide(hide=True)
    decide(hide=False)
    assert moderation.waiting() == 0


def test_a_kind_that_no_feature_brings_any_more_does_not_stop_the_queue(
    notes: Notes, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    report()
    monkeypatch.delitem(app.extensions["moderated"], KIND)
    assert [case.thing for case in moderation.cases().rows] == [None]
    decide(hide=False)
    assert [each.thing for each in moderation.decided().rows] == [None]


def test_a_feature_that_shows_only_one_at_a_time_can_be_plugged_in(
    notes: Notes, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions["moderated"], KIND, notes.moderated(at_once=False))
    report(1)
    report(2)
    assert [case.thing.text for case in moderation.cases().rows if case.thing] == ["Rude words", "Kind words"]


def test_many_are_asked_for_at_once(notes: Notes) -> None:
    for number in (1, 2, 3):
        report(number)
    notes.asked.clear()
    moderation.cases()
    assert notes.asked == ["many"]


def test_the_record_of_acts_never_says_who_reported(notes: Notes) -> None:
    report()
    decide()
    assert [(event.act, event.kind) for event in audit.latest(10)] == [("hide", KIND)]


def test_a_long_queue_comes_in_pages(notes: Notes) -> None:
    notes.texts |= {number: f"Note {number}" for number in range(10, 40)}
    for number in range(10, 35):
        report(number)
    pages = [moderation.cases(number) for number in (1, 2, 3, 99)]
    assert [len(each.rows) for each in pages] == [10, 10, 5, 5]
    assert [case.object_id for case in pages[1].rows] == list(range(20, 30))


def test_decided_reports_go_after_twelve_months_and_open_ones_stay(notes: Notes) -> None:
    for number in (1, 2, 3):
        report(number)
    decide(1)
    decide(2)
    just = clock.months_after(clock.now(), -12)
    with transaction():
        for row in db.session.query(Report):
            row.reported_at = just - timedelta(days=400)
            if row.state != moderation.OPEN:
                row.decided_at = just + timedelta(days=1) * (1 if row.object_id == 2 else -1)
    jobs.forget_reports()
    assert [(row.object_id, row.state) for row in db.session.query(Report).order_by(Report.object_id)] == [
        (2, "hidden"), (3, "open"),
    ]  # fmt: skip


def test_the_same_kind_of_two_features_stops_the_start(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    views = SimpleNamespace(MODERATED={KIND: Notes().moderated()})
    monkeypatch.setitem(app.extensions, "moderated", {})
    with pytest.raises(ValueError, match="twice: pinned-note"):
        moderation.init_app(app, [views, views])  # type: ignore[list-item]
