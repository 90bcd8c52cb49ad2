"""Training cohorts: managers who have a course of all managers, by service, and who trains others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from engage.core.db import db
from engage.directory.models import Person, Post, Training, Unit
from engage.directory.queries import unit_nodes
from engage.directory.queries_finding import called, here_on
from engage.programme.models import Item, Plan
from engage.programme.rules.training import Cohort, Manager, Place, places


@dataclass(frozen=True)
class Cohorts:
    """A course on a day: the whole council, its services, and how many people train others."""

    course: str
    trainer_course: str
    on: date
    whole: Cohort
    trainers: int
    places: Sequence[Place]


def courses() -> Sequence[str]:
    """Every course that somebody has done, in order."""
    return db.session.scalars(select(Training.course).distinct().order_by(Training.course)).all()


def counts_on(on: date) -> Select[int]:
    """Training that counts on a day, as ids of people; narrowed to a course by whoever asks."""
    lasts = or_(Training.expires_on.is_(None), Training.expires_on >= on)
    return select(Training.person_id).where(Training.done_on <= on, lasts)


def managers(on: date, units: Collection[int] | None = None) -> Sequence[tuple[int, int]]:
    """Managers as (person, unit of their main post): their post is named by that of somebody else who works here.

    Who manages whom is known as of today; who is here, as of the day. One statement.
    """
    below, theirs, holder = aliased(Post), aliased(Post), aliased(Person)
    here = (holder.started_on.is_(None) | (holder.started_on <= on)) & (
        holder.leaves_on.is_(None) | (holder.leaves_on >= on)
    )
    # Asked once for everybody, not once for each.
    named = (
        select(theirs.person_id)
        .join(below, below.manager_post_id == theirs.id)
        .join(holder, holder.id == below.person_id)
        .where(below.ended_on.is_(None), theirs.ended_on.is_(None), here, holder.id != theirs.person_id)
    )
    rows = (
        select(Person.id, Post.unit_id)
        .join(Post, Post.person_id == Person.id)
        .where(Post.is_main, Post.ended_on.is_(None), here_on(on), Person.id.in_(named))
        .order_by(Person.id)
    )
    if units is not None:
        rows = rows.where(Post.unit_id.in_(units))
    return [(person, unit) for person, unit in db.session.execute(rows)]


def counted(course: str, on: date, units: Collection[int] | None = None) -> Cohort:
    """How many managers have the course, of how many: two statements."""
    trained = set(db.session.scalars(counts_on(on).where(Training.course == course)))
    all_of_them = managers(on, units)
    return Cohort(sum(person in trained for person, _ in all_of_them), len(all_of_them))


def trainers(course: str, on: date, units: Collection[int] | None = None) -> int:
    """People here who have the course that makes a trainer."""
    rows = select(Person.id).where(here_on(on), Person.id.in_(counts_on(on).where(Training.course == course)))
    if units is not None:
        main = select(Post.person_id).where(Post.is_main, Post.ended_on.is_(None), Post.unit_id.in_(units))
        rows = rows.where(Person.id.in_(main))
    return len(db.session.scalars(rows.order_by(Person.id)).all()) if course else 0


@dataclass(frozen=True)
class Trained:
    """The course of an item: managers with it of all managers, and trainers."""

    cohort: Cohort
    trainers: int


def of_item(item: Item, on: date) -> Trained | None:
    """The same for one item; None where it counts no course."""
    if not item.course:
        return None
    return Trained(counted(item.course, on), trainers(item.trainer_course, on))


def cohorts(course: str, trainer_course: str, on: date) -> Cohorts:
    """By service, small ones with the unit above: four statements, however many people there are."""
    trained = set(db.session.scalars(counts_on(on).where(Training.course == course)))
    found = [Manager(unit, person in trained) for person, unit in managers(on)]
    units = {each.id: (each.name, each.parent_id) for each in unit_nodes()}
    whole = Cohort(sum(each.trained for each in found), len(found))
    return Cohorts(course, trainer_course, on, whole, trainers(trainer_course, on), places(units, found))


def missing(course: str, on: date) -> Sequence[tuple[int, str, str]]:
    """Managers without the course, by service and name: two statements."""
    without = {person for person, _ in managers(on)} - set(
        db.session.scalars(counts_on(on).where(Training.course == course))
    )
    rows = (
        select(Person.id, called(), Unit.name)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.is_main, Post.ended_on.is_(None), here_on(on))
        .order_by(Unit.name, Person.surname, Person.id)
    )
    return [(number, name, unit) for number, name, unit in db.session.execute(rows) if number in without]


def items() -> Sequence[Item]:
    """Items that count the cohorts of a course, of plans that are not archived."""
    rows = select(Item).join(Plan, Plan.id == Item.plan_id).where(Item.course != "", Plan.archived_at.is_(None))
    return db.session.scalars(rows.order_by(Item.course, Item.name, Item.id)).all()
