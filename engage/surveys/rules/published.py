"""What a release holds, as pages and exports read it: figures already rounded, groups already safe."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class OptionShare:
    """Whole percent of those who answered that chose one option."""

    code: str
    percent: int


@dataclass(frozen=True)
class ItemFigure:
    """One item in one block. `with_blocks`: blocks it had to be put together with for this item.

    Percents are whole; `mean` has one decimal; `low` and `high` are the 95 % interval of `positive`. None
    throughout means that nothing may be shown."""

    item: str
    with_blocks: tuple[str, ...] = ()
    answered: int | None = None
    positive: int | None = None
    neutral: int | None = None
    negative: int | None = None
    spread: tuple[OptionShare, ...] = ()
    mean: float | None = None
    enps: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class GroupFigure:
    """A theme (percent positive) or an index (0 to 100) in one block; `partial`: mean of its items' means.

    `answered`, rounded: answers to all of a theme's items; people an index counts, or where it is `partial`
    the answers to the item that fewest answered."""

    code: str
    with_blocks: tuple[str, ...] = ()
    value: int | None = None
    partial: bool = False
    answered: int | None = None


@dataclass(frozen=True)
class BlockFigures:
    """Everything published about one block."""

    code: str
    items: tuple[ItemFigure, ...]
    themes: tuple[GroupFigure, ...]
    indices: tuple[GroupFigure, ...]


@dataclass(frozen=True)
class Block:
    """A published group: a unit, or several put together under one parent."""

    code: str
    name: str
    parent: str | None
    depth: int
    members: tuple[str, ...]
    merged: bool
    rate: str


@dataclass(frozen=True)
class ItemMeta:
    """An item as asked; options are (code, text, direction, aside, score)."""

    code: str
    identity: str
    section: str
    text: str
    kind: str
    options: tuple[tuple[str, str, str | None, str | None, float | None], ...]
    reversed: bool
    sensitive: bool

    @property
    def directed(self) -> bool:
        """Whether answers speak for or against, so that shares of positive mean something."""
        return any(direction for _, _, direction, aside, _ in self.options if not aside)


@dataclass(frozen=True)
class GroupMeta:
    """A theme or an index as declared."""

    code: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Audit:
    """How the release was made safe; lines are sentences' facts, readable by all who may read the release.

    `ballots`, in words: no more than a bound where the response rate is no more; empty where there is no rate."""

    minimum_group: int
    ballots: str
    ballots_minus_flags: int
    blocks: int
    units: int
    certified_items: int
    merges: int
    withheld: int
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Head:
    """What every page of a release needs, without the figures of the blocks.

    `heat`, `index_heat`: themes and indices by block; `index_partial`: which of these are means of items' means."""

    survey: str
    opened_on: str
    closed_on: str
    invited: int
    items: tuple[ItemMeta, ...]
    themes: tuple[GroupMeta, ...]
    indices: tuple[GroupMeta, ...]
    blocks: tuple[Block, ...]
    heat: tuple[tuple[int | None, ...], ...]
    index_heat: tuple[tuple[int | None, ...], ...]
    index_partial: tuple[tuple[bool, ...], ...]
    not_reported: tuple[str, ...]
    audit: Audit

    @property
    def partial(self) -> bool:
        """Whether any index of any block is the mean of its items' means."""
        return any(any(marked) for marked in self.index_partial)

    def block(self, code: str) -> Block | None:
        """A block by its code."""
        return next((block for block in self.blocks if block.code == code), None)

    def children(self, code: str) -> tuple[Block, ...]:
        """The blocks right below one."""
        return tuple(block for block in self.blocks if block.parent == code)


def dumps(part: Head | BlockFigures) -> str:
    """Canonical JSON."""
    return json.dumps(asdict(part), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(head: str, blocks: list[str]) -> str:
    """The release's hash: of the head and of every block in its order, chained."""
    chained = hashlib.sha256(head.encode())
    for block in blocks:
        chained.update(hashlib.sha256(block.encode()).digest())
    return chained.hexdigest()


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def head_from(text: str) -> Head:
    """A head out of its JSON."""
    raw = {name: _tuples(value) for name, value in json.loads(text).items()}
    return Head(
        **{
            **raw,
            "items": tuple(ItemMeta(**_each(each)) for each in raw["items"]),
            "themes": tuple(GroupMeta(**_each(each)) for each in raw["themes"]),
            "indices": tuple(GroupMeta(**_each(each)) for each in raw["indices"]),
            "blocks": tuple(Block(**_each(each)) for each in raw["blocks"]),
            "audit": Audit(**_each(raw["audit"])),
        }
    )


def block_from(text: str) -> BlockFigures:
    """A block's figures out of their JSON."""
    raw = json.loads(text)
    return BlockFigures(
        code=raw["code"],
        items=tuple(_item(each) for each in raw["items"]),
        themes=tuple(GroupFigure(**_each(each)) for each in raw["themes"]),
        indices=tuple(GroupFigure(**_each(each)) for each in raw["indices"]),
    )


def _item(raw: dict[str, Any]) -> ItemFigure:
    spread = tuple(OptionShare(**share) for share in raw.pop("spread"))
    return ItemFigure(**_each(raw), spread=spread)


def _each(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) for name, value in raw.items()}
