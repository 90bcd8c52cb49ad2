"""Whoever holds a report and knows who was asked and who answered: what can they work out of one colleague?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement as multisets
from itertools import product

from engage.values.rules import feedback_report as rules
from engage.values.rules.feedback_report import RATINGS, UNSEEN, Answer, Relation, Report

SYMBOLS = (*RATINGS, UNSEEN)
World = dict[Relation, tuple[str, ...]]


def worlds(groups: Mapping[Relation, int], symbols: Sequence[str] = SYMBOLS) -> Iterator[World]:
    """Everything that the people of these groups may have said of one behaviour; within a group order is nothing."""
    for columns in product(*(multisets(symbols, size) for size in groups.values())):
        yield dict(zip(groups, columns, strict=True))


def told(world: World, asked: Mapping[Relation, int]) -> Report:
    """The report that comes of it."""
    answers = [Answer(relation, {"b": each}) for relation, column in world.items() for each in column]
    return rules.report(["b"], answers, asked)


def pinned(groups: Mapping[Relation, int], asked: Mapping[Relation, int] | None = None) -> list[tuple[World, Relation]]:
    """Worlds whose report makes somebody's answer certain, with their group.

    As the members of a group can change places, one of them is pinned just where all of the group said the same
    in every world that gives this report.
    """
    by_report: dict[Report, list[World]] = {}
    for world in worlds(groups):
        by_report.setdefault(told(world, asked or groups), []).append(world)
    found = []
    for alike in by_report.values():
        for relation in groups:
            said = {column for world in alike for column in [world[relation]]}
            if len(said) == 1 and len(set(next(iter(said)))) == 1:
                found.append((alike[0], relation))
    return found


def proves_all_low(groups: Mapping[Relation, int]) -> list[Report]:
    """Reports after which it is certain that everybody in a group rated 2 or lower."""
    by_report: dict[Report, list[World]] = {}
    for world in worlds(groups):
        by_report.setdefault(told(world, groups), []).append(world)
    low = {"1", "2"}
    return [
        report
        for report, alike in by_report.items()
        if report.lines[0].figures and any(all(set(world[relation]) <= low for world in alike) for relation in groups)
    ]
