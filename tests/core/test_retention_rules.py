"""Every rule: what is due goes, what a hold covers stays until it is lifted, and nothing else is touched."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from engage.admin import queries_retention as queries
from engage.core import clock, holding, holds, retention
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.core.retention import Tally
from engage.directory.models import Person
from tests.core import due_scene
from tests.factories import People

# Rules whose rows name nobody: a hold finds them by their kind alone.
BY_KIND = {
    "briefings", "staff-network-messages", "union-items", "event-guests", "failures", "ended-sessions", "outbox-done",
    "outbox-given-up", "survey-answers", "survey-codes", "survey-kiosks", "survey-packs",
    "mail-folder", "audit-log",
}  # fmt: skip


@pytest.fixture
def due(app: Flask, people: People) -> due_scene.Scene:
    """Of Amara and of Esi a row for each rule, and one of nobody for the others; both left long ago."""
    return due_scene.build(people.amara, people.esi)


def tallies() -> dict[str, Tally]:
    db.session.rollback()
    return {name: retention.tally(rule, clock.now()) for name, rule in queries.rules().items()}


def run() -> dict[str, int]:
    return {each.rule.name: each.done for each in retention.run_all(list(queries.rules().values()), clock.now())}


def test_what_concerns_amara_stays_and_what_concerns_esi_goes(due: due_scene.Scene, people: People) -> None:
    with transaction():
        row = holding.set_hold("A case", None, clock.now(), person_id=people.amara)
    before = tallies()
    by_person = {name: each for name, each in before.items() if name not in BY_KIND}
    assert all(each.due == 2 * each.held > 0 for each in by_person.values()), by_person
    run()
    kept = {name: Tally(each.held, each.held) for name, each in before.items()}
    assert tallies() == kept
    with transaction():
        holding.lift(holds.hold(row.id), "Settled", None, clock.now())
    assert sum(run().values()) > 30
    assert set(tallies().values()) == {Tally(0, 0)}


def test_a_hold_of_each_kind_of_record_keeps_all_of_it(due: due_scene.Scene, app: Flask) -> None:
    with transaction():
        for name in queries.rules():
            holding.set_hold("A case", None, clock.now(), kind=name)
    before = tallies()
    assert all(each.held == each.due for each in before.values())
    assert sum(each.due for each in before.values()) > 80
    assert not any(run().values()) and tallies() == before


def test_a_hold_of_a_unit_keeps_what_concerns_whoever_works_there(due: due_scene.Scene, people: People) -> None:
    found = db.session.get_one(Person, people.amara).posts[0].unit_id
    with transaction():
        holding.set_hold("A case", None, clock.now(), unit_id=found)
    held = {name: each.held for name, each in tallies().items() if name not in BY_KIND}
    assert all(held.values()), held
    assert held["stories-shown"] == 1 and held["codes"] == 1


def test_a_rule_that_moves_nothing_stops_instead_of_going_round(due: due_scene.Scene, app: Flask,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    idle = replace(queries.rules()["codes"], erase=lambda _ids, _at: None)
    with pytest.raises(retention.Unmoved):
        retention.run(idle, clock.now())


def test_a_rule_that_fails_stops_no_other(due: due_scene.Scene, app: Flask) -> None:
    def fail(_ids: object, _at: object) -> None:
        raise ZeroDivisionError

    broken = replace(queries.rules()["codes"], erase=fail)
    with pytest.raises(ZeroDivisionError):
        retention.run_all([broken, queries.rules()["reports"]], clock.now())
    assert (tallies()["codes"].due, tallies()["reports"].due) == (2, 0)


def test_some_at_a_time_is_the_same_as_all_at_once(
    due: due_scene.Scene, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    assert retention.run(queries.rules()["event-bookings"], clock.now()).done == 2


def test_a_run_is_noted_and_a_secret_one_without_numbers(due: due_scene.Scene, app: Flask) -> None:
    run()
    noted = holds.runs()
    assert noted.keys() == queries.rules().keys()
    assert (noted["codes"].done, noted["staff-networks"].done) == (2, 0)
    assert holds.last_deletion() is not None


def test_a_hold_covers_one_thing_once_and_says_why(app: Flask, people: People) -> None:
    with transaction():
        row = holding.set_hold(" A case ", people.dev, clock.now(), person_id=people.amara)
        assert row.reason == "A case" and row.review_on == clock.months_after(clock.today(), 12)
    for fault, more in ((Conflict, {"person_id": people.amara}), (Invalid, {}), (Invalid, {"kind": "x", "unit_id": 1})):
        with pytest.raises(fault), transaction():
            holding.set_hold("Another", None, clock.now(), **more)
    with transaction():
        holding.lift(holds.hold(row.id), "Over", people.dev, clock.now())
    for act in (lambda found: holding.review(found, clock.now()), lambda f: holding.lift(f, "x", None, clock.now())):
        with pytest.raises(Conflict), transaction():
            act(holds.hold(row.id))
    assert db.session.scalars(select(holds.LegalHold.id)).all() == [row.id]


def test_every_rule_has_a_name_of_its_own_and_names_only_rules(app: Flask) -> None:
    found = [each for _, lines in queries.kept() for each in lines if isinstance(each, retention.Rule)]
    names = [each.name for each in found]
    assert len(names) == len(set(names)) and all(len(each) <= holds.MOST_KIND for each in names)
    assert {other for each in found for other in each.touches} <= set(names)
    assert {each.name for each in found if not each.people} == BY_KIND
