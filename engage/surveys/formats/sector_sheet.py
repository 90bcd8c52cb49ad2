"""The yearly sheet of the local-government index, from a release alone: what is exact, and what is worked out."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from engage.core import spreadsheets
from engage.surveys.rules.library_shipped import PROMOTER, SLOTS
from engage.surveys.rules.published import Head, ItemFigure, ItemMeta

HIDDEN = "[c]"
EXACT_FROM = 100
FIVE = 5
EXACT, ROUNDED, DERIVED = "exact", "rounded to 5", "worked out from whole percents"
COLUMNS = (
    "question", "asks about", "wording", "strongly agree", "agree", "neither", "disagree", "strongly disagree",
    "n", "percent positive", "net promoter", "counts are", "n is",
)  # fmt: skip

Cell = str | int


@dataclass(frozen=True)
class About:
    """What the sheet says besides its questions; the headcount is whoever fills it in's, or today's directory's."""

    organisation: str
    year: str
    headcount: int
    headcount_from: str
    sha256: str


def year_of(day: date) -> str:
    """The year April to March that a day lies in: 2026/27."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def rows(head: Head, figures: Sequence[ItemFigure], slots: Mapping[str, str]) -> list[tuple[Cell, ...]]:
    """A row for each question of the index that the survey asked, of the organisation as a whole.

    The release holds whole percents: the counts are n times these, rounded, so they need not add up to n."""
    found = {slots[meta.identity]: (meta, figure) for meta, figure in zip(head.items, figures, strict=True)
             if meta.identity in slots}  # fmt: skip
    return [_row(code, about, *found[code]) for code, about, _ in (*SLOTS, PROMOTER) if code in found]


def _row(code: str, about: str, meta: ItemMeta, figure: ItemFigure) -> tuple[Cell, ...]:
    n = figure.answered
    if n is None:
        return (code, about, meta.text, *(HIDDEN,) * FIVE, HIDDEN, HIDDEN, "", "not shown", "not shown")
    promoter = code == PROMOTER[0]
    counts: tuple[Cell, ...] = ("",) * FIVE if promoter else _counts(meta, figure, n)
    return (
        code, about, meta.text, *counts, n, HIDDEN if figure.positive is None else figure.positive,
        (HIDDEN if figure.enps is None else figure.enps) if promoter else "",
        "" if promoter else DERIVED, EXACT if n >= EXACT_FROM else ROUNDED,
    )  # fmt: skip


def _counts(meta: ItemMeta, figure: ItemFigure, n: int) -> tuple[Cell, ...]:
    """The five counts from best to worst; what the release put together with others is not shown."""
    told = {share.code: share.percent for share in figure.spread}
    scored = [(score, code) for code, _, _, aside, score in meta.options if score is not None and not aside]
    ordered = [code for _, code in sorted(scored, reverse=True)]
    if len(ordered) != FIVE:
        return (HIDDEN,) * FIVE
    return tuple(round(told[code] * n / 100) if code in told else HIDDEN for code in ordered)


def facts(head: Head, about: About) -> list[tuple[str, Cell, str]]:
    """What stands above the questions: name, value, how exact it is."""
    rate = head.blocks[0].rate if head.blocks else ""
    return [
        ("Organisation", about.organisation, ""),
        ("Year, April to March", about.year, "the survey closed in it"),
        ("Survey", head.survey, ""),
        ("Open from", head.opened_on, ""),
        ("Open to", head.closed_on, ""),
        ("Headcount", about.headcount, about.headcount_from),
        ("Number invited", head.invited, EXACT),
        ("Response rate", rate or HIDDEN, "as published: rounded"),
    ]


NOTES = (
    "Made from the published release alone: nobody’s answers were read for it.",
    "Percents are whole numbers of those who answered. Counts are n times these percents, rounded: they need not add "
    "up to n, and may differ from the true ones by half a percent of n.",
    f"{HIDDEN} means not shown: too few answers, or too alike.",
    "There is no score of all questions together.",
)


def csv_text(head: Head, figures: Sequence[ItemFigure], slots: Mapping[str, str], about: About) -> str:
    """The sheet as CSV: the facts above, the questions, the notes below."""
    lines: list[Sequence[Cell]] = [*facts(head, about), ("",), COLUMNS, *rows(head, figures, slots), ("",)]
    lines += [(note,) for note in (*NOTES, f"Hash of the release: {about.sha256}")]
    return spreadsheets.csv_text(("fact", "value", "how exact"), lines)


def xlsx_bytes(head: Head, figures: Sequence[ItemFigure], slots: Mapping[str, str], about: About) -> bytes:
    """The sheet as a workbook: facts, questions, notes; every text is written as a text."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    parts = (
        ("Submission", ("fact", "value", "how exact"), facts(head, about)),
        ("Questions", COLUMNS, rows(head, figures, slots)),
        ("Notes", ("notes",), [(note,) for note in (*NOTES, f"Hash of the release: {about.sha256}")]),
    )
    with xlsxwriter.Workbook(out, options) as book:
        strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for name, columns, lines in parts:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column, strong)
                sheet.set_column(at, at, 60 if column in {"wording", "notes", "value"} else 18)
            for down, line in enumerate(lines, 1):
                for at, cell in enumerate(line):
                    (sheet.write_string if isinstance(cell, str) else sheet.write_number)(down, at, cell)
        book.set_properties({"title": f"{head.survey}: local-government index"})
    return out.getvalue()
