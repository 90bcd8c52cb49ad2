"""Signing up: what overlaps, until when, who gets a place, and how that is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from engage.events.rules.states import EventState

MOST_TITLE, MOST_SUMMARY, MOST_ABOUT, MOST_CONTACT, MOST_WHY = 160, 300, 10_000, 200, 500
MOST_PLACE, MOST_ONLINE, MOST_NEEDS, MOST_MESSAGE, MOST_NAME, MOST_COURSE = 200, 300, 1_000, 1_000, 120, 120
MOST_CAPACITY, MOST_GUESTS, MOST_SESSIONS, MOST_MONTHS = 100_000, 1_000, 60, 120
LONGEST = timedelta(hours=24)
# Needs go so many days after the last session, guests and bookings so many months.
NEEDS_DAYS, GUEST_MONTHS, BOOKING_MONTHS = 14, 6, 24
# How long an event is new on the start page, and how soon a draft or one's own event is mentioned there.
NEW_DAYS, SOON_DAYS, NEXT_DAYS = 7, 14, 60
NTH = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True)
class Slot:
    """A session as far as time goes, and what it is called."""

    id: int
    name: str
    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Slot") -> bool:
        """Whether nobody can be at both; one that begins when the other ends is no trouble."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def clash(slots: Iterable[Slot]) -> tuple[Slot, Slot] | None:
    """The first two that overlap."""
    return next(((one, two) for one, two in combinations(slots, 2) if one.meets(two)), None)


def name_of(title: str, place: str, event: str, alone: bool) -> str:
    """What a session is called: its title; else the event's where it is the only one, else where it is."""
    return title or (event if alone or not place else place)


def closes_at(starts_at: datetime, sign_up_closes_at: datetime | None) -> datetime:
    """Until when people sign up for a session: its start, or earlier where the event says so."""
    return min(starts_at, sign_up_closes_at) if sign_up_closes_at else starts_at


def free(capacity: int | None, booked: int) -> int | None:
    """How many places are left; None where there is no limit."""
    return None if capacity is None else max(0, capacity - booked)


def gets_place(capacity: int | None, booked: int, waiting: int) -> bool:
    """Whether whoever comes now has a place: not before those who wait already."""
    left = free(capacity, booked)
    return left is None or (left > 0 and waiting == 0)


def nth(number: int) -> str:
    """First, second; number 12."""
    return NTH[number] if 0 < number < len(NTH) else f"number {number}"


def places(capacity: int | None, booked: int, waiting: int) -> str:
    """As staff read it: numbers and nobody's name."""
    left = free(capacity, booked)
    if left is None:
        return "Places for everybody"
    if left and not waiting:
        return f"{left:,} {'place' if left == 1 else 'places'} left"
    return f"Full: {waiting:,} waiting" if waiting else "Full"


def places_of_all(each: Sequence[tuple[int | None, int, int]]) -> str:
    """The same of an event of several sessions."""
    if len(each) == 1:
        return places(*each[0])
    with_room = sum(gets_place(*one) for one in each)
    if with_room == len(each):
        return "Places in all sessions"
    return f"Places in {with_room} of {len(each)} sessions" if with_room else "All sessions are full"


def in_audience_or_booked(state: str, meant: bool, booked: bool, manages: bool) -> bool:
    """Who sees an event: whoever it is for or has a place; the OD team its drafts, too."""
    return manages or (state != EventState.DRAFT and (meant or booked))


@dataclass(frozen=True)
class Plan:
    """What matters of an event before it is published."""

    summary: str
    slots: Sequence[Slot]
    somewhere: bool
    closes_at: datetime | None


def lacks(plan: Plan, now: datetime) -> tuple[str, ...]:
    """What an event needs before people can sign up."""
    needs = (
        ("summary", not plan.summary),
        ("sessions", not plan.slots),
        ("past", any(slot.starts_at <= now for slot in plan.slots)),
        ("somewhere", not plan.somewhere),
        ("closes", plan.closes_at is not None and plan.closes_at <= now),
    )
    return tuple(code for code, missing in needs if missing)


def span(starts: datetime, ends: datetime) -> str:
    """Thursday 4 March 2027, 9:30am to 12:00pm, of two moments on the council's own clocks."""
    same = starts.date() == ends.date()
    return f"{_day(starts)}, {_time(starts)} to {_time(ends) if same else f'{_day(ends)}, {_time(ends)}'}"


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}"


def _time(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"
