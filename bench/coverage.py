"""The coverage planner on 10,600 people in 168 units: what three ways of sharing 180 seats leave, and what it costs."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import func, insert, select, text

from bench.asking import cost
from bench.council import databases, signed_in
from bench.coverage_shape import SEATS, shape
from engage import config, create_app
from engage.champions.queries import coverage, coverage_changes
from engage.champions.queries.coverage_changes import GapKind
from engage.champions.rules.coverage_seats import Group, equal_proportions, floors, share_out
from engage.core import clock, migrate
from engage.core.db import ballot_owner_engine, db, transaction
from engage.directory.actions.imports import carry_out
from engage.directory.actions.networks import appoint
from engage.directory.imports import prepare
from engage.directory.models import Account, Network, Person, Post, RoleGrant, Unit
from engage.directory.rules.rollup_sinking import roll_up_and_sink

TIMES, SITES, SHIFTS = 15, 12, ("", "days", "nights")
REAL = Path(os.environ.get("ENGAGE_SHARED", config.ROOT.parent / "shared")) / "data" / "organisations"
PLAN = "/networks/1/coverage"
PAGES = {
    "all networks": "/networks/coverage",
    "the plan": PLAN,
    "other numbers": f"{PLAN}?seats=240&floor=1&group_minimum=20",
    "by unit": f"{PLAN}/units",
    "by site": f"{PLAN}/sites",
    "if they left": f"{PLAN}/if-they-left",
    "changes": f"{PLAN}/changes",
    "as a file": f"{PLAN}/plan.csv",
}


def main(postgres: str) -> None:
    """Print the tables."""
    _ways()
    print("\n| 10,600 people, 168 units, 180 champions | page | statements | kB | least ms | median ms | slowest ms |")
    print("|---|---|--:|--:|--:|--:|--:|", flush=True)
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with _application(url) as app:
                _fill()
                for what, path in PAGES.items():
                    found = cost(app, signed_in(app, 1), path)
                    waited = found.waited
                    print(f"| {name} | {what} | {found.statements} | {found.size / 1000:.0f} | {min(waited):.0f} | "
                          f"{median(waited):.0f} | {max(waited):.0f} |", flush=True)  # fmt: skip
    _reorganisation()


@dataclass(frozen=True)
class Left:
    """What a way of sharing seats leaves: who has nobody, and the most people for one."""

    bare: int
    without: int
    worst: float


def _ways() -> None:
    made = shape()
    raw = [Group(unit, staff) for unit, staff in made.headcount.items()]
    print("\n| 180 seats | groups | without anybody | people without | most people for one | ms |")
    print("|---|--:|--:|--:|--:|--:|")
    _way("plain proportional, units as they are", lambda: (raw, _proportional(raw)))
    _way("one for each unit as it is, the rest by equal proportions",
         lambda: (raw, equal_proportions(raw, floors(raw, 1), SEATS)))  # fmt: skip
    _way("the planner's seats, units as they are", lambda: (raw, share_out(raw, SEATS)))
    for minimum in (10, 20, 50):

        def groups(least: int = minimum) -> list[Group]:
            rolled = roll_up_and_sink(made.parents, made.headcount, least)
            return [Group(unit, staff) for unit, staff in rolled.people.items()]

        _way(f"groups of {minimum}, equal proportions alone",
             lambda: (found := groups(), equal_proportions(found, floors(found, 1), SEATS)))  # fmt: skip
        _way(f"groups of {minimum}, the planner", lambda: (found := groups(), share_out(found, SEATS)))


def _way(name: str, work: Callable[[], tuple[list[Group], Mapping[int, int]]]) -> None:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        groups, seats = work()
        took.append((time.perf_counter() - began) * 1000)
    bare = [each for each in groups if not seats.get(each.id)]
    left = Left(len(bare), sum(each.staff for each in bare),
                max(each.staff / seats[each.id] for each in groups if seats.get(each.id)))  # fmt: skip
    print(f"| {name} | {len(groups)} | {left.bare} | {left.without:,} | {left.worst:.1f} | {median(took):.1f} |")


def _proportional(groups: list[Group]) -> dict[int, int]:
    """By largest remainder, without a floor."""
    total = sum(each.staff for each in groups)
    found = {each.id: each.staff * SEATS // total for each in groups}
    rest = sorted(groups, key=lambda each: (-(each.staff * SEATS % total), each.id))
    for each in rest[: SEATS - sum(found.values())]:
        found[each.id] += 1
    return found


@contextmanager
def _application(postgres: str) -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder, databases(postgres, "coverage") as urls:
        environ = {"ENGAGE_INSTANCE": folder, "SECRET_KEY": os.urandom(24).hex(),
                   "KEY_WRAPPING_SECRET": os.urandom(24).hex(),
                   "AUDIT_SECRET": os.urandom(24).hex(), **urls}  # fmt: skip
        app = create_app(config.read(environ))
        with app.app_context():
            try:
                migrate.upgrade()
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()
                ballot_owner_engine().dispose()


def _fill() -> None:
    """The shape as rows, one of them of the OD team, and 180 champions appointed as the plan says."""
    made, luck = shape(), random.Random(7)
    with transaction():
        for number, above in made.parents.items():
            db.session.add(Unit(id=number, code=f"U{number}", name=f"Unit {number}", parent_id=above))
            db.session.flush()
        where = [unit for unit, staff in made.headcount.items() for _ in range(staff)]
        db.session.execute(insert(Person), [
            {"id": at, "employee_number": f"{at:06d}", "first_name": "Person", "surname": f"Number {at}",
             "kind": "employee", "language": "en", "started_on": date(2020, 1, 6)}
            for at in range(1, len(where) + 1)
        ])  # fmt: skip
        db.session.execute(insert(Post), [
            {"person_id": at, "unit_id": unit, "job_title": "Officer", "is_main": True, "is_head": False,
             "site": f"Site {(unit + luck.randrange(2)) % SITES}", "shift": luck.choice(SHIFTS)}
            for at, unit in enumerate(where, start=1)
        ])  # fmt: skip
        db.session.add_all([Account(person_id=1), RoleGrant(person_id=1, role="od")])
    if db.engine.dialect.name == "postgresql":
        with transaction():
            for table in ("unit", "person"):
                db.session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    _recruit(_network())
    with transaction():
        db.session.execute(text("ANALYZE"))


def _network() -> Network:
    with transaction():
        row = Network(kind="champions", name="Employee champions", created_at=clock.now(), seats=SEATS)
        db.session.add(row)
    return row


def _recruit(network: Network) -> None:
    with transaction():
        rolled, here = coverage.groups(network), dict[int, list[int]]()
        posts = select(Post.person_id, Post.unit_id).where(Post.is_main, Post.ended_on.is_(None)).order_by(Post.id)
        for person, unit in db.session.execute(posts):
            here.setdefault(rolled.stands_in[unit], []).append(person or 0)
        for group in coverage.plan(network):
            for person in here[group.unit_id][: group.to_recruit]:
                appoint(network, person, clock.today())


def _reorganisation() -> None:
    """A real council's units of two years, with people made up: what the second year's list does to 180 champions."""
    if not REAL.is_dir():
        print("\nThe real organisations are not there: set ENGAGE_SHARED to the folder that holds data/.")
        return
    with _application(""):
        _import("trafford_2024-07.csv")
        _people(random.Random(5))
        network = _network()
        _recruit(network)
        before = coverage.coverage(network).coverage
        began = time.perf_counter()
        _import("trafford_2025-07.csv")
        importing = time.perf_counter() - began
        _year(random.Random(6))
        began = time.perf_counter()
        gaps, after = coverage_changes.gaps(network), coverage.coverage(network).coverage
        looking = (time.perf_counter() - began) * 1000
        heads = ("people", "groups", "champions", "left", "moved", "unit closed", "without cover", "to recruit",
                 "import s", "gaps and plan ms")  # fmt: skip
        print(f"\n| a real reorganisation | {' | '.join(heads)} |\n|---|{'--:|' * len(heads)}")
        kinds = [gaps.count(kind) for kind in (GapKind.LEFT, GapKind.MOVED, GapKind.UNIT_GONE)]
        for name, cover, more in (("before", before, [0, 0, 0]), ("after", after, kinds)):
            figures = [cover.staff, len(cover.groups), cover.now, *more, len(cover.bare), cover.to_recruit]
            cost = f"{importing:.2f} | {looking:.0f}" if name == "after" else " | "
            print(f"| {name} | {' | '.join(map(str, figures))} | {cost} |")


def _year(luck: random.Random) -> None:
    """Made up like the people: within the year one in twelve leaves, and one in twenty goes to another unit."""
    with transaction():
        units = db.session.scalars(select(Unit.id).where(Unit.closed_on.is_(None)).order_by(Unit.id)).all()
        for post in db.session.scalars(select(Post).where(Post.ended_on.is_(None)).order_by(Post.id)).all():
            if luck.random() < 1 / 12 and post.person is not None:
                post.person.leaves_on = clock.today() - timedelta(days=1)
            elif luck.random() < 1 / 20:
                post.unit_id = luck.choice(units)


def _import(name: str) -> None:
    with transaction():
        carry_out(prepare.plan("units", REAL / name, 10_000_000), name, None)


def _people(luck: random.Random) -> None:
    """The lists name senior posts alone: some 2,600 people, a few units large, many small."""
    with transaction():
        units = db.session.scalars(select(Unit.id).where(Unit.closed_on.is_(None)).order_by(Unit.id)).all()
        weights = [luck.lognormvariate(0, 1.3) for _ in units]
        for unit, weight in zip(units, weights, strict=True):
            for _ in range(max(2, int(2_600 * weight / sum(weights)))):
                number = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
                who = Person(employee_number=f"R{number:05}", first_name="Staff", surname=f"Number {number:05}")
                who.posts = [Post(unit_id=unit, job_title="Officer")]
                db.session.add(who)
