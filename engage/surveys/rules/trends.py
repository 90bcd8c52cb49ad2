"""What is the same from wave to wave: questions by identity, themes by their questions, groups by what they hold.

A question put into other words is another question, unless the OD team has joined the two; a join is a seam."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from engage.surveys.rules.published import (
    Block,
    BlockFigures,
    GroupFigure,
    GroupMeta,
    Head,
    ItemMeta,
)

# (later identity, earlier identity); of one identity in other words both are the same.
Joins = frozenset[tuple[str, str]]
NOTHING_JOINED: Joins = frozenset()
# Two surveys belong to one series where at least this part of the later one's questions was asked before.
SAME_SERIES = 0.5
Gap = Literal["", "not_asked", "not_shown", "other_group"]


@dataclass(frozen=True)
class Before:
    """What something was called in an earlier wave; `seam`: joined by hand, in other words."""

    code: str
    seam: bool = False


@dataclass(frozen=True)
class Same:
    """By their codes in the later wave: what questions, themes and indices were in the earlier one."""

    items: Mapping[str, Before]
    themes: Mapping[str, Before]
    indices: Mapping[str, Before]


@dataclass(frozen=True)
class Point:
    """One wave of a series: a figure in whole points, or None and why; `seam`: other words than the point before."""

    value: int | None
    seam: bool = False
    gap: Gap = ""


def worded(text: str) -> str:
    """A wording without what makes no other question of it: case, blanks, a full stop at the end."""
    return " ".join(text.split()).casefold().rstrip(".?!: ")


def counted_alike(one: ItemMeta, two: ItemMeta) -> bool:
    """Whether answers to both are counted alike: kind, direction, scores, what is set aside."""
    return (one.kind, one.reversed, _choices(one)) == (two.kind, two.reversed, _choices(two))


def _choices(item: ItemMeta) -> frozenset[tuple[object, ...]]:
    return frozenset((code, direction, aside, score) for code, _, direction, aside, score in item.options)


def follows(later: ItemMeta, earlier: ItemMeta, joins: Joins = NOTHING_JOINED) -> bool | None:
    """Whether one continues the other: False without a seam, True with one, None not at all."""
    if not counted_alike(later, earlier):
        return None
    if later.identity == earlier.identity and worded(later.text) == worded(earlier.text):
        return False
    return True if (later.identity, earlier.identity) in joins else None


def same(later: Head, earlier: Head, joins: Joins = NOTHING_JOINED) -> Same:
    """What of a later wave was there in an earlier one."""
    items = _items(later, earlier, joins)
    return Same(items, _groups(later.themes, earlier.themes, items), _groups(later.indices, earlier.indices, items))


def _items(later: Head, earlier: Head, joins: Joins) -> dict[str, Before]:
    by_identity = {item.identity: item for item in earlier.items}
    joined: dict[str, list[str]] = {}
    for one, two in sorted(joins):
        joined.setdefault(one, []).append(two)
    found: dict[str, Before] = {}
    taken: set[str] = set()
    for item in later.items:
        for identity in (item.identity, *joined.get(item.identity, ())):
            other = by_identity.get(identity)
            seam = None if other is None or other.code in taken else follows(item, other, joins)
            if other is not None and seam is not None:
                found[item.code] = Before(other.code, seam)
                taken.add(other.code)
                break
    return found


def _groups(later: Sequence[GroupMeta], earlier: Sequence[GroupMeta], items: Mapping[str, Before]) -> dict[str, Before]:
    """Themes or indices of exactly the same questions, whatever they are called."""
    by_items = {frozenset(group.items): group.code for group in earlier}
    found = {}
    for group in later:
        if all(code in items for code in group.items):
            code = by_items.get(frozenset(items[each].code for each in group.items))
            if code is not None:
                found[group.code] = Before(code, any(items[each].seam for each in group.items))
    return found


def blocks_alike(one: Block | None, two: Block | None) -> bool:
    """Whether a group was put together alike in both waves."""
    return one is not None and two is not None and _held(one) == _held(two)


def _held(block: Block) -> tuple[object, ...]:
    return block.code, block.merged, frozenset(block.members)


def same_series(later: Head, earlier: Head, joins: Joins = NOTHING_JOINED) -> bool:
    """Whether the earlier wave may stand beside the later: of the same whole, and at least half asked before."""
    if not later.blocks or not earlier.blocks or not later.items:
        return False
    if not blocks_alike(later.blocks[0], earlier.blocks[0]):
        return False
    return len(_items(later, earlier, joins)) >= SAME_SERIES * len(later.items)


def closed(joins: Joins) -> Joins:
    """With every join that follows from two others: what was joined to what was joined."""
    found = set(joins)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return frozenset(found)


@dataclass(frozen=True)
class Told:
    """One wave of one group, and what of the last wave's questions it asked; oldest first in a series."""

    head: Head
    figures: BlockFigures | None
    same: Same


def itself(head: Head) -> Same:
    """Everything of a wave, as it is called in that wave."""
    return Same(
        {each.code: Before(each.code) for each in head.items},
        {each.code: Before(each.code) for each in head.themes},
        {each.code: Before(each.code) for each in head.indices},
    )


def question_series(code: str, waves: Sequence[Told]) -> tuple[Point, ...]:
    """A question's positive share through waves (oldest first, the last one its own)."""
    points: list[Point] = []
    last: ItemMeta | None = None
    for wave in waves:
        then = wave.same.items.get(code)
        meta = next((each for each in wave.head.items if then and each.code == then.code), None)
        if meta is None:
            points.append(Point(None, gap="not_asked"))
            continue
        seam = last is not None and (last.identity, worded(last.text)) != (meta.identity, worded(meta.text))
        points.append(_point(_positive(wave.figures, meta.code), seam, wave.figures is None))
        last = meta
    return tuple(points)


def group_series(kind: Literal["themes", "indices"], code: str, waves: Sequence[Told]) -> tuple[Point, ...]:
    """A theme's share or an index through waves, where it was made of the same questions."""
    points: list[Point] = []
    seams = False
    for wave in waves:
        found: Before | None = getattr(wave.same, kind).get(code)
        if found is None:
            points.append(Point(None, gap="not_asked"))
            continue
        seam, seams = seams and not found.seam, found.seam
        points.append(_point(_value(wave.figures, kind, found.code), seam, wave.figures is None))
    return tuple(points)


def _point(value: int | None, seam: bool, no_group: bool) -> Point:
    if value is not None:
        return Point(value, seam)
    return Point(None, seam, "other_group" if no_group else "not_shown")


def _positive(figures: BlockFigures | None, code: str) -> int | None:
    found = next((each for each in figures.items if each.item == code), None) if figures else None
    return found.positive if found and not found.with_blocks else None


def _value(figures: BlockFigures | None, kind: str, code: str) -> int | None:
    groups: Sequence[GroupFigure] = getattr(figures, kind) if figures else ()
    found = next((each for each in groups if each.code == code), None)
    return found.value if found and not found.with_blocks else None
