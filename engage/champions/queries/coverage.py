"""Coverage groups of today, and what each needs."""

from collections.abc import Sequence

from engage.champions.rules.coverage import GroupPlan
from engage.directory.models import Network
from engage.directory.queries import main_posts_by_unit, unit_nodes
from engage.directory.rules.rollup import RolledUp, roll_up


def groups(network: Network) -> RolledUp[int]:
    """Which unit each of today's units counts with, and the people of each group: two statements."""
    parents = {unit.id: unit.parent_id for unit in unit_nodes()}
    return roll_up(parents, main_posts_by_unit(), network.group_minimum)


def plan(network: Network) -> Sequence[GroupPlan]:
    """Every coverage group with what it needs, in the order of their names."""
    return ()
