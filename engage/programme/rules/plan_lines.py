"""One line of a plan’s file, typed: what each kind of row says, and how it is written back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from engage.programme.rules import plan_cells as cells
from engage.programme.rules.kinds import Better, MeasureUnit, Stage

COLUMNS = (
    "plan", "level_1", "level_2", "item", "kind", "description", "phase", "status", "from", "to", "group",
    "amount_gbp", "target_percent",
)  # fmt: skip
# What is known here besides; a file may leave these out.
MORE = ("level_3", "part", "unit", "target_number", "better", "actual", "done_on", "first_to", "lead", "stage")
NEEDED = ("plan", "item", "kind")
MOST = {
    "plan": 200, "level_1": 200, "level_2": 200, "level_3": 200, "item": 200, "kind": 60, "description": 5_000,
    "phase": 60, "status": 5_000, "group": 120, "part": 200, "lead": 254,
}  # fmt: skip
MOST_PERCENT = 1_000 * 100
ITEM_WORD, DROPPED = "item", "dropped"


class Part(StrEnum):
    """What a row is, by its word; every other word is the item itself."""

    OUTPUT = "quarterly output"
    MILESTONE = "milestone"
    SAVING = "saving"
    MEASURE = "measure"
    SESSION = "session"
    ITEM = ITEM_WORD


class Fault(StrEnum):
    """What can be wrong with a cell."""

    EMPTY = "empty"
    LONG = "long"
    FORMULA = "formula"
    MONTH = "month"
    QUARTER = "quarter"
    BACKWARDS = "backwards"
    AMOUNT = "amount"
    NEGATIVE = "negative"
    ABSURD = "absurd"
    NOT_HERE = "not here"
    LEVEL = "level"
    WORD = "word"
    PERIOD = "period"
    UNIT = "unit"
    TWICE = "twice"
    DISAGREES = "disagrees"
    LEAD = "lead"


# The cells that a row of each kind may fill, besides those that say of what item.
ALLOWED = {
    Part.OUTPUT: {"from", "to", "part", "done_on"},
    Part.MILESTONE: {"to", "part", "first_to", "done_on"},
    Part.SAVING: {"from", "to", "amount_gbp", "part", "better", "actual"},
    Part.MEASURE: {"from", "to", "amount_gbp", "target_percent", "target_number", "unit", "part", "better", "actual"},
    Part.SESSION: {"from", "to", "group", "amount_gbp", "done_on"},
    Part.ITEM: {"from", "to", "amount_gbp"},
}
SPECIAL = ("from", "to", "group", "amount_gbp", "target_percent", "part", "unit", "target_number", "better", "actual",
           "done_on", "first_to")  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True)
class Bad:
    """What is wrong: the row and column, a code, and what stands there."""

    row: int
    column: str
    fault: Fault
    value: str = ""


@dataclass(frozen=True)
class Line:
    """A row that makes sense. Amounts in pence, targets and actuals in hundredths of their unit."""

    plan: str
    levels: tuple[str, ...]
    item: str
    part: Part
    kind: str
    objective: str = ""
    phase: str = ""
    status: str = ""
    starts: date | None = None
    ends: date | None = None
    group: str = ""
    amount: int | None = None
    name: str = ""
    unit: str = ""
    better: str = ""
    actual: int | None = None
    done: date | None = None
    dropped: bool = False
    first: date | None = None
    lead: str = ""
    stage: str = ""
    row: int = field(default=0, compare=False)
    # The ids of the item and of the part, where the line comes from the database.
    item_id: int = field(default=0, compare=False)
    part_id: int = field(default=0, compare=False)

    @property
    def of(self) -> tuple[str, ...]:
        """The item that it belongs to, within its plan."""
        return (*self.levels, "\n", self.item)


class _Row:
    """A row being read; collects what is wrong with it."""

    def __init__(self, number: int, held: Mapping[str, str]) -> None:
        self.number = number
        self.bad: list[Bad] = []
        self.held: dict[str, str] = {}
        for column, text in held.items():
            if text.startswith("="):
                self.wrong(column, Fault.FORMULA, text)
            plain = cells.unguarded(text)
            if len(plain) > MOST.get(column, 60):
                self.wrong(column, Fault.LONG, f"{MOST.get(column, 60):,}")
            self.held[column] = plain

    def wrong(self, column: str, fault: Fault, value: str = "") -> None:
        self.bad.append(Bad(self.number, column, fault, value[:60]))

    def text(self, column: str) -> str:
        return self.held.get(column, "")

    def day(self, column: str, *, end: bool) -> date | None:
        return self._read(column, lambda text: cells.when(text, end=end), Fault.MONTH)

    def amount(self, column: str, most: int = cells.MOST) -> int | None:
        text = self.text(column)
        if text.startswith(("-", "−")):
            self.wrong(column, Fault.NEGATIVE, text)
            return None
        found = self._read(column, cells.hundredths, Fault.AMOUNT)
        if found is not None and found > most:
            self.wrong(column, Fault.ABSURD, text)
        return found

    def word(self, column: str, known: type[StrEnum]) -> str:
        text = self.text(column).casefold()
        if text and text not in set(known):
            self.wrong(column, Fault.WORD, self.text(column))
        return text

    def _read(self, column: str, how: Callable[[str], T], fault: Fault) -> T | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return how(text)
        except OverflowError:
            self.wrong(column, Fault.ABSURD, text)
        except ValueError:
            self.wrong(column, fault, text)
        return None


def read(number: int, held: Mapping[str, str]) -> tuple[Line | None, list[Bad]]:
    """A row as a line, or everything that is wrong with it."""
    row = _Row(number, held)
    for column in NEEDED:
        if not row.text(column):
            row.wrong(column, Fault.EMPTY)
    levels = [row.text(f"level_{n}") for n in (1, 2, 3)]
    for n in (1, 2):
        if levels[n] and not levels[n - 1]:
            row.wrong(f"level_{n}", Fault.LEVEL, levels[n])
    word = row.text("kind")
    part = Part(word.casefold()) if word.casefold() in set(Part) else Part.ITEM
    for column in SPECIAL:
        if row.text(column) and column not in ALLOWED[part]:
            row.wrong(column, Fault.NOT_HERE, word)
    line = _line(row, part, word, tuple(filter(None, levels)))
    _periods(row, line)
    return (None if row.bad else line), row.bad


def _line(row: _Row, part: Part, word: str, levels: tuple[str, ...]) -> Line:
    unit, amount = _measured(row, part)
    dropped = part == Part.MILESTONE and row.text("done_on").casefold() == DROPPED
    better = row.word("better", Better)
    measure = part in (Part.MEASURE, Part.SAVING)
    return Line(
        row.text("plan"), levels, row.text("item"), part, str(part) if part != Part.ITEM else word,
        row.text("description"), row.text("phase"), row.text("status"),
        row.day("from", end=False), row.day("to", end=True), row.text("group"), amount, row.text("part"), unit,
        (better or str(Better.HIGHER)) if measure else "", row.amount("actual"),
        None if dropped else row.day("done_on", end=True), dropped, row.day("first_to", end=True),
        row.text("lead"), row.word("stage", Stage), row=row.number,
    )  # fmt: skip


def _measured(row: _Row, part: Part) -> tuple[str, int | None]:
    """The unit of a measure, and the amount of pounds, or the target, of any row."""
    pounds = row.amount("amount_gbp")
    if part == Part.SAVING:
        return str(MeasureUnit.POUNDS), pounds
    if part != Part.MEASURE:
        return "", pounds
    percent, number = row.amount("target_percent", MOST_PERCENT), row.amount("target_number")
    told = {MeasureUnit.POUNDS: pounds, MeasureUnit.PERCENT: percent, MeasureUnit.NUMBER: number}
    given = [unit for unit, target in told.items() if target is not None]
    unit = row.word("unit", MeasureUnit) or (str(given[0]) if given else str(MeasureUnit.PERCENT))
    if len(given) > 1 or (given and given[0] != unit):
        row.wrong("unit", Fault.UNIT, unit)
    return unit, told[given[0]] if given else None


def _periods(row: _Row, line: Line) -> None:
    if line.starts and line.ends and line.ends < line.starts:
        row.wrong("to", Fault.BACKWARDS, row.text("to"))
    elif line.part == Part.OUTPUT and not (row.bad or is_quarter(line.starts, line.ends)):
        row.wrong("from", Fault.QUARTER, row.text("from"))
    elif line.part == Part.MILESTONE and not row.text("to"):
        row.wrong("to", Fault.EMPTY)
    elif line.part in (Part.SAVING, Part.MEASURE):
        told = line.amount is not None or line.actual is not None
        if bool(row.text("from")) != bool(row.text("to")) or (told and not row.text("from")):
            row.wrong("from", Fault.PERIOD)


def is_quarter(starts: date | None, ends: date | None) -> bool:
    """Whether these are the first and last day of a quarter of the year."""
    if starts is None or ends is None or starts.day != 1 or starts.month not in (1, 4, 7, 10):
        return False
    return ends == cells.last_day(starts.year, starts.month + 2)


def written(line: Line) -> dict[str, str]:
    """The cells of a line, by column: what `read` takes back."""
    pounds = line.part in (Part.ITEM, Part.SESSION, Part.SAVING) or line.unit == MeasureUnit.POUNDS
    target = cells.plain(line.amount, pounds=pounds)
    measure = line.part == Part.MEASURE
    levels = (*line.levels, "", "", "")
    lower = line.part in (Part.MEASURE, Part.SAVING) and line.better == Better.LOWER
    found = {
        "plan": line.plan, "level_1": levels[0], "level_2": levels[1], "level_3": levels[2], "item": line.item,
        "kind": line.kind, "description": line.objective, "phase": line.phase, "status": line.status,
        "from": cells.shown(line.starts, end=False), "to": cells.shown(line.ends, end=True), "group": line.group,
        "amount_gbp": target if pounds else "",
        "target_percent": target if measure and line.unit == MeasureUnit.PERCENT else "",
        "target_number": target if measure and line.unit == MeasureUnit.NUMBER else "",
        "unit": line.unit if measure and line.unit != MeasureUnit.PERCENT else "",
        "part": line.name, "better": line.better if lower else "",
        "actual": cells.plain(line.actual, pounds=line.unit == MeasureUnit.POUNDS),
        "done_on": DROPPED if line.dropped else cells.shown(line.done, end=True),
        "first_to": cells.shown(line.first, end=True), "lead": line.lead, "stage": line.stage,
    }  # fmt: skip
    return {column: cells.guarded(text) if text else "" for column, text in found.items()}
