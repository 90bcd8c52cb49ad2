"""What is wrong with a file, and what is worth knowing about it: codes with lines, no wording."""

from collections.abc import Sequence
from dataclasses import dataclass, field

LISTED = 50
LINES_LISTED = 5
BETWEEN = "\t"


@dataclass(frozen=True)
class Fault:
    """One thing that stops an import: its line (None: the whole file), its code, and what it is about."""

    line: int | None
    code: str
    about: str = ""
    value: str = ""


def parts(*values: object) -> str:
    """Several values in a fault's one, each short enough that the others stay."""
    return BETWEEN.join(str(value)[:30] for value in values)


class CellFault(ValueError):
    """A cell that cannot be taken; the text is its code."""


class FileFault(Exception):
    """A file that cannot be read any further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass
class Faults:
    """The first of the faults, and how many there were."""

    kept: list[Fault] = field(default_factory=list)
    total: int = 0

    def add(self, line: int | None, code: str, about: str = "", value: str = "") -> None:
        """Count a fault, and keep it while there is room."""
        self.total += 1
        if len(self.kept) < LISTED:
            self.kept.append(Fault(line, code, about, value[:80]))

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.kept)


@dataclass(frozen=True)
class Note:
    """Something that was decided for the reader of the file, how often, and where first."""

    code: str
    count: int
    lines: Sequence[int]
    about: str = ""


@dataclass
class Notes:
    """What was decided on the way, gathered by code."""

    found: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, code: str, line: int | None = None, about: str = "", many: int = 1) -> None:
        """Count a note, or so many of it."""
        key = (code, about)
        self.counts[key] = self.counts.get(key, 0) + many
        lines = self.found.setdefault(key, [])
        if line is not None and len(lines) < LINES_LISTED:
            lines.append(line)

    def listed(self) -> tuple[Note, ...]:
        """The notes in the order in which they first came up."""
        return tuple(Note(code, self.counts[code, about], tuple(lines), about)
                     for (code, about), lines in self.found.items())  # fmt: skip
