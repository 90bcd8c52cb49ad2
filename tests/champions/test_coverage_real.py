"""A real council's two lists of units: champions appointed by the plan in the first year, then the second comes."""

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from engage.champions.actions import activity as logging
from engage.champions.actions import concerns as passing
from engage.champions.models import Concern
from engage.champions.queries import activity, activity_figures, concerns, concerns_manage, coverage, coverage_changes
from engage.champions.queries.activity_figures import Scope
from engage.champions.queries.coverage_changes import Gap, GapKind
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions.imports import carry_out
from engage.directory.actions.networks import appoint
from engage.directory.imports import prepare
from engage.directory.models import Appointment, Network, Person, Post, Unit
from tests.directory.imports import MOST
from tests.directory.test_units_import import REAL, needs_real

SEATS, PEOPLE = 180, 2_600


def imported(name: str) -> None:
    with transaction():
        carry_out(prepare.plan("units", REAL / name, MOST), name, None)


def staffed() -> None:
    """The lists name senior posts alone, so people are made up: some 2,600, a few units large, many small."""
    luck = random.Random(5)
    with transaction():
        units = db.session.query(Unit).filter(Unit.closed_on.is_(None)).order_by(Unit.id).all()
        weights = [luck.lognormvariate(0, 1.3) for _ in units]
        number = 0
        for unit, weight in zip(units, weights, strict=True):
            for _ in range(max(2, int(PEOPLE * weight / sum(weights)))):
                number += 1
                who = Person(employee_number=f"R{number:05}", first_name="Staff", surname=f"Number {number:05}")
                who.posts = [Post(unit_id=unit.id, job_title="Officer")]
                db.session.add(who)


def filled(network: Network) -> None:
    """The next round, as the plan says: the first people of each group."""
    with transaction():
        rolled = coverage.groups(network)
        here: dict[int, list[int]] = {}
        free = db.session.query(Post).join(Person, Person.id == Post.person_id).filter(Person.leaves_on.is_(None))
        for post in free.filter(Post.person_id.not_in(select(Appointment.person_id))).order_by(Post.id):
            here.setdefault(rolled.stands_in[post.unit_id], []).append(post.person_id or 0)
        for group in coverage.plan(network):
            for person in here[group.unit_id][: group.to_recruit]:
                appoint(network, person, clock.today())


@pytest.fixture
def network(app: Flask) -> Network:
    """180 champions of a network without terms, appointed by the plan of the first year."""
    imported("trafford_2024-07.csv")
    staffed()
    with transaction():
        row = Network(kind="champions", name="Employee champions", created_at=clock.now(), seats=SEATS)
        db.session.add(row)
    filled(row)
    return row


@needs_real
def test_a_reorganisation_orphans_no_champion_lists_who_moved_and_moves_the_targets(network: Network) -> None:
    before = coverage.coverage(network).coverage
    assert (before.now, before.seats, before.to_recruit, before.bare) == (SEATS, SEATS, 0, ())
    assert not coverage_changes.gaps(network).any
    star = db.session.query(Person).join(Post).join(Unit, Unit.id == Post.unit_id).filter(Unit.name == "STaR 1").first()
    assert star is not None
    with transaction():
        appoint(network, star.id, clock.today())  # the plan had nobody from the one unit that nothing will replace
    leavers = [row.person for row in db.session.query(Appointment).order_by(Appointment.id).limit(3)]
    said(network)
    assert "No service named" not in by_service()

    imported("trafford_2025-07.csv")
    with transaction():
        for each in leavers:
            each.leaves_on = clock.today() - timedelta(days=31)

    units = coverage_changes.former()
    rows = db.session.query(Appointment).all()
    assert len(rows) == SEATS + 1
    for row in rows:
        assert db.session.get(Person, row.person_id) and row.unit_id in units
        now = coverage_changes.followed(row.unit_id or 0, units)
        assert units[now].is_open or units[now].name == "STaR 1"
    nothing_said_is_lost(rows)
    found = coverage_changes.gaps(network)
    assert {gap.person_id for gap in found.people if gap.kind == GapKind.LEFT} == {each.id for each in leavers}
    gone = [gap for gap in found.people if gap.kind == GapKind.UNIT_GONE]
    assert [(gap.person_id, gap.was, gap.now) for gap in gone] == [(star.id, "STaR 1", "Strategy & Resources")]
    assert all(units[unit].is_open for unit in _units_of(found.people))

    after = coverage.coverage(network).coverage
    assert (after.now, after.staying) == (SEATS - 2, SEATS - 2)
    assert (after.seats, sum(each.seats for each in after.groups)) == (SEATS + after.over, SEATS + after.over)
    assert after.to_recruit == after.seats - after.staying > 0
    assert all(each.seats >= 1 for each in after.groups)
    assert {each.unit_id for each in after.groups} != {each.unit_id for each in before.groups}
    filled(network)
    assert coverage.coverage(network).coverage.bare == ()
    assert coverage.coverage(network).coverage.to_recruit == 0


def by_service() -> dict[str, int]:
    """How many entries each service has; every one of them is counted somewhere."""
    lines = activity_figures.by_service(Scope(), activity_figures.services())
    assert sum(line.entries for line in lines) == SEATS + 1
    return {line.name: line.entries for line in lines}


def nothing_said_is_lost(rows: Sequence[Appointment]) -> None:
    """Every entry keeps a service, but the one of the unit that nothing replaced; no concern loses its champion."""
    units = coverage_changes.former()
    assert by_service()["No service named"] == 1
    assert concerns_manage.figures(None).all.came == SEATS + 1
    for each in db.session.query(Concern):
        assert units[coverage_changes.followed(each.unit_id or 0, units)] and each.author_id
    assert all(concerns.own(row.person_id) and activity.own(row.person_id).rows for row in rows)


def said(network: Network) -> None:
    """Every champion logs a conversation where they work, and passes a concern on."""
    today = clock.today()
    with transaction():
        for row in db.session.query(Appointment).order_by(Appointment.id):
            entry = logging.Entry("conversation", network.id, today, unit_id=row.unit_id, even_better="Say it earlier.")
            logging.log(entry, row.person_id, f"once-{row.id}", clock.now())
            words = passing.Words("Rotas", "They come late.", row.unit_id or 0, None, None)
            passing.pass_on(words, row.person_id, f"once-{row.id}", today)


def _units_of(gaps: Sequence[Gap]) -> list[int]:
    people = [gap.person_id for gap in gaps if gap.kind != GapKind.LEFT]
    return [post.unit_id for post in db.session.query(Post).filter(Post.person_id.in_(people), Post.is_main)]


@needs_real
def test_whoever_changes_their_service_is_listed_as_moved_and_counts_where_they_are_now(network: Network) -> None:
    groups = coverage.coverage(network).coverage.groups
    first, second = groups[0], groups[-1]
    row = db.session.query(Appointment).filter_by(person_id=first.people[0].person_id).one()
    with transaction():
        db.session.query(Post).filter_by(person_id=row.person_id).update({"unit_id": second.unit_id})
    found = coverage_changes.gaps(network).people
    assert [(gap.kind, gap.person_id, gap.now, gap.same_group) for gap in found] == [
        (GapKind.MOVED, row.person_id, second.name, False)
    ]
    after = {each.unit_id: each for each in coverage.plan(network)}
    assert after[second.unit_id].now == second.now + 1
    assert after.get(first.unit_id, first).now in (first.now - 1, first.now)
