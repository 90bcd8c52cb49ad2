"""What the OD team sees: every consultation, and after the close its entries by theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, func, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from engage.consultation.models import Answer, Consultation, Entry, EntryTheme
from engage.consultation.rules import MONTHS_CONFIDENTIAL, MONTHS_NAMED, Column, State
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Theme

ON_A_PAGE = 50
UNTHEMED, TEXT = "none", "text"


@dataclass(frozen=True)
class Themed:
    """A theme, how many entries are under it, and what was answered."""

    theme: Theme
    entries: int
    answer: Answer | None


@dataclass(frozen=True)
class Progress:
    """How far the work after the close is."""

    entries: int
    unthemed: int
    answered: int


def open_for_network(network_id: int) -> int:
    """How many are open that name a network; an employee champion is also asked by role, which is not counted."""
    spaced = literal(" ", String).concat(Consultation.audience).concat(" ")
    rows = select(func.count()).where(Consultation.state == State.OPEN, spaced.contains(f" network:{network_id} "))
    return db.session.scalar(rows) or 0


def consultation(consultation_id: int) -> Consultation:
    """One, or NotThere."""
    found = db.session.get(Consultation, consultation_id)
    if found is None:
        raise NotThere("There is no such consultation.")
    return found


def listed(number: int) -> Page[Consultation]:
    """A page of all, the newest first."""
    return cut(select(Consultation).order_by(Consultation.id.desc()), number, ON_A_PAGE)


def progress(consultation_id: int) -> Progress:
    """Entries, those without a theme, and answered themes: three statements."""
    answered = select(func.count()).select_from(Answer).where(Answer.consultation_id == consultation_id)
    return Progress(
        _count(_of(consultation_id)),
        _count(_of(consultation_id).where(~Entry.themes.any())),
        db.session.scalar(answered) or 0,
    )


def _count(rows: Select[Entry]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0


def _of(consultation_id: int) -> Select[Entry]:
    return select(Entry).where(Entry.consultation_id == consultation_id, Entry.hidden_at.is_(None))


def entries(consultation_id: int, theme: str, place: str, number: int) -> Page[Entry]:
    """A page of entries: under a theme, under none or all; on the text, in a column or all."""
    rows = _of(consultation_id).options(selectinload(Entry.themes), joinedload(Entry.statement))
    if theme == UNTHEMED:
        rows = rows.where(~Entry.themes.any())
    elif theme.isdecimal() and len(theme) < 10:
        rows = rows.where(Entry.themes.any(Theme.id == int(theme)))
    if place == TEXT:
        rows = rows.where(Entry.statement_id.is_not(None))
    elif place in set(Column):
        rows = rows.where(Entry.board_column == place)
    return cut(rows.order_by(Entry.statement_id, Entry.board_column, Entry.agreed.desc(), Entry.id), number, ON_A_PAGE)


def all_entries(consultation_id: int) -> Sequence[Entry]:
    """Every entry that is not hidden, for the export; in no order of time."""
    rows = _of(consultation_id).options(selectinload(Entry.themes), joinedload(Entry.statement))
    return db.session.scalars(
        rows.order_by(Entry.statement_id, Entry.board_column, Entry.agreed.desc(), Entry.text, Entry.id)
    ).all()


def themed(consultation_id: int) -> Sequence[Themed]:
    """The themes that entries are under or that were answered, in their order."""
    counted = dict(
        db.session.execute(
            select(EntryTheme.theme_id, func.count())
            .join(Entry, Entry.id == EntryTheme.entry_id)
            .where(Entry.consultation_id == consultation_id, Entry.hidden_at.is_(None))
            .group_by(EntryTheme.theme_id)
        ).all()
    )
    held = {
        each.theme_id: each
        for each in db.session.scalars(select(Answer).where(Answer.consultation_id == consultation_id))
    }
    rows = select(Theme).where(Theme.id.in_({*counted, *held})).order_by(Theme.position, Theme.name, Theme.id)
    return [Themed(theme, counted.get(theme.id, 0), held.get(theme.id)) for theme in db.session.scalars(rows)]


def answer(consultation_id: int, theme_id: int) -> Answer | None:
    """What was said of a theme."""
    return db.session.scalar(
        select(Answer).where(Answer.consultation_id == consultation_id, Answer.theme_id == theme_id)
    )


def examples(consultation_id: int, theme_id: int, limit: int = 10) -> Sequence[Entry]:
    """The entries under a theme that most agree with."""
    rows = _of(consultation_id).where(Entry.themes.any(Theme.id == theme_id)).options(joinedload(Entry.statement))
    return db.session.scalars(rows.order_by(Entry.agreed.desc(), Entry.id).limit(limit)).all()


def due_to_close(at: datetime) -> Sequence[int]:
    """Open consultations whose closing time has come."""
    rows = select(Consultation.id).where(Consultation.state == State.OPEN, Consultation.closes_at <= at)
    return db.session.scalars(rows.order_by(Consultation.id)).all()


def due_to_forget(at: datetime) -> Select[int]:
    """Closed ones whose names have to go: answered and confidential, or kept for as long as was said."""
    rows = db.session.execute(
        select(Consultation.id, Consultation.named, Consultation.state, Consultation.closed_at)
        .where(Consultation.closed_at <= at, Consultation.names_removed_at.is_(None))
        .where(or_(Consultation.state == State.CLOSED, Consultation.state == State.ANSWERED))
        .order_by(Consultation.id)
    )
    due = [row.id for row in rows if _names_go(row.named, row.state, row.closed_at, at)]
    return select(Consultation.id).where(Consultation.id.in_(due))


def _names_go(named: bool, state: str, closed_at: datetime, at: datetime) -> bool:
    if not named and state == State.ANSWERED:
        return True
    return clock.months_after(closed_at, MONTHS_NAMED if named else MONTHS_CONFIDENTIAL) <= at
