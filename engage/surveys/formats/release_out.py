"""A release as CSV and as a workbook: the frozen figures, nothing computed, no cell that is a formula."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from engage.core import spreadsheets
from engage.surveys.rules.published import Block, BlockFigures, GroupFigure, Head, ItemFigure, ItemMeta

HIDDEN = "[c]"
PARTIAL = "the mean of its items’ means"
COLUMNS = (
    "group", "inside", "shown together with", "kind", "code", "section", "wording", "answers",
    "percent positive", "percent neutral", "percent negative", "mean", "score", "likely from", "likely to",
    "spread", "note",
)  # fmt: skip
NOTES = (
    "{c} means not shown: too few answers, or too alike.",
    "Percents are whole numbers of those who answered; not applicable, prefer not to say and blanks are left out.",
    "Answers are exact for the whole organisation from 100 on, and rounded to 5 everywhere else.",
    "Answers to a theme are those to all its questions; of an index, the people it counts. Both are rounded.",
    "Where few people answered only part of an index, it is the mean of its items’ means: marked, in the heatmap by *.",
    "Likely from, to: the percent positive, had all who were asked answered, lies there in 95 of 100 such samples.",
    "Groups with fewer than 30 answers show positive, neutral and negative shares only; choices, each answer’s share.",
    "No figure here, and no sum or difference of these figures, is about fewer than {k} people.",
)

Cell = str | int | float


def rows(head: Head, figures: Sequence[BlockFigures]) -> Iterator[tuple[Cell, ...]]:
    """A row for every item, theme and index of every group, in the order of the tree."""
    by_code = {each.code: each for each in figures}
    names = {block.code: block.name for block in head.blocks}
    for block in head.blocks:
        place = (names[block.code], names.get(block.parent or "", ""))
        found = by_code[block.code]
        for meta, figure in zip(head.items, found.items, strict=True):
            yield (*place, *_item(meta, figure, block, names))
        for kind, metas, groups in (
            ("theme", head.themes, found.themes),
            ("index", head.indices, found.indices),
        ):
            for group, value in zip(metas, groups, strict=True):
                yield (*place, *_group(kind, group.code, group.name, value, block, names))


def _with(codes: Sequence[str], block: Block, names: dict[str, str]) -> str:
    return "; ".join(names[code] for code in codes if code != block.code)


def _item(meta: ItemMeta, figure: ItemFigure, block: Block, names: dict[str, str]) -> tuple[Cell, ...]:
    texts = {code: text for code, text, *_ in meta.options}
    spread = "; ".join(f"{texts[share.code]} {share.percent}" for share in figure.spread)
    shares = (figure.positive, figure.neutral, figure.negative)
    hidden = figure.answered is None
    return (
        _with(figure.with_blocks, block, names), meta.kind, meta.code, meta.section, meta.text,
        _cell(figure.answered), *(_cell(share) if meta.directed else "" for share in shares),
        HIDDEN if hidden else _or_blank(figure.mean), _or_blank(figure.enps),
        _or_blank(figure.low), _or_blank(figure.high), spread, "",
    )  # fmt: skip


def _group(
    kind: str, code: str, name: str, figure: GroupFigure, block: Block, names: dict[str, str]
) -> tuple[Cell, ...]:
    value = _cell(figure.value)
    together = _with(figure.with_blocks, block, names)
    positive, score = (value, "") if kind == "theme" else ("", value)
    note = PARTIAL if figure.partial else ""
    answered = _cell(figure.answered)
    return (together, kind, code, "", name, answered, positive, "", "", "", score, "", "", "", note)


def _cell(value: int | None) -> Cell:
    return HIDDEN if value is None else value


def _or_blank(value: float | None) -> Cell:
    return "" if value is None else value


def notes(head: Head) -> list[str]:
    """What a reader of the file must know."""
    lines = [line.format(c=HIDDEN, k=head.audit.minimum_group) for line in NOTES]
    return [f"{head.survey}: results. Open from {head.opened_on} to {head.closed_on}.", *lines]


def csv_text(head: Head, figures: Sequence[BlockFigures]) -> str:
    """The release as CSV with a header row."""
    return spreadsheets.csv_text(COLUMNS, rows(head, figures))


def xlsx_bytes(head: Head, figures: Sequence[BlockFigures], sha256: str) -> bytes:
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
        _sheet(book, "Figures", COLUMNS, list(rows(head, figures)), strong)
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
        lines = [(line,) for line in (*notes(head), f"Hash of the release: {sha256}")]
        _sheet(book, "Notes", ("notes",), lines, strong)
        book.set_properties({"title": f"{head.survey}: results"})
    return out.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str], lines: Sequence[Sequence[Cell]], strong: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, strong)
        sheet.set_column(at, at, 60 if column in {"wording", "spread", "notes"} else 24 if at < 3 else 14)
    for down, line in enumerate(lines, 1):
        for at, cell in enumerate(line):
            (sheet.write_string if isinstance(cell, str) else sheet.write_number)(down, at, cell)
    return sheet
