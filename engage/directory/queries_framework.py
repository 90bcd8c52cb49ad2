"""Reads of the published framework, for every feature that names a value or a behaviour."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from engage.core.db import db
from engage.directory.models import Behaviour, Framework, FrameworkValue

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
