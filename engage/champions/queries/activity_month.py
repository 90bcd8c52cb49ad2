"""The summary of a month: what was spoken of, and where it was quiet; nothing about one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from engage.access import Permission, Role, Viewer
from engage.champions.queries import activity_figures as figures
from engage.champions.queries.activity import appointments
from engage.champions.queries.activity_figures import Line, Scope, Spoken
from engage.champions.queries.activity_quiet import champions_by_service
from engage.champions.rules.activity_places import told_as_quiet
from engage.core.db import db
from engage.directory.models import Person, RoleGrant
from engage.directory.queries_finding import here_today
from engage.directory.queries_networks import champions
from engage.directory.rules.months import Month


@dataclass(frozen=True)
class Summary:
    """A month of all networks: figures, themes with how often they came up, and quiet services by name."""

    month: Month
    all: Line
    themes: Sequence[Spoken]
    quiet: Sequence[str]


def summary(month: Month) -> Summary:
    """Six statements, however much was logged."""
    scope, places = Scope(since=month.first, until=month.end), figures.services()
    lines = [line for _, line in figures.by_month(scope)]
    logged = {places.of.get(unit, 0) for unit in figures.by_unit(scope)}
    there = champions_by_service(places)
    # A directorate is quiet where all its services are: those are named.
    over = {places.above.get(each) for each in set(places.of.values())}
    quiet = [
        name
        for each, name in places.listed()
        if each not in over and told_as_quiet(each, places.people[each], there.get(each, 0), logged)
    ]
    themes = [each for each in figures.by_theme(scope) if each.theme_id]
    return Summary(month, figures.total(lines), themes, quiet)


def may_read(viewer: Viewer) -> bool:
    """The OD team, and whoever is appointed."""
    return viewer.may(Permission.NETWORKS_MANAGE) or bool(appointments(viewer.id))


def readers() -> Sequence[int]:
    """To whom the month is told: champions and the OD team who work here and have an address."""
    od = select(RoleGrant.person_id).where(RoleGrant.role == Role.OD)
    told = or_(Person.id.in_(champions()), Person.id.in_(od))
    rows = select(Person.id).where(told, here_today(), Person.email.is_not(None)).order_by(Person.id)
    return db.session.scalars(rows).all()


def reads(person_id: int) -> bool:
    """Whether somebody is still told at this moment."""
    return person_id in readers()
