"""One question or one theme of published results: how it was answered, by whom more and less, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for

from engage.access import current_person
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.queries import comments as written
from engage.surveys.queries import results_beside as queries
from engage.surveys.queries.manage import survey as survey_of
from engage.surveys.queries.results import Results
from engage.surveys.rules import Questionnaire, from_json, items
from engage.surveys.rules.beside import with_rest
from engage.surveys.rules.comments import places, reference
from engage.surveys.rules.published import Block, BlockFigures, GroupMeta, ItemFigure, ItemMeta
from engage.surveys.rules.reading import lines
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results
from engage.surveys.views.results_heatmap import (
    Cell,
    Column,
    differences,
    only_columns,
    rows_inside,
    since_before,
    values,
)

NOTHING = "There is no such question or theme in these results."


@dataclass(frozen=True)
class Row:
    """A group and what it is told of: shares, or a share, its difference from the rest and from the time before."""

    block: Block
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The groups in one, under the heads of their columns; `wave`: with which time before they are compared."""

    heads: tuple[str, ...]
    rows: Sequence[Row]
    wave: str = ""


@bp.get("/<int:survey_id>/results/questions/<code>")
@READ
def results_question(survey_id: int, code: str) -> Response:
    """One question, or one line of a grid."""
    found = published_results(survey_id)
    item = next((each for each in found.head.items if each.code == code), None)
    if item is None:
        raise NotThere(NOTHING)
    questionnaire = from_json(survey_of(survey_id).questionnaire)
    question = next((each.question for each in items(questionnaire) if each.code == code), "")
    place = places(questionnaire).get(question, 0)
    return _page(
        found, Column("items", code, item.text), [item], above=_grid(questionnaire, question, item),
        reference=_reference(survey_id, place), comments=_comments(survey_id, question),
    )  # fmt: skip


@bp.get("/<int:survey_id>/results/themes/<code>")
@READ
def results_theme(survey_id: int, code: str) -> Response:
    """One theme, and the questions in it."""
    found = published_results(survey_id)
    theme = next((each for each in found.head.themes if each.code == code), None)
    if theme is None:
        raise NotThere(NOTHING)
    themes = [each.code for each in from_json(survey_of(survey_id).questionnaire).themes]
    asked = [each for each in found.head.items if each.code in theme.items]
    return _page(
        found, Column("themes", code, theme.name), asked, theme=theme,
        reference=_reference(survey_id, themes.index(code) + 1 if code in themes else 0),
    )  # fmt: skip


def _page(
    found: Results, column: Column, asked: Sequence[ItemMeta], theme: GroupMeta | None = None, **given: Any
) -> Response:
    head = found.head
    if not head.blocks:
        raise NotThere("Nothing of this survey can be shown.")
    inside = head.block(request.args.get("group", "")) or head.blocks[0]
    blocks, deeper = rows_inside(head, inside)
    figures = queries.figures_of(found.release_id, [head.blocks[0].code, *(block.code for block, _ in blocks)])
    own = figures[inside.code]
    plain = theme is None and not asked[0].directed
    table = _shares(asked[0], blocks, figures) if plain else _compared(found, blocks, column, figures)
    codes = {each.code for each in asked}
    return page(
        "surveys/results/one.html", fragment="surveys/results/_one_figures.html", results=found, head=head,
        block=inside, column=column, lines=[line for line in lines(head, own) if line.meta.code in codes],
        theme=next((each for each in own.themes if theme and each.code == theme.code), None),
        names=head.names, table=table, deeper=deeper, **given,
    )  # fmt: skip


def _compared(
    found: Results, blocks: Sequence[tuple[Block, int]], column: Column, figures: Mapping[str, BlockFigures]
) -> Table:
    """Each group's share, and how far it lies from the rest of the organisation and from itself the time before."""
    head, root = found.head, found.head.blocks[0]
    shown = only_columns(head, [column])
    rest = {
        block.code: with_rest(shown, figures[block.code], figures[root.code])
        for block, _ in blocks
        if block.code != root.code
    }
    then, wave = since_before(found, figures, [block for block, _ in blocks], shown)
    parts = [[values(figures[block.code], [column])[0] for block, _ in blocks]]
    parts += [
        [row.cells[0] for row in differences(blocks, [column], compared)]
        for compared in ([rest, then] if wave else [rest])
    ]
    heads = ("Positive", f"Beside the rest of {root.name}", *([f"Since {wave}"] if wave else []))
    told = zip(*parts, strict=True)
    rows = [Row(block, level, tuple(cells)) for (block, level), cells in zip(blocks, told, strict=True)]
    return Table(heads, rows, wave)


def _shares(item: ItemMeta, blocks: Sequence[tuple[Block, int]], figures: Mapping[str, BlockFigures]) -> Table:
    """Each group's share of every option, for what speaks neither for nor against anything."""
    own = {block.code: _figure(item, figures[block.code]) for block, _ in blocks}
    # Options that few chose stand together as one of their own.
    shown = {share.code for figure in own.values() for share in figure.spread}
    options = [(code, text) for code, text, *_ in item.options if not shown or code in shown]
    rows = []
    for block, level in blocks:
        told = {share.code: share.percent for share in own[block.code].spread}
        word = "with others" if own[block.code].with_blocks else ""
        cells = (Cell(f"{told[c]}%", 0, word=word) if c in told else Cell("–", 0, word="not shown") for c, _ in options)
        rows.append(Row(block, level, tuple(cells)))
    return Table(tuple(text for _, text in options), rows)


def _figure(item: ItemMeta, figures: BlockFigures) -> ItemFigure:
    return next((each for each in figures.items if each.item == item.code), ItemFigure(item.code))


def _reference(survey_id: int, place: int) -> int | None:
    return reference(survey_id, place) if place else None


def _grid(questionnaire: Questionnaire, question: str, item: ItemMeta) -> str:
    """What stands above a line of a grid; nothing for a question of its own."""
    if question == item.code:
        return ""
    return next((each.text for each in questionnaire.questions if each.code == question), "")


def _comments(survey_id: int, question: str) -> str:
    """Where the comments beside a question are read, for whoever reads any."""
    found = written.opened(survey_id, current_person())
    if found is None or found.sight is None:
        return ""
    keys = (each.key for each in written.questions(found))
    key = next((key for key in keys if key.rsplit("__", 1)[0] == question), None)
    return url_for("surveys.comments", survey_id=survey_id, question=key) if key else ""
