"""Cells of the CSV layout: one row, and texts that no spreadsheet takes for a formula."""

from dataclasses import dataclass

from engage.values.formats.framework_fault import BadFile

RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One row of a file as a spreadsheet numbers it, and its cells by column."""

    number: int
    cells: dict[str, str]

    def bad(self, sentence: str) -> BadFile:
        """The error that names this row."""
        return BadFile(f"Row {self.number}", sentence)


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + text if text.lstrip("'").startswith(RISKY) else text


def unguarded(text: str) -> str:
    """The text that was guarded so; every other text as it is."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text
