"""Where a term and training stand, who has moved, and which units are near."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

# What ends so soon is on the lists; whoever it concerns hears of it somewhat later.
SOON = timedelta(days=90)
REMINDED = timedelta(days=60)
# How long what is over is kept.
MONTHS_ENDED, MONTHS_TRAINING = 24, 12
# Farther than any chain of units that replaced each other.
LONGEST_CHAIN = 50
KIND_NAMES = {"champions": "Champions", "first_aiders": "First aiders", "union": "Union representatives",
              "staff": "Staff network"}  # fmt: skip
WHY_NAMES = {"term": "The term was over", "stepped_down": "Stepped down", "left": "Left the council",
             "moved": "Moved to another part of the council", "replaced": "Handed over to somebody else",
             "mistake": "Appointed by mistake"}  # fmt: skip


class Term(StrEnum):
    """Where a term stands."""

    OPEN = "open"
    RUNNING = "running"
    SOON = "soon"
    OVER = "over"


class Trained(StrEnum):
    """Where the training that a network asks for stands."""

    NOT_ASKED = "not_asked"
    COUNTS = "counts"
    SOON = "soon"
    EXPIRED = "expired"
    MISSING = "missing"


def term(ends: date | None, today: date) -> Term:
    """Without an end, running, ending within 90 days, or over; the last day still counts."""
    if ends is None:
        return Term.OPEN
    if ends < today:
        return Term.OVER
    return Term.SOON if ends <= today + SOON else Term.RUNNING


def trained(course: str, expiries: Sequence[date | None], today: date) -> Trained:
    """What the training of one course comes to: the one that counts longest decides; no expiry counts for good."""
    if not course:
        return Trained.NOT_ASKED
    if not expiries:
        return Trained.MISSING
    last = longest(expiries)
    if last is None:
        return Trained.COUNTS
    if last < today:
        return Trained.EXPIRED
    return Trained.SOON if last <= today + SOON else Trained.COUNTS


def longest(expiries: Iterable[date | None]) -> date | None:
    """The last day on which any of them counts; None for good."""
    held = list(expiries)
    return None if None in held else max(day for day in held if day is not None)


def successor(unit: int | None, replaced: Mapping[int, int]) -> int | None:
    """The unit that stands for this one today: what replaced it, and what replaced that."""
    for _ in range(LONGEST_CHAIN):
        if unit is None or unit not in replaced:
            break
        unit = replaced[unit]
    return unit


def has_moved(then: int | None, now: int | None, replaced: Mapping[int, int]) -> bool:
    """Whether somebody's main unit is another than when they were appointed; a closed unit's successor is the same."""
    return then is not None and now is not None and now not in (then, successor(then, replaced))


def chain(unit: int | None, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """A unit and everything above it, from below; a ring that some file has made ends it."""
    found: list[int] = []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = parents.get(unit)
    return tuple(found)


def rings(mine: int | None, parents: Mapping[int, int | None]) -> list[frozenset[int]]:
    """The units round mine, the nearest first: my own with all below, then what else lies below each one above it.

    `parents`: every unit of today with the one above it. Units with nothing in common with mine are in none.
    """
    way = {unit: step for step, unit in enumerate(chain(mine, parents))}
    found: list[set[int]] = [set() for _ in way]
    for unit in parents:
        step = next((way[above] for above in chain(unit, parents) if above in way), None)
        if step is not None:
            found[step].add(unit)
    return [frozenset(each) for each in found]


def below(unit: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """A unit with everything below it."""
    return frozenset(each for each in parents if unit in chain(each, parents))


def expires_on(done: date, months: int | None) -> date | None:
    """Until when a course counts that lasts so many months; None for good. The last of the month where needed."""
    if months is None:
        return None
    year, month = divmod(done.year * 12 + done.month - 1 + months, 12)
    for day in (done.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return None


def default_expiry(course: str, done: date, networks: Iterable[tuple[str, int | None]]) -> date | None:
    """The expiry by the networks that ask for this course; where several do, the earliest."""
    months = [each for name, each in networks if name.casefold() == course.casefold() and each is not None]
    return expires_on(done, min(months, default=None))


def words_of(languages: str) -> list[str]:
    """The languages somebody wrote down, one by one: "Welsh, Polish" or "Welsh and Polish"."""
    parts = languages.replace(";", ",").replace("/", ",").replace(" and ", ",").split(",")
    return [part.strip() for part in parts if part.strip()]
