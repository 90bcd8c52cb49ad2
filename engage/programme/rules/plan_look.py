"""What a file would change of a plan: its lines beside those there are. An empty cell changes nothing."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engage.programme.rules.plan_lines import ITEM_WORD, Bad, Fault, Line, Part

# What every row of an item may say of the item, by the column that says it.
SAID = {"objective": "description", "phase": "phase", "status": "status", "lead": "lead", "stage": "stage"}
OWN = {"kind": "kind", "starts": "from", "ends": "to", "amount": "amount_gbp"}
# What may change of a part; the rest is what it is known by.
PARTS = {
    Part.OUTPUT: {"done": "done_on"},
    Part.MILESTONE: {"ends": "to", "done": "done_on", "dropped": "done_on"},
    Part.SAVING: {"amount": "amount_gbp", "actual": "actual"},
    Part.MEASURE: {"amount": "target", "actual": "actual"},
    Part.SESSION: {"amount": "amount_gbp", "done": "done_on"},
}
# Two of these may be alike.
ALIKE = (Part.MILESTONE, Part.SESSION)
Value = str | int | bool | date | None


@dataclass(frozen=True)
class Change:
    """One thing that would be another: `field` of the line, the column that says it, and both values."""

    field: str
    column: str
    was: Value
    becomes: Value


@dataclass(frozen=True)
class PartLook:
    """A part as the file has it, and what there is of it."""

    line: Line
    there: Line | None
    changes: tuple[Change, ...] = ()


@dataclass
class ItemLook:
    """An item as the file has it: new, or with what would change."""

    line: Line
    there: Line | None
    values: Mapping[str, Value]
    changes: tuple[Change, ...] = ()
    parts: list[PartLook] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """What would become of one plan."""

    plan: str
    new: bool
    items: Sequence[ItemLook]

    @property
    def added(self) -> Sequence[ItemLook]:
        """Items that are not there yet."""
        return [each for each in self.items if each.there is None]

    @property
    def changed(self) -> Sequence[ItemLook]:
        """Items that would be changed, themselves or a part of theirs."""
        return [each for each in self.items if each.there is not None and (each.changes or self._moved(each))]

    @property
    def left(self) -> int:
        """How many items of the file are there just so."""
        return len(self.items) - len(self.added) - len(self.changed)

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to take in."""
        return self.new or bool(self.added or self.changed)

    @staticmethod
    def _moved(item: ItemLook) -> bool:
        return any(part.there is None or part.changes for part in item.parts)


def faults(lines: Sequence[Line]) -> list[Bad]:
    """Rows that say two things of one item, or the same thing twice."""
    said: dict[Hashable, tuple[str, int]] = {}
    seen: dict[Hashable, int] = {}
    bad: list[Bad] = []
    for line in lines:
        for name, column in SAID.items():
            value = getattr(line, name)
            before = said.setdefault((line.plan, line.of, name), (value, line.row)) if value else None
            if before is not None and before[0] != value:
                bad.append(Bad(line.row, column, Fault.DISAGREES, str(before[1])))
        key = (line.plan, line.of, line.part, *known_by(line))
        if line.part not in ALIKE and seen.setdefault(key, line.row) != line.row:
            bad.append(Bad(line.row, "item", Fault.TWICE, str(seen[key])))
        bad.extend(_of_one_measure(line, said))
    return bad


def _of_one_measure(line: Line, said: dict[Hashable, tuple[str, int]]) -> list[Bad]:
    if line.part not in (Part.MEASURE, Part.SAVING):
        return []
    before = said.setdefault(
        (line.plan, line.of, "measure", line.name), (f"{line.part} {line.unit} {line.better}", line.row)
    )
    differs = before[0] != f"{line.part} {line.unit} {line.better}"
    return [Bad(line.row, "unit", Fault.DISAGREES, str(before[1]))] if differs else []


def clashes(lines: Sequence[Line], there: Mapping[str, Sequence[Line]]) -> list[Bad]:
    """Rows that count a measure in another unit than the one that it has."""
    known = {(line.plan, line.of, line.name): (line.part, line.unit)
             for some in there.values() for line in some if line.unit}  # fmt: skip
    return [
        Bad(line.row, "unit", Fault.UNIT, line.unit) for line in lines
        if line.unit and known.get((line.plan, line.of, line.name), (line.part, line.unit)) != (line.part, line.unit)
    ]  # fmt: skip


def known_by(line: Line) -> tuple[Hashable, ...]:
    """What a part is known by within its item."""
    if line.part == Part.OUTPUT:
        return line.starts, line.name
    if line.part == Part.MILESTONE:
        return line.name, line.first or line.ends
    if line.part in (Part.MEASURE, Part.SAVING):
        return line.name, line.starts, line.ends
    return (line.group, line.starts, line.ends) if line.part == Part.SESSION else ()


def looks(lines: Sequence[Line], there: Mapping[str, Sequence[Line]]) -> list[Look]:
    """What would become of each plan of the file; `there`: the lines of those that exist, by name."""
    names = list(dict.fromkeys(line.plan for line in lines))
    return [_look(name, [line for line in lines if line.plan == name], there.get(name)) for name in names]


def _look(name: str, lines: Sequence[Line], there: Sequence[Line] | None) -> Look:
    held = _Held(there or ())
    found: dict[tuple[str, ...], ItemLook] = {}
    values: dict[tuple[str, ...], dict[str, Value]] = {}
    for line in lines:
        said = values.setdefault(line.of, {})
        said |= {name: value for name in SAID if (value := getattr(line, name)) and name not in said}
        if line.part == Part.ITEM:
            said |= {name: value for name in OWN if (value := getattr(line, name)) not in (None, "")}
        item = found.setdefault(line.of, ItemLook(line, held.items.get(line.of), said))
        if line.part != Part.ITEM:
            item.parts.append(_part(line, held.take(line)))
    for item in found.values():
        if item.there is not None:
            item.changes = tuple(_item_changes(item.there, item.values))
    return Look(name, there is None, list(found.values()))


def _item_changes(there: Line, values: Mapping[str, Value]) -> list[Change]:
    found = []
    for name, becomes in values.items():
        was = getattr(there, name) if name in SAID or there.part == Part.ITEM else None
        if name == "kind" and becomes == ITEM_WORD and was in (None, "", ITEM_WORD):
            continue
        if was != becomes:
            found.append(Change(name, (SAID | OWN)[name], was, becomes))
    return found


def _part(line: Line, there: Line | None) -> PartLook:
    changes = []
    for name, column in PARTS[line.part].items() if there is not None else ():
        was, becomes = getattr(there, name), getattr(line, name)
        if becomes not in (None, False) and was != becomes:
            changes.append(Change(name, column, was, becomes))
    return PartLook(line, there, tuple(changes))


class _Held:
    """The lines there are, found by what they are known by; each is taken once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.items: dict[tuple[str, ...], Line] = {}
        self.parts: dict[Hashable, list[Line]] = {}
        for line in lines:
            # The row of the item itself says more of it than the row of a part.
            if line.part == Part.ITEM or line.of not in self.items:
                self.items[line.of] = line
            if line.part != Part.ITEM:
                self.parts.setdefault((line.of, line.part, *known_by(line)), []).append(line)
        self.taken: Counter[int] = Counter()

    def take(self, line: Line) -> Line | None:
        """The part that this line is about."""
        found = self._next(self.parts.get((line.of, line.part, *known_by(line)), ()))
        if found is None and line.part == Part.MILESTONE:
            moved = [each for key, some in self.parts.items() for each in some
                     if isinstance(key, tuple) and key[:2] == (line.of, line.part)
                     and (each.name, each.ends) == (line.name, line.ends)]  # fmt: skip
            found = self._next(moved)
        if found is None and line.part in (Part.MEASURE, Part.SAVING) and line.starts is None:
            # A row that only names a measure has nothing to add to one that there is.
            found = next((each for key, some in self.parts.items() for each in some
                          if isinstance(key, tuple) and key[:2] == (line.of, line.part)
                          and each.name == line.name), None)  # fmt: skip
        return found

    def _next(self, lines: Sequence[Line]) -> Line | None:
        found = next((each for each in lines if not self.taken[id(each)]), None)
        if found is not None:
            self.taken[id(found)] += 1
        return found
