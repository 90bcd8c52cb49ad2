"""The first aiders' log: its fixed lists, who may read it, and how coarsely a year is told."""

from collections.abc import Mapping
from datetime import date, timedelta

MONTHS_KEPT, DAYS_BACK = 12, 31
SMALLEST, STEP = 10, 5
# A part of the council with fewer people is never offered, however small a network's own groups may be.
SMALLEST_GROUP = 10
NOT_SAID = "not_said"

THEMES = {
    "stress": "Stress at work",
    "bereavement": "Bereavement",
    "money": "Money",
    "relationships": "Relationships at work",
    "family": "Family",
    "health": "Health",
    "other": "Something else",
}
POINTED = {
    NOT_SAID: "Rather not say",
    "nowhere": "Nowhere: I listened",
    "occupational": "Occupational health",
    "gp": "GP",
    "eap": "Employee assistance programme (EAP)",
    "crisis": "Crisis line",
    "manager": "Manager",
    "other": "Somewhere else",
}
LENGTHS = {
    NOT_SAID: "Rather not say",
    "short": "Up to 15 minutes",
    "half": "15 to 30 minutes",
    "hour": "30 to 60 minutes",
    "long": "More than an hour",
}


def day_is_near(day: date, today: date) -> bool:
    """A day of the last month: not to come, and not of a year that may have been counted long ago."""
    return today - timedelta(days=DAYS_BACK) <= day <= today


def offered(people: Mapping[int, int], minimum: int) -> frozenset[int]:
    """The coverage groups that are large enough to be named; what is left over at the top may not be."""
    return frozenset(unit for unit, number in people.items() if number >= max(minimum, SMALLEST_GROUP))


def told(contacts: int) -> int:
    """A year's contacts about one theme to the nearest 5; 0 stands for fewer than 10."""
    return STEP * ((contacts + STEP // 2) // STEP) if contacts >= SMALLEST else 0


def whole_years(years: frozenset[int], frozen: frozenset[int], today: date) -> list[int]:
    """Years that are over, of which there are contacts, and that were not counted yet."""
    return sorted(year for year in years if year < today.year and year not in frozen)
