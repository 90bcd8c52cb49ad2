"""Concerns as the OD team works with them: the list, one case, what is like it, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select

from engage.champions.models import Concern, ConcernCase
from engage.champions.queries.concerns import with_all
from engage.champions.rules.concerns import CaseState
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.core.search import holds, words_of
from engage.directory.models import Theme, Unit

ON_A_PAGE, MOST_ALIKE = 25, 20
# What the list can be narrowed to, beside a theme and a service.
SHOWS = {
    "open": "Not answered yet",
    "new": "New: with nobody yet",
    "with_lead": "With a lead officer",
    "proposed": "With a proposed answer",
    "overdue": "Overdue",
    "untold": "Answered, not told by everybody",
    "answered": "Answered",
}


@dataclass(frozen=True)
class Wanted:
    """What of the list is looked for; empty or None: all."""

    show: str = ""
    theme: int | None = None
    unit: int | None = None
    typed: str = ""


@dataclass(frozen=True)
class Waiting:
    """How many cases wait for the OD team."""

    new: int
    overdue: int
    proposed: int


@dataclass(frozen=True)
class Row:
    """A service or a theme, and its concerns."""

    name: str
    came: int
    answered: int
    in_time: int
    open: int


@dataclass(frozen=True)
class Figures:
    """Concerns since a day: how many came, what became of them, and the oldest that is open."""

    all: Row
    told: int
    oldest: date | None
    by_service: Sequence[Row]
    by_theme: Sequence[Row]


def listed(wanted: Wanted, number: int) -> Page[ConcernCase]:
    """A page of cases, what is not answered first and by its day, then the newest answers: three statements."""
    rows = _narrowed(with_all(), wanted)
    answered = ConcernCase.state == CaseState.ANSWERED
    urgent = case((~answered, ConcernCase.due_on))
    ordered = rows.order_by(answered, urgent, ConcernCase.answered_on.desc(), ConcernCase.id)
    return cut(ordered, number, ON_A_PAGE)


def _narrowed(rows: Select[ConcernCase], wanted: Wanted) -> Select[ConcernCase]:
    shows = {
        "open": ConcernCase.state != CaseState.ANSWERED,
        "new": ConcernCase.state == CaseState.RECEIVED,
        "with_lead": ConcernCase.state == CaseState.WITH_LEAD,
        "proposed": (ConcernCase.state == CaseState.WITH_LEAD) & (ConcernCase.proposal != ""),
        "overdue": (ConcernCase.state != CaseState.ANSWERED) & (ConcernCase.due_on < clock.today()),
        "untold": (ConcernCase.state == CaseState.ANSWERED) & ConcernCase.concerns.any(Concern.told_on.is_(None)),
        "answered": ConcernCase.state == CaseState.ANSWERED,
    }
    if wanted.show in shows:
        rows = rows.where(shows[wanted.show])
    if wanted.theme is not None:
        rows = rows.where(ConcernCase.theme_id == (wanted.theme or None))
    if wanted.unit is not None:
        rows = rows.where(ConcernCase.concerns.any(Concern.unit_id == wanted.unit))
    if words := words_of(wanted.typed):
        said = holds(words, ConcernCase.title, Concern.title, Concern.words, ConcernCase.answer)
        rows = rows.where(select(Concern.id).where(Concern.case_id == ConcernCase.id, said).exists())
    return rows


def one(case_id: int) -> ConcernCase:
    """One case with everything, or NotThere."""
    row = db.session.scalar(with_all().where(ConcernCase.id == case_id))
    if row is None:
        raise NotThere
    return row


def alike(row: ConcernCase, typed: str) -> Sequence[ConcernCase]:
    """Open cases that could be joined with this one: those of its theme first."""
    rows = _narrowed(with_all(), Wanted(show="open", typed=typed)).where(ConcernCase.id != row.id)
    same = case((ConcernCase.theme_id == row.theme_id, 0), else_=1)
    return db.session.scalars(rows.order_by(same, ConcernCase.id.desc()).limit(MOST_ALIKE)).all()


def services() -> Sequence[tuple[int, str]]:
    """The services that concerns are about."""
    rows = select(Unit.id, Unit.name).where(Unit.id.in_(select(Concern.unit_id))).order_by(Unit.name, Unit.id)
    return [(number, name) for number, name in db.session.execute(rows)]


def waiting() -> Waiting:
    """What waits: one statement."""
    return Waiting(*db.session.execute(_waiting(), {"today": clock.today()}).one())


@cache
def _waiting() -> Select[*tuple[Any, ...]]:
    is_open, proposed = ConcernCase.state != CaseState.ANSWERED, ConcernCase.proposal != ""
    return select(
        func.count(case((ConcernCase.state == CaseState.RECEIVED, 1))),
        func.count(case((ConcernCase.due_on < bindparam("today"), 1))),
        func.count(case(((ConcernCase.state == CaseState.WITH_LEAD) & proposed, 1))),
    ).where(is_open)


def figures(since: date | None) -> Figures:
    """Whole numbers for the OD team alone, of the concerns passed on since a day: four statements."""
    answered = ConcernCase.state == CaseState.ANSWERED
    in_time = answered & (ConcernCase.answered_on <= Concern.promised_on)
    counts = (
        func.count(Concern.id), func.count(case((answered, 1))), func.count(case((in_time, 1))),
        func.count(case((~answered, 1))),
    )  # fmt: skip
    told = func.count(case((answered & Concern.told_on.is_not(None), 1)))
    oldest = func.min(case((~answered, Concern.passed_on)))
    came: ColumnElement[bool] = Concern.passed_on >= since if since else Concern.id.is_not(None)

    whole = db.session.execute(_passed_on(came, *counts, told, oldest)).one()
    service = _passed_on(came, Unit.name, *counts).join(Unit, Unit.id == Concern.unit_id).group_by(Unit.id, Unit.name)
    name = func.coalesce(Theme.name, "Under no theme yet")
    theme = (
        _passed_on(came, name, *counts)
        .outerjoin(Theme, Theme.id == ConcernCase.theme_id)
        .group_by(Theme.id, Theme.name)
    )
    most = (func.count(Concern.id).desc(),)
    return Figures(
        all=Row("All", *whole[:4]),
        told=whole[4],
        oldest=whole[5],
        by_service=[Row(*row) for row in db.session.execute(service.order_by(*most, Unit.name))],
        by_theme=[Row(*row) for row in db.session.execute(theme.order_by(*most, name))],
    )


def _passed_on(came: ColumnElement[bool], *columns: Any) -> Select[*tuple[Any, ...]]:
    rows: Select[*tuple[Any, ...]] = select(*columns)
    return rows.select_from(Concern).join(ConcernCase, ConcernCase.id == Concern.case_id).where(came)
