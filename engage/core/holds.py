"""Legal holds: whom, which kind of record or which unit no rule may delete from; when each rule ran, what is due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import CheckConstraint, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime, db

MOST_WHY, MOST_KIND = 500, 60
# From a hold's beginning, or its last review, to the next.
REVIEW_MONTHS = 12


class LegalHold(Model):
    """Something that must be kept until somebody lifts it; the day of its review passes without lifting it."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN kind = '' THEN 0 ELSE 1 END) = 1",
            name="covers_one_thing",
        ),
        CheckConstraint("reason <> ''", name="has_a_reason"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_why = '')", name="lifted_has_its_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    # The name of a rule.
    kind: Mapped[str] = mapped_column(String(MOST_KIND), default="")
    reason: Mapped[str] = mapped_column(String(MOST_WHY))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None]
    review_on: Mapped[date]
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by_id: Mapped[int | None]
    lifted_why: Mapped[str] = mapped_column(String(MOST_WHY), default="")


class RetentionRun(Model):
    """When a rule last ran, what it did then, and when it last deleted anything; of a secret rule no number."""

    __tablename__ = "retention_run"

    name: Mapped[str] = mapped_column(String(MOST_KIND), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done: Mapped[int]
    held: Mapped[int]
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RetentionCount(Model):
    """How much of a rule is past its time on some days, and held, as last counted; a secret rule has no row."""

    __tablename__ = "retention_count"

    name: Mapped[str] = mapped_column(String(MOST_KIND), primary_key=True)
    # So many days after it was counted.
    ahead: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    due: Mapped[int]
    held: Mapped[int]


Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class InForce:
    """What is held now: kinds of record by their rule's name, and selects of people and units; None where none is."""

    kinds: frozenset[str]
    people: Rows | None
    units: Rows | None


@dataclass(frozen=True)
class Covered:
    """What a hold of units covers: these with all below them, and everybody who has or had a post there."""

    units: Rows
    people: Rows


def init_app(app: Flask, of_units: Callable[[Rows], Covered]) -> None:
    """Tell holds how to find what belongs to a unit."""
    app.extensions["covered_by_units"] = of_units


def in_force() -> InForce:
    """What no rule may delete now: one statement."""
    people, units = func.count(LegalHold.person_id), func.count(LegalHold.unit_id)
    rows = select(LegalHold.kind, people.label("people"), units.label("units")).where(LegalHold.lifted_at.is_(None))
    found = db.session.execute(rows.group_by(LegalHold.kind).order_by(LegalHold.kind)).all()
    persons, of_units = any(each.people for each in found), any(each.units for each in found)
    covered = _covered() if of_units else None
    own = select(LegalHold.person_id).where(LegalHold.lifted_at.is_(None), LegalHold.person_id.is_not(None))
    ways = [own] if persons else []
    ways += [covered.people] if covered else []
    whoever = ways[0] if len(ways) == 1 else (select(own.union(ways[1]).subquery()) if ways else None)
    return InForce(frozenset(each.kind for each in found if each.kind), whoever, covered.units if covered else None)


def _covered() -> Covered:
    units = select(LegalHold.unit_id).where(LegalHold.lifted_at.is_(None), LegalHold.unit_id.is_not(None))
    covered: Covered = current_app.extensions["covered_by_units"](units)
    return covered


def hold(hold_id: int) -> LegalHold | None:
    """One hold, or None."""
    return db.session.get(LegalHold, hold_id)


def holds(lifted: bool = False, most: int = 200) -> Sequence[LegalHold]:
    """Those in force, by the day of their review; or those that were lifted, the newest first."""
    rows = select(LegalHold).limit(most)
    if lifted:
        rows = rows.where(LegalHold.lifted_at.is_not(None)).order_by(LegalHold.lifted_at.desc(), LegalHold.id.desc())
    else:
        rows = rows.where(LegalHold.lifted_at.is_(None)).order_by(LegalHold.review_on, LegalHold.id)
    return db.session.scalars(rows).all()


def to_review(today: date) -> int:
    """How many holds in force are due to be looked at again."""
    rows = select(func.count()).select_from(LegalHold)
    return db.session.scalar(rows.where(LegalHold.lifted_at.is_(None), LegalHold.review_on <= today)) or 0


def covers_already(person_id: int | None, unit_id: int | None, kind: str) -> bool:
    """Whether a hold in force covers just this."""
    same = (LegalHold.person_id == person_id, LegalHold.unit_id == unit_id, LegalHold.kind == kind)
    rows = select(LegalHold.id).where(LegalHold.lifted_at.is_(None), *same)
    return db.session.scalars(rows).first() is not None


def runs() -> dict[str, RetentionRun]:
    """The last run of each rule by its name."""
    return {row.name: row for row in db.session.scalars(select(RetentionRun).order_by(RetentionRun.name))}


def counts() -> dict[tuple[str, int], RetentionCount]:
    """What was last counted, by rule and by how many days ahead."""
    rows = select(RetentionCount).order_by(RetentionCount.name, RetentionCount.ahead)
    return {(row.name, row.ahead): row for row in db.session.scalars(rows)}


def last_deletion() -> datetime | None:
    """When a rule last deleted anything."""
    return db.session.scalar(select(func.max(RetentionRun.deleted_at)))


def note_run(name: str, at: datetime, done: int, held: int, deleted: bool) -> None:
    """Write down a run of a rule; only the last stays."""
    row = db.session.get(RetentionRun, name)
    if row is None:
        row = RetentionRun(name=name, at=at, done=done, held=held)
        db.session.add(row)
    row.at, row.done, row.held = at, done, held
    if deleted:
        row.deleted_at = at
    db.session.flush()
