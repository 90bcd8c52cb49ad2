"""What goes along with the index, and whether its items hang together: at release time, where there are enough."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engage.disclosure import Block, IndexBy, Release
from engage.surveys.release.measure import told
from engage.surveys.release.tally import Tally
from engage.surveys.rules import Group, Questionnaire
from engage.surveys.rules.drivers import Weights, relative_weights
from engage.surveys.rules.figures import respondent_index, shown
from engage.surveys.rules.published import (
    BlockFigures,
    Driver,
    Drivers,
    Head,
    Reliability,
)
from engage.surveys.rules.reliability import alpha

Points = NDArray[np.float64]
Rows = NDArray[np.int64]


def with_drivers(
    blocks: Sequence[BlockFigures], safe: Release, questionnaire: Questionnaire, tallied: Sequence[Tally]
) -> list[BlockFigures]:
    """The same figures, with key drivers for the organisation and its directorates where they can be told.

    People × themes: the mean of each person's points in each theme that shares no question with the first index.
    Where those of the organisation who are in no directorate that is told would be fewer than the minimum, the
    smallest directorate is left out too: its drivers and the whole's are never about a few people apart."""
    asked = _asked(safe, questionnaire, {each.item.code: each for each in tallied})
    if asked is None:
        return list(blocks)
    index, themes, table, outcome = asked
    counted = ~(np.isnan(table).any(axis=1) | np.isnan(outcome))
    found: dict[str, Weights] = {}
    people: dict[str, Rows] = {}
    for block in _told_blocks(safe, index, themes):
        members = safe.members(block)
        weights = relative_weights(table[members], outcome[members])
        if isinstance(weights, Weights):
            found[block.code], people[block.code] = weights, members
    for code in _too_near(people, safe, counted):
        del found[code]
    return [
        replace(each, drivers=_drivers(index, themes, found[each.code])) if each.code in found else each
        for each in blocks
    ]


def _asked(
    safe: Release, questionnaire: Questionnaire, tallied: Mapping[str, Tally]
) -> tuple[Group, list[Group], Points, Points] | None:
    """The first index that is shown, the themes beside it, people × themes, and each person's index."""
    index = next((each for each in questionnaire.indices if f"index:{each.code}" in safe.figures), None)
    if index is None:
        return None
    themes = [
        each
        for each in questionnaire.themes
        if f"theme:{each.code}" in safe.figures and not set(each.items) & set(index.items) and _scored(each, tallied)
    ]
    if not themes:
        return None
    table = np.column_stack([_mean([tallied[code].points() for code in theme.items]) for theme in themes])
    outcome = respondent_index(np.column_stack([tallied[code].points() for code in index.items]))
    return index, themes, table, outcome


def _scored(theme: Group, tallied: Mapping[str, Tally]) -> bool:
    scores = ({o.score for o in tallied[code].options if o.score is not None} for code in theme.items)
    return all(len(each) > 1 for each in scores)


def _mean(columns: Sequence[Points]) -> Points:
    """Each person's mean over what they answered of a theme; nan where that is nothing."""
    points = np.column_stack(columns)
    answered = (~np.isnan(points)).sum(axis=1)
    return np.where(answered > 0, np.nansum(points, axis=1) / np.maximum(answered, 1), np.nan)


def _told_blocks(safe: Release, index: Group, themes: Sequence[Group]) -> list[Block]:
    """The organisation and its directorates, where index and themes are shown for them alone and in detail."""
    roots = [block for block in safe.tree.blocks if block.parent is None]
    top = {block.code for block in roots}
    near = [*roots, *(block for block in safe.tree.blocks if block.parent in top)]
    codes = [f"index:{index.code}", *(f"theme:{theme.code}" for theme in themes)]

    def alone(block: Block) -> bool:
        shown_as = [safe.figures[code].block(block.code) for code in codes]
        return all(each is not None and each.bases == (block.code,) and each.detail for each in shown_as) and (
            shown_as[0] is not None and shown_as[0].index_by is not IndexBy.ITEM_MEANS
        )

    return [block for block in near if alone(block)]


def _too_near(people: Mapping[str, Rows], safe: Release, counted: NDArray[np.bool_]) -> list[str]:
    """Directorates to leave out, smallest first, until the rest of the organisation is nobody, or enough people."""
    whole = next((code for code in people if _root(safe, code)), None)
    if whole is None:
        return []
    sizes = {code: int(counted[rows].sum()) for code, rows in people.items() if code != whole}
    left, out = int(counted[people[whole]].sum()) - sum(sizes.values()), []
    for code in sorted(sizes, key=lambda each: (sizes[each], each)):
        if left == 0 or left >= safe.k:
            break
        out.append(code)
        left += sizes[code]
    return out


def _root(safe: Release, code: str) -> bool:
    return any(block.code == code and block.parent is None for block in safe.tree.blocks)


def _drivers(index: Group, themes: Sequence[Group], weights: Weights) -> Drivers:
    importance = zip(themes, weights.importance, strict=True)
    return Drivers(
        index.code,
        told(weights.people, whole=False),
        int(shown(100 * weights.explained)),
        tuple(Driver(theme.code, int(shown(points))) for theme, points in importance),
    )


def with_reliability(head: Head, safe: Release, questionnaire: Questionnaire, tallied: Sequence[Tally]) -> Head:
    """The head with each index's alpha over the whole organisation, where that shows it in detail."""
    by_code = {each.item.code: each for each in tallied}
    root = next((block for block in safe.tree.blocks if block.parent is None), None)
    found = []
    for index in questionnaire.indices:
        shown_as = safe.figures.get(f"index:{index.code}")
        block = shown_as.block(root.code) if shown_as and root else None
        if block is not None and block.detail:
            points = np.column_stack([by_code[code].points() for code in index.items])
            value = alpha(points[safe.members(block)])
            if value is not None:
                found.append(Reliability(index.code, shown(value, 2)))
    return replace(head, reliability=tuple(found))
