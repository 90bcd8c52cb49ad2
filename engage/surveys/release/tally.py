"""Answers as arrays: for every item who answered, and who chose what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engage.disclosure import Composite, Figure, option_figure
from engage.disclosure import Kind as CompositeKind
from engage.surveys.opened import Opened
from engage.surveys.rules import Direction, Item, Option, Questionnaire, items
from engage.surveys.rules.figures import index_scores

Mask = NDArray[np.bool_]
POOLED, REST = "__rest", "All other answers"


@dataclass(frozen=True, eq=False)
class Tally:
    """One item over N respondents: `chosen` is (N, options) in the order of `options`, asides left out.

    `told` and `shares`, alike, are what the spread shows: the same, or rare options put together as one."""

    item: Item
    options: tuple[Option, ...]
    answered: Mask
    chosen: Mask
    told: tuple[Option, ...]
    shares: Mask

    @property
    def directed(self) -> bool:
        """Whether answers speak for or against."""
        return any(option.direction is not None for option in self.options)

    def positive(self) -> Mask:
        """(N,) who chose a positive option."""
        columns = [option.direction is Direction.POSITIVE for option in self.options]
        return np.asarray(self.chosen[:, columns].any(axis=1))

    def figure(self) -> Figure:
        """What the disclosure engine has to guard: positive answers, or every option where none has a direction."""
        guarded = (self.positive(),) if self.directed else tuple(self.shares.T)
        return Figure(self.item.code, self.answered, guarded, self.item.sensitive)

    def points(self) -> NDArray[np.float64]:
        """(N,) index points 0 to 100 of each respondent's answer; nan where blank."""
        scale = index_scores(self.item.options)
        worth = np.array([scale.get(option.code, np.nan) for option in self.options])
        found = np.full(len(self.answered), np.nan)
        rows, columns = np.nonzero(self.chosen)
        found[rows] = worth[columns]
        return found


def tallies(questionnaire: Questionnaire, opened: Iterable[Opened], k: int) -> tuple[list[str], list[Tally]]:
    """The reporting groups of N respondents, and a tally for each item; options under `k` are pooled."""
    rows = list(opened)
    return [row.group for row in rows], [_tally(item, rows, k) for item in items(questionnaire)]


def _tally(item: Item, rows: Sequence[Opened], k: int) -> Tally:
    options = item.counted
    column = {option.code: place for place, option in enumerate(options)}
    chosen = np.zeros((len(rows), len(options)), dtype=np.bool_)
    for place, row in enumerate(rows):
        value = row.answers.get(item.code)
        for code in (value,) if isinstance(value, str) else value or ():
            if code in column:
                chosen[place, column[code]] = True
    answered = np.asarray(chosen.any(axis=1))
    found = Tally(item, options, answered, chosen, options, chosen)
    return found if found.directed else pooled(found, k)


def pooled(tally: Tally, k: int) -> Tally:
    """The same with rare options told as one, so that they do not hold back the whole question."""
    columns = {option.code: tally.chosen[:, at] for at, option in enumerate(tally.options)}
    _, together = option_figure(tally.item.code, tally.answered, columns, k)
    texts = {option.code: option for option in tally.options}
    told = tuple(texts[group[0]] if len(group) == 1 else Option(POOLED, REST) for group in together)
    shares = [np.logical_or.reduce([columns[code] for code in group]) for group in together]
    return replace(tally, told=told, shares=np.column_stack(shares))


def composites(questionnaire: Questionnaire, known: set[str]) -> list[Composite]:
    """Themes and indices whose items are all there."""
    themes = [Composite(f"theme:{each.code}", each.items, CompositeKind.THEME) for each in questionnaire.themes]
    indices = [Composite(f"index:{each.code}", each.items, CompositeKind.INDEX) for each in questionnaire.indices]
    return [each for each in (*themes, *indices) if each.items and set(each.items) <= known]
