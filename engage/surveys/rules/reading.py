"""How figures are laid out for the templates: order, tones of the bars, highest and lowest."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage.surveys.rules.published import (
    BlockFigures,
    Head,
    ItemFigure,
    ItemMeta,
)

MOST_EXTREMES = 3


@dataclass(frozen=True)
class Part:
    """One stretch of a spread bar."""

    label: str
    share: int
    tone: str


@dataclass(frozen=True)
class Line:
    """An item and its figure, ready to draw."""

    meta: ItemMeta
    figure: ItemFigure
    parts: tuple[Part, ...]

    @property
    def options(self) -> tuple[Part, ...]:
        """Each option with its share, in the order asked, for items without a direction."""
        return self.parts[::-1]


def lines(head: Head, figures: BlockFigures) -> list[Line]:
    """Every item with its figure, in the order asked."""
    found = {figure.item: figure for figure in figures.items}
    return [Line(meta, found[meta.code], _parts(meta, found[meta.code])) for meta in head.items if meta.code in found]


def by_section(head: Head, figures: BlockFigures) -> list[tuple[str, list[Line]]]:
    """Lines under their sections."""
    sections: dict[str, list[Line]] = {}
    for line in lines(head, figures):
        sections.setdefault(line.meta.section, []).append(line)
    return list(sections.items())


def extremes(head: Head, figures: BlockFigures) -> tuple[Sequence[Line], Sequence[Line]]:
    """The highest and the lowest shares of positive answers; none where there are too few to tell apart."""
    told = [line for line in lines(head, figures) if line.figure.positive is not None and not line.figure.with_blocks]
    told.sort(key=lambda line: (-(line.figure.positive or 0), line.meta.code))
    most = min(MOST_EXTREMES, len(told) // 2)
    return told[:most], told[len(told) - most :][::-1]


def net_promoter(head: Head, figures: BlockFigures) -> ItemFigure | None:
    """The first question from 0 to 10 whose net promoter score is told for this very group."""
    kinds = {meta.code: meta.kind for meta in head.items}
    told = (each for each in figures.items if kinds.get(each.item) == "nps" and not each.with_blocks)
    return next((each for each in told if each.enps is not None), None)


@dataclass(frozen=True)
class Left:
    """How many questions of a group are shown with others, or not at all."""

    questions: int
    together: int
    hidden: int


def left_out(head: Head, figures: BlockFigures) -> Left:
    """What was put together or withheld for this group."""
    hidden = sum(each.answered is None for each in figures.items)
    together = sum(each.answered is not None and bool(each.with_blocks) for each in figures.items)
    return Left(len(head.items), together, hidden)


def _parts(meta: ItemMeta, figure: ItemFigure) -> tuple[Part, ...]:
    if figure.answered is None:
        return ()
    if not figure.spread:
        thirds = (
            ("Negative", figure.negative, "n1"),
            ("Neutral", figure.neutral, "0"),
            ("Positive", figure.positive, "p1"),
        )
        return tuple(Part(label, share or 0, tone) for label, share, tone in thirds)
    texts = {code: (text, direction) for code, text, direction, *_ in meta.options}
    shown = [share for share in figure.spread if share.code in texts]
    tones = _tones([texts[share.code][1] for share in shown])
    parts = [Part(texts[s.code][0], s.percent, tone) for s, tone in zip(shown, tones, strict=True)]
    return tuple(reversed(parts)) if meta.kind != "nps" else tuple(parts)


def _tones(directions: list[str | None]) -> list[str]:
    """Dark at the ends, light next to the middle: the first positive and the last negative are the strongest."""
    positive = [n for n, direction in enumerate(directions) if direction == "positive"]
    negative = [n for n, direction in enumerate(directions) if direction == "negative"]
    strong = {min(positive, default=-1), *positive[: len(positive) // 2]}
    dark = {max(negative, default=-1), *negative[(len(negative) + 1) // 2 :]}
    tone = {"positive": ("p1", "p2"), "negative": ("n1", "n2"), "neutral": ("0", "0"), None: ("x", "x")}
    return [tone[d][n in (strong if d == "positive" else dark)] for n, d in enumerate(directions)]
