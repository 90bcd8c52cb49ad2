"""Reporting groups: the blocks of the tree of units that enough people are invited in, and their names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from engage.disclosure import Block, Unit
from engage.disclosure.tree import coarsen

OTHER, AND_OTHERS = "~other", " and others"


@dataclass(frozen=True)
class Group:
    """A group as frozen at opening; `members` says what is in one that was put together."""

    code: str
    name: str
    parent: str | None
    members: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """As json can write it."""
        return asdict(self)


def reporting_groups(
    units: Sequence[Unit], invited: Mapping[str, int], minimum: int
) -> tuple[tuple[Group, ...], dict[str, str]]:
    """The groups, parents first, and for each unit code the group that its people's ballots carry.

    A ballot carries a leaf block, so at least `minimum` invited people share each thing it can carry: a
    chief executive, or a team of four, is never alone in what the opened answers say.
    """
    tree = coarsen(units, invited, minimum, invited)
    names = {unit.code: unit.name for unit in units}
    groups = tuple(
        Group(block.code, name_of(block, names), block.parent, members_of(block, names)) for block in tree.blocks
    )
    return groups, {code: tree.blocks[position].code for code, position in tree.home.items()}


def name_of(block: Block, names: Mapping[str, str]) -> str:
    """What a block is called: its unit, its unit and others, or the others of a unit."""
    if block.code.endswith(OTHER) and block.code not in names:
        unit = block.code.removesuffix(OTHER)
        # The units may be groups themselves, one of them what was left over before.
        return (
            f"Still {names[unit][0].lower()}{names[unit][1:]}" if unit.endswith(OTHER) else f"Others in {names[unit]}"
        )
    name = names[block.units[0]]
    return name if name.endswith(AND_OTHERS) or not block.merged else name + AND_OTHERS


def members_of(block: Block, names: Mapping[str, str]) -> tuple[str, ...]:
    """What is in a block that was put together; nothing for a unit by itself."""
    if not block.merged and not block.code.endswith(OTHER):
        return ()
    owners = (f"people of {names[owner]} who are in none of its teams" for owner in block.owners)
    return (*sorted(names[unit] for unit in block.units), *owners)
