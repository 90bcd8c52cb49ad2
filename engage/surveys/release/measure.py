"""Figures of blocks and of cells: counts added first, divided once, rounded last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from engage.disclosure import Block, Characteristic, IndexBy, Partition, Release
from engage.surveys.release.index import Index, index_of
from engage.surveys.release.tally import Tally
from engage.surveys.rules import Kind, Option
from engage.surveys.rules.figures import enps, mean, percents, shares, shown, theme_score
from engage.surveys.rules.margins import interval
from engage.surveys.rules.published import GroupFigure, ItemFigure, OptionShare

Sums = NDArray[np.float64]
Shown = TypeVar("Shown")
EXACT_FROM, STEP = 100, 5


@dataclass(frozen=True)
class Group:
    """What a figure is told of: a block of the tree or a cell of a table, and how close it may be told."""

    detail: bool
    by_items: bool
    whole: bool = False
    invited: int | None = None


class Measure:
    """Sums by profile (people in the same blocks and cells), and from them the figures of any block or cell."""

    def __init__(
        self, release: Release, invited: Mapping[str, int], characteristics: Sequence[Characteristic] = ()
    ) -> None:
        self.release = release
        self.tree = release.tree
        self.invited = self._rolled(self._invited(invited)[:, None])[:, 0]
        self.profile_of, self.example = profiles(release, characteristics)
        many = np.arange(len(self.example))
        # (positions, profiles): the leaf block of each profile.
        shape = (max(len(self.tree.blocks), 1), len(many))
        self.placed = csr_array((np.ones(len(many)), (release.leaf_of[self.example], many)), shape=shape)
        self.kept: dict[str, NDArray[np.int64]] = {}
        self.indices: dict[str, Index] = {}

    def _invited(self, invited: Mapping[str, int]) -> Sums:
        found = np.zeros(len(self.tree.blocks))
        for code, number in invited.items():
            if code in self.tree.home:
                found[self.tree.home[code]] += number
        return found

    def sums(self, by_profile: NDArray[Any]) -> Sums:
        """(positions, columns) sums of (profiles, columns), inner blocks included."""
        return self._rolled(np.asarray(self.placed @ by_profile, dtype=np.float64))

    def _rolled(self, found: Sums) -> Sums:
        for position in range(len(found) - 1, 0, -1):
            found[self.tree.parents[position]] += found[position]
        return found

    def counts(self, tally: Tally) -> NDArray[np.int64]:
        """An item's counts by profile (`Tally.by_profile`), made once."""
        code = tally.item.code
        if code not in self.kept:
            self.kept[code] = tally.by_profile(self.profile_of, len(self.example))
        return self.kept[code]

    def indexed(self, code: str, parts: Sequence[Tally]) -> Index:
        """An index's sums by profile, made once."""
        if code not in self.indices:
            points = [part.points() for part in parts]
            self.indices[code] = index_of(points, self.profile_of, len(self.example))
        return self.indices[code]

    def of(self, sums: Sums, block: Block) -> Sums:
        """One block's sums."""
        return np.asarray(sums[[self.tree.at[base] for base in block.bases]].sum(axis=0))

    def block(self, block: Block) -> Group:
        """How close a block's figures may be told."""
        asked = round(sum(self.invited[self.tree.at[base]] for base in block.bases))
        return Group(block.detail, block.index_by is IndexBy.ITEM_MEANS, block.parent is None, asked)

    def item(self, tally: Tally) -> dict[str, ItemFigure]:
        """A figure for each plain block: its own, or the one it is shown with, or nothing."""
        sums = tally.whole(self.sums(self.counts(tally)))
        return self._each(
            tally.item.code,
            lambda block, other: item_figure(tally, self.block(block), other, self.of(sums, block)),
            lambda other: ItemFigure(tally.item.code, other),
        )

    def theme(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Positive answers over all answers to the theme's items, pooled."""
        pooled = [(part, part.whole(self.sums(self.counts(part)))) for part in parts]
        return self._each(
            code,
            lambda block, other: theme_figure(code, other, [(part, self.of(sums, block)) for part, sums in pooled]),
            lambda other: GroupFigure(bare(code), other),
        )

    def index(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Mean over respondents of the mean over items; or the mean of the items' means, marked."""
        index = self.indexed(code, parts)
        sums = self.sums(index.by_profile)
        return self._each(
            code,
            lambda block, other: index_figure(code, self.block(block), other, index, self.of(sums, block)),
            lambda other: GroupFigure(bare(code), other),
        )

    def _each(
        self,
        code: str,
        make: Callable[[Block, tuple[str, ...]], Shown],
        hidden: Callable[[tuple[str, ...]], Shown],
    ) -> dict[str, Shown]:
        shown_on: Partition = self.release.figures[code]
        blocks = {block.code: block for block in shown_on.blocks}
        found: dict[str, Shown] = {}
        for plain in self.tree.blocks:
            block = blocks.get(shown_on.shown.get(plain.code, ""))
            if block is None:
                found[plain.code] = hidden(())
            elif plain.code in block.bases:
                found[plain.code] = make(block, tuple(base for base in block.bases if base != plain.code))
            else:
                found[plain.code] = hidden(block.bases)
        return found


def profiles(
    release: Release, characteristics: Sequence[Characteristic]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(N,) the profile of each respondent, and (profiles,) one respondent of each."""
    key = np.asarray(release.leaf_of, dtype=np.int64)
    for each in characteristics:
        key = key * (len(each.categories) + 1) + each.values + 1
        # Numbered anew each time, so that no number of tables makes the key too long.
        _, key = np.unique(key, return_inverse=True)
        key = key.reshape(-1)
    _, example, profile_of = np.unique(key, return_index=True, return_inverse=True)
    return profile_of.reshape(-1).astype(np.int64), example


def item_figure(tally: Tally, group: Group, other: tuple[str, ...], sums: Sums) -> ItemFigure:
    """One item of one group, from its counts: options, told options, answered."""
    counts = _counts(tally.options, sums)
    answered = round(sums[-1])
    spread = percents(_counts(tally.told, sums[len(tally.options) :]), answered) or {}
    found = shares(tally.options if tally.directed else (), counts)
    positive = _whole(found.percent_positive)
    answers = told(answered, group.whole)
    low, high = _likely(positive, answers, group)
    return ItemFigure(
        item=tally.item.code,
        with_blocks=other,
        answered=answers,
        positive=positive,
        neutral=_whole(found.percent_neutral),
        negative=_whole(found.percent_negative),
        spread=tuple(OptionShare(code, _whole(share) or 0) for code, share in spread.items())
        if group.detail or not tally.directed
        else (),
        mean=_mean(tally, counts) if group.detail else None,
        enps=_whole(enps(counts)) if tally.item.kind is Kind.NPS and group.detail else None,
        low=low,
        high=high,
    )


def _likely(positive: int | None, answered: int, group: Group) -> tuple[int | None, int | None]:
    """The 95 % interval, made of nothing but what is told: closer numbers would tell who took part."""
    if positive is None or not group.detail or group.invited is None or group.invited <= answered:
        return None, None
    found = interval(round(positive * answered / 100), answered, group.invited)
    return _whole(found.low), _whole(found.high)


def theme_figure(code: str, other: tuple[str, ...], parts: Sequence[tuple[Tally, Sums]]) -> GroupFigure:
    """One theme of one group, from its items' counts."""
    found = [shares(part.options, _counts(part.options, sums)) for part, sums in parts]
    # Rounded item by item: their sum by itself could tell that everybody answered everything.
    answered = sum(told(each.answered, whole=False) for each in found)
    return GroupFigure(bare(code), other, _whole(theme_score(found)), answered=answered)


def index_figure(code: str, group: Group, other: tuple[str, ...], index: Index, sums: Sums) -> GroupFigure:
    """One index of one group."""
    found = index.score(sums, group.by_items) if group.detail else None
    if found is None:
        return GroupFigure(bare(code), other)
    answered = told(found.respondents, whole=False)
    # Of a cell nothing is tested, so its spread is not told.
    deviation = None if found.by_items or group.invited is None else index.deviation(sums)
    return GroupFigure(bare(code), other, _whole(found.value), found.by_items, answered, deviation)


def told(number: int, whole: bool) -> int:
    """A number of answers or ballots as shown: exact for a large whole, else to the nearest 5.

    Headcounts are known, so an exact number would tell of a team that everybody, or all but one, took part.
    """
    return number if whole and number >= EXACT_FROM else (number + STEP // 2) // STEP * STEP


def bare(code: str) -> str:
    """A theme's or an index's own code."""
    return code.partition(":")[2]


def _counts(options: Sequence[Option], sums: Sums) -> dict[str, int]:
    """One count an option, of the first of these sums."""
    return {option.code: round(n) for option, n in zip(options, sums, strict=False)}


def _whole(value: float | None) -> int | None:
    return None if value is None else int(shown(value))


def _mean(tally: Tally, counts: Mapping[str, int]) -> float | None:
    found = mean(tally.options, counts)
    return None if found is None else shown(found, 1)
