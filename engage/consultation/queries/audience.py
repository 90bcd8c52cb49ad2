"""For whom a consultation is: as a condition of a statement, for one person, and counted for the figures."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, String, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from engage.access import Viewer
from engage.consultation.models import Consultation
from engage.core.db import db
from engage.directory.models import Post, Unit
from engage.directory.queries import main_unit_of_everyone
from engage.directory.queries_finding import units_of
from engage.directory.queries_networks import champions
from engage.directory.rules.audience import ROLES, from_text


def meant_for(column: InstrumentedAttribute[str], viewer: Viewer) -> ColumnElement[bool]:
    """Whether this column's audience includes somebody: the same as rules.audience, in SQL; costs one statement."""
    parts = [f"unit:{unit}" for unit in sorted(units_of(viewer.id))] + [f"role:{role}" for role in sorted(viewer.roles)]
    padded = literal(" ", String) + column + literal(" ", String)
    return or_(column == "everyone", *(padded.contains(f" {part} ", autoescape=True) for part in parts))


def includes(consultation: Consultation, viewer: Viewer) -> bool:
    """Whether it asks this person."""
    audience = from_text(consultation.audience)
    return audience.is_everyone or audience.includes(units_of(viewer.id), viewer.roles)


def people(audience: str) -> Sequence[tuple[int, int]]:
    """Person and unit of the main post, for everybody of today whom an audience means."""
    everybody, meant = main_unit_of_everyone(), from_text(audience)
    if meant.is_everyone:
        return everybody
    ids: set[int | None] = set()
    if meant.units:
        below = select(Unit.id).where(Unit.id.in_(meant.units)).cte("meant_units", recursive=True)
        whole = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
        ids.update(db.session.scalars(_holders().where(Post.unit_id.in_(select(whole.c.id)))))
    if "champion" in meant.roles:
        ids.update(db.session.scalars(champions()))
    if "manager" in meant.roles:
        own, under = aliased(Post), aliased(Post)
        managing = (
            select(own.person_id)
            .join(under, under.manager_post_id == own.id)
            .where(own.ended_on.is_(None), under.ended_on.is_(None), under.person_id.is_not(None))
        )
        ids.update(db.session.scalars(managing))
        ids.update(db.session.scalars(_holders().where(Post.is_head)))
    return [(person, unit) for person, unit in everybody if person in ids]


def _holders() -> Select[int | None]:
    return select(Post.person_id).where(Post.person_id.is_not(None), Post.ended_on.is_(None))


def how_many(audience: str) -> int:
    """How many people it means today."""
    return len(people(audience))


def names(audience: str) -> Sequence[str]:
    """Whom it means, in words: units by name, then roles; nothing for everyone."""
    meant = from_text(audience)
    if meant.is_everyone:
        return ()
    units = db.session.scalars(select(Unit.name).where(Unit.id.in_(meant.units)).order_by(func.lower(Unit.name)))
    return [*units, *(ROLES[role] for role in sorted(meant.roles))]
