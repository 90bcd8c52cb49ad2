"""The reads of this feature: what staff see of consultations and what is written in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.consultation.models import Agreement, Answer, Consultation, Entry, Statement, Verdict
from engage.consultation.rules import Column, State, has_begun, takes_words
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.queries_accounts import names
from engage.directory.queries_audience import includes, means_viewer, standing
from engage.directory.rules.audience import from_text

ON_A_PAGE = 20


@dataclass(frozen=True)
class Seen:
    """A consultation as one person sees it. `open`: it takes words now; `asked`: theirs too."""

    row: Consultation
    open: bool
    asked: bool

    @property
    def may_write(self) -> bool:
        """Whether this person can take part now."""
        return self.open and self.asked


@dataclass(frozen=True)
class Line:
    """An entry as a page shows it; `author` only where the consultation says that names are shown."""

    id: int
    text: str
    agreed: int
    mine: bool
    agrees: bool
    author: str


@dataclass(frozen=True)
class Spoken:
    """A statement with how many comments it has, and what this person said of it."""

    id: int
    number: int
    text: str
    new_text: str
    comments: int
    says: bool | None


def begun(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Consultations that whoever is asked may see."""
    return and_(Consultation.state != State.DRAFT, or_(Consultation.opens_at.is_(None), Consultation.opens_at <= at))


def taking_words(at: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Consultations that take words now."""
    still = or_(Consultation.closes_at.is_(None), Consultation.closes_at > at)
    return and_(Consultation.state == State.OPEN, begun(at), still)


def open_for(viewer: Viewer) -> Sequence[Consultation]:
    """The open consultations that ask this person, the first to close first; the few of them are looked through."""
    stands = standing(viewer)
    rows = db.session.scalars(_open_now(), {"now": clock.now()})
    return [row for row in rows if from_text(row.audience).includes(stands)][:50]


@cache
def _open_now() -> Select[Consultation]:
    rows = select(Consultation).where(taking_words(bindparam("now")))
    return rows.order_by(Consultation.closes_at.is_(None), Consultation.closes_at, Consultation.id)


def past_for(viewer: Viewer, number: int) -> Page[Consultation]:
    """A page of the others that asked this person, the newest first."""
    at = clock.now()
    rows = select(Consultation).where(begun(at), ~taking_words(at), means_viewer(Consultation.audience, viewer))
    return cut(rows.order_by(Consultation.closes_at.desc(), Consultation.id.desc()), number, ON_A_PAGE)


def seen(consultation_id: int, viewer: Viewer) -> Seen:
    """One that has begun, for whoever is asked or runs consultations; for everybody else it is not there."""
    row, at = db.session.get(Consultation, consultation_id), clock.now()
    if row is None or not has_begun(row.state, row.opens_at, at):
        raise NotThere("There is no such consultation.")
    asked = includes(row.audience, viewer)
    if not asked and not viewer.may(Permission.CONSULTATIONS_MANAGE):
        raise NotThere("There is no such consultation.")
    return Seen(row, takes_words(row.state, row.opens_at, row.closes_at, at), asked)


def consultation(consultation_id: int) -> Consultation | None:
    """One by id, for whoever runs it."""
    return db.session.get(Consultation, consultation_id)


def spoken(row: Consultation, person_id: int) -> Sequence[Spoken]:
    """Its statements in order: three statements of SQL."""
    shown = select(Entry.statement_id, func.count()).where(Entry.consultation_id == row.id, Entry.hidden_at.is_(None))
    counted = dict(db.session.execute(shown.group_by(Entry.statement_id)).all())
    verdicts = select(Verdict.statement_id, Verdict.sounds_like_us).join(
        Statement, Statement.id == Verdict.statement_id
    )
    mine = verdicts.where(Statement.consultation_id == row.id, Verdict.person_id == person_id)
    said = dict(db.session.execute(mine).all())
    return [
        Spoken(each.id, number, each.text, each.new_text, counted.get(each.id, 0), said.get(each.id))
        for number, each in enumerate(row.statements, 1)
    ]


def on_board(row: Consultation) -> dict[str, int]:
    """How many entries each column of the board has."""
    shown = select(Entry.board_column, func.count()).where(
        Entry.consultation_id == row.id, Entry.board_column.is_not(None), Entry.hidden_at.is_(None)
    )
    found = dict(db.session.execute(shown.group_by(Entry.board_column)).all())
    return {column: found.get(column, 0) for column in Column}


def lines(row: Consultation, on: int | Column, person_id: int, number: int) -> Page[Line]:
    """A page of what was written about a statement or in a column, most agreed first: four statements of SQL."""
    found = cut(_shown(row, on), number, ON_A_PAGE)
    ids = [entry.id for entry in found.rows]
    agrees = set(
        db.session.scalars(
            select(Agreement.entry_id).where(Agreement.entry_id.in_(ids), Agreement.person_id == person_id)
        )
    )
    called = names([e.author_id for e in found.rows if e.author_id is not None]) if row.named else {}
    rows = [
        Line(
            e.id, e.text, e.agreed, e.author_id is not None and e.author_id == person_id, e.id in agrees,
            called.get(e.author_id or 0, ""),
        )
        for e in found.rows
    ]  # fmt: skip
    return Page(rows, found.number, found.size, found.total)


def _shown(row: Consultation, on: int | Column) -> Select[Entry]:
    place = Entry.board_column == on if isinstance(on, Column) else Entry.statement_id == on
    rows = select(Entry).where(Entry.consultation_id == row.id, Entry.hidden_at.is_(None), place)
    return rows.order_by(Entry.agreed.desc(), Entry.id)


def entry(consultation_id: int, entry_id: int) -> Entry:
    """One that is shown, or NotThere."""
    found = db.session.get(Entry, entry_id)
    if found is None or found.consultation_id != consultation_id or found.hidden_at is not None:
        raise NotThere("That entry is not there, or no longer.")
    return found


def any_entry(entry_id: int) -> Entry | None:
    """One by id alone, hidden or not: for whoever decides about reports."""
    return db.session.get(Entry, entry_id)


def answers(consultation_id: int) -> Sequence[Answer]:
    """What became of each theme, in the order of the themes."""
    rows = (
        select(Answer)
        .join(Answer.theme)
        .where(Answer.consultation_id == consultation_id)
        .options(joinedload(Answer.theme))
    )
    theme = Answer.theme.property.mapper.class_
    return db.session.scalars(rows.order_by(theme.position, theme.name, theme.id)).all()
