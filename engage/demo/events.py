"""Events of the demonstration council: one that is over, three that are coming, one full, one draft."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.directory.rules.audience import EVERYONE
from engage.events.actions import events as actions
from engage.events.actions import events_booking as booking
from engage.events.actions import events_guests as guests
from engage.events.actions import events_sessions as sessions
from engage.events.actions.events import Words
from engage.events.actions.events_sessions import Plan
from engage.events.models import Event, EventSession
from engage.events.rules.states import EventKind

TEAM = "The OD team, od@anytown.example"
CONFERENCE = Words(
    EventKind.CONFERENCE, "Staff conference: closer to residents",
    "A day about what residents tell us, and what we do with it.",
    "## The day\n\n* What 2,000 residents wrote to us\n* Three services that changed something\n* Your own idea, in a "
    "workshop of twelve\n\nLunch is there. Bring a colleague from another service.",
    TEAM, EVERYONE, None, 0, "", None,
)  # fmt: skip
ROADSHOW = Words(
    EventKind.ROADSHOW, "Pensions roadshow", "Ask what your pension will be, face to face, at a place near you.",
    "Ten minutes of explanation, then your own questions. Bring your last statement if you have it.\n\n"
    "**Depots come first:** the session there begins before the early round.",
    "Payroll, 01632 960 200", EVERYONE, None, 0, "", None,
)  # fmt: skip
TRAINING = Words(
    EventKind.TRAINING, "Mental health first aid",
    "Two days’ worth of training in one: listening, and knowing where to turn.",
    "You learn to notice when a colleague is struggling, to listen, and to find the right support with them.\n\n"
    "It counts for three years.",
    TEAM, EVERYONE, None, 0, "Mental health first aid", 36,
)  # fmt: skip
LEARNING = Words(
    EventKind.SHARED_LEARNING, "What we learned from the flood",
    "Five services and three partners look back together at the night of the flood.",
    "Short talks, long conversations. Partners from the fire service and the health trust take part.",
    TEAM, EVERYONE, None, 10, "", None,
)  # fmt: skip
DRAFT = Words(
    EventKind.CONFERENCE, "Managers’ half-day", "What managers do with the results of the survey.", "", TEAM, EVERYONE,
    None, 0, "", None,
)  # fmt: skip
PARTNERS = (
    ("Priya Nair", "Anytown Fire and Rescue", "priya.nair@fire.example"),
    ("Owen Blake", "Anyshire Health Trust", "owen.blake@health.example"),
    ("Zofia Kowal", "Anytown Community Trust", ""),
)


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the people of the demonstration are not here."""
    with transaction():
        known = dict(db.session.execute(select(Person.employee_number, Person.id).where(here_today())).all())
        cast = sorted(number for number in known if number.startswith("D000"))
        if "D0001" not in known or "D0003" not in known:
            return
        crowd = [known[number] for number in sorted(known) if number not in cast]
        luck.shuffle(crowd)
    for make in (_conference, _roadshow, _training, _learning, _draft):
        with transaction():
            make(known, crowd, today)


def _made(known: dict[str, int], words: Words, plans: Sequence[Plan], at: datetime) -> Event:
    row = actions.create(words, known["D0003"], at)
    for plan in plans:
        sessions.add(row.id, row.version, plan, at)
    return row


def _published(known: dict[str, int], words: Words, plans: Sequence[Plan], at: datetime) -> Event:
    row = _made(known, words, plans, at)
    actions.publish(row.id, at)
    return row


def _plan(title: str, day: date, begins: int, hours: int, place: str, capacity: int | None) -> Plan:
    starts = clock.from_local(datetime.combine(day, time(begins)))
    assert starts is not None  # noqa: S101  # no clock goes forward at these hours
    return Plan(title, starts, starts + timedelta(hours=hours), place, "", capacity)


def _sign_up(row: Event, session: EventSession, people: Sequence[int], at: datetime) -> None:
    for number, person_id in enumerate(people):
        booking.sign_up(row.id, person_id, (session.id,), None, at + timedelta(minutes=number))


def _weekday(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _conference(known: dict[str, int], crowd: Sequence[int], today: date) -> None:
    day, at = _weekday(today - timedelta(days=40)), clock.now() - timedelta(days=80)
    row = _published(known, CONFERENCE, [
        _plan("What residents told us", day, 9, 2, "Town hall, great hall", 80),
        _plan("Three services that changed", day, 11, 2, "Town hall, great hall", 80),
        _plan("Workshops", day, 14, 2, "Town hall, rooms 1 to 4", 48),
    ], at)  # fmt: skip
    first, second, third = row.sessions
    _sign_up(row, first, [known["D0001"], *crowd[:44]], at)
    _sign_up(row, second, crowd[20:60], at)
    _sign_up(row, third, crowd[:35], at)


def _roadshow(known: dict[str, int], crowd: Sequence[int], today: date) -> None:
    at = clock.now() - timedelta(days=9)
    row = _published(known, ROADSHOW, [
        _plan("", _weekday(today + timedelta(days=12)), 6, 1, "Northern depot, canteen", 30),
        _plan("", _weekday(today + timedelta(days=19)), 12, 1, "Town hall, room 2", 40),
        _plan("", _weekday(today + timedelta(days=26)), 17, 1, "Riverside library", 25),
    ], at)  # fmt: skip
    depot, hall, library = row.sessions
    booking.sign_up(row.id, known["D0001"], (hall.id,), "Somewhere to sit near the front: I lip-read.", at)
    _sign_up(row, depot, crowd[60:82], at)
    _sign_up(row, hall, crowd[82:119], at)
    _sign_up(row, library, crowd[119:127], at)


def _training(known: dict[str, int], crowd: Sequence[int], today: date) -> None:
    at = clock.now() - timedelta(days=5)
    row = _published(known, TRAINING, [_plan("", _weekday(today + timedelta(days=33)), 9, 7, "Learning centre", 16)],
                     at)  # fmt: skip
    _sign_up(row, row.sessions[0], crowd[130:150], at)


def _learning(known: dict[str, int], crowd: Sequence[int], today: date) -> None:
    at = clock.now() - timedelta(days=2)
    row = _published(known, LEARNING, [
        _plan("", _weekday(today + timedelta(days=45)), 10, 3, "Fire station, Mill Road", 60),
    ], at)  # fmt: skip
    for name, organisation, email in PARTNERS:
        guests.add(row.id, guests.Asked(name, organisation, email, (row.sessions[0].id,)), at)
    _sign_up(row, row.sessions[0], crowd[150:171], at)


def _draft(known: dict[str, int], crowd: Sequence[int], today: date) -> None:
    del crowd
    _made(known, DRAFT, [_plan("", _weekday(today + timedelta(days=11)), 9, 4, "Town hall, room 1", 60)], clock.now())
