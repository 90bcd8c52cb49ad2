"""Recruitment rounds as rows and through their actions, for the tests."""

from datetime import timedelta
from typing import Any

from engage.champions.actions import recruiting as rounds
from engage.champions.actions import recruiting_applying as applying
from engage.champions.models import Application, RecruitmentRound
from engage.champions.rules.recruiting import Answer, Outcome, RoundState, Terms
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Network, Person, Unit
from tests.champions import made

MANAGE = "/networks/manage/rounds/"


def terms(days: int = 14, **more: Any) -> Terms:
    """A round that closes in so many days, with its term a month later."""
    closes = clock.now() + timedelta(days=days)
    given = {"title": "New champions", "call": "Come and **listen**.", "opens_at": None, "closes_at": closes,
             "term_starts_on": (closes + timedelta(days=30)).date()}  # fmt: skip
    return Terms(**(given | more))


def draft(network_id: int | None = None, days: int = 14, **more: Any) -> int:
    """A draft for the employee champions, in whose network every unit is a group; its id."""
    with transaction():
        network = db.session.get_one(Network, network_id or made.champions())
        network.group_minimum = 1
        return rounds.make(network, terms(days, **more), clock.now()).id


def opened(**more: Any) -> int:
    """An open round; its id."""
    round_id = draft(**more)
    with transaction():
        rounds.open_round(get(round_id), clock.now())
    return round_id


def applied(round_id: int, person_id: int, manager: str = "", why: str = "I listen well.") -> int:
    """Somebody's application, and what the manager says to it where it is said; its id."""
    with transaction():
        row = applying.apply(get(round_id), person_id, why, "Welsh", clock.now())
        if manager and row.manager == Answer.ASKED:
            applying.answer(row, manager == Answer.AGREED, "" if manager == Answer.AGREED else "Short of people",
                            clock.now())  # fmt: skip
        return row.id


def closed(round_id: int) -> None:
    """Close it, so that it is decided."""
    with transaction():
        rounds.close_round(get(round_id), clock.now())


def over(round_id: int) -> None:
    """Let its close pass; nobody has noticed yet."""
    with transaction():
        row = get(round_id)
        row.opens_at, row.closes_at = clock.now() - timedelta(days=9), clock.now() - timedelta(minutes=1)


def get(round_id: int) -> RecruitmentRound:
    """The round as it is."""
    return db.session.get_one(RecruitmentRound, round_id)


def application(application_id: int) -> Application:
    """The application as it is."""
    return db.session.get_one(Application, application_id, populate_existing=True)


def unit(code: str) -> Unit:
    """A unit by its code."""
    return db.session.query(Unit).filter_by(code=code).one()


def leave(person_id: int) -> None:
    """Their last day was yesterday."""
    with transaction():
        db.session.get_one(Person, person_id).leaves_on = clock.today() - timedelta(days=1)


__all__ = ["MANAGE", "Outcome", "RoundState"]
