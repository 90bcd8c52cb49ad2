"""Figures of blocks: counts added first, divided once, rounded last."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engage.disclosure import Block, IndexBy, Partition, Release
from engage.surveys.release.tally import Tally
from engage.surveys.rules import Direction, Kind
from engage.surveys.rules.comparing import margin_of_error
from engage.surveys.rules.figures import enps, mean, percent, shown
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
        counts = self.sums(np.column_stack([tally.chosen, tally.answered]))
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
        counts = {option.code: round(n) for option, n in zip(tally.options, sums, strict=False)}
        answered = round(sums[-1])
        by = {d: sum(counts[o.code] for o in tally.options if o.direction is d) for d in Direction}
        directed = tally.directed
        return ItemFigure(
            item=tally.item.code,
            with_blocks=other,
            answered=_told(answered, block),
            positive=_whole(by[Direction.POSITIVE], answered) if directed else None,
            neutral=_whole(by[Direction.NEUTRAL], answered) if directed else None,
            negative=_whole(by[Direction.NEGATIVE], answered) if directed else None,
            spread=tuple(OptionShare(code, _whole(n, answered) or 0) for code, n in counts.items())
            if block.detail or not directed
            else (),
            mean=_mean(tally, counts) if block.detail else None,
            enps=_whole_of(enps(counts)) if tally.item.kind is Kind.NPS and block.detail else None,
            margin=self._margin(by[Direction.POSITIVE], answered, block) if directed and block.detail else None,
        )

    def _margin(self, positive: int, answered: int, block: Block) -> int | None:
        """Worked out from what is told of the answers: the exact number would tell who took part."""
        population = round(sum(self.invited[self.tree.at[base]] for base in block.bases))
        told = _told(answered, block)
        if population <= told:
            return None
        return _whole_of(margin_of_error(round(positive * told / answered), told, population))

    def theme(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Positive answers over all answers to the theme's items, pooled."""
        pooled = [self.sums(np.column_stack([part.positive(), part.answered])) for part in parts]

        def make(block: Block, other: tuple[str, ...]) -> GroupFigure:
            positive, answered = np.sum([self.of(each, block) for each in pooled], axis=0)
            return GroupFigure(_bare(code), other, _whole(round(positive), round(answered)))

        return self._groups(code, make)

    def index(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Mean over respondents of the mean over items; or the mean of the items' means, marked."""
        points = np.column_stack([part.points() for part in parts])
        whole = ~np.isnan(points).any(axis=1)
        people = np.column_stack([np.where(whole, np.nan_to_num(points).mean(axis=1), 0.0), whole])
        by_people = self.sums(people)
        by_items = self.sums(np.column_stack([np.nan_to_num(points), ~np.isnan(points)]))

        def make(block: Block, other: tuple[str, ...]) -> GroupFigure:
            if not block.detail:
                return GroupFigure(_bare(code), other)
            if block.index_by is IndexBy.RESPONDENTS:
                total, n = self.of(by_people, block)
                return GroupFigure(_bare(code), other, _whole_of(total / n) if n else None)
            totals, given = np.split(self.of(by_items, block), 2)
            value = float((totals / given).mean()) if given.all() else None
            return GroupFigure(_bare(code), other, _whole_of(value), partial=True)

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


def _whole(part: int, of: int) -> int | None:
    return _whole_of(percent(part, of))


def _whole_of(value: float | None) -> int | None:
    return None if value is None else int(shown(value))


def _mean(tally: Tally, counts: Mapping[str, int]) -> float | None:
    found = mean(tally.options, counts)
    return None if found is None else shown(found, 1)
