"""Reads of the directory."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from engage.core import clock
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import ImportProfile, ImportRun, Person, Post, Unit
from engage.directory.rules.people_state import PersonNow, PostNow
from engage.directory.rules.unit_book import UnitNow
from engage.directory.rules.units import UnitNode

STREAMED = 5_000


def person(person_id: int) -> Person | None:
    """Somebody by id."""
    return db.session.get(Person, person_id)


def open_units() -> Sequence[Unit]:
    """The units of today, in the order of their names."""
    return db.session.scalars(select(Unit).where(Unit.closed_on.is_(None)).order_by(Unit.name, Unit.id)).all()


def main_unit_of_everyone() -> Sequence[tuple[int, int]]:
    """Person and unit of the main post, for everybody who is here today."""
    rows = (
        select(Person.id, Post.unit_id)
        .join(Post, Post.person_id == Person.id)
        .where(Post.is_main, Post.ended_on.is_(None))
        .where(Person.started_on.is_(None) | (Person.started_on <= clock.today()))
        .where(Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today()))
        .order_by(Person.id)
    )
    return [(person_id, unit_id) for person_id, unit_id in db.session.execute(rows)]


def headcount() -> int:
    """How many people are here today."""
    return db.session.scalar(select(func.count()).select_from(Person).where(
        Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today()))) or 0  # fmt: skip


# Units


def unit_nodes() -> Sequence[UnitNode]:
    """The tree of today's units in one statement, in the order of their names."""
    rows = (
        select(Unit.id, Unit.code, Unit.name, Unit.level, Unit.parent_id)
        .where(Unit.closed_on.is_(None))
        .order_by(Unit.name, Unit.id)
    )
    return [UnitNode(*row) for row in db.session.execute(rows)]


def main_posts_by_unit(units: Collection[int] | None = None) -> dict[int, int]:
    """How many people of today have their main post in each unit itself, or in each of these."""
    rows = (
        select(Post.unit_id, func.count())
        .join(Person, Person.id == Post.person_id)
        .where(Post.is_main, Post.ended_on.is_(None))
        .where(Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today()))
        .group_by(Post.unit_id)
    )
    if units is not None:
        rows = rows.where(Post.unit_id.in_(units))
    return dict(db.session.execute(rows).all())


def main_unit_of(person_id: int) -> UnitNode | None:
    """The unit of somebody's main post."""
    row = db.session.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.level, Unit.parent_id)
        .join(Post, Post.unit_id == Unit.id)
        .where(Post.person_id == person_id, Post.is_main, Post.ended_on.is_(None))
    ).one_or_none()
    return UnitNode(*row) if row else None


def closed_units(number: int) -> Page[Unit]:
    """A page of closed units, the latest first, each with its replacement loaded."""
    rows = (
        select(Unit)
        .where(Unit.closed_on.is_not(None))
        .order_by(Unit.closed_on.desc(), Unit.name, Unit.id)
        .options(joinedload(Unit.replaced_by))
    )
    return cut(rows, number)


def unit_names(unit_ids: Collection[int]) -> dict[int, str]:
    """What these units are called, closed ones too."""
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).order_by(Unit.id))
    return {row.id: row.name for row in rows}


def all_unit_names() -> Sequence[tuple[int, str]]:
    """Every unit by name; closed ones say so."""
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.closed_on).order_by(Unit.name, Unit.id))
    return [(row.id, f"{row.name} (closed)" if row.closed_on else row.name) for row in rows]


def units_by_path() -> Sequence[tuple[int, str]]:
    """Today's units with their place in the tree, as the choices of a list: one statement.

    The council's own name stands before no other unit, so that each is found by typing how it begins.
    """
    rows = db.session.execute(
        select(Unit.id, Unit.name, Unit.parent_id).where(Unit.closed_on.is_(None)).order_by(Unit.id)
    ).all()
    parents = {row.id: row.parent_id for row in rows}
    names = {row.id: row.name for row in rows}

    def path(unit: int | None) -> tuple[str, ...]:
        seen: list[str] = []
        walked: set[int] = set()
        while unit is not None and unit in names and unit not in walked:
            walked.add(unit)
            seen.append(names[unit])
            unit = parents[unit]
        return tuple(reversed(seen))

    paths = sorted((path(row.id), row.id) for row in rows)
    only_top = sum(len(names) == 1 for names, _ in paths) == 1
    return [(unit, " › ".join(names[1:] if only_top and len(names) > 1 else names)) for names, unit in paths]


# People


def people(number: int, search: str = "") -> Page[Person]:
    """A page of people by surname, with posts and units; each word must stand in a name or the number."""
    rows = (
        select(Person)
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
        .options(selectinload(Person.posts).joinedload(Post.unit))
    )
    for word in search.split()[:6]:
        safe = word.lower().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        rows = rows.where(or_(*(
            func.lower(column).like(f"%{safe}%", escape="\\")
            for column in (Person.first_name, Person.known_as, Person.surname, Person.employee_number)
        )))  # fmt: skip
    return cut(rows, number)


def person_with_posts(person_id: int) -> Person | None:
    """Somebody with all their posts and units."""
    loaded = selectinload(Person.posts).options(
        joinedload(Post.unit), joinedload(Post.manager_post).joinedload(Post.person))  # fmt: skip
    return db.session.scalar(select(Person).where(Person.id == person_id).options(loaded))


# Imports


def units_now() -> Sequence[UnitNow]:
    """Every unit, open or closed, as an import compares with it."""
    closed, replaced = Unit.closed_on.is_not(None), Unit.replaced_by_id.is_not(None)
    rows = select(Unit.id, Unit.code, Unit.name, Unit.level, Unit.parent_id, closed, replaced)
    return [UnitNow(*row) for row in db.session.execute(rows.order_by(Unit.id))]


def people_now() -> Iterator[PersonNow]:
    """Everybody, a few thousand at a time."""
    rows = select(
        Person.id, Person.employee_number, Person.source, Person.first_name, Person.known_as, Person.surname,
        Person.email, Person.kind, Person.language, Person.started_on, Person.leaves_on,
    ).order_by(Person.id).execution_options(yield_per=STREAMED)  # fmt: skip
    for row in db.session.execute(rows):
        yield PersonNow._make(row)


def posts_now() -> Iterator[PostNow]:
    """Every open post, a few thousand at a time."""
    rows = select(
        Post.id, Post.person_id, Post.reference, Post.unit_id, Post.manager_post_id, Post.source,
        Post.job_title, Post.grade, Post.site, Post.work_type, Post.shift, Post.contract, Post.hours,
        Post.is_head, Post.is_main,
    ).where(Post.ended_on.is_(None)).order_by(Post.id).execution_options(yield_per=STREAMED)  # fmt: skip
    for row in db.session.execute(rows):
        yield PostNow._make(row)


def post_units_now() -> Iterator[tuple[int, int]]:
    """Every open post and its unit."""
    rows = select(Post.id, Post.unit_id).where(Post.ended_on.is_(None)).order_by(Post.id)
    yield from db.session.execute(rows.execution_options(yield_per=STREAMED))


def imports(number: int) -> Page[ImportRun]:
    """A page of imports, the newest first."""
    return cut(select(ImportRun).order_by(ImportRun.id.desc()).options(joinedload(ImportRun.by)), number, 20)


def import_run(run_id: int) -> ImportRun | None:
    """One import."""
    return db.session.get(ImportRun, run_id)


def newest_import() -> ImportRun | None:
    """The newest import, rolled back or not."""
    return db.session.scalar(select(ImportRun).order_by(ImportRun.id.desc()).limit(1))


def last_import() -> ImportRun | None:
    """The one import that can be rolled back: the newest, unless it was."""
    newest = newest_import()
    return newest if newest is not None and newest.rolled_back_at is None else None


def next_import_number(kind: str) -> int:
    """The number of the next import of this kind."""
    return (db.session.scalar(select(func.max(ImportRun.number)).where(ImportRun.kind == kind)) or 0) + 1


def profile(name: str) -> ImportProfile | None:
    """A saved import profile."""
    return db.session.get(ImportProfile, name)


def profiles() -> Sequence[ImportProfile]:
    """The saved import profiles by name."""
    return db.session.scalars(select(ImportProfile).order_by(ImportProfile.name)).all()
