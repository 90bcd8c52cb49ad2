"""Councils with characteristics, blanks and conditions, and what an attacker with every table can do to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from engage.disclosure import Cell, Characteristic, Figure, Release, Unit, release_tree, small
from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.bounds import margin
from engage.disclosure.modular import PRIME, reduced
from tests.disclosure import attacks


@dataclass(frozen=True)
class Council:
    """What a survey gives to a release."""

    units: list[Unit]
    carried: list[str]
    figures: list[Figure]
    characteristics: list[Characteristic]

    def release(self, k: int, seed: int = 1, depth: int = 1, composites: Sequence = ()) -> Release:
        luck = np.random.default_rng(seed)
        return release_tree(
            self.units, self.carried, self.figures, k, luck, composites, None, self.characteristics, depth
        )


def characteristic(code: str, values: Sequence[int] | Ints, size: int = 0, ordered: bool = False) -> Characteristic:
    """One with categories a, b, c …"""
    numbers = np.asarray(values, dtype=np.int64)
    size = size or int(numbers.max(initial=0)) + 1
    return Characteristic(code, tuple(f"{code}{i}" for i in range(size)), numbers, ordered)


def drawn(luck: np.random.Generator, n: int, size: int, blank: float) -> Ints:
    """Categories of uneven size; a share is blank."""
    shares = np.append(luck.dirichlet(np.full(size, 2.0)) * (1 - blank), blank)
    found = luck.choice(size + 1, n, p=shares / shares.sum())
    return np.where(found == size, -1, found)


def made(
    luck: np.random.Generator,
    people: int,
    teams: int,
    sizes: Sequence[int],
    figures: int = 2,
    blank: float = 0.2,
    directorates: int = 2,
) -> Council:
    """Two levels below the council; each characteristic leans by team; some questions are asked of a category only."""
    units = [Unit("council", None), *(Unit(f"d{i}", "council") for i in range(directorates))]
    units += [Unit(f"t{i}", f"d{i % directorates}") for i in range(teams)]
    weights = luck.lognormal(0, 0.7, teams)
    places = luck.choice(teams, people, p=weights / weights.sum())
    told = [drawn(luck, people, size, blank) for size in sizes]
    if told and luck.random() < 0.5:
        # A characteristic that nearly coincides with a team, or with another characteristic.
        near = places == luck.integers(teams) if luck.random() < 0.5 or len(told) < 2 else told[1] == 0
        told[0] = np.where(near ^ (luck.random(people) < 0.06), 0, np.where(told[0] == 0, sizes[0] - 1, told[0]))
    items = []
    for i in range(figures):
        answered = luck.random(people) > blank
        if told and i % 2 and luck.random() < 0.7:
            answered &= told[luck.integers(len(told))] <= luck.integers(0, 2)
        agreeing = luck.uniform(0.1, 0.9) + 0.3 * luck.standard_normal(teams)[places]
        items.append(Figure(f"Q{i}", answered, (luck.random(people) < agreeing,), bool(luck.random() < 0.3)))
    made_ = [
        characteristic(f"x{i}", each, size, i % 2 == 1) for i, (each, size) in enumerate(zip(told, sizes, strict=True))
    ]
    return Council(units, [f"t{i}" for i in places], items, made_)


def cells(release: Release, code: str) -> list[Cell]:
    """Everything that a figure shows by characteristics."""
    return [cell for table in release.table_figures[code] for cell in table.cells]


def groups(release: Release, code: str) -> list[Ints]:
    """Every published group of a figure, as the respondents in it who answered."""
    answered = release.answered[code]
    found = [release.members(block) for block in release.shown(code).blocks]
    found += [release.cell_members(cell) for cell in cells(release, code)]
    return [rows[answered[rows]] for rows in found]


def brute_force(release: Release, code: str, k: int) -> tuple[int, ...] | None:
    """Fewer than k people whom a combination of all groups is about: every such set is tried, in fractions."""
    people = np.flatnonzero(release.answered[code]).tolist()
    return small_group_by_kind([set(each.tolist()) for each in groups(release, code)], people, k)


def small_group_by_kind(sets: Sequence[set[int]], people: Sequence[int], k: int) -> tuple[int, ...] | None:
    """`attacks.small_group`, by kinds of people, with all k - 1 of them tried at once.

    Striking out some of a kind changes no rank, so whole kinds are struck out, together fewer than k people. The
    rank falls if and only if the kinds' columns in D, the relations between rows, depend on each other. Columns
    that are independent modulo a prime are independent; the others are tried again in fractions.
    """
    kinds: dict[tuple[int, ...], list[int]] = {}
    for person in people:
        kinds.setdefault(tuple(int(person in each) for each in sets), []).append(person)
    rows = sorted(kinds)
    full = attacks.rank(rows)
    form, pivots = reduced(np.array(rows, dtype=np.int64).reshape(len(rows), len(sets)).T)
    assert len(pivots) == full
    free = [i for i in range(len(rows)) if i not in pivots]
    relations = np.zeros((len(free), len(rows)), dtype=np.int64)
    relations[np.arange(len(free)), free] = 1
    relations[:, pivots] = -form[: len(pivots)][:, free].T % PRIME
    luck = np.random.default_rng(len(rows)).integers(0, PRIME, (k - 1, len(free)))
    seen = np.array([sum(a * b % PRIME for a, b in zip(row, relations, strict=True)) % PRIME
                     + np.zeros(len(rows), np.int64) for row in luck]).reshape(k - 1, len(rows))  # fmt: skip
    count = np.array([len(kinds[row]) for row in rows])
    rare = np.flatnonzero(count < k)
    for size in range(1, min(k - 1, len(rare)) + 1):
        tried = np.array(list(combinations(rare, size)))
        tried = tried[count[tried].sum(axis=1) < k]
        dependent = tried[determinants(seen[:size][:, tried].transpose(1, 0, 2)) == 0] if len(tried) else tried
        for struck in dependent.tolist():
            if attacks.rank([row for i, row in enumerate(rows) if i not in struck]) < full:
                return tuple(person for i in struck for person in kinds[rows[i]])
    return None


def determinants(matrices: Ints) -> Ints:
    """Of many small square matrices at once, modulo PRIME, along the first row."""
    if matrices.shape[1] == 1:
        return matrices[:, 0, 0] % PRIME
    total = np.zeros(len(matrices), dtype=np.int64)
    for column in range(matrices.shape[1]):
        minor = determinants(np.delete(matrices[:, 1:], column, axis=2))
        total = (total + (-1) ** column * (matrices[:, 0, column] * minor % PRIME)) % PRIME
    return total


def threshold(council: Council, release: Release, code: str, k: int) -> list[Ints]:
    """What a plain threshold would show: every team, block and cell with k answers, each by itself."""
    answered = next(
        (each.answered for each in council.figures if each.code == code), np.ones(len(council.carried), bool)
    )
    carried = np.array(council.carried)
    parent = {unit.code: unit.parent for unit in council.units}
    inside = {unit.code: np.zeros(len(carried), bool) for unit in council.units}
    for unit in parent:
        at: str | None = unit
        while at is not None:
            inside[at] |= carried == unit
            at = parent[at]
    found = list(inside.values())
    for each in council.characteristics:
        for block in [unit for unit in council.units if unit.parent in (None, council.units[0].code)]:
            found += [inside[block.code] & (each.values == value) for value in range(-1, len(each.categories))]
    rows = [np.flatnonzero(mask & answered) for mask in found]
    return [each for each in rows if len(each) >= k]


def low_support(sets: Sequence[Ints], answered: Mask, k: int) -> tuple[str, int] | None:
    """A combination of fewer than k people, by cheap searches that know no certificate; how it was found.

    Differences of two groups; a group less the groups inside it that share nothing; and, for every row of people
    who are in the same groups, the combination that elimination leaves when all but a few rows are struck out.
    """
    rows = np.flatnonzero(answered)
    place = np.full(len(answered), -1)
    place[rows] = np.arange(len(rows))
    matrix = np.zeros((len(rows), len(sets)), dtype=np.float64)
    for column, each in enumerate(sets):
        matrix[place[each], column] = 1
    sizes = matrix.sum(axis=0)
    common = matrix.T @ matrix
    apart = sizes[:, None] + sizes[None, :] - 2 * common
    pairs = apart[(apart > 0.5) & (apart < k - 0.5)]
    if pairs.size:
        return "pair", int(pairs.min())
    nested = _nested(matrix, sizes, common, k)
    return nested or _eliminated(matrix, k)


def _nested(matrix, sizes, common, k):
    """A group less groups inside it that share nothing with each other, the largest first, and less the smallest."""
    for whole in np.argsort(-sizes):
        inside = [
            int(j)
            for j in np.argsort(-sizes)
            if j != whole and common[whole, j] == sizes[j] and sizes[j] < sizes[whole]
        ]
        for start in range(min(12, len(inside))):
            left = matrix[:, whole].copy()
            for j in inside[start:] + inside[:start]:
                if (left[matrix[:, j] > 0] > 0).all():
                    left -= matrix[:, j]
            if 0 < (left != 0).sum() < k:
                return "nested", int((left != 0).sum())
    return None


def _eliminated(matrix, k):
    """Rows eliminated commonest first: what is silent on all before a row may be about few of those after it."""
    kinds, counts = np.unique(matrix, axis=0, return_counts=True)
    for seed in range(6 if len(kinds) < 500 else 2):
        luck = np.random.default_rng(seed)
        order = np.argsort(-counts + luck.random(len(counts)) * seed, kind="stable")
        rows, people = kinds[order], counts[order]
        basis = np.eye(rows.shape[1])
        for at, row in enumerate(rows):
            value = row @ basis
            hit = np.flatnonzero(np.abs(value) > 1e-7)
            if not hit.size:
                continue
            touched = np.abs(rows[at:] @ basis[:, hit[:12]]) > 1e-7
            support = touched.T @ people[at:]
            if support.min() < k and _confirmed(rows, at + np.flatnonzero(touched[:, np.argmin(support)])):
                return "eliminated", int(support.min())
            pivot = hit[np.argmax(np.abs(value[hit]))]
            basis = np.delete(basis - np.outer(basis[:, pivot] / value[pivot], value), pivot, axis=1)
            basis /= np.maximum(np.abs(basis).max(axis=0, initial=0), 1e-12)
    return None


def _confirmed(rows, struck):
    """Floats found it; without these rows the rank must fall, in whole numbers modulo a prime."""
    return small.rank(np.delete(rows, struck, axis=0)) < small.rank(rows)


def fixed_answers(release: Release, code: str, figure: Figure) -> bool:
    """Whether all published counts together make the answers of some people who are in the same groups certain."""
    answered = np.flatnonzero(release.answered[code])
    shown = groups(release, code)
    membership = np.zeros((len(release.answered[code]), len(shown)), dtype=np.int8)
    for column, rows in enumerate(shown):
        membership[rows, column] = 1
    kinds, people = np.unique(membership[answered], axis=0, return_counts=True)
    return margin(kinds, people, np.array([int(figure.guarded[0][rows].sum()) for rows in shown])) < 1e-6
