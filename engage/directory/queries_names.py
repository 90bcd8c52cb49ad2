"""What tells who somebody is, of everybody in the directory: for whoever must find it in a text and take it out."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.directory.rules.names import Named

MOST_WORDS = 200


def names() -> Sequence[Named]:
    """Everybody's names, of those who have left, too."""
    rows = select(Person.first_name, Person.known_as, Person.surname).order_by(Person.id)
    return [Named(*row) for row in db.session.execute(rows)]


def names_among(words: Collection[str]) -> Sequence[Named]:
    """The names of those whose first name, known-as or surname is one of these words."""
    small = sorted({each.lower() for each in words})[:MOST_WORDS]
    columns = (Person.first_name, Person.known_as, Person.surname)
    rows = select(*columns).where(or_(*(func.lower(each).in_(small) for each in columns))).distinct().order_by(*columns)
    return [Named(*row) for row in db.session.execute(rows)] if small else []


def numbers() -> Sequence[str]:
    """Every employee number."""
    return db.session.scalars(select(Person.employee_number).order_by(Person.id)).all()


def titles_of_one() -> Sequence[str]:
    """The job titles that one person holds."""
    title = func.lower(Post.job_title)
    held = select(title).where(Post.ended_on.is_(None), Post.person_id.is_not(None), Post.job_title != "")
    one = held.group_by(title).having(func.count(Post.person_id.distinct()) == 1)
    return db.session.scalars(one.order_by(title)).all()


def units_headed(person_id: int) -> frozenset[str]:
    """The codes of the units that somebody heads."""
    rows = select(Unit.code).join(Post, Post.unit_id == Unit.id)
    rows = rows.where(Post.person_id == person_id, Post.is_head, Post.ended_on.is_(None), Unit.closed_on.is_(None))
    return frozenset(db.session.scalars(rows))
