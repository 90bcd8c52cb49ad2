"""A release as CSV and as a workbook: the frozen figures, nothing computed, no cell that is a formula."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter

from engage.core import spreadsheets
from engage.surveys.rules import importance
from engage.surveys.rules.published import (
    Block,
    BlockFigures,
    CellFigures,
    GroupFigure,
    Head,
    ItemFigure,
    ItemMeta,
    TableFigures,
)
from engage.surveys.rules.splits import label

HIDDEN = "[c]"
ELSEWHERE = "Collected elsewhere ({}), and not with Engage, which computed these figures from a file."
PARTIAL = "the mean of its items’ means"
COLUMNS = (
    "group", "inside", "split by", "answer", "shown together with", "kind", "code", "section", "wording", "answers",
    "percent positive", "percent neutral", "percent negative", "mean", "score", "likely from", "likely to",
    "spread", "deviation", "importance", "note",
)  # fmt: skip
# What stands in a row that tells no figure of an item, a theme or an index.
NOTHING = ("",) * (len(COLUMNS) - 4)
WITHHELD = "[c]: the table is withheld, for too few answers, or answers too alike"
PART = "This file is a part of the results: the groups that whoever made it may read."
NOTES = (
    "{c} means not shown: too few answers, or too alike.",
    "Percents are whole numbers of those who answered; not applicable, prefer not to say and blanks are left out.",
    "Answers are exact for the whole organisation from 100 on, and rounded to 5 everywhere else.",
    "Answers to a theme are those to all its questions; of an index, the people it counts. Both are rounded.",
    "Where few people answered only part of an index, it is the mean of its items’ means: marked, in the heatmap by *.",
    "Likely from, to: the percent positive, had all who were asked answered, lies there in 95 of 100 such samples.",
    "Groups with fewer than 30 answers show positive, neutral and negative shares only; choices, each answer’s share.",
    "Rate: the share of those asked who took part, rounded. People: how many gave an answer, rounded to 5.",
    "Deviation: how far people’s indices lie apart, from 30 people on; left out where they hardly differ.",
    "Importance: a theme’s share of what all themes together explain of an index. It does not say what causes what.",
    "Where what goes along with an index was looked for and is not told, one row of the kind driver says why.",
    "Split by: answers that few gave are put together, as “one or another”. A table that is withheld is one row.",
    "Of a ranking, an answer’s share is that of the people who put it first.",
    "No figure here, and no sum or difference of these figures, is about fewer than {k} people.",
)

Cell = str | int | float


def rows(
    head: Head, figures: Sequence[BlockFigures], tables: Sequence[TableFigures] = ()
) -> Iterator[tuple[Cell, ...]]:
    """Rate, items, themes, indices and drivers of every group in the order of the tree; then every table's cells."""
    if head.part:
        yield (PART, *([""] * (len(COLUMNS) - 1)))
    by_code = {each.code: each for each in figures}
    names = head.names
    parents = {block.code: names.get(block.parent or "", "") for block in head.blocks}
    for block in head.blocks:
        place = (block.name, parents[block.code], "", "")
        found = by_code[block.code]
        yield (*place, *_said("rate", "Took part, of those asked", block.rate or HIDDEN))
        yield from _figures(head, found, place, block.code, names)
        yield from _drivers(head, block, found, place)
    yield from _tables(head, {(each.characteristic, each.block): each for each in tables}, names, parents)


def _tables(
    head: Head, found: Mapping[tuple[str, str], TableFigures], names: dict[str, str], parents: dict[str, str]
) -> Iterator[tuple[Cell, ...]]:
    splits = {each.code: each for each in head.characteristics}
    for declared in head.tables:
        table, meta = found.get((declared.characteristic, declared.block)), splits[declared.characteristic]
        where = (names[declared.block], parents[declared.block], meta.text)
        if table is None:
            yield (*where, "", *_said("table", "", WITHHELD))
            continue
        labels = {cell.code: label(meta, cell) for cell in table.cells}
        for cell in table.cells:
            place = (*where, labels[cell.code])
            yield (*place, *_said("people", "People who gave this answer", "", cell.people))
            yield from _figures(head, cell, place, cell.code, labels)


def _said(kind: str, text: str, note: str, number: Cell = "") -> tuple[Cell, ...]:
    """A row's cells from "shown together with" on, where all it has is a number, or words."""
    return ("", kind, "", "", text, number, *NOTHING[6:-1], note)


def _drivers(head: Head, block: Block, figures: BlockFigures, place: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """What goes along with an index, where it was worked out, or why it was not where it was looked for."""
    found = figures.drivers
    if found is None:
        if importance.looked_for(head, block, figures):
            yield (*place, *_said("driver", "", f"{HIDDEN}: {importance.refused(head)}"))
        return
    names = {each.code: each.name for each in (*head.themes, *head.indices)}
    note = f"goes along with {names[found.index]}; all themes together explain {found.explained}%"
    for each in found.themes:
        cells: tuple[Cell, ...] = ("", "driver", each.theme, "", names[each.theme], found.answered, *NOTHING[6:-2])
        yield (*place, *cells, each.importance, note)


def _figures(
    head: Head, found: BlockFigures | CellFigures, place: tuple[str, ...], here: str, names: dict[str, str]
) -> Iterator[tuple[Cell, ...]]:
    for meta, figure in zip(head.items, found.items, strict=True):
        yield (*place, *_item(meta, figure, here, names))
    for kind, metas, groups in (
        ("theme", head.themes, found.themes),
        ("index", head.indices, found.indices),
    ):
        for group, value in zip(metas, groups, strict=True):
            yield (*place, *_group(kind, group.code, group.name, value, here, names))


def _with(codes: Sequence[str], here: str, names: dict[str, str]) -> str:
    return "; ".join(dict.fromkeys(names[code] for code in codes if code != here))


def _item(meta: ItemMeta, figure: ItemFigure, here: str, names: dict[str, str]) -> tuple[Cell, ...]:
    texts, directed = meta.texts, meta.directed
    spread = "; ".join([f"{texts[share.code]} {share.percent}" for share in figure.spread])
    shares = (figure.positive, figure.neutral, figure.negative)
    hidden = figure.answered is None
    return (
        _with(figure.with_blocks, here, names), meta.kind, meta.code, meta.section, meta.text,
        _cell(figure.answered), *[_cell(share) if directed else "" for share in shares],
        HIDDEN if hidden else _or_blank(figure.mean), _or_blank(figure.enps),
        _or_blank(figure.low), _or_blank(figure.high), spread, "", "", "",
    )  # fmt: skip


def _group(kind: str, code: str, name: str, figure: GroupFigure, here: str, names: dict[str, str]) -> tuple[Cell, ...]:
    value = _cell(figure.value)
    together = _with(figure.with_blocks, here, names)
    positive, score = (value, "") if kind == "theme" else ("", value)
    note = PARTIAL if figure.partial else ""
    answered, deviation = _cell(figure.answered), _or_blank(figure.deviation)
    return (together, kind, code, "", name, answered, positive, "", "", "", score, "", "", "", deviation, "", note)


def _cell(value: int | None) -> Cell:
    return HIDDEN if value is None else value


def _or_blank(value: float | None) -> Cell:
    return "" if value is None else value


def notes(head: Head, elsewhere: str = "") -> list[str]:
    """What a reader of the file must know; `elsewhere`: whose answers these were before."""
    lines = [line.format(c=HIDDEN, k=head.audit.minimum_group) for line in NOTES]
    origin = [ELSEWHERE.format(elsewhere)] if elsewhere else []
    part = [PART] if head.part else []
    return [f"{head.survey}: results. Open from {head.opened_on} to {head.closed_on}.", *origin, *part, *lines]


def csv_text(
    head: Head, figures: Sequence[BlockFigures], tables: Sequence[TableFigures] = (), elsewhere: str = ""
) -> str:
    """The release as CSV with a header row; that answers were collected elsewhere stands in a row of its own."""
    return spreadsheets.csv_text(COLUMNS, all_rows(head, figures, tables, elsewhere))


def all_rows(
    head: Head, figures: Sequence[BlockFigures], tables: Sequence[TableFigures], elsewhere: str
) -> Iterator[tuple[Cell, ...]]:
    """The rows, first of them, where it is so, that the answers were collected elsewhere."""
    if elsewhere:
        yield ("", "", "", "", *_said("note", "", ELSEWHERE.format(elsewhere)))
    yield from rows(head, figures, tables)


def xlsx_bytes(
    head: Head, figures: Sequence[BlockFigures], sha256: str, tables: Sequence[TableFigures] = (), elsewhere: str = ""
) -> bytes:
    """The release as a workbook: figures, heatmap, notes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        _sheet(book, "Figures", COLUMNS, list(all_rows(head, figures, tables, elsewhere)), strong)
        columns = ("group", *(each.name for each in head.indices), *(each.name for each in head.themes))
        heat = [
            (block.name, *map(_cell, head.index_heat[at]), *map(_cell, head.heat[at]))
            for at, block in enumerate(head.blocks)
        ]
        sheet = _sheet(book, "Heatmap", columns, heat, strong)
        star = book.add_format({"num_format": '0"*"'})
        for at, partial in enumerate(head.index_partial):
            for place in (place for place, marked in enumerate(partial) if marked):
                sheet.write_number(at + 1, place + 1, head.index_heat[at][place], star)
        lines = [(line,) for line in (*notes(head, elsewhere), f"Hash of the release: {sha256}")]
        _sheet(book, "Notes", ("notes",), lines, strong)
        book.set_properties({"title": f"{head.survey}: results"})
    return out.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str], lines: Sequence[Sequence[Cell]], strong: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, strong)
        sheet.set_column(at, at, 60 if column in {"wording", "spread", "notes"} else 24 if at < 5 else 14)
    for down, line in enumerate(lines, 1):
        for at, cell in enumerate(line):
            (sheet.write_string if isinstance(cell, str) else sheet.write_number)(down, at, cell)
    return sheet
