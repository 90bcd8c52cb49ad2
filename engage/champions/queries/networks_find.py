"""Finding a champion, a first aider or a union representative: by place, language and nearness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.champions.rules import networks as rules
from engage.core import clock, search
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Network, Person, Post, Training, Unit
from engage.directory.queries import unit_nodes
from engage.directory.queries_finding import called, here_on
from engage.directory.queries_networks import is_on
from engage.directory.rules.networks import APPOINTED, NetworkKind

PAGE_SIZE = 20
MAIN = and_(Post.person_id == Person.id, Post.is_main, Post.ended_on.is_(None))


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; nothing and 0 stand for any."""

    network: int = 0
    name: str = ""
    unit: int = 0
    site: str = ""
    shift: str = ""
    language: str = ""
    near: bool = True
    off_team: bool = False


@dataclass(frozen=True)
class Mine:
    """Where whoever looks works."""

    person_id: int
    unit_id: int | None = None
    site: str = ""


@dataclass(frozen=True)
class Nearest:
    """The champion nearest to somebody, and where they work."""

    name: str
    unit: str
    site: str
    network_id: int


@dataclass(frozen=True)
class Choices:
    """What can be chosen between: of the people who are offered alone."""

    sites: Sequence[str]
    shifts: Sequence[str]
    languages: Sequence[str]


def main_post(person: Person) -> Post | None:
    """Somebody's main post of today, among those loaded."""
    return next((post for post in person.posts if post.is_main and post.ended_on is None), None)


def place(person_id: int) -> tuple[Mine, Mapping[int, int | None]]:
    """Where somebody works, and every unit of today with the one above it: one statement."""
    who, parents = Mine(person_id), {}  # type: Mine, dict[int, int | None]
    for unit, above, post, site in db.session.execute(_place(), {"person": person_id}):
        parents[unit] = above
        if post is not None:
            who = Mine(person_id, unit, site)
    return who, parents


@cache
def _place() -> Select[*tuple[Any, ...]]:
    mine = Post.person_id == bindparam("person")
    own = and_(Post.unit_id == Unit.id, mine, Post.is_main, Post.ended_on.is_(None))
    return select(Unit.id, Unit.parent_id, Post.id, Post.site).outerjoin(Post, own).where(Unit.closed_on.is_(None))


def is_offered(day: Any = None) -> ColumnElement[bool]:
    """Appointments that anybody may be sent to: they hold, the person works here, and a first aider's training counts.

    For statements that join Person and Network. Staff networks appoint nobody, so nobody of theirs is ever in it.
    """
    day = clock.today() if day is None else day
    counts = exists().where(
        Training.person_id == Appointment.person_id,
        Training.course == Network.training,
        or_(Training.expires_on.is_(None), Training.expires_on >= day),
    )
    ready = or_(Network.kind != NetworkKind.FIRST_AIDERS, Network.training == "", counts)
    return and_(Network.kind.in_(APPOINTED), Network.closed_on.is_(None), is_on(day), here_on(day), ready)


def offered() -> Select[Any]:
    """Everybody who is offered, with their networks and main posts."""
    return (
        select(Appointment)
        .join(Appointment.network)
        .join(Appointment.person)
        .outerjoin(Post, MAIN)
        .where(is_offered())
        .options(contains_eager(Appointment.network), contains_eager(Appointment.person))
    )


def near(who: Mine, parents: Mapping[int, int | None]) -> tuple[ColumnElement[Any], ...]:
    """The nearest first: my unit, then upwards; at each step my own site first."""
    rings = rules.rings(who.unit_id, parents)
    steps = [(Post.unit_id.in_(units), step) for step, units in enumerate(rings) if units]
    by_unit = [case(*steps, else_=len(rings))] if steps else []
    by_site = [case((Post.site == who.site, 0), else_=1)] if who.site else []
    return (*by_unit, *by_site)


def by_name() -> tuple[Any, ...]:
    """By surname; never two the same."""
    return (func.lower(Person.surname), func.lower(Person.first_name), Appointment.id)


def find(wanted: Wanted, person_id: int, number: int) -> Page[Appointment]:
    """A page of people for somebody who looks, with their posts: four statements at most, whoever is found."""
    who, parents = place(person_id)
    rows = offered().options(selectinload(Appointment.person, Person.posts).options(joinedload(Post.unit)))
    rows = rows.where(*_asked(wanted, who, parents))
    nearest = near(who, parents) if wanted.near else ()
    return cut(rows.order_by(*nearest, *by_name()), number, PAGE_SIZE)


def _asked(wanted: Wanted, who: Mine, parents: Mapping[int, int | None]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.network:
        found.append(Appointment.network_id == wanted.network)
    if wanted.name:
        found.append(search.holds(search.words_of(wanted.name), Person.first_name, Person.known_as, Person.surname))
    if wanted.unit:
        found.append(Post.unit_id.in_(rules.below(wanted.unit, parents)))
    if wanted.site:
        found.append(Post.site == wanted.site)
    if wanted.shift:
        found.append(Post.shift == wanted.shift)
    if wanted.language:
        found.append(search.holds((wanted.language.lower(),), Appointment.languages))
    if wanted.off_team:
        found.append(Appointment.person_id != who.person_id)
        if who.unit_id is not None:
            found.append(or_(Post.unit_id.is_(None), Post.unit_id != who.unit_id))
    return found


def choices() -> Choices:
    """The sites, shifts and languages of whoever is offered: one statement, a row for each combination there is."""
    rows = (
        select(Post.site, Post.shift, Appointment.languages)
        .select_from(Appointment)
        .join(Appointment.network)
        .join(Appointment.person)
        .outerjoin(Post, MAIN)
        .where(is_offered())
        .distinct()
    )
    found = db.session.execute(rows).all()
    spoken = {word.casefold(): word for row in found for word in rules.words_of(row.languages)}
    return Choices(
        sorted({row.site for row in found if row.site}),
        sorted({row.shift for row in found if row.shift}),
        sorted(spoken.values()),
    )


def nearest_champion(person_id: int) -> Nearest | None:
    """The champion whom somebody would turn to first, the same as `near` puts first: two statements."""
    who, parents = place(person_id)
    steps = {unit: step for step, ring in enumerate(rules.rings(who.unit_id, parents)) for unit in ring}
    found = db.session.execute(_champions(), {"person": person_id, "today": clock.today()}).all()
    first = min(
        found,
        key=lambda row: (steps.get(row.unit_id, len(parents)), not who.site or row.site != who.site),
        default=None,
    )
    return Nearest(first.name, first.unit, first.site, first.network_id) if first else None


@cache
def _champions() -> Select[*tuple[Any, ...]]:
    """All of them by name but the person: some dozens, which cost less to look through than to have sorted."""
    return (
        select(
            called().label("name"), func.coalesce(Unit.name, "").label("unit"),
            func.coalesce(Post.site, "").label("site"), Appointment.network_id, Post.unit_id,
        )
        .select_from(Appointment)
        .join(Appointment.network)
        .join(Appointment.person)
        .outerjoin(Post, MAIN)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(is_offered(bindparam("today")), Network.kind == NetworkKind.CHAMPIONS)
        .where(Appointment.person_id != bindparam("person"))
        .order_by(*by_name())
    )  # fmt: skip


def units() -> Sequence[tuple[int, str]]:
    """The units of today by name, each with the one above it: one statement."""
    names = {unit.id: unit for unit in unit_nodes()}
    return [
        (unit.id, f"{unit.name} ({names[unit.parent_id].name})" if unit.parent_id in names else unit.name)
        for unit in names.values()
    ]


def unit_name(unit_id: int | None) -> str:
    """What a unit is called; nothing where there is none."""
    found = db.session.get(Unit, unit_id) if unit_id is not None else None
    return found.name if found is not None else ""
