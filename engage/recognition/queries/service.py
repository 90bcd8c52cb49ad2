"""Long service: who reaches a milestone in a span of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.recognition.models import LongService
from engage.recognition.rules.service import MILESTONES, SERVING, Span, reached, started_between


@dataclass(frozen=True)
class Serving:
    """Somebody who reaches a milestone, and whether it was marked."""

    person_id: int
    name: str
    surname: str
    unit: str
    site: str
    years: int
    on: date
    marked_on: date | None

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.person_id}-{self.years}"


def _serve(today: date) -> ColumnElement[bool]:
    return Person.kind.in_(SERVING) & (Person.leaves_on.is_(None) | (Person.leaves_on >= today))


def reaching(span: Span, today: date) -> Sequence[Serving]:
    """By site, then surname; leavers are left out. Two statements."""
    spans = [started_between(span, years) for years in MILESTONES]
    began = or_(*(and_(Person.started_on >= each.first, Person.started_on <= each.last) for each in spans))
    rows = (
        select(Person, func.coalesce(Unit.name, ""), func.coalesce(Post.site, ""))
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(_serve(today), began)
        .order_by(Post.site, func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    found = db.session.execute(rows).all()
    marked = _marked([row.id for row, _, _ in found])
    made = [
        Serving(row.id, row.name, row.surname, unit, site, each.years, each.on, marked.get((row.id, each.years)))
        for row, unit, site in found
        if row.started_on is not None
        for each in reached(row.started_on, row.leaves_on, span)
    ]
    return sorted(made, key=lambda each: (each.site == "", each.site.lower(), each.surname.lower(), each.person_id))


def _marked(person_ids: Sequence[int]) -> dict[tuple[int, int], date]:
    rows = select(LongService.person_id, LongService.years, LongService.marked_on)
    found = db.session.execute(rows.where(LongService.person_id.in_(person_ids))) if person_ids else ()
    return {(person_id, years): on for person_id, years, on in found}


def without_start(today: date) -> int:
    """How many people here have no start date, so that nobody can tell."""
    rows = select(func.count()).select_from(Person).where(_serve(today), Person.started_on.is_(None))
    return db.session.scalar(rows) or 0


def marked_lately(person_id: int, since: date) -> Sequence[LongService]:
    """The milestones of one person that were marked since."""
    return db.session.scalars(_marked_since(), {"person": person_id, "since": since}).all()


@cache
def _marked_since() -> Select[LongService]:
    theirs = (LongService.person_id == bindparam("person")) & (LongService.marked_on >= bindparam("since"))
    return select(LongService).where(theirs).order_by(LongService.years.desc())
