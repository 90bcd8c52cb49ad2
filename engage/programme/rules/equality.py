"""Equality figures as they are shown: shares of those who said, with the share who said, and no small number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# No share is of fewer people; a share is never finer than FINEST people; none of fewer than FEWEST who said.
LEAST, FINEST, FEWEST = 10, 5, 20
STEPS = (1, 5, 10, 20, 25)
UNDER, OVER = "under", "over"
MOST_NAME = 80


@dataclass(frozen=True, order=True)
class Key:
    """What a table of groups is about: what is counted, and by which characteristic."""

    measure: str
    characteristic: str


@dataclass(frozen=True)
class Group:
    """A group of a table, and whether it has a share of its own."""

    name: str
    people: int
    apart: bool


@dataclass(frozen=True)
class Table:
    """One characteristic of one measure on one day."""

    as_at: date
    everybody: int
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Share:
    """A share in whole percent; `end`: at the ends only that it lies under or over."""

    percent: int
    end: str = ""


@dataclass(frozen=True)
class Shown:
    """What may be read of a table. `shares`: of groups apart. `together`: groups that have one share among them."""

    as_at: date
    everybody: int | None
    declared: Share | None
    shares: Mapping[str, Share]
    together: tuple[str, ...]
    together_share: Share | None

    @property
    def withheld(self) -> bool:
        """Whether no share at all can be shown."""
        return not self.shares


def share(part: int, of: int) -> Share | None:
    """A share to the nearest whole percent, or to a coarser step where a percent is fewer than five people.

    Under one step, and over 100 less one step, only that is said. None where fewer than 20 are counted.
    """
    if not 0 <= part <= of:
        raise ValueError(f"{part} of {of}")
    if of < FEWEST:
        return None
    step = _step(of)
    if 100 * part < step * of:
        return Share(step, UNDER)
    if 100 * part > (100 - step) * of:
        return Share(100 - step, OVER)
    return Share((200 * part + step * of) // (2 * step * of) * step)


def _span(told: Share | None, of: int) -> tuple[int, int]:
    """The least and the most of `of` people that read as this share; nothing, (1, 0), where none does."""
    near = told.percent * of // 100 if told else 0
    wide = _step(of) * of // 100 + 2 if of >= FEWEST else of
    reach = range(max(0, near - wide), min(of, near + wide) + 1)
    if told and told.end:
        reach = range(near + 1) if told.end == UNDER else range(near, of + 1)
    first, last = _edge(reach, told, of), _edge(reach[::-1], told, of)
    return (first, last) if first is not None and last is not None else (1, 0)


def _edge(numbers: Sequence[int], told: Share | None, of: int) -> int | None:
    return next((part for part in numbers if share(part, of) == told), None)


def open_still(sizes: Sequence[int], everybody: int) -> bool:
    """Whether FINEST numbers of people who did not say, or more, fit everything that would be shown.

    sizes: people of each share. Each share leaves a span; rarely their sum, with the share who said, leaves but one
    number: 28 and 12 of 40 read as 80% and 40%, which no other number than 40 gives.
    """
    declared = sum(sizes)
    told = [share(size, declared) for size in sizes]
    said, fits = share(declared, everybody), 0
    for number in _near(declared, everybody):
        if share(number, everybody) == said:
            spans = [_span(each, number) for each in told]
            if all(low <= high for low, high in spans):
                fits += sum(low for low, _ in spans) <= number <= sum(high for _, high in spans)
        if fits >= FINEST:
            return True
    return False


def _near(declared: int, everybody: int) -> Sequence[int]:
    """Numbers around the true one, which is where others that fit would be."""
    return range(max(0, declared - 4 * FINEST), min(everybody, declared + 4 * FINEST) + 1)


def _step(of: int) -> int:
    return next(step for step in STEPS if step * of >= FINEST * 100)


def shown(table: Table) -> Shown:
    """A table as everybody who may read it sees it: made of nothing that could be worked back to a small group."""
    declared = sum(each.people for each in table.groups)
    shares = {each.name: made for each in table.groups if each.apart and (made := share(each.people, declared))}
    rest = [each for each in table.groups if each.name not in shares]
    return Shown(
        table.as_at,
        table.everybody if table.everybody >= LEAST else None,
        share(declared, table.everybody) if table.everybody else None,
        shares,
        tuple(each.name for each in rest),
        share(sum(each.people for each in rest), declared) if shares and rest else None,
    )


def within(tables: Sequence[Table], first: date, last: date) -> Table | None:
    """The last table of a period."""
    return max((each for each in tables if first <= each.as_at <= last), key=lambda each: each.as_at, default=None)


def hundredths(found: Shown | None, group: str) -> int | None:
    """A group's share in hundredths of a percent, as a measure holds it; None where none, or only a bound, is shown."""
    told = found.shares.get(group) if found else None
    return told.percent * 100 if told and not told.end else None
