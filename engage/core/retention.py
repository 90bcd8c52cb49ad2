"""How long things are kept: rules that say it, count what is due, and delete it; what a legal hold covers stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from engage.core import holds
from engage.core.db import db, reading, transaction
from engage.core.holds import InForce, RetentionCount, Rows

AT_ONCE = 500
# The days on which what is due is counted: now, and so many days ahead.
AHEAD = (0, 30, 90)


@dataclass(frozen=True)
class Kept:
    """One kind of record, how long it is kept in plain words, and what becomes of it then."""

    what: str
    how_long: str
    then: str


@dataclass(frozen=True, kw_only=True)
class Rule(Kept):
    """A kind of record that is deleted, or emptied, after its time.

    `name`: what commands, holds and notes of runs call it; it never changes.
    `due`: at a moment, a select of the keys (one column or several) of the rows whose time is over.
    `erase`: deletes or empties the rows of these keys, so that they are due no more.
    `people`, `units`: selects of a key and whom, or which unit, the row concerns; by them a legal hold finds it.
    `touches`: names of other rules whose records go with a row, so that a hold of that kind keeps it too.
    `secret`: how many there are would tell something about somebody, so no page and no command says it.
    `alone`: each row is erased by itself and holds its own transactions; one that fails holds up no other.
    `after`: what follows in every run, rows due or not, in a transaction of its own.
    """

    name: str
    due: Callable[[datetime], Rows]
    erase: Callable[[Sequence[Any], datetime], None]
    people: tuple[Rows, ...] = ()
    units: tuple[Rows, ...] = ()
    touches: tuple[str, ...] = ()
    secret: bool = False
    alone: bool = False
    after: Callable[[datetime], None] | None = None


@dataclass(frozen=True)
class Tally:
    """Of one rule: how many rows are past their time, and how many of these a legal hold keeps."""

    due: int
    held: int

    @property
    def free(self) -> int:
        """What a run deletes."""
        return self.due - self.held


@dataclass(frozen=True)
class Ran:
    """What a run of one rule found and did."""

    rule: Rule
    done: int
    held: int
    # Due and not held, and yet still there: the log says why.
    left: int = 0


class Unmoved(RuntimeError):
    """A rule erased rows that are due all the same: it would go on for ever."""


def whom(key: ColumnElement[Any] | Any, *people: Any) -> tuple[Rows, ...]:
    """The selects of a row's key with each of its columns that name a person, or a unit."""
    return tuple(select(key, each).where(each.is_not(None)) for each in people)


def literals(values: Sequence[str]) -> Select[str]:
    """Keys that stand in no table, as a select: at most 500 at a time."""
    rows = [select(literal(each).label("key")) for each in values[:AT_ONCE]]
    nothing = select(literal("").label("key")).where(false())
    return select(union_all(nothing, *rows).subquery().c.key)


def tally(rule: Rule, at: datetime, found: InForce | None = None) -> Tally:
    """How many rows are due, and how many of them are held by what is in force: one statement, and what `due` asks."""
    rows = rule.due(at).order_by(None).subquery()
    kept = func.coalesce(func.sum(case((_held(rule, rows, found or holds.in_force()), 1), else_=0)), 0)
    due, held = db.session.execute(select(func.count(), kept).select_from(rows)).one()
    return Tally(int(due), int(held))


def count(rule: Rule, at: datetime) -> Tally:
    """Count what is due now and soon, and leave word of it for the pages: they would take too long to count."""
    found = holds.in_force()
    tallies = {ahead: tally(rule, at + timedelta(days=ahead), found) for ahead in AHEAD}
    if not rule.secret:
        for ahead, each in tallies.items():
            kept = RetentionCount(name=rule.name, ahead=ahead, at=at, due=each.due, held=each.held)
            db.session.merge(kept)
    return tallies[0]


def run(rule: Rule, at: datetime) -> Ran:
    """Erase what is due and not held, some at a time so that others can write meanwhile, and note the run."""
    done = _one_by_one(rule, at) if rule.alone else _some_at_a_time(rule, at)
    if rule.after:
        with transaction():
            rule.after(at)
    with transaction():
        after = count(rule, at)
        told = (0, 0) if rule.secret else (done, after.held)
        holds.note_run(rule.name, at, *told, deleted=bool(done))
    return Ran(rule, done, after.held, after.free)


def run_all(rules: Sequence[Kept], at: datetime) -> Sequence[Ran]:
    """The rules among these, one after the other: what a feature's schedule calls. One that fails stops no other."""
    ran: list[Ran] = []
    problem: Exception | None = None
    for each in rules:
        if isinstance(each, Rule):
            try:
                ran.append(run(each, at))
            except Exception as error:  # whatever it is, nothing else may be kept longer than was said
                db.session.rollback()
                _not_deleted(each, "", error)
                problem = problem or error
    if problem:
        raise problem
    return ran


def erase_these(rule: Rule, keys: Sequence[Any], at: datetime) -> int:
    """Erase of these rows what is due and not held, within the caller's transaction; answers how many."""
    found = _keys(rule, at, keys)
    if found:
        rule.erase(found, at)
    return len(found)


def _some_at_a_time(rule: Rule, at: datetime) -> int:
    """All that is due is found while others write; each batch is looked at again under the lock it is erased under."""
    done, last = 0, None
    while True:
        with reading():
            found = _keys(rule, at)
        if found and found == last:
            raise Unmoved(rule.name)
        for first in range(0, len(found), AT_ONCE):
            with transaction():
                if keys := _keys(rule, at, found[first : first + AT_ONCE]):
                    rule.erase(keys, at)
            done += len(keys)
        if len(found) < AT_ONCE:  # some rules find no more than so many at once
            return done
        last = found


def _one_by_one(rule: Rule, at: datetime) -> int:
    with reading():
        keys = _keys(rule, at)
    done = 0
    for key in keys:
        try:
            rule.erase([key], at)
            done += 1
        except Exception as error:  # whatever it is, nothing else may be kept longer than was said
            db.session.rollback()
            _not_deleted(rule, str(key), error)
    return done


def _not_deleted(rule: Rule, key: str, error: Exception) -> None:
    facts = {"rule": rule.name, "key": key, "error": type(error).__name__}
    current_app.logger.warning("not deleted after its date", extra={"facts": facts})


def _keys(rule: Rule, at: datetime, among: Sequence[Any] | None = None) -> Sequence[Any]:
    """The keys of what is due and not held, in their order: values, or tuples where a key has several columns."""
    rows = rule.due(at).order_by(None).subquery()
    free = select(*rows.c).where(~_held(rule, rows, holds.in_force())).distinct().order_by(*rows.c)
    if among is not None:
        free = free.where(tuple_(*rows.c).in_(among) if len(rows.c) > 1 else rows.c[0].in_(among))
    found = db.session.execute(free).all()
    return [each[0] if len(each) == 1 else tuple(each) for each in found]


def _held(rule: Rule, rows: Subquery, found: InForce) -> ColumnElement[bool]:
    """Whether a hold covers a row: its kind, somebody it concerns, or a unit it or they belong to."""
    if found.kinds & {rule.name, *rule.touches}:
        return ~false()
    ways = []
    if found.people is not None:
        ways += [_names(each, rows, found.people) for each in rule.people]
    if found.units is not None:
        ways += [_names(each, rows, found.units) for each in rule.units]
    return or_(*ways) if ways else false()


def _names(concerns: Rows, rows: Subquery, covered: Rows) -> ColumnElement[bool]:
    pairs = concerns.subquery()
    *key, whoever = pairs.c
    same = and_(*(ours == theirs for ours, theirs in zip(key, rows.c, strict=True)))
    return exists().where(same, whoever.in_(covered))
