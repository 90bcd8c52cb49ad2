"""What a release holds, as pages and exports read it: figures already rounded, groups already safe."""

from dataclasses import dataclass
from functools import cached_property

OUT_OF_SIGHT = "other groups"


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
    the answers to the item that fewest answered. `deviation`: an index's between people, one decimal, where told."""

    code: str
    with_blocks: tuple[str, ...] = ()
    value: int | None = None
    partial: bool = False
    answered: int | None = None
    deviation: float | None = None


@dataclass(frozen=True)
class Driver:
    """A theme's share, in whole percent, of what all themes together explain of an index."""

    theme: str
    importance: int


@dataclass(frozen=True)
class Drivers:
    """What goes along with an index: `explained`, whole percent of its variance; `answered`, to the nearest 5."""

    index: str
    answered: int
    explained: int
    themes: tuple[Driver, ...]


@dataclass(frozen=True)
class BlockFigures:
    """Everything published about one block; `drivers` where there are people enough."""

    code: str
    items: tuple[ItemFigure, ...]
    themes: tuple[GroupFigure, ...]
    indices: tuple[GroupFigure, ...]
    drivers: Drivers | None = None


@dataclass(frozen=True)
class CellFigures:
    """Some answers to a characteristic, within one block: `categories` are the options it puts together.

    `blank`: those who did not tell are in it. `people` rounded; its figures as a block's, `with_blocks` being cells."""

    code: str
    categories: tuple[str, ...]
    blank: bool
    people: int
    items: tuple[ItemFigure, ...]
    themes: tuple[GroupFigure, ...]
    indices: tuple[GroupFigure, ...]


@dataclass(frozen=True)
class TableFigures:
    """One block split by one characteristic."""

    characteristic: str
    block: str
    cells: tuple[CellFigures, ...]


@dataclass(frozen=True)
class Block:
    """A published group: a unit, or several put together under one parent; `units` are the codes of these."""

    code: str
    name: str
    parent: str | None
    depth: int
    members: tuple[str, ...]
    merged: bool
    rate: str
    units: tuple[str, ...] = ()


class Names(dict[str, str]):
    """Groups by their codes; those out of their reader's sight have no name, where a figure is of them together."""

    def __missing__(self, code: str) -> str:
        """What stands for a group that is not read."""
        return OUT_OF_SIGHT


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

    @cached_property
    def directed(self) -> bool:
        """Whether answers speak for or against, so that shares of positive mean something."""
        return any(direction for _, _, direction, aside, _ in self.options if not aside)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What each option says, by its code."""
        return {code: text for code, text, *_ in self.options}


@dataclass(frozen=True)
class GroupMeta:
    """A theme or an index as declared."""

    code: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class SplitMeta:
    """A characteristic as asked; options are (code, text)."""

    code: str
    identity: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TableMeta:
    """A table that was declared; nothing of it is stored where it is `withheld`."""

    characteristic: str
    block: str
    withheld: bool = False


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha of an index over the organisation, two decimals."""

    index: str
    alpha: float


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
    # Of the tables of characteristics: shown, withheld, and categories that were put together.
    tables: int = 0
    tables_withheld: int = 0
    table_merges: int = 0


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
    characteristics: tuple[SplitMeta, ...] = ()
    tables: tuple[TableMeta, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    # Whether its reader does not see all groups of the release (rules.sight); never stored.
    part: bool = False

    @property
    def names(self) -> "Names":
        """What the groups are called."""
        return Names((block.code, block.name) for block in self.blocks)

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
