"""Small councils out of chance, with who was thanked and nominated in them; and what an attacker makes of figures."""

import itertools
import random
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from engage.recognition import release
from engage.recognition.queries.recognised_material import Material, Profile, UnitRow
from engage.recognition.rules.recognised import Year

YEAR = Year(date(2026, 4, 1))


def council(seed: int, people: int = 260, rate: float = 0.2, closed: bool = True) -> Material:
    """Directorates with teams of very different sizes, work types that nearly follow the teams, and awards."""
    luck = random.Random(seed)
    units = [UnitRow(1, "Council", None)]
    for directorate in range(2, 2 + luck.randrange(2, 4)):
        units.append(UnitRow(directorate, f"Directorate {directorate}", 1))
        units += [UnitRow(10 * directorate + n, f"Team {directorate}-{n}", directorate) for n in range(1, 6)]
    weights = [0.2 if unit.id < 10 else luck.choice((0.2, 1, 1, 3)) for unit in units]
    rows = []
    for _ in range(people):
        unit = luck.choices(units, weights)[0].id
        front = (unit % 10 in (1, 2)) != (luck.random() < 0.02)
        nominated = luck.random() < rate
        rows.append(
            Profile(
                unit, f"Grade {luck.randrange(3, 10)}", "front line" if front else "office",
                luck.choice(("Depot", "Town hall", "Library")) if luck.random() < 0.9 else f"Site {luck.randrange(5)}",
                luck.choices(("permanent", "fixed term", ""), (8, 2, 1))[0],
                luck.random() < 0.3, front and luck.random() < 0.7, nominated, nominated and luck.random() < 0.4, 1,
            )
        )  # fmt: skip
    return Material(YEAR, YEAR.last_day, YEAR.first_day, closed, units, rows, 80, {}, (), (), frozenset(), 3, 1)


def published(material: Material, measure: str, seed: int = 1) -> list[release.Group]:
    """Every group of every table for which a confidential figure is shown."""
    kinds, flags = release.kinds_of(material, "Council"), release.flags_of(material.profiles)
    parts = release._guarded(kinds, measure, flags, np.random.default_rng(seed))
    return [group for found in parts.values() for group in found]


def smallest_support(groups: Sequence[release.Group], most: int) -> int:
    """Fewest people that any sum or difference is about: of `most` groups, or of what their parts leave over."""
    matrix = np.column_stack([*(group.members for group in groups), *_left_over(groups)]).astype(np.int64)
    matrix = np.unique(matrix, axis=1)
    matrix = matrix[:, matrix.any(axis=0)]
    fewest = matrix.shape[0]
    for size in range(1, most + 1):
        for chosen in itertools.combinations(range(matrix.shape[1]), size):
            for signs in itertools.product((1, -1), repeat=size - 1):
                about = int(np.count_nonzero(matrix[:, chosen] @ np.array((1, *signs))))
                fewest = min(fewest, about or fewest)
    return fewest


def _left_over(groups: Sequence[release.Group]) -> list[Any]:
    """Each group less the groups below it in its own table: a table begins at depth 0, parents first."""
    tables: list[list[release.Group]] = []
    for group in groups:
        tables += [[]] if group.depth == 0 else []
        tables[-1].append(group)
    found = []
    for table in tables:
        for at, group in enumerate(table):
            ends = (n for n in range(at + 1, len(table)) if table[n].depth <= group.depth)
            below = [each for each in table[at + 1 : next(ends, len(table))] if each.depth == group.depth + 1]
            if below:
                found.append(group.members.astype(int) - sum(each.members.astype(int) for each in below))
    return found


def isolates(groups: Sequence[release.Group], people: Sequence[int]) -> bool:
    """Whether the sum over exactly these people is a combination of the groups, over the rationals."""
    matrix = np.column_stack([group.members for group in groups]).astype(int)
    rows: list[list[Fraction]] = [[Fraction(int(x)) for x in column] for column in np.unique(matrix, axis=1).T]
    target = [Fraction(1 if at in set(people) else 0) for at in range(matrix.shape[0])]
    for at in range(matrix.shape[0]):
        pivot = next((row for row in rows if row[at]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [_less(row, pivot, at) for row in rows]
        target = _less(target, pivot, at)
    return not any(target)


def _less(row: list[Fraction], pivot: list[Fraction], at: int) -> list[Fraction]:
    if not row[at]:
        return row
    factor = row[at] / pivot[at]
    return [x - factor * y for x, y in zip(row, pivot, strict=True)]


def naive(material: Material, least: int = 10) -> list[release.Group]:
    """What a threshold alone would show: every unit, grade, type of work, site and contract of ten or more."""
    found: list[Any] = []
    for of in ("unit", "grade", "work_type", "site", "contract"):
        labels = [getattr(each, of) for each in material.profiles]
        found.append(release.Group("all", 0, np.ones(len(labels), np.bool_)))
        for label in sorted(set(labels), key=str):
            members = np.array([each == label for each in labels])
            if members.sum() >= least:
                found.append(release.Group(str(label), 1, members))
    return found
