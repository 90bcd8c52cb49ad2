"""Figures of blocks: counts added first, divided once, rounded last."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engage.disclosure import Block, IndexBy, Partition, Release
from engage.surveys.release.tally import Tally
from engage.surveys.rules import Kind, Option
from engage.surveys.rules.figures import enps, group_index, mean, percents, shares, shown, theme_score
from engage.surveys.rules.margins import interval
from engage.surveys.rules.published import GroupFigure, ItemFigure, OptionShare

Sums = NDArray[np.float64]
Shown = TypeVar("Shown")
EXACT_FROM, STEP = 100, 5


class Measure:
    """Sums by position of the plain tree, and from them the figures of any block."""

    def __init__(self, release: Release, invited: Mapping[str, int]) -> None:
        self.release = release
        self.tree = release.tree
        self.invited = self._rolled(self._invited(invited)[:, None])[:, 0]

    def _invited(self, invited: Mapping[str, int]) -> Sums:
        found = np.zeros(len(self.tree.blocks))
        for code, number in invited.items():
            if code in self.tree.home:
                found[self.tree.home[code]] += number
        return found

    def sums(self, values: NDArray[Any]) -> Sums:
        """(positions, columns) sums of (N, columns) values, inner blocks included."""
        found = np.zeros((len(self.tree.blocks), values.shape[1]))
        np.add.at(found, self.release.leaf_of, values)
        return self._rolled(found)

    def _rolled(self, found: Sums) -> Sums:
        for position in range(len(found) - 1, 0, -1):
            found[self.tree.parents[position]] += found[position]
        return found

    def of(self, sums: Sums, block: Block) -> Sums:
        """One block's sums."""
        return np.asarray(sums[[self.tree.at[base] for base in block.bases]].sum(axis=0))

    def item(self, tally: Tally) -> dict[str, ItemFigure]:
        """A figure for each plain block: its own, or the one it is shown with, or nothing."""
        counts = self.sums(np.column_stack([tally.chosen, tally.shares, tally.answered]))
        return self._each(
            tally.item.code,
            lambda block, other: self._figure(tally, block, other, self.of(counts, block)),
            lambda other: ItemFigure(tally.item.code, other),
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

    def _figure(self, tally: Tally, block: Block, other: tuple[str, ...], sums: Sums) -> ItemFigure:
        counts = _counts(tally.options, sums)
        answered = round(sums[-1])
        spread = percents(_counts(tally.told, sums[len(tally.options) :]), answered) or {}
        found = shares(tally.options if tally.directed else (), counts)
        positive = _whole(found.percent_positive)
        low, high = self._likely(positive, answered, block)
        return ItemFigure(
            item=tally.item.code,
            with_blocks=other,
            answered=_told(answered, block),
            positive=positive,
            neutral=_whole(found.percent_neutral),
            negative=_whole(found.percent_negative),
            spread=tuple(OptionShare(code, _whole(share) or 0) for code, share in spread.items())
            if block.detail or not tally.directed
            else (),
            mean=_mean(tally, counts) if block.detail else None,
            enps=_whole(enps(counts)) if tally.item.kind is Kind.NPS and block.detail else None,
            low=low,
            high=high,
        )

    def _likely(self, positive: int | None, answered: int, block: Block) -> tuple[int | None, int | None]:
        """The 95 % interval, made of nothing but what is told: closer numbers would tell who took part."""
        population = round(sum(self.invited[self.tree.at[base]] for base in block.bases))
        told_ = _told(answered, block)
        if positive is None or not block.detail or population <= told_:
            return None, None
        found = interval(round(positive * told_ / 100), told_, population)
        return _whole(found.low), _whole(found.high)

    def theme(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Positive answers over all answers to the theme's items, pooled."""
        pooled = [(part, self.sums(part.chosen)) for part in parts]

        def make(block: Block, other: tuple[str, ...]) -> GroupFigure:
            found = [shares(part.options, _counts(part.options, self.of(sums, block))) for part, sums in pooled]
            # Rounded item by item: their sum by itself could tell that everybody answered everything.
            answered = sum(told(each.answered, whole=False) for each in found)
            return GroupFigure(_bare(code), other, _whole(theme_score(found)), answered=answered)

        return self._groups(code, make)

    def index(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Mean over respondents of the mean over items; or the mean of the items' means, marked."""
        points = np.column_stack([part.points() for part in parts])

        def make(block: Block, other: tuple[str, ...]) -> GroupFigure:
            by_items = block.index_by is IndexBy.ITEM_MEANS
            found = group_index(points[self.release.members(block)], by_items) if block.detail else None
            if found is None:
                return GroupFigure(_bare(code), other)
            answered = told(found.respondents, whole=False)
            return GroupFigure(_bare(code), other, _whole(found.value), found.by_items, answered)

        return self._groups(code, make)

    def _groups(self, code: str, make: Callable[[Block, tuple[str, ...]], GroupFigure]) -> dict[str, GroupFigure]:
        return self._each(code, make, lambda other: GroupFigure(_bare(code), other))


def _told(answered: int, block: Block) -> int:
    return told(answered, whole=block.parent is None)


def told(number: int, whole: bool) -> int:
    """A number of answers or ballots as shown: exact for a large whole, else to the nearest 5.

    Headcounts are known, so an exact number would tell of a team that everybody, or all but one, took part.
    """
    return number if whole and number >= EXACT_FROM else (number + STEP // 2) // STEP * STEP


def _bare(code: str) -> str:
    return code.partition(":")[2]


def _counts(options: Sequence[Option], sums: Sums) -> dict[str, int]:
    """One count an option, of the first of these sums."""
    return {option.code: round(n) for option, n in zip(options, sums, strict=False)}


def _whole(value: float | None) -> int | None:
    return None if value is None else int(shown(value))


def _mean(tally: Tally, counts: Mapping[str, int]) -> float | None:
    found = mean(tally.options, counts)
    return None if found is None else shown(found, 1)
