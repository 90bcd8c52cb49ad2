"""Whom a survey would ask, and how many it asks by which channel: numbers for the OD team, and never a name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, String, case, func, literal, select

from engage.core.db import db
from engage.directory import queries_audience
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import here_today
from engage.directory.rules.audience import Audience
from engage.directory.rules.audience import from_text as base_of
from engage.directory.rules.audience import to_text as base_text
from engage.surveys.models import Invitation, Survey, SurveyLeftOut
from engage.surveys.rules.reach import Channel, Chosen, Facts, below, is_meant


@dataclass(frozen=True)
class Place:
    """A unit in the tree of one survey."""

    id: int
    code: str
    name: str
    parent: int | None


@dataclass(frozen=True)
class ByCode:
    """How many codes a reporting group needs at a site: counts only."""

    group: str
    site: str
    number: int


@dataclass(frozen=True)
class Channels:
    """How many are asked by the page and how many by a code."""

    page: int
    code: int


HAS_ADDRESS = case((func.coalesce(Person.email, literal("", String)) != "", 1), else_=0)


def _facts() -> Select[int, int, str, str, str, int]:
    return (
        select(Person.id, Post.unit_id, Person.kind, Post.site, Post.work_type, HAS_ADDRESS)
        .join(Post, Post.person_id == Person.id)
        .where(Post.is_main, Post.ended_on.is_(None), here_today())
        .order_by(Person.id)
    )


def everybody() -> list[Facts]:
    """Everybody who is here today with a main post: one statement."""
    return [Facts(*row[:5], bool(row[5])) for row in db.session.execute(_facts())]


def one(person_id: int) -> list[Facts]:
    """The same of one person: a list of one, or of nobody."""
    return [Facts(*row[:5], bool(row[5])) for row in db.session.execute(_facts().where(Person.id == person_id))]


def places() -> list[Place]:
    """All units, closed ones too."""
    rows = db.session.execute(select(Unit.id, Unit.code, Unit.name, Unit.parent_id).order_by(Unit.id))
    return [Place(*row) for row in rows]


def parents() -> dict[int, int | None]:
    """Each unit with the one above."""
    rows = select(Unit.id, Unit.parent_id).order_by(Unit.id)
    return dict(db.session.execute(rows).all())


def meant(chosen: Chosen, people: Sequence[Facts], listed: Collection[int] = ()) -> list[Facts]:
    """Those of these people who are asked, before lots are drawn; no more statements than the choice needs."""
    named = base_of(chosen.base)
    tree = parents() if named.units or chosen.without_units else {}
    base = None if named.is_everyone else _base(named, people, tree)
    without = below(tree, chosen.without_units) if chosen.without_units else frozenset()
    return [each for each in people if is_meant(chosen, each, base, without, listed)]


def _base(named: Audience, people: Sequence[Facts], tree: dict[int, int | None]) -> set[int]:
    """By the unit of the main post, under which somebody is counted: a second post elsewhere does not matter."""
    inside = below(tree, named.units)
    here = {each.person for each in people if each.unit in inside}
    if not named.roles and not named.networks:
        return here
    has = base_text(Audience(roles=named.roles, networks=named.networks))
    holders = {person for person, _ in queries_audience.people(has)}
    return here & holders if named.within else here | holders


def left_out(survey_id: int) -> frozenset[int]:
    """The people on the survey's list, until it opens."""
    rows = select(SurveyLeftOut.person_id).where(SurveyLeftOut.survey_id == survey_id)
    return frozenset(db.session.scalars(rows.order_by(SurveyLeftOut.person_id)))


def by_number(numbers: Collection[str]) -> dict[str, int]:
    """The people with these employee numbers."""
    wanted = sorted(set(numbers))
    found: dict[str, int] = {}
    for first in range(0, len(wanted), 500):
        some = select(Person.employee_number, Person.id).where(Person.employee_number.in_(wanted[first : first + 500]))
        found |= dict(db.session.execute(some.order_by(Person.id)).all())
    return found


def offered_sites() -> list[str]:
    """The sites of today’s main posts."""
    return _distinct(Post.site)


def offered_work_types() -> list[str]:
    """The kinds of work of today’s main posts."""
    return _distinct(Post.work_type)


def _distinct(column: object) -> list[str]:
    rows = select(column).where(Post.is_main, Post.ended_on.is_(None), column != "").distinct()  # type: ignore[call-overload]
    return sorted(db.session.scalars(rows), key=str.lower)


def channels(survey_id: int) -> Channels:
    """Numbers only: who answers by a code is on no page."""
    rows = select(Invitation.channel, func.count()).where(Invitation.survey_id == survey_id)
    found: dict[str, int] = dict(db.session.execute(rows.group_by(Invitation.channel)).all())
    return Channels(found.get(Channel.PAGE, 0), found.get(Channel.CODE, 0))


def people_by_code(survey: Survey) -> list[ByCode]:
    """How many answer by a code, by reporting group and site of today; never who.

    A group may have one such person at a site: its codes carry the group's code all the same, and a group holds at
    least the minimum of people asked by either channel.
    """
    site = func.coalesce(Post.site, literal("", String))
    rows = (
        select(Invitation.group_code, site, func.count())
        .outerjoin(Post, (Post.person_id == Invitation.person_id) & Post.is_main & Post.ended_on.is_(None))
        .where(Invitation.survey_id == survey.id, Invitation.channel == Channel.CODE)
        .group_by(Invitation.group_code, site)
        .order_by(site, Invitation.group_code)
    )
    return [ByCode(*row) for row in db.session.execute(rows)]
