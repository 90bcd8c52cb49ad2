"""The words of a programme that the database knows."""

from enum import StrEnum


class Stage(StrEnum):
    """How far an item has come; its status is said in words of its own."""

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    COMPLETE = "complete"
    STOPPED = "stopped"


class Cadence(StrEnum):
    """How often a board meets."""

    MONTHLY = "monthly"
    TWO_MONTHLY = "every two months"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "twice a year"
    YEARLY = "yearly"
    AS_NEEDED = "as needed"


class MeasureUnit(StrEnum):
    """What a measure counts in; pounds are kept in pence, the others in hundredths."""

    NUMBER = "number"
    PERCENT = "percent"
    POUNDS = "pounds"


class Better(StrEnum):
    """Which way a measure should go."""

    HIGHER = "higher"
    LOWER = "lower"


class ChangeKind(StrEnum):
    """What the change log keeps."""

    ADDED = "added"
    REMOVED = "removed"
    DATES = "dates"
    SCOPE = "scope"
    MILESTONE = "milestone"
    BUDGET = "budget"
