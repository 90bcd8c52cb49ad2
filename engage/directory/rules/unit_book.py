"""The units of today with what a file adds to them: finds a unit by its path or code, or makes a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engage.directory.rules.units import UnitNode, new_code, plain


@dataclass(frozen=True, slots=True)
class UnitNow:
    """A unit as it stands, open or closed."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    closed: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be made; its `ref` is negative, and so is its parent's where that is new too."""

    ref: int
    code: str
    name: str
    level: str
    parent: int | None


@dataclass
class UnitBook:
    """Units by reference: the id of one that exists, a negative number for a new one."""

    organisation: str
    by_ref: dict[int, UnitNode] = field(default_factory=dict)
    by_name: dict[tuple[int | None, str], int] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    made: list[NewUnit] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)
    moved: dict[int, int | None] = field(default_factory=dict)
    closed: dict[tuple[int | None, str], UnitNow] = field(default_factory=dict)
    first_top: int | None = None

    @classmethod
    def of(cls, units: Iterable[UnitNow], organisation: str) -> "UnitBook":
        """The book of the units that exist."""
        book = cls(organisation)
        for unit in units:
            book.codes.add(unit.code)
            key = (unit.parent_id, plain(unit.name))
            if not unit.closed:
                book._enter(unit.id, unit.code, unit.name, unit.level, unit.parent_id)
            elif not unit.replaced:
                book.closed[key] = unit
        return book

    def _enter(self, ref: int, code: str, name: str, level: str, parent: int | None) -> None:
        self.by_ref[ref] = UnitNode(ref, code, name, level, parent)
        self.by_name.setdefault((parent, plain(name)), ref)
        self.by_code[code] = ref
        self.codes.add(code)

    @property
    def tops(self) -> Sequence[int]:
        """The units that hang on none."""
        return [ref for ref, unit in self.by_ref.items() if unit.parent_id is None]

    def top(self, name: str | None = None, code: str = "") -> int:
        """The organisation itself: the only top there is, or a new one."""
        if self.first_top is None:
            tops = self.tops
            self.first_top = (
                tops[0] if tops else self._make(name or self.organisation, "Council", None, code or "council")
            )
        return self.first_top

    def find(self, parent: int | None, name: str, level: str, code: str = "") -> int:
        """The unit of this name below that one; made, or opened again, where there is none."""
        known = self.by_name.get((parent, plain(name)))
        if known is not None and (not code or self.by_ref[known].code == code):
            return known
        before = self.closed.get((parent, plain(name)))
        if before is not None and (not code or before.code == code):
            self.reopened.append(before.id)
            self._enter(before.id, before.code, before.name, before.level, parent)
            del self.closed[parent, plain(name)]
            return before.id
        return self._make(name, level, parent, code)

    def _make(self, name: str, level: str, parent: int | None, code: str) -> int:
        ref = -len(self.made) - 1
        code = code if code and code not in self.codes else new_code(self._path(parent, name), self.codes)
        self.made.append(NewUnit(ref, code, name, level, parent))
        self._enter(ref, code, name, level, parent)
        return ref

    def _path(self, parent: int | None, name: str) -> list[str]:
        path = [name]
        while parent is not None and self.by_ref[parent].parent_id is not None:
            path.append(self.by_ref[parent].name)
            parent = self.by_ref[parent].parent_id
        return path[::-1]

    def place(self, path: Sequence[str], levels: Sequence[str]) -> int:
        """The unit at the end of a path below the organisation."""
        at = self.top()
        for name, level in zip(path, levels, strict=True):
            if plain(name) == plain(self.by_ref[at].name):
                continue
            at = self.find(at, name, level)
        return at

    def coded(self, code: str, path: Sequence[str], levels: Sequence[str]) -> int | None:
        """The unit of this code, renamed or moved as the path says; None: unknown, and no path to make it."""
        known = self.by_code.get(code)
        if not path:
            return known
        parent = self.place(path[:-1], levels[:-1])
        if known is None:
            same = self.by_name.get((parent, plain(path[-1])))
            return same if code in self.codes and same else self.find(parent, path[-1], levels[-1], code)
        unit = self.by_ref[known]
        if unit.parent_id is None or parent == known:
            return known
        if plain(unit.name) != plain(path[-1]):
            self.renamed[known] = path[-1]
        if unit.parent_id != parent:
            self.moved[known] = parent
        self.by_ref[known] = UnitNode(known, code, path[-1], unit.level, parent)
        return known

    def of_code(self, code: str, name: str, level: str) -> int | None:
        """The unit of this code, opened again or made (as yet below nothing); None where it was replaced."""
        if code in self.by_code:
            return self.by_code[code]
        before = next((unit for unit in self.closed.values() if unit.code == code), None)
        if before is not None:
            self.reopened.append(before.id)
            self._enter(before.id, before.code, before.name, before.level, before.parent_id)
            return before.id
        return None if code in self.codes else self._make(name, level, None, code)

    def hang(self, ref: int, name: str, parent: int | None) -> None:
        """Give a unit this name and parent."""
        unit = self.by_ref[ref]
        if ref < 0:
            self.made[-ref - 1] = NewUnit(ref, unit.code, name, unit.level, parent)
        if ref > 0 and unit.name != name:
            self.renamed[ref] = name
        if ref > 0 and unit.parent_id != parent:
            self.moved[ref] = parent
        self.by_ref[ref] = UnitNode(ref, unit.code, name, unit.level, parent)

    def parents(self) -> dict[int, int | None]:
        """Each open unit's parent, after the file."""
        return {ref: unit.parent_id for ref, unit in self.by_ref.items()}

    def path_words(self, ref: int) -> str:
        """A unit as it is shown in a list: its directorate › service › team."""
        unit = self.by_ref[ref]
        return unit.name if unit.parent_id is None else " › ".join(self._path(unit.parent_id, unit.name))
