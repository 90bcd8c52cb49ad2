"""The words of disclosure control: units, blocks, partitions, figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Reason(StrEnum):
    """Why something is not shown. One code for both causes: readers must not learn which it was."""

    TOO_FEW = "too_few"
    TOO_FEW_OR_TOO_ALIKE = "too_few_or_too_alike"


class IndexBy(StrEnum):
    """How a block's index is to be computed."""

    RESPONDENTS = "respondents"
    ITEM_MEANS = "item_means"


@dataclass(frozen=True)
class Unit:
    """A node of the organisation's tree; the root has no parent."""

    code: str
    parent: str | None
    name: str = ""


@dataclass(frozen=True)
class Block:
    """A published group of people.

    `units` are the parts of the unit tree it covers; `owners` the units whose own people are in it besides.
    `bases` are the blocks of the plain tree it unites: only its own code, unless merged for a figure.
    `n` counts respondents in the plain tree, answers in a figure's partition, invited people in rates.
    """

    code: str
    parent: str | None
    bases: tuple[str, ...]
    units: tuple[str, ...]
    owners: tuple[str, ...]
    n: int
    leaf: bool
    detail: bool = False
    index_by: IndexBy | None = None

    @property
    def merged(self) -> bool:
        """Whether it unites several units (or a unit's own people with units)."""
        return len(self.units) + len(self.owners) > 1

    @property
    def defined_as(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What it covers: equal in two waves when the blocks are defined alike."""
        return tuple(sorted(self.units)), tuple(sorted(self.owners))


@dataclass(frozen=True)
class Partition:
    """The blocks a figure is shown on, parents first; `shown` leads from each plain block to the one shown.

    `withheld` is set, and `blocks` empty, when nothing of the figure may be shown.
    """

    code: str
    blocks: tuple[Block, ...]
    shown: Mapping[str, str]
    withheld: Reason | None = None

    @property
    def leaves(self) -> tuple[Block, ...]:
        """The blocks that share out the people: everybody is in exactly one."""
        return tuple(block for block in self.blocks if block.leaf)

    def block(self, code: str) -> Block | None:
        """The block of that code, if the figure shows it."""
        return next((block for block in self.blocks if block.code == code), None)


@dataclass(frozen=True, eq=False)
class Characteristic:
    """What people told of themselves: one of `categories`, or nothing.

    `values`: (N,) position in `categories`, -1 where blank. `ordered`: only neighbours merge; those who did not
    tell stand at the end and may merge with anything.
    """

    code: str
    categories: tuple[str, ...]
    values: Ints
    ordered: bool = False

    def __post_init__(self) -> None:
        if not self.categories or len(set(self.categories)) != len(self.categories):
            raise ValueError(f"{self.code}: a characteristic needs categories, each once")
        if self.values.ndim != 1 or not np.issubdtype(self.values.dtype, np.integer):
            raise ValueError(f"{self.code}: a characteristic needs one whole number per respondent")
        if self.values.size and not -1 <= self.values.min() <= self.values.max() < len(self.categories):
            raise ValueError(f"{self.code}: a value is not the position of a category")


@dataclass(frozen=True)
class Cell:
    """People of a block of the plain tree who told one of these categories (`blank`: or did not tell).

    `bases` are the plain table's cells that it unites: only its own code, unless merged for a figure. `n` counts
    respondents in the plain tables, answers in a figure's.
    """

    code: str
    characteristic: str
    block: str
    categories: tuple[str, ...]
    blank: bool
    n: int
    detail: bool = False
    index_by: IndexBy | None = None
    bases: tuple[str, ...] = ()

    @property
    def merged(self) -> bool:
        """Whether it puts several categories (or those who did not tell with a category) together."""
        return len(self.categories) + self.blank > 1


@dataclass(frozen=True)
class Table:
    """A characteristic within a block: everybody of the block is in exactly one cell.

    `withheld` is set, and `cells` empty, when nothing of it may be shown.
    """

    characteristic: str
    block: str
    cells: tuple[Cell, ...]
    withheld: Reason | None = None


@dataclass(frozen=True, eq=False)
class Figure:
    """One published item over N respondents.

    `answered`: (N,) bool. `guarded`: (N,) bool each, the shares that must be neither all nor nobody: the
    positive answers where the item has a direction; every option where it has none.
    """

    code: str
    answered: Mask
    guarded: tuple[Mask, ...] = field(default=())
    sensitive: bool = False

    def __post_init__(self) -> None:
        if any(mask.shape != self.answered.shape for mask in self.guarded):
            raise ValueError(f"{self.code}: every guarded share must have one entry per respondent")


class Kind(StrEnum):
    """What a composite is: a theme pools answers, an index averages respondents."""

    THEME = "theme"
    INDEX = "index"


@dataclass(frozen=True)
class Composite:
    """A theme or an index over items, by their figures' codes."""

    code: str
    items: Sequence[str]
    kind: Kind
