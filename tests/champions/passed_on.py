"""Concerns at each of their states, brought there through the feature's own actions."""

import secrets
from datetime import date, timedelta
from typing import Any

from engage.champions.actions import concerns as actions
from engage.champions.actions import concerns_answering as answering
from engage.champions.actions.concerns_telling import Reply
from engage.champions.models import Concern, ConcernCase
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.queries import main_unit_of

WORDS = "The plan has no travel in it."


def get(number: int) -> Concern:
    """As the database has it."""
    return db.session.get_one(Concern, number, populate_existing=True)


def case(number: int) -> ConcernCase:
    """A case as the database has it."""
    return db.session.get_one(ConcernCase, number, populate_existing=True)


def received(who: int, title: str = "No time to drive", on: date | None = None, **more: Any) -> Concern:
    """Just passed on."""
    unit = main_unit_of(who)
    assert unit is not None
    words = actions.Words(title, more.pop("words", WORDS), more.pop("unit", unit.id), more.pop("theme", None), 3)
    with transaction():
        return actions.pass_on(words, who, secrets.token_hex(8), on or clock.today())


def led(who: int, lead: int, **more: Any) -> Concern:
    """With a lead officer."""
    row = received(who, **more)
    with transaction():
        answering.give(row.case_id, lead)
    return get(row.id)


def answer(number: int, by: int, text: str = "Travel is planned from March on.", on: date | None = None) -> None:
    """Answer a case."""
    with transaction():
        row = case(number)
        answering.answer(number, Reply(text, False), row.version, by, on or clock.today())


def answered(who: int, by: int, days_ago: int = 0, **more: Any) -> Concern:
    """Answered, and not told yet."""
    row = received(who, **more)
    answer(row.case_id, by, on=clock.today() - timedelta(days=days_ago))
    return get(row.id)


def joined(*numbers: int) -> int:
    """Cases as one; its number."""
    with transaction():
        answering.join(numbers[0], numbers[1:])
    return numbers[0]
