"""Consultations at each of their states, brought there through the feature's own actions."""

from datetime import datetime, timedelta
from typing import Any

from engage.consultation import jobs
from engage.consultation.actions import answering, drafting, running, taking_part
from engage.consultation.models import Consultation, Entry
from engage.consultation.rules import Column, Decision, Kind
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import themes
from engage.directory.models import Unit
from engage.directory.queries import main_unit_of
from engage.directory.rules.audience import EVERYONE, Audience

TEXT = "1. We say what we do.\n2. We ask before we decide.\n3. We leverage synergies."
TITLE = "Our new values"


def draft(
    text: str = TEXT, kind: Kind = Kind.BOTH, named: bool = False, audience: Audience = EVERYONE, title: str = TITLE,
    opens_at: datetime | None = None, closes_at: datetime | None = None,
) -> int:  # fmt: skip
    """A draft with its text."""
    with transaction():
        row = running.create(title, clock.now())
        terms = running.Terms(title, "Why we ask.", kind, named, audience, opens_at, closes_at)
        running.settle(row, row.version, terms)
        if text:
            drafting.cut_text(row, row.version, text, True)
        number = row.id
    return number


def opened(**more: Any) -> int:
    """Open since now."""
    number = draft(**more)
    with transaction():
        running.open_it(get(number), clock.now())
    return number


def get(number: int) -> Consultation:
    """As the database has it."""
    return db.session.get_one(Consultation, number, populate_existing=True)


def statement_id(number: int, at: int = 0) -> int:
    """One of its statements."""
    return get(number).statements[at].id


def write(number: int, person: int, text: str, on: int | Column = 0) -> int:
    """Somebody comments on a statement, by its place, or adds to a column."""
    with transaction():
        row, unit = get(number), main_unit_of(person)
        place = on if isinstance(on, Column) else row.statements[on]
        entry = taking_part.write(row, place, text, person, unit.id if unit else None, clock.now(), clock.today())
        entry_id = entry.id
    return entry_id


def judge(number: int, person: int, says: bool | None, at: int = 0) -> None:
    """Somebody says whether a statement sounds like us."""
    with transaction():
        row = get(number)
        taking_part.judge(row, row.statements[at], person, says, clock.now())


def agree(number: int, entry: int, person: int) -> None:
    """Somebody agrees."""
    with transaction():
        taking_part.agree(get(number), db.session.get_one(Entry, entry), person, True, clock.now())


def closed(number: int, figures: bool = True) -> int:
    """Closed, and its figures worked out as the worker does."""
    with transaction():
        running.close(get(number), clock.now())
    if figures:
        jobs.work_out_figures({"consultation": number})
    return number


def theme(name: str = "Words and tone") -> int:
    """A theme of the shared list."""
    with transaction():
        number = themes.add(name, "Plain words").id
    return number


def answered(number: int, theme_id: int, entries: list[int] | None = None, names: bool = True) -> int:
    """Closed, themed, answered and published; `names`: removed as the worker does."""
    closed(number)
    with transaction():
        row = get(number)
        if entries:
            answering.put_under(row, entries, _theme(theme_id))
        said = answering.Said(Decision.CHANGED, "Plain words now.", row.statements[2].id, "", "We work together.")
        answering.answer(row, _theme(theme_id), 0, said)
        running.publish(row, row.version, "You wanted plain words.", clock.now())
    if names:
        jobs.forget({"consultation": number})
    return number


def _theme(theme_id: int) -> Any:
    from engage.directory.models import Theme

    return db.session.get_one(Theme, theme_id)


def in_unit(code: str) -> Audience:
    """Whoever works in a unit."""
    return Audience(frozenset({db.session.query(Unit).filter_by(code=code).one().id}))


def closing_soon() -> datetime:
    """In an hour."""
    return clock.now() + timedelta(hours=1)
