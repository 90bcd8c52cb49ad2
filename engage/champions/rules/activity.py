"""What champions log: kinds, limits, and who may read an entry or change it."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from engage.directory.rules.months import Month

DECEMBER = 12
MOST_WORDS, MOST_SITE, MOST_PEOPLE, MOST_FILES, FILE_MB = 1_000, 120, 5_000, 3, 10
# An entry can be written so long after the day; it is kept so long after it; a name, so long after an appointment.
MONTHS_BACK, MONTHS_KEPT, MONTHS_NAMED = 12, 24, 12
# Something is said about the end of a term, and of training, from so many days before.
SOON = timedelta(days=60)


class Kind(StrEnum):
    """What a champion did."""

    CONVERSATION = "conversation"
    BRIEFING = "briefing"
    EVENT = "event"
    CONCERN = "concern"


class How(StrEnum):
    """How they met."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"
    WRITTEN = "written"


KINDS = {
    Kind.CONVERSATION: "Conversation",
    Kind.BRIEFING: "Briefing",
    Kind.EVENT: "Event",
    Kind.CONCERN: "Concern",
}
HOWS = {How.IN_PERSON: "In person", How.PHONE: "By phone", How.ONLINE: "Online", How.WRITTEN: "In writing"}


def may_log(appointed: Collection[int], network_id: int) -> bool:
    """Whether somebody writes down what they do for a network: as long as they are appointed to it."""
    return network_id in appointed


def may_see(owner_id: int | None, person_id: int) -> bool:
    """Whose log it is, and nobody else: the OD team reads figures and words, not entries."""
    return owner_id is not None and owner_id == person_id


def day_problem(day: date, today: date, earliest: date) -> str:
    """What is wrong with the day of an entry; nothing where it will do."""
    if day > today:
        return "The day cannot be in the future. Log it once it has happened."
    if day < earliest:
        return f"The day cannot be more than {MONTHS_BACK} months ago."
    return ""


def to_do_about(ends: date | None, today: date) -> bool:
    """Whether a date is so close, or past, that somebody should do something about it."""
    return ends is not None and ends - today <= SOON


def begun_month(year: int, number: int, today: date) -> Month | None:
    """A month that has begun, within living memory; None for any other."""
    if not (1 <= number <= DECEMBER and 2000 <= year <= today.year):
        return None
    found = Month(date(year, number, 1))
    return found if found.first <= today else None
