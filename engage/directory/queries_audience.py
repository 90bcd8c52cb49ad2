"""Whom a stored audience means, asked of the database: for lists, for one person, counted and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import has_request_context, request
from sqlalchemy import ColumnElement, Select, String, and_, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from engage.access import Viewer
from engage.core.db import db
from engage.directory.models import Appointment, Network, Post, Unit
from engage.directory.queries import main_unit_of_everyone, units_by_path
from engage.directory.queries_finding import units_above
from engage.directory.queries_networks import champions, is_on
from engage.directory.rules.audience import EVERYONE_TEXT, ROLES, WITHIN, Audience, Standing, from_text, parts
from engage.directory.rules.networks import APPOINTED


def standing(viewer: Viewer) -> Standing:
    """Where whoever's request this is stands: one statement, once for a page that only reads."""
    if not has_request_context() or request.method != "GET":
        return _standing(viewer)
    held: dict[Viewer, Standing] = request.environ.setdefault("engage.standing", {})
    return held.get(viewer) or held.setdefault(viewer, _standing(viewer))


def _standing(viewer: Viewer) -> Standing:
    units = select(literal("unit", String).label("what"), units_above(viewer.id).c.id)
    in_networks = select(literal("network", String), Appointment.network_id).where(
        Appointment.person_id == viewer.id, is_on()
    )
    found: dict[str, set[int]] = {"unit": set(), "network": set()}
    for what, number in db.session.execute(units.union_all(in_networks)):
        found[what].add(number)
    return Standing(found["unit"], {str(role) for role in viewer.roles}, found["network"])


def means(column: InstrumentedAttribute[str], stands: Standing) -> ColumnElement[bool]:
    """The same as Audience.includes, of a column that holds what rules.audience.to_text makes."""
    spaced = literal(" ", String).concat(column).concat(" ")
    here, has = (
        or_(*(spaced.contains(f" {part} ", autoescape=True) for part in words)) if words else literal(False)
        for words in parts(stands)
    )
    within = column.startswith(f"{WITHIN} ", autoescape=True)
    return or_(column == EVERYONE_TEXT, and_(within, here, has), and_(~within, or_(here, has)))


def means_viewer(column: InstrumentedAttribute[str], viewer: Viewer) -> ColumnElement[bool]:
    """The same for whoever's request this is: one statement to find where they stand."""
    return means(column, standing(viewer))


def includes(audience: str, viewer: Viewer) -> bool:
    """Whether a stored audience means whoever's request this is: one statement."""
    return from_text(audience).includes(standing(viewer))


def people(audience: str) -> Sequence[tuple[int, int]]:
    """Person and unit of the main post, for everybody of today whom an audience means."""
    everybody, meant = main_unit_of_everyone(), from_text(audience)
    if meant.is_everyone:
        return everybody
    here, has = _in_units(meant), _with(meant)
    ids = here & has if meant.within else here | has
    return [(person, unit) for person, unit in everybody if person in ids]


def _in_units(meant: Audience) -> set[int | None]:
    if not meant.units:
        return set()
    below = select(Unit.id).where(Unit.id.in_(meant.units)).cte("meant_units", recursive=True)
    whole = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return set(db.session.scalars(_holders().where(Post.unit_id.in_(select(whole.c.id)))))


def _with(meant: Audience) -> set[int | None]:
    ids: set[int | None] = set()
    if "champion" in meant.roles:
        ids.update(db.session.scalars(champions()))
    if meant.networks:
        rows = select(Appointment.person_id).where(Appointment.network_id.in_(meant.networks), is_on())
        ids.update(db.session.scalars(rows))
    if "manager" in meant.roles:
        own, under = aliased(Post), aliased(Post)
        managing = (
            select(own.person_id)
            .join(under, under.manager_post_id == own.id)
            .where(own.ended_on.is_(None), under.ended_on.is_(None), under.person_id.is_not(None))
        )
        ids.update(db.session.scalars(managing))
        ids.update(db.session.scalars(_holders().where(Post.is_head)))
    return ids


def _holders() -> Select[int | None]:
    return select(Post.person_id).where(Post.person_id.is_not(None), Post.ended_on.is_(None))


def how_many(audience: str) -> int:
    """How many people it means today."""
    return len(people(audience))


def names(audience: str) -> Sequence[str]:
    """Whom it means, in words: units by name, then networks and roles; nothing for everyone; two statements."""
    meant = from_text(audience)
    if meant.is_everyone:
        return ()
    units = db.session.scalars(select(Unit.name).where(Unit.id.in_(meant.units)).order_by(func.lower(Unit.name)))
    rows = select(Network.name).where(Network.id.in_(meant.networks)).order_by(func.lower(Network.name))
    has = [*db.session.scalars(rows), *(ROLES[role] for role in sorted(meant.roles))]
    if meant.within:
        where = list(units)
        return [f"{who} in {unit}" for who in has for unit in where]
    return [*units, *has]


@dataclass(frozen=True)
class Offered:
    """What an audience can be put together from, today."""

    units: Sequence[tuple[int, str]]
    networks: Sequence[tuple[int, str]]


def offered() -> Offered:
    """Units by their path, and the networks whose people are appointed: two statements."""
    rows = (
        select(Network.id, Network.name)
        .where(Network.closed_on.is_(None), Network.kind.in_(APPOINTED))
        .order_by(Network.position, func.lower(Network.name), Network.id)
    )
    return Offered(units_by_path(), [(number, name) for number, name in db.session.execute(rows)])
