"""Networks of people with a task beside their job, what each kind of them allows, and how an appointment ends."""

from datetime import date
from enum import StrEnum


class NetworkKind(StrEnum):
    """What a network is for; it says how people come into it and who may know them."""

    CHAMPIONS = "champions"
    FIRST_AIDERS = "first_aiders"
    UNION = "union"
    STAFF = "staff"


# Kinds whose people the council appoints and everybody may find. People of a staff network are never appointed: the
# directory holds no row about them.
APPOINTED = frozenset({NetworkKind.CHAMPIONS, NetworkKind.FIRST_AIDERS, NetworkKind.UNION})
# Kinds that recruit in rounds. Union representatives are appointed by their union, never recruited here.
RECRUITED = frozenset({NetworkKind.CHAMPIONS, NetworkKind.FIRST_AIDERS})


class Ended(StrEnum):
    """Why an appointment is over."""

    TERM = "term"
    STEPPED_DOWN = "stepped_down"
    LEFT = "left"
    MOVED = "moved"
    REPLACED = "replaced"
    MISTAKE = "mistake"


def is_on(started: date, ended: date | None, day: date) -> bool:
    """Whether an appointment holds on a day; its term may have run out: it holds until somebody ends it."""
    return started <= day and (ended is None or ended > day)


def has_expired(expires: date | None, day: date) -> bool:
    """Whether training no longer counts; without an expiry it counts for good."""
    return expires is not None and expires < day
