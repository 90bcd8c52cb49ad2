"""Which groups nobody thanks, how much of the thanks goes between directorates, and how grades make bands."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from engage.recognition.rules.recognised import FEWEST_PAIRS, LEAST, Crossing, percent, percent_of

Key = TypeVar("Key", bound=Hashable)
GRADE = re.compile(r"(.*?)(\d+)\s*\Z")
PARTS = re.compile(r"(\D*)(\d{0,9})")
NOT_RECORDED = "Not recorded"
# A band holds at least so many people of a hundred.
BAND = 10


@dataclass(frozen=True)
class Quiet:
    """A group in which nobody was thanked: the unit that stands for it, its people, and the units that joined it."""

    unit: int
    people: int
    joining: frozenset[int]


def quiet_groups(
    stands_in: Mapping[int, int], people: Mapping[int, int], thanked: Collection[int], least: int = LEAST
) -> tuple[Quiet, ...]:
    """Groups of at least `least` people in whose units nobody was thanked, most people first.

    `stands_in`, `people`: units rolled up (directory.rules.rollup): the unit that each counts in, and the people of
    those that stand. `thanked`: units in which somebody was, or that were thanked as a team.
    """
    reached = {stands_in[unit] for unit in thanked if unit in stands_in}
    quiet = [
        Quiet(unit, number, frozenset(each for each, stands in stands_in.items() if stands == unit and each != unit))
        for unit, number in people.items()
        if number >= least and unit not in reached
    ]
    return tuple(sorted(quiet, key=lambda each: (-each.people, each.unit)))


def crossing(pairs: Mapping[tuple[Key, Key], int]) -> Crossing:
    """The share of thanks that cross directorates, and the share that chance alone would give.

    `pairs`: how many thanks went from a giver's directorate to a receiver's, one for each receiver. Of N pairs,
    directorate d gives g(d) and receives r(d). If who thanks whom had nothing to do with directorates, a pair
    would begin in d with probability g(d)/N and end in d with r(d)/N, so that it stays inside one with
    Σ g(d)·r(d)/N²; what is expected across is 1 − Σ g(d)·r(d)/N². That nobody thanks themselves is left aside.
    """
    total = sum(pairs.values())
    if total < FEWEST_PAIRS:
        return Crossing(total)
    gives: dict[Key, int] = {}
    gets: dict[Key, int] = {}
    for (giver, receiver), number in pairs.items():
        gives[giver] = gives.get(giver, 0) + number
        gets[receiver] = gets.get(receiver, 0) + number
    inside = sum(number for (giver, receiver), number in pairs.items() if giver == receiver)
    stays = sum(number * gets.get(key, 0) for key, number in gives.items()) / total**2
    return Crossing(total, percent(total - inside, total), percent_of(1 - stays))


def top_level(parents: Mapping[int, int | None]) -> dict[int, int]:
    """For each unit its directorate: the unit below the single top, else the top itself. A ring ends where it began."""
    tops = [unit for unit, above in parents.items() if above is None or above not in parents]
    single = tops[0] if len(tops) == 1 else None
    found = {}
    for unit in parents:
        at, walked = unit, {unit}
        while (above := parents[at]) is not None and above in parents and above != single and above not in walked:
            at = above
            walked.add(at)
        found[unit] = at
    return found


def bands(people: Mapping[str, int]) -> dict[str, str]:
    """For each grade the band it counts in. Numbered grades join their neighbours until a band has one in ten."""
    numbered: dict[str, list[tuple[int, str]]] = {}
    found: dict[str, str] = {}
    for grade in people:
        match = GRADE.match(grade)
        if match:
            numbered.setdefault(match[1].strip(), []).append((int(match[2]), grade))
        else:
            found[grade] = grade or NOT_RECORDED
    enough = max(LEAST, sum(people.values()) * BAND // 100)
    for grades in numbered.values():
        for band in _joined([grade for _, grade in sorted(grades)], people, enough):
            name = band[0] if len(band) == 1 else f"{band[0]} to {band[-1]}"
            found |= dict.fromkeys(band, name)
    return found


def natural(label: str) -> tuple[tuple[str, int], ...]:
    """A label's place in a list: Grade 4 before Grade 10."""
    return tuple((words.casefold(), int(number or 0)) for words, number in PARTS.findall(label))


def _joined(grades: Sequence[str], people: Mapping[str, int], enough: int) -> list[list[str]]:
    made: list[list[str]] = []
    for grade in grades:
        if made and sum(people[each] for each in made[-1]) < enough:
            made[-1].append(grade)
        else:
            made.append([grade])
    if len(made) > 1 and sum(people[each] for each in made[-1]) < enough:
        last = made.pop()
        made[-1] += last
    return made
