"""Plans: their limits, their levels, and the order in which a tree is read."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

MOST_LEVELS, MOST_HEADINGS, MOST_ITEMS = 3, 200, 1_000
MOST_NAME, MOST_ABOUT, MOST_LEVEL, MOST_OBJECTIVE, MOST_STATUS = 200, 5_000, 60, 5_000, 5_000
MOST_KIND, MOST_PHASE, MOST_REASON, MOST_OUTPUT, MOST_GROUP = 60, 60, 1_000, 500, 120
DEFAULT_KIND = "item"


class Node(Protocol):
    """A heading, as the order sees it."""

    id: int
    parent_id: int | None
    position: int


N = TypeVar("N", bound=Node)
V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True)
class Placed(Generic[N]):
    """A heading where it stands: its depth from 0, and its place among those under the same parent."""

    heading: N
    depth: int
    first: bool
    last: bool


def in_order(headings: Sequence[N]) -> list[Placed[N]]:
    """Every heading under its parent, top to bottom; a ring of parents, which no form can make, is left out."""
    under: dict[int | None, list[N]] = {}
    for each in sorted(headings, key=lambda heading: (heading.position, heading.id)):
        under.setdefault(each.parent_id, []).append(each)
    return _below(None, 0, under)


def _below(parent: int | None, depth: int, under: dict[int | None, list[N]]) -> list[Placed[N]]:
    found: list[Placed[N]] = []
    here = under.get(parent, [])
    for at, each in enumerate(here):
        found.append(Placed(each, depth, at == 0, at == len(here) - 1))
        found.extend(_below(each.id, depth + 1, under))
    return found


def depth_below(heading_id: int, headings: Sequence[N]) -> int:
    """How many levels stand under a heading."""
    children = [each.id for each in headings if each.parent_id == heading_id]
    return max((1 + depth_below(each, headings) for each in children), default=0)


def family(heading_id: int, headings: Sequence[N]) -> set[int]:
    """A heading and everything under it."""
    found = {heading_id}
    for each in headings:
        if each.parent_id == heading_id:
            found |= family(each.id, headings)
    return found


def swapped(ids: Sequence[V], which: V, way: str) -> list[V]:
    """The same in another order: one of them a place further up or down; unchanged at the end."""
    found = list(ids)
    at = found.index(which)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def may_be_seen(published: bool, archived: bool, manages: bool) -> bool:
    """Whether somebody sees a plan: staff what is published and not archived, the OD team all."""
    return manages or (published and not archived)


def lacks(about: str, items: int) -> list[str]:
    """What is missing before staff see a plan."""
    return ([] if about else ["about"]) + ([] if items else ["items"])


def quarter_start(on: date) -> date:
    """The first day of its quarter."""
    return date(on.year, on.month - (on.month - 1) % 3, 1)


def next_quarter(on: date) -> date:
    """The first day of the quarter after the one that begins on this day."""
    return date(on.year + (on.month == 10), (on.month + 2) % 12 + 1, 1)


def financial_year(on: date) -> int:
    """The year in which the financial year of a day begins: April to March."""
    return on.year if on.month >= 4 else on.year - 1


def quarters(first_year: int, years: int = 3) -> list[date]:
    """The first days of the quarters of so many financial years."""
    found = [date(first_year, 4, 1)]
    while len(found) < 4 * years:
        found.append(next_quarter(found[-1]))
    return found


def year_name(first: int) -> str:
    """2027/28."""
    return f"{first}/{(first + 1) % 100:02}"


def quarter_name(on: date) -> str:
    """April to June 2027."""
    last = on.month + 2
    return f"{on:%B} to {date(on.year, last, 1):%B} {on.year}"
