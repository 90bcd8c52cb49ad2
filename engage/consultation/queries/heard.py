"""What was heard in consultations that have closed: their entries, with themes and with services coarsened."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import selectinload

from engage.consultation.models import Consultation, Entry, EntryTheme
from engage.consultation.queries.finding import address
from engage.consultation.rules import State
from engage.core.db import db
from engage.core.heard import Counted, Heard, Wanted
from engage.directory.models import Theme

COMMENT, KEY = "comment", "consultation"
COLUMN = func.coalesce(Entry.board_column, literal(COMMENT))
# Only closed ones: before that, services are not coarsened yet.
CLOSED = (State.CLOSED, State.ANSWERED)


def heard(wanted: Wanted, most: int) -> Sequence[Heard]:
    """The newest months first, within a month what most agree with."""
    rows = _wanted(select(Entry, Consultation.title), wanted).options(selectinload(Entry.themes))
    month = func.extract("year", Entry.written_on) * 12 + func.extract("month", Entry.written_on)
    found = db.session.execute(rows.order_by(month.desc(), Entry.agreed.desc(), Entry.id).limit(most))
    return [
        Heard(
            source=title,
            address=address(entry.consultation_id, entry.statement_id),
            column=entry.board_column or COMMENT,
            themes=tuple(theme.name for theme in entry.themes),
            service=entry.place,
            month=entry.written_on.replace(day=1),
            text=entry.text,
            agreed=entry.agreed,
        )
        for entry, title in found
    ]


def counted(wanted: Wanted) -> Counted:
    """How much there is, by theme and column, and altogether: three statements."""
    chosen = _wanted(select(Entry.id, COLUMN.label("place")), wanted).subquery()
    rows = (
        select(EntryTheme.theme_id, Theme.name, chosen.c.place, func.count())
        .join(EntryTheme, EntryTheme.entry_id == chosen.c.id)
        .join(Theme, Theme.id == EntryTheme.theme_id)
        .group_by(EntryTheme.theme_id, Theme.name, Theme.position, chosen.c.place)
        .order_by(Theme.position, Theme.name, EntryTheme.theme_id)
    )
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for theme_id, name, place, number in db.session.execute(rows):
        if wanted.theme in (None, theme_id):
            found[(theme_id, name)][place] = number
    themed = select(EntryTheme.entry_id).where(EntryTheme.entry_id == chosen.c.id).exists()
    none = select(chosen.c.place, func.count()).where(~themed).group_by(chosen.c.place)
    for place, number in db.session.execute(none.order_by(chosen.c.place)):
        found[(0, "")][place] = number
    return Counted(found, db.session.scalar(select(func.count()).select_from(chosen)) or 0)


def sources() -> Sequence[tuple[str, str]]:
    """Each closed consultation, the newest first."""
    rows = select(Consultation.id, Consultation.title).where(Consultation.state.in_(CLOSED))
    newest = rows.order_by(Consultation.closed_at.desc(), Consultation.id.desc()).limit(100)
    return [(f"{KEY}-{number}", title) for number, title in db.session.execute(newest)]


def services() -> Sequence[str]:
    """The groups that entries are told of."""
    rows = select(Entry.place).where(Entry.place != "", Entry.hidden_at.is_(None)).distinct()
    return db.session.scalars(rows.order_by(Entry.place)).all()


def _wanted(rows: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    rows = rows.join(Consultation, Consultation.id == Entry.consultation_id)
    rows = rows.where(Consultation.state.in_(CLOSED), Consultation.figures != "", Entry.hidden_at.is_(None))
    if wanted.theme == 0:
        rows = rows.where(~Entry.themes.any())
    elif wanted.theme is not None:
        rows = rows.where(Entry.themes.any(Theme.id == wanted.theme))
    if wanted.service:
        rows = rows.where(Entry.place == wanted.service)
    if wanted.column == COMMENT:
        rows = rows.where(Entry.board_column.is_(None))
    elif wanted.column:
        rows = rows.where(Entry.board_column == wanted.column)
    if wanted.source:
        kind, _, number = wanted.source.partition("-")
        known = kind == KEY and number.isascii() and number.isdigit() and len(number) < 10
        rows = rows.where(Consultation.id == (int(number) if known else 0))
    if wanted.since is not None:
        rows = rows.where(Entry.written_on >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(Entry.written_on < wanted.until)
    return rows
