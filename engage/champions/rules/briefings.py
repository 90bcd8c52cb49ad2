"""Briefing packs: who may read one, until when it is not passed on, and what is said of how many have read it."""

from datetime import datetime

MOST_TITLE, MOST_BODY, MOST_QUESTIONS, MOST_FILES = 120, 20_000, 20_000, 10
MONTHS_KEPT = 24
# Below so many a count says more of somebody than how many they are.
FEW = 5


def under_embargo(until: datetime | None, at: datetime) -> bool:
    """Whether it must not be passed on yet."""
    return until is not None and at < until


def open_to_all(shown: bool, opens: bool, until: datetime | None, at: datetime) -> bool:
    """Whether all staff may read it: shown, meant for them, and past its embargo."""
    return shown and opens and not under_embargo(until, at)


def may_read(shown: bool, in_network: bool, manages: bool, everybody: bool) -> bool:
    """The OD team always; people of its networks once it is shown; others once it is open to all."""
    return manages or (shown and (in_network or everybody))


def read_in_words(read: int, people: int) -> str:
    """How many have said that they read it, never so exactly that it tells of somebody: "31 of 43".

    read: marks so far, of people who have left their network since, too; people: how many are in its networks today.
    """
    if people < FEW:
        return f"Not told: fewer than {FEW} people are in its networks"
    if read < FEW:
        return f"Fewer than {FEW} of {people:,}"
    if people - read < FEW:
        return f"All but fewer than {FEW} of {people:,}, or all"
    return f"{read:,} of {people:,}"
