"""Finding people by typing, and where they stand: their units, whom they manage, and who manages them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from engage.core import clock, search
from engage.core.db import db, once
from engage.directory.models import Appointment, Person, Post, Unit
from engage.directory.queries_networks import is_on

MOST_FOUND, SHORTEST = 10, 2
# Deeper than any council; what ends a walk up units that some file has made into a ring.
DEEPEST = 50


@dataclass(frozen=True)
class Found:
    """Somebody as colleagues may see them: a name and where they work."""

    id: int
    name: str
    unit: str
    job_title: str


def here_today() -> ColumnElement[bool]:
    """People who work here today."""
    return here_on(clock.today())


def here_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """People who work here on a day."""
    started = Person.started_on.is_(None) | (Person.started_on <= day)
    return started & (Person.leaves_on.is_(None) | (Person.leaves_on >= day))


def called(who: Any = Person) -> ColumnElement[str]:
    """The whole name that colleagues use; `who`: Person, or an alias of it."""
    name: ColumnElement[str] = case((who.known_as != "", who.known_as), else_=who.first_name) + " " + who.surname
    return name


def find(typed: str) -> Sequence[Found]:
    """People who work here, each word in a name or the unit; nobody for fewer than two letters: never a list of all."""
    words = search.words_of(typed)
    if sum(len(word) for word in words) < SHORTEST:
        return ()
    rows = _people().where(search.holds(words, Person.first_name, Person.known_as, Person.surname, Unit.name))
    return [Found(*row) for row in db.session.execute(rows.limit(MOST_FOUND))]


def shown(person_ids: Sequence[int]) -> dict[int, Found]:
    """These people as colleagues may see them, those who have left too."""
    if not person_ids:
        return {}
    found = (Found(*row) for row in db.session.execute(_people(everybody=True).where(Person.id.in_(person_ids))))
    return {each.id: each for each in found}


def here(person_ids: Sequence[int]) -> Sequence[Found]:
    """Those of these people who work here today."""
    if not person_ids:
        return ()
    return [Found(*row) for row in db.session.execute(_people().where(Person.id.in_(person_ids)))]


def _people(everybody: bool = False):  # type: ignore[no-untyped-def]  # a Select of four columns
    name = called()
    rows = (
        select(Person.id, name, func.coalesce(Unit.name, ""), func.coalesce(Post.job_title, ""))
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    return rows if everybody else rows.where(here_today())


def manager_of(person_id: int) -> int | None:
    """Who manages somebody's main post: whoever holds its manager's post today, else the head of the unit.

    A vacant or deserted manager's post leaves it to the head of the unit, or of the nearest unit above that has
    one here; whoever heads their own unit is managed from above, not by a fellow head. None at the very top.
    """
    own, above = aliased(Post), aliased(Post)
    rows = (
        select(above.person_id)
        .join(own, own.manager_post_id == above.id)
        .join(Person, Person.id == above.person_id)
        .where(own.person_id == person_id, own.is_main, own.ended_on.is_(None), above.ended_on.is_(None))
        .where(above.person_id != person_id, here_today())
        .order_by(above.id)
        .limit(1)
    )
    found = db.session.scalar(rows)
    return found if found is not None else _head_above(person_id)


def _head_above(person_id: int) -> int | None:
    main = (Post.person_id == person_id) & Post.is_main & Post.ended_on.is_(None)
    # A head looks up from the unit above their own, which is why their own counts as a step already taken.
    first = (
        select(Unit.id, Unit.parent_id, case((Post.is_head, -1), else_=0).label("up"))
        .join(Post, Post.unit_id == Unit.id)
        .where(main)
        .cte("units_up", recursive=True)
    )
    step = select(Unit.id, Unit.parent_id, first.c.up + 1).join(first, Unit.id == first.c.parent_id)
    units = first.union_all(step.where(first.c.up < DEEPEST))
    rows = (
        select(Post.person_id)
        .join(units, Post.unit_id == units.c.id)
        .join(Person, Person.id == Post.person_id)
        .where(units.c.up >= 0, Post.is_head, Post.ended_on.is_(None), Post.person_id != person_id, here_today())
        .order_by(units.c.up, Post.id)
        .limit(1)
    )
    return db.session.scalar(rows)


def reports_of(person_id: int) -> Sequence[Found]:
    """Whom somebody manages: holders of posts that hang on one of theirs."""
    own = aliased(Post)
    under = (
        select(Post.person_id)
        .join(own, Post.manager_post_id == own.id)
        .where(own.person_id == person_id, own.ended_on.is_(None), Post.ended_on.is_(None), Post.person_id.is_not(None))
    )
    rows = _people().where(Person.id.in_(under), Person.id != person_id)
    return [Found(*row) for row in db.session.execute(rows)]


def units_above(person_id: int | BindParameter[int]) -> CTE:
    """The units of all of somebody's posts, with everything above them, for statements about them: column id."""
    own = select(Post.unit_id).where(Post.person_id == person_id, Post.ended_on.is_(None))
    first = select(Unit.id, Unit.parent_id).where(Unit.id.in_(own)).cte("own_units", recursive=True)
    return first.union(select(Unit.id, Unit.parent_id).join(first, Unit.id == first.c.parent_id))


# Built once, as every start page asks it.
PLACES = union_all(
    select(literal("unit", String).label("what"), units_above(bindparam("person")).c.id),
    select(literal("network", String), Appointment.network_id).where(
        Appointment.person_id == bindparam("person"), is_on(bindparam("today"))
    ),
)


@dataclass(frozen=True)
class Places:
    """The units of all of somebody's posts with everything above them, and the networks they are appointed to."""

    units: frozenset[int]
    networks: frozenset[int]


def places_of(person_id: int) -> Places:
    """Where somebody stands today: one statement, once for a page."""
    return once(("places", person_id), lambda: _places(person_id))


def _places(person_id: int) -> Places:
    found: dict[str, set[int]] = {"unit": set(), "network": set()}
    for what, number in db.session.execute(PLACES, {"person": person_id, "today": clock.today()}):
        found[what].add(number)
    return Places(frozenset(found["unit"]), frozenset(found["network"]))


def units_of(person_id: int) -> frozenset[int]:
    """The units above as numbers."""
    return places_of(person_id).units


def led_units_of(person_id: int) -> frozenset[int]:
    """The units that somebody heads, or whose people hang on a post of theirs."""
    own = aliased(Post)
    headed = select(Post.unit_id).where(Post.person_id == person_id, Post.is_head, Post.ended_on.is_(None))
    managed = (
        select(Post.unit_id)
        .join(own, Post.manager_post_id == own.id)
        .where(own.person_id == person_id, own.ended_on.is_(None), Post.ended_on.is_(None))
    )
    rows = select(Unit.id).where(or_(Unit.id.in_(headed), Unit.id.in_(managed)), Unit.closed_on.is_(None))
    return frozenset(db.session.scalars(rows))


def service_of(person_id: int) -> tuple[int, str] | None:
    """The service of somebody's main post, as the units' levels name it; else the unit of the post: one statement."""
    found = db.session.execute(_service(), {"person": person_id}).one_or_none()
    return (found.id, found.name) if found else None


@cache
def _service() -> Select[int, str]:
    main = (Post.person_id == bindparam("person")) & Post.is_main & Post.ended_on.is_(None)
    first = (
        select(Unit.id, Unit.parent_id, (Unit.id * 0).label("up"))
        .join(Post, Post.unit_id == Unit.id)
        .where(main)
        .cte("service_up", recursive=True)
    )
    step = select(Unit.id, Unit.parent_id, first.c.up + 1).join(first, Unit.id == first.c.parent_id)
    units = first.union_all(step.where(first.c.up < DEEPEST))
    is_service = case((func.lower(Unit.level) == "service", 0), else_=1)
    rows = select(Unit.id, Unit.name).join(units, units.c.id == Unit.id).order_by(is_service, units.c.up, Unit.id)
    return rows.limit(1)
