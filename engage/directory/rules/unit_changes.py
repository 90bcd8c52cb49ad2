"""Which units close, what replaces them, and the changes that follow."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from engage.directory.rules.extract import Value
from engage.directory.rules.faults import Faults
from engage.directory.rules.plan import Change, Moved, UnitPlan
from engage.directory.rules.unit_book import UnitBook, UnitNow
from engage.directory.rules.units import cycles, depths


def emptied(book: UnitBook, before: Iterable[int], after: Iterable[int]) -> list[int]:
    """Units in whose subtree there were posts and now are none, deepest first; never above an open one."""
    parents = book.parents()
    depth = depths(parents)
    full_before, full_after = _subtrees(before, parents), _subtrees(after, parents)
    children: dict[int, set[int]] = {}
    for ref, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, set()).add(ref)
    closing: dict[int, None] = {}
    for ref in sorted(full_before - full_after, key=lambda r: (-depth[r], r)):
        if parents[ref] is not None and children.get(ref, set()) <= closing.keys():
            closing[ref] = None
    return list(closing)


def _subtrees(occupied: Iterable[int], parents: Mapping[int, int | None]) -> set[int]:
    found: set[int] = set()
    for ref in set(occupied):
        at: int | None = ref
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return found


def followed(book: UnitBook, closing: Sequence[int], went: Mapping[int, Counter[int]]) -> dict[int, int | None]:
    """What replaces each closing unit: where more than half of its people, or of its children, went."""
    parents = book.parents()
    found: dict[int, int | None] = {}
    gone = set(closing)
    for ref in closing:
        where = Counter(went.get(ref, Counter()))
        if not where:
            where = Counter(
                parent for child, to in found.items() if to is not None and parents[child] == ref
                and (parent := parents[to]) is not None
            )  # fmt: skip
        best = where.most_common(1)
        sure = bool(best) and best[0][1] * 2 > where.total() and best[0][0] != ref and best[0][0] not in gone
        found[ref] = best[0][0] if sure else None
    return found


def check_rings(book: UnitBook, faults: Faults, lines: Mapping[int, int] | None = None) -> None:
    """Units that would hang on one another in a ring."""
    for ring in cycles(book.parents()):
        names = [book.by_ref[ref].name for ref in ring]
        line = min((lines[ref] for ref in ring if lines and ref in lines), default=None)
        faults.add(line, "units_in_a_ring", "", " → ".join([*names, names[0]]))


def unit_plan(book: UnitBook, units: Iterable[UnitNow], closing: Mapping[int, int | None], on: date) -> UnitPlan:
    """The changes to the units, for a book whose rings were checked."""
    was: dict[int, dict[str, Value]] = {}
    now: dict[int, dict[str, Value]] = {}

    def change(ref: int, name: str, old: Value, new: Value) -> None:
        was.setdefault(ref, {})[name] = old
        now.setdefault(ref, {})[name] = new

    before = {unit.id: unit for unit in units}
    old_book = UnitBook.of(before.values(), book.organisation)
    for ref, name in book.renamed.items():
        change(ref, "name", before[ref].name, name)
    moves: list[Moved] = []
    for ref, parent in book.moved.items():
        change(ref, "parent_id", before[ref].parent_id, parent)
        moves.append(Moved(book.by_ref[ref].name, old_book.path_words(ref), book.path_words(ref)))
    for ref in book.reopened:
        if ref not in closing:
            change(ref, "closed_on", on, None)
    closed: list[Moved] = []
    for ref, to in closing.items():
        change(ref, "closed_on", None, on)
        change(ref, "replaced_by_id", None, to)
        closed.append(Moved(book.by_ref[ref].name, old_book.path_words(ref) if ref in old_book.by_ref else "",
                            book.path_words(to) if to is not None else ""))  # fmt: skip
    for ref, name in book.renamed.items():
        moves.append(Moved(before[ref].name, before[ref].name, name))
    return UnitPlan(
        tuple(book.made), tuple(Change(ref, was[ref], now[ref]) for ref in sorted(was)),
        tuple(book.path_words(unit.ref) for unit in book.made), tuple(closed), tuple(moves),
        tuple(book.path_words(ref) for ref in book.reopened),
    )  # fmt: skip
