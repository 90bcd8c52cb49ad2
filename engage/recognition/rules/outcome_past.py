"""Past winners out of a file: one line each, all of it or nothing."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from engage.recognition.rules.outcome import MOST_CITATION, has_words
from engage.recognition.rules.rounds import Outcome

COLUMNS = ("year", "award", "category", "outcome", "name", "team", "citation")
NEEDED = COLUMNS[:5]
MOST_ROWS, MOST_FAULTS, EARLIEST = 2_000, 10, 1900
OUTCOMES = {
    "winner": Outcome.WINNER,
    "highly commended": Outcome.HIGHLY_COMMENDED,
    "commended": Outcome.HIGHLY_COMMENDED,
}
LONGEST = {"award": 120, "category": 120, "name": 200, "team": 200, "citation": MOST_CITATION}


@dataclass(frozen=True)
class Past:
    """One winner of an earlier year."""

    year: int
    scheme: str
    category: str
    outcome: Outcome
    name: str
    unit: str
    citation: str

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """What makes it the same winner, however it is written."""
        return self.year, self.scheme.lower(), self.category.lower(), self.outcome, self.name.lower()


@dataclass(frozen=True)
class Read:
    """The winners of a file, or what is wrong with it line by line."""

    rows: tuple[Past, ...]
    faults: tuple[str, ...]


def read(content: bytes, this_year: int) -> Read:
    """A CSV file as a spreadsheet saves it, with a heading over each column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Read((), ("The file is not a CSV in UTF-8. In a spreadsheet choose “CSV UTF-8”.",))
    if "\0" in text:
        return Read((), ("The file is not a CSV.",))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return Read((), ("The file is not a whole CSV: a quotation mark or a line of it is broken.",))
    heads = [head.strip().lower() for head in lines[0]] if lines else []
    if lacking := [name for name in NEEDED if name not in heads]:
        return Read((), (f"The first line must name the columns. Missing: {', '.join(lacking)}.",))
    body = [(number, line) for number, line in enumerate(lines[1:], 2) if any(cell.strip() for cell in line)]
    if not body or len(body) > MOST_ROWS:
        return Read((), (f"The file has {len(body):,} winners. It can have between 1 and {MOST_ROWS:,}.",))
    return _read(heads, body, this_year)


def _read(heads: Sequence[str], body: Sequence[tuple[int, list[str]]], this_year: int) -> Read:
    rows: dict[tuple[int, str, str, str, str], Past] = {}
    faults: list[str] = []
    for number, line in body:
        cells = dict(zip(heads, (_plain(cell) for cell in line), strict=False))
        wrong = fault(cells, this_year)
        if wrong:
            faults.append(f"Line {number}: {wrong}")
            continue
        row = Past(
            int(cells["year"]), cells["award"], cells["category"], OUTCOMES[cells["outcome"].lower()], cells["name"],
            cells.get("team", ""), cells.get("citation", ""),
        )  # fmt: skip
        rows[row.key] = row
    if faults:
        left = len(faults) - MOST_FAULTS
        return Read((), (*faults[:MOST_FAULTS], *((f"And {left:,} more lines.",) if left > 0 else ())))
    return Read(tuple(rows.values()), ())


def _plain(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from taking it for a formula."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def fault(cells: dict[str, str], this_year: int) -> str:
    """What is wrong with a line, in a sentence; nothing where it can be taken."""
    year = cells.get("year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and EARLIEST <= int(year) <= this_year):
        return f"the year must be between {EARLIEST} and {this_year}."
    if cells.get("outcome", "").lower() not in OUTCOMES:
        return "the outcome must be “winner” or “highly commended”."
    for name in ("award", "category", "name"):
        if not has_words(cells.get(name, "")):
            return f"the {name} is empty."
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            return f"the {name} has more than {most} characters."
    return ""
