"""What was heard at events: questions that are shown, and notes on boards that have closed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, union_all

from engage.core import clock
from engage.core.db import db
from engage.core.heard import Counted, Heard, Wanted
from engage.directory.models import Theme
from engage.events.models import Event, EventNote, EventQuestion, EventSession
from engage.events.queries.questions import SHOWN
from engage.events.rules.after import BOARD_OPEN, Side

KEY, QUESTION = "event", "question"
COLUMNS = {"well": "works_well", "better": "even_better"}


def heard(wanted: Wanted, most: int) -> Sequence[Heard]:
    """The newest months first: one statement."""
    said = _wanted(wanted)
    rows = (
        select(said, Event.title, Theme.name)
        .join(Event, Event.id == said.c.event_id)
        .outerjoin(Theme, Theme.id == said.c.theme_id)
        .order_by(said.c.at.desc(), said.c.place, said.c.id)
        .limit(most)
    )
    return [
        Heard(
            source=title,
            address=_address(row_id, event_id, place),
            column=place,
            themes=(theme,) if theme else (),
            service="",
            month=clock.local(at).date().replace(day=1),
            text=text,
        )
        for row_id, event_id, place, text, at, _theme_id, title, theme in db.session.execute(rows)
    ]


def _address(row_id: int, event_id: int, place: str) -> str:
    if place == QUESTION:
        return url_for("events.question", event_id=event_id, question_id=row_id)
    return url_for("events.board", event_id=event_id)


def counted(wanted: Wanted) -> Counted:
    """How much there is, by theme and column, and altogether: one statement."""
    said = _wanted(wanted)
    rows = (
        select(said.c.theme_id, Theme.name, said.c.place, func.count())
        .outerjoin(Theme, Theme.id == said.c.theme_id)
        .group_by(said.c.theme_id, Theme.name, Theme.position, said.c.place)
        .order_by(Theme.position, Theme.name, said.c.theme_id)
    )
    found: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for theme_id, name, place, number in db.session.execute(rows):
        found[(theme_id or 0, name or "")][place] += number
    return Counted(found, sum(number for counts in found.values() for number in counts.values()))


def sources() -> Sequence[tuple[str, str]]:
    """Each event at which something was heard, the newest first."""
    said = _said()
    rows = select(Event.id, Event.title).where(Event.id.in_(select(said.c.event_id)))
    newest = rows.order_by(Event.id.desc()).limit(100)
    return [(f"{KEY}-{number}", title) for number, title in db.session.execute(newest)]


def services() -> Sequence[str]:
    """None: nobody is asked where they work."""
    return ()


def _said() -> Subquery:
    last = select(func.max(EventSession.ends_at)).where(EventSession.event_id == EventNote.event_id)
    closed = last.correlate(EventNote).scalar_subquery() <= clock.now() - BOARD_OPEN
    asked = select(
        EventQuestion.id.label("id"), EventQuestion.event_id.label("event_id"),
        literal(QUESTION).label("place"), EventQuestion.words.label("words"), EventQuestion.asked_at.label("at"),
        EventQuestion.theme_id.label("theme_id"),
    ).where(SHOWN)  # fmt: skip
    written = [
        select(
            EventNote.id, EventNote.event_id, literal(COLUMNS[side]), EventNote.words, EventNote.written_at,
            EventNote.theme_id,
        ).where(EventNote.side == side, EventNote.hidden.is_(False), closed)
        for side in Side
    ]  # fmt: skip
    return union_all(asked, *written).subquery()


def _wanted(wanted: Wanted) -> Subquery:
    said = _said()
    where: list[ColumnElement[bool]] = []
    if wanted.theme is not None:
        where.append(said.c.theme_id.is_(None) if wanted.theme == 0 else said.c.theme_id == wanted.theme)
    if wanted.service:
        where.append(literal(1) == 0)
    if wanted.column:
        where.append(said.c.place == wanted.column)
    if wanted.source:
        kind, _, number = wanted.source.partition("-")
        known = kind == KEY and number.isascii() and number.isdigit() and len(number) < 10
        where.append(said.c.event_id == (int(number) if known else 0))
    if wanted.since is not None:
        where.append(said.c.at >= clock.begins(wanted.since))
    if wanted.until is not None:
        where.append(said.c.at < clock.begins(wanted.until))
    rows: Select[Any] = select(said).where(*where)
    return rows.subquery()
