"""A group's figures beside others: its parent or the organisation without it, the time before, a benchmark."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from engage.surveys.rules.benchmarks import Of
from engage.surveys.rules.comparing import (
    FEWEST_FOR_QUESTION,
    FEWEST_FOR_THEME,
    NotTested,
    Outcome,
    WhyNot,
)
from engage.surveys.rules.contrasts import (
    Score,
    Share,
    between_scores,
    between_shares,
    rest_score,
    rest_share,
    score_against,
    share_against,
)
from engage.surveys.rules.figures import shown
from engage.surveys.rules.published import (
    BlockFigures,
    GroupFigure,
    Head,
    ItemFigure,
)
from engage.surveys.rules.trends import Same


@dataclass(frozen=True)
class Beside:
    """The other figure and how far this one lies above it, whole points as shown; and whether chance would do.

    `other` and `change` are None where there is nothing to set beside it. `seam`: asked in other words then."""

    outcome: Outcome
    other: float | None = None
    change: int | None = None
    seam: bool = False


@dataclass(frozen=True)
class Compared:
    """Everything of a group that something can stand beside, by code."""

    items: Mapping[str, Beside]
    themes: Mapping[str, Beside]
    indices: Mapping[str, Beside]


def nothing(why: WhyNot) -> Beside:
    """Nothing to set beside it, and why."""
    return Beside(NotTested(why))


def only(head: Head, items: Collection[str], themes: Collection[str], indices: Collection[str]) -> Head:
    """A head as if nothing else had been asked: what a table does not show need not be compared."""
    return replace(
        head,
        items=tuple(each for each in head.items if each.code in items),
        themes=tuple(each for each in head.themes if each.code in themes),
        indices=tuple(each for each in head.indices if each.code in indices),
    )


def item_share(figure: ItemFigure | None) -> Share | None:
    """A question's published share, where it is shown for this very group."""
    if figure is None or figure.with_blocks or figure.positive is None or not figure.answered:
        return None
    return Share(figure.positive, figure.answered)


def theme_share(figure: GroupFigure | None, items: int) -> Share | None:
    """A theme's published share of about so many people: one person's answers to several items count as one."""
    if figure is None or figure.with_blocks or figure.value is None or not figure.answered:
        return None
    return Share(figure.value, figure.answered // items)


def index_score(figure: GroupFigure | None) -> Score | None:
    """An index as published; the mean of its items' means has no deviation."""
    if figure is None or figure.with_blocks or figure.value is None or not figure.answered:
        return None
    return Score(figure.value, figure.deviation, figure.answered)


def with_rest(head: Head, part: BlockFigures, whole: BlockFigures) -> Compared:
    """A group beside a larger one without it."""
    ours, theirs = _told(head, part), _told(head, whole)

    def share(key: str, fewest: int) -> Beside:
        one, all_ = ours.shares.get(key), theirs.shares.get(key)
        if one is None or all_ is None:
            return nothing("not_alone")
        rest = rest_share(all_, one)
        if isinstance(rest, NotTested):
            return Beside(rest)
        return Beside(between_shares(one, rest, fewest), shown(rest.percent), _points(one.percent, rest.percent))

    def score(code: str) -> Beside:
        one, all_ = ours.scores.get(code), theirs.scores.get(code)
        if one is None or all_ is None:
            return nothing("not_alone")
        rest = rest_score(all_, one)
        if isinstance(rest, NotTested):
            return Beside(rest)
        return Beside(between_scores(one, rest), shown(rest.value), _points(one.value, rest.value))

    return _each(head, lambda key, _name, fewest: share(key, fewest), score)


def with_before(head: Head, now: BlockFigures, earlier_head: Head, earlier: BlockFigures, alike: Same) -> Compared:
    """A group beside itself in an earlier wave."""
    ours, theirs = _told(head, now), _told(earlier_head, earlier)

    def share(key: str, _name: str, fewest: int) -> Beside:
        kind, _, code = key.partition(":")
        then = (alike.items if kind == "q" else alike.themes).get(code)
        one, other = ours.shares.get(key), theirs.shares.get(f"{kind}:{then.code}") if then else None
        if then is None or one is None or other is None:
            return nothing("not_alike" if then is None else "not_alone")
        outcome = between_shares(one, other, fewest)
        return Beside(outcome, other.percent, _points(one.percent, other.percent), then.seam)

    def score(code: str) -> Beside:
        then = alike.indices.get(code)
        one, other = ours.scores.get(code), theirs.scores.get(then.code) if then else None
        if then is None or one is None or other is None:
            return nothing("not_alike" if then is None else "not_alone")
        if code in ours.partial or then.code in theirs.partial:
            return nothing("not_alike")
        return Beside(between_scores(one, other), other.value, _points(one.value, other.value), then.seam)

    return _each(head, share, score)


def with_benchmark(head: Head, figures: BlockFigures, benchmark: Mapping[tuple[Of, str], float]) -> Compared:
    """A group beside imported figures: questions by identity, themes and indices by code."""
    ours = _told(head, figures)

    def share(key: str, name: str, fewest: int) -> Beside:
        of = Of.QUESTION if key.startswith("q:") else Of.THEME
        one, other = ours.shares.get(key), benchmark.get((of, name))
        if one is None or other is None:
            return nothing("not_alike" if other is None else "not_alone")
        return Beside(share_against(one, other, fewest), shown(other, 1), _points(one.percent, other))

    def score(code: str) -> Beside:
        one, other = ours.scores.get(code), benchmark.get((Of.INDEX, code))
        if one is None or other is None:
            return nothing("not_alike" if other is None else "not_alone")
        return Beside(score_against(one, other), shown(other, 1), _points(one.value, other))

    return _each(head, share, score)


@dataclass(frozen=True)
class _Told:
    shares: Mapping[str, Share]
    scores: Mapping[str, Score]
    partial: frozenset[str]


def _told(head: Head, figures: BlockFigures) -> _Told:
    """What a group tells by itself: questions as q:code, themes as t:code."""
    sizes = {each.code: len(each.items) for each in head.themes}
    asked = {each.code for each in head.items} | {each.code for each in head.indices}
    shares = {f"q:{each.item}": item_share(each) for each in figures.items if each.item in asked}
    shares |= {f"t:{e.code}": theme_share(e, sizes[e.code]) for e in figures.themes if e.code in sizes}
    scores = {each.code: index_score(each) for each in figures.indices if each.code in asked}
    return _Told(
        {key: share for key, share in shares.items() if share is not None},
        {code: score for code, score in scores.items() if score is not None},
        frozenset(each.code for each in figures.indices if each.partial),
    )


def _each(head: Head, share: Callable[[str, str, int], Beside], score: Callable[[str], Beside]) -> Compared:
    return Compared(
        {each.code: share(f"q:{each.code}", each.identity, FEWEST_FOR_QUESTION) for each in head.items},
        {each.code: share(f"t:{each.code}", each.code, FEWEST_FOR_THEME) for each in head.themes},
        {each.code: score(each.code) for each in head.indices},
    )


def _points(one: float, other: float) -> int:
    return int(shown(one - other))
