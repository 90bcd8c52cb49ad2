"""Reads of the published framework, for every feature that names a value or a behaviour."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from engage.core.db import db
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.directory.rules import lineage as rules

WHOLE = selectinload(Framework.values).selectinload(FrameworkValue.behaviours)


def in_force(on: date) -> Framework | None:
    """The version in force on a day, with its values and behaviours: three statements."""
    rows = (
        select(Framework)
        .where(Framework.in_force_from <= on, Framework.ended_on.is_(None) | (Framework.ended_on > on))
        .order_by(Framework.version.desc())
        .limit(1)
        .options(WHOLE)
    )
    return db.session.scalar(rows)


def versions() -> Sequence[Framework]:
    """Every version, the newest first."""
    return db.session.scalars(select(Framework).order_by(Framework.version.desc())).all()


def framework(framework_id: int) -> Framework | None:
    """One version with its values and behaviours, whether in force or not."""
    return db.session.scalar(select(Framework).where(Framework.id == framework_id).options(WHOLE))


def behaviour(behaviour_id: int) -> Behaviour | None:
    """One behaviour with its value and version, of any version: what was said under it keeps its wording."""
    whole = selectinload(Behaviour.value).selectinload(FrameworkValue.framework)
    return db.session.scalar(select(Behaviour).where(Behaviour.id == behaviour_id).options(whole))


def value(value_id: int) -> FrameworkValue | None:
    """One value with its version, of any version."""
    whole = selectinload(FrameworkValue.framework)
    return db.session.scalar(select(FrameworkValue).where(FrameworkValue.id == value_id).options(whole))


def latest(for_update: bool = False) -> Framework | None:
    """The newest version, whether in force yet or not; its row alone."""
    rows = select(Framework).order_by(Framework.version.desc()).limit(1)
    return db.session.scalar(rows.with_for_update() if for_update else rows)


def before(framework: Framework) -> Framework | None:
    """The version before this one, its row alone, for a change of when it ends."""
    rows = select(Framework).where(Framework.version < framework.version).order_by(Framework.version.desc())
    return db.session.scalar(rows.limit(1).with_for_update())


def behaviour_lineage(on: date) -> dict[str, str | None]:
    """Identity of every behaviour that ever was in force by a day, and of the one that stands for it then, or None."""
    rows = (
        select(Framework.version, Behaviour.identity, Behaviour.replaces)
        .join(FrameworkValue, FrameworkValue.framework_id == Framework.id)
        .join(Behaviour, Behaviour.value_id == FrameworkValue.id)
        .where(Framework.in_force_from <= on)
        .order_by(Framework.version, FrameworkValue.position, Behaviour.position)
    )
    return _lineage(on, rows)


def value_lineage(on: date) -> dict[str, str | None]:
    """The same of the values; two statements each."""
    rows = (
        select(Framework.version, FrameworkValue.identity, FrameworkValue.replaces)
        .join(FrameworkValue, FrameworkValue.framework_id == Framework.id)
        .where(Framework.in_force_from <= on)
        .order_by(Framework.version, FrameworkValue.position)
    )
    return _lineage(on, rows)


def _lineage(on: date, rows: Select[int, str, str]) -> dict[str, str | None]:
    # A version without a single behaviour ends every line, so the versions are asked for by themselves.
    numbers = db.session.scalars(select(Framework.version).where(Framework.in_force_from <= on)).all()
    parts: dict[int, list[rules.Part]] = {number: [] for number in sorted(numbers)}
    for number, identity, replaces in db.session.execute(rows):
        parts[number].append(rules.Part(identity, tuple(replaces.split())))
    return rules.lineage(list(parts.values()))
