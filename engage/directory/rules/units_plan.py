"""What a list of units would change: what is new, what vanished, and what stands in its place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

from engage.directory.rules.faults import Faults, Notes
from engage.directory.rules.plan import Change, Moved, Plan
from engage.directory.rules.unit_book import UnitBook, UnitNow
from engage.directory.rules.unit_changes import check_rings, followed, unit_plan
from engage.directory.rules.units import UnitNode, cycles, depths, plain
from engage.directory.rules.units_file import UnitsFile

ALIKE = 0.85
LEVELS = frozenset({"Directorate", "Service"})


def plan_units(
    file: UnitsFile, units: Sequence[UnitNow], posts: Iterable[tuple[int, int]], organisation: str, on: date,
    faults: Faults, notes: Notes,
) -> Plan | None:  # fmt: skip
    """The plan of a list of units; `posts` are open posts as (id, unit). None where there are faults."""
    book = UnitBook.of(units, file.organisation or organisation)
    closing = _close_coded(file, book, faults) if file.coded else _close_paths(file, book, notes)
    check_rings(book, faults)
    if faults.total:
        return None
    homes = _homes(book, closing)
    for ref, unit in list(book.by_ref.items()):
        if ref not in closing and unit.parent_id in closing:
            book.moved[ref] = homes[unit.parent_id]
            book.by_ref[ref] = UnitNode(ref, unit.code, unit.name, unit.level, homes[unit.parent_id])
    moved_posts = [Change(post, {"unit_id": unit}, {"unit_id": homes[unit]}) for post, unit in posts if unit in homes]
    result = unit_plan(book, units, closing, on)
    return Plan(
        kind="units", source="units", on=on, units=result, notes=notes.listed(), rows=file.rows,
        posts_changed=moved_posts, people_before=sum(1 for unit in units if not unit.closed),
        movers=_post_moves(book, homes, moved_posts),
    )  # fmt: skip


def _close_paths(file: UnitsFile, book: UnitBook, notes: Notes) -> dict[int, int | None]:
    top = book.top(file.organisation or None)
    if file.organisation and plain(file.organisation) != plain(book.by_ref[top].name):
        notes.add("organisation_differs", None, file.organisation)
    before = {ref for ref, unit in book.by_ref.items() if unit.level in LEVELS and unit.parent_id is not None}
    stays = {top}
    for path, levels in file.paths:
        at: int | None = book.place(path, levels)
        while at is not None:
            stays.add(at)
            at = book.by_ref[at].parent_id
    vanished = before - stays
    depth = depths(book.parents())
    order = sorted(vanished, key=lambda ref: (-depth[ref], ref))
    sure = _links(book, vanished)
    went = {old: Counter({new: 1}) for old, new in sure.items()}
    return followed(book, order, went)


def _links(book: UnitBook, vanished: set[int]) -> dict[int, int]:
    """Old unit -> new one: the same name elsewhere, then a name alike below the same parent; each once."""
    new = {unit.ref for unit in book.made}
    found: dict[int, int] = {}
    for alike in (_same_name, _name_alike):
        free = sorted(new - set(found.values()))
        pairs = [(old, one) for old in sorted(vanished - found.keys()) for one in free
                 if alike(book.by_ref[old], book.by_ref[one])]  # fmt: skip
        olds, news = Counter(old for old, _ in pairs), Counter(one for _, one in pairs)
        found |= {old: one for old, one in pairs if olds[old] == news[one] == 1}
    return found


def _same_name(old: UnitNode, new: UnitNode) -> bool:
    return plain(old.name) == plain(new.name) and old.level == new.level


def _name_alike(old: UnitNode, new: UnitNode) -> bool:
    """Below the same parent, and one name holds all words of the other, or they differ by a few letters."""
    if old.parent_id != new.parent_id:
        return False
    a, b = plain(old.name), plain(new.name)
    small, large = sorted((set(a.split()), set(b.split())), key=len)
    return small <= large or SequenceMatcher(None, a, b).ratio() >= ALIKE


def _close_coded(file: UnitsFile, book: UnitBook, faults: Faults) -> dict[int, int | None]:
    before = [ref for ref, unit in book.by_ref.items() if unit.parent_id is not None]
    top = next(iter(book.tops), None)
    refs = _refs(file, book, faults)
    for unit in file.coded:
        ref = refs.get(unit.code)
        above = refs.get(unit.parent, book.by_code.get(unit.parent)) if unit.parent else top
        if unit.parent and above is None:
            faults.add(unit.line, "parent_unknown", "parent", unit.parent)
        elif above is None and ref is not None:
            top = ref
        if ref is not None:
            book.hang(ref, unit.name, above if above != ref or unit.parent else None)
    if faults.total or next(cycles(book.parents()), None):
        return {}
    stays = set(refs.values())
    replaced: dict[int, Counter[int]] = {}
    for unit in file.coded:
        old = book.by_code.get(unit.replaces)
        if old is not None and old not in stays:
            replaced[old] = Counter({refs[unit.code]: 1})
    depth = depths(book.parents())
    order = sorted((ref for ref in before if ref not in stays), key=lambda ref: (-depth[ref], ref))
    return followed(book, order, replaced)


def _refs(file: UnitsFile, book: UnitBook, faults: Faults) -> dict[str, int]:
    """The unit of each code, made or opened again where there is none; codes that stand twice are faults."""
    refs: dict[str, int] = {}
    lines: dict[str, int] = {}
    for unit in file.coded:
        if lines.setdefault(unit.code, unit.line) != unit.line:
            faults.add(unit.line, "unit_doubled", unit.code, str(lines[unit.code]))
            continue
        ref = book.of_code(unit.code, unit.name, unit.level)
        if ref is None:
            faults.add(unit.line, "code_was_replaced", "code", unit.code)
        else:
            refs[unit.code] = ref
    return refs


def _homes(book: UnitBook, closing: dict[int, int | None]) -> dict[int, int]:
    """Where what hangs on a closing unit goes: its replacement, or the nearest unit above that stays."""
    homes: dict[int, int] = {}
    for ref, to in closing.items():
        at = to
        above = book.by_ref[ref].parent_id
        while at is None and above is not None:
            at = closing.get(above, above)
            above = book.by_ref[above].parent_id
        homes[ref] = at if at is not None else book.tops[0]
    return homes


def _post_moves(book: UnitBook, homes: dict[int, int], changes: Sequence[Change]) -> list[Moved]:
    many = Counter(change.was["unit_id"] for change in changes)
    return [Moved(f"{many[ref]}", book.path_words(ref), book.path_words(to))
            for ref, to in homes.items() if many[ref]]  # fmt: skip
