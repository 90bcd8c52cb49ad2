"""Actions as the OD team keeps them: the list, what waits, the corporate ones of a year, and what is carried over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Select, and_, case, func, or_, select

from engage.core import clock
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.core.search import holds, words_of
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import here_today
from engage.followup.models import ActionItem
from engage.followup.queries.shown import whole
from engage.followup.rules import AT_WORK, PROMISED, RUNNING, State, quiet_since, year_of

ON_A_PAGE, MOST_CARRIED = 25, 100
SHOWS = {
    "proposed": "Waiting for a decision",
    "overdue": "Overdue",
    "quiet": "Without an update for 30 days",
    "lead": "Needs a new lead officer, or another service",
    "said_done": "Lead says done",
    "running": "All that run",
    "corporate": "Corporate actions",
    "done": "Done",
    "cannot": "We can’t, because",
}


@dataclass(frozen=True)
class Waiting:
    """How many actions wait for the OD team."""

    proposed: int
    overdue: int
    quiet: int
    lead: int
    said_done: int


def is_overdue(today: date) -> ColumnElement[bool]:
    """Its day has passed while somebody is still at work."""
    return and_(ActionItem.state.in_(AT_WORK), ActionItem.due_on < today)


def is_quiet(today: date) -> ColumnElement[bool]:
    """Nobody has written of it for so long."""
    return unwritten_since(quiet_since(today))


def unwritten_since(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Nobody at work has written of it since a day."""
    written = func.coalesce(ActionItem.updated_on, ActionItem.created_on)
    return and_(ActionItem.state.in_(AT_WORK), written < day)


def lacks_lead() -> ColumnElement[bool]:
    """Its lead officer has left or moved to another unit, there is none, or its service is closed."""
    works_here = select(Person.id).where(here_today())
    main = select(Post.unit_id).where(Post.person_id == ActionItem.lead_id, Post.is_main, Post.ended_on.is_(None))
    stayed = main.where(Post.unit_id == ActionItem.lead_unit_id).exists()
    closed = select(Unit.id).where(Unit.closed_on.is_not(None))
    lacks = or_(
        ActionItem.lead_id.is_(None),
        ActionItem.lead_id.not_in(works_here),
        and_(ActionItem.lead_unit_id.is_not(None), ~stayed),
        and_(ActionItem.unit_id.is_not(None), ActionItem.unit_id.in_(closed)),
    )
    return and_(ActionItem.state.in_(RUNNING | {State.PROPOSED}), lacks)


def _shown() -> dict[str, ColumnElement[bool]]:
    today = clock.today()
    return {
        "proposed": ActionItem.state == State.PROPOSED,
        "overdue": is_overdue(today),
        "quiet": is_quiet(today),
        "lead": lacks_lead(),
        "said_done": ActionItem.state == State.SAID_DONE,
        "running": ActionItem.state.in_(RUNNING),
        "corporate": ActionItem.unit_id.is_(None),
        "done": ActionItem.state == State.DONE,
        "cannot": ActionItem.state == State.CANNOT,
    }


def listed(show: str, typed: str, number: int) -> Page[ActionItem]:
    """A page of all actions, what runs first and by its day."""
    rows = whole()
    if show in SHOWS:
        rows = rows.where(_shown()[show])
    if words := words_of(typed):
        rows = rows.where(holds(words, ActionItem.title, ActionItem.said, ActionItem.will_do))
    return cut(_ordered(rows), number, ON_A_PAGE)


def _ordered(rows: Select[ActionItem]) -> Select[ActionItem]:
    ended = case((ActionItem.ended_on.is_(None), 0), else_=1)
    return rows.order_by(ended, ActionItem.ended_on.desc(), ActionItem.due_on, ActionItem.id)


def everything() -> Sequence[ActionItem]:
    """All actions, for a spreadsheet."""
    return db.session.scalars(_ordered(whole())).all()


def who_lacks_lead(ids: Sequence[int]) -> frozenset[int]:
    """Those of these actions that need a new lead officer or another service."""
    return frozenset(db.session.scalars(select(ActionItem.id).where(ActionItem.id.in_(ids), lacks_lead())))


def waiting() -> Waiting:
    """What waits: one statement."""
    shown = _shown()
    names = ("proposed", "overdue", "quiet", "lead", "said_done")
    counted = select(*(func.count(case((shown[name], 1))).label(name) for name in names))
    # Those that have ended, which are most, are in none of them.
    row = db.session.execute(counted.where(ActionItem.state.in_(RUNNING | {State.PROPOSED}))).one()
    return Waiting(**row._mapping)


def corporate(year: int) -> Sequence[ActionItem]:
    """The corporate actions that are promised for a year."""
    rows = whole().where(ActionItem.unit_id.is_(None), ActionItem.year == year, ActionItem.state.in_(PROMISED))
    return db.session.scalars(rows.order_by(ActionItem.id)).all()


def to_carry() -> Sequence[ActionItem]:
    """What runs and belongs to a year that is over."""
    rows = whole().where(ActionItem.state.in_(RUNNING), ActionItem.year < year_of(clock.today()))
    return db.session.scalars(
        rows.order_by(ActionItem.year, ActionItem.due_on, ActionItem.id).limit(MOST_CARRIED)
    ).all()
