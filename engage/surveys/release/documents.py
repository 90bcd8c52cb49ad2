"""What a release keeps: the figures of each block, and of each table of a characteristic."""

from collections.abc import Callable, Mapping, Sequence

from engage.surveys.release.cells import Cells
from engage.surveys.release.measure import Measure, told
from engage.surveys.release.tally import Tally
from engage.surveys.rules import Questionnaire
from engage.surveys.rules.published import (
    BlockFigures,
    CellFigures,
    GroupFigure,
    ItemFigure,
    TableFigures,
)

Groups = list[Mapping[str, GroupFigure]]
Make = Callable[[str, Sequence[Tally]], Mapping[str, GroupFigure]]


def block_figures(measure: Measure, questionnaire: Questionnaire, tallied: Sequence[Tally]) -> list[BlockFigures]:
    """Every plain block's figures, in the order of the tree."""
    if not measure.release.plain.blocks:
        return []
    items = [measure.item(each) for each in tallied]
    themes, indices = _groups(measure, questionnaire, tallied, measure.theme, measure.index)
    return [
        BlockFigures(block.code, *_of(block.code, items, themes, indices)) for block in measure.release.plain.blocks
    ]


def table_figures(measure: Measure, questionnaire: Questionnaire, tallied: Sequence[Tally]) -> list[TableFigures]:
    """Every table that is not withheld, in order of importance."""
    if not any(table.cells for table in measure.release.tables):
        return []
    cells = Cells(measure)
    items = [cells.item(each) for each in tallied]
    themes, indices = _groups(measure, questionnaire, tallied, cells.theme, cells.index)
    return [
        TableFigures(
            table.characteristic,
            table.block,
            tuple(
                CellFigures(
                    cell.code, cell.categories, cell.blank, told(cell.n, whole=False),
                    *_of(cell.code, items, themes, indices),
                )
                for cell in table.cells
            ),
        )
        for table in measure.release.tables
        if table.cells
    ]  # fmt: skip


def _groups(
    measure: Measure, questionnaire: Questionnaire, tallied: Sequence[Tally], theme: Make, index: Make
) -> tuple[Groups, Groups]:
    by_code = {each.item.code: each for each in tallied}
    found: dict[str, Groups] = {"theme": [], "index": []}
    declared = (("theme", questionnaire.themes, theme), ("index", questionnaire.indices, index))
    for kind, groups, make in declared:
        for group in groups:
            if f"{kind}:{group.code}" in measure.release.figures:
                found[kind].append(make(f"{kind}:{group.code}", [by_code[item] for item in group.items]))
    return found["theme"], found["index"]


def _of(
    code: str, items: Sequence[Mapping[str, ItemFigure]], themes: Groups, indices: Groups
) -> tuple[tuple[ItemFigure, ...], tuple[GroupFigure, ...], tuple[GroupFigure, ...]]:
    return (
        tuple(each[code] for each in items),
        tuple(each[code] for each in themes),
        tuple(each[code] for each in indices),
    )
