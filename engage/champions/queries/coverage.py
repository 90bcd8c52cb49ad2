"""Coverage groups of today, and what each needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage.champions.queries.coverage_material import Appointed, Material, material, recruiting
from engage.champions.rules.coverage import Cover, Coverage, Grouped, GroupPlan, Targets, planned, stays
from engage.champions.rules.coverage_groups import Place, thin_places
from engage.directory.models import Network
from engage.directory.queries import main_posts_by_unit, unit_nodes
from engage.directory.rules.networks import NetworkKind
from engage.directory.rules.rollup import RolledUp
from engage.directory.rules.rollup_sinking import roll_up_and_sink
from engage.directory.rules.units import UnitNode


@dataclass(frozen=True)
class Worked:
    """A network's coverage with what it was worked out from."""

    network: Network
    found: Material
    rolled: RolledUp[int]
    coverage: Coverage

    @property
    def one(self) -> str:
        """What somebody of the network is called."""
        return "champion" if self.network.kind == NetworkKind.CHAMPIONS else "first aider"

    @property
    def champions(self) -> Mapping[int, Sequence[Appointed]]:
        """Who is here and appointed, by the coverage group of their main post."""
        return _by_group(self.found, self.rolled, self.network.id)


def targets(network: Network) -> Targets:
    """What a network has set itself."""
    return Targets(network.seats, network.ratio, network.floor, network.group_minimum)


def groups(network: Network) -> RolledUp[int]:
    """Which unit each of today's units counts with, and the people of each group: two statements."""
    parents = {unit.id: unit.parent_id for unit in unit_nodes()}
    return roll_up_and_sink(parents, main_posts_by_unit(), network.group_minimum)


def plan(network: Network) -> Sequence[GroupPlan]:
    """Every coverage group with what it needs, in the order of their names: four statements.

    Whoever is appointed counts in the group of the main post they hold today. They are counted on for the next round
    unless their term is over or they leave within 90 days.
    """
    return worked_out(network, material([network.id])).coverage.groups


def coverage(network: Network, asked: Targets | None = None) -> Worked:
    """The whole of it under the network's targets, or under others that somebody tries."""
    return worked_out(network, material([network.id]), asked)


def coverages() -> Sequence[Worked]:
    """Every network that recruits: five statements in all."""
    networks = recruiting()
    found = material([each.id for each in networks])
    return [worked_out(each, found) for each in networks]


def worked_out(network: Network, found: Material, asked: Targets | None = None) -> Worked:
    """A network's coverage out of what was read."""
    wanted = asked or targets(network)
    parents = {unit.id: unit.parent_id for unit in found.units}
    rolled = roll_up_and_sink(parents, found.headcount, wanted.group_minimum)
    return Worked(network, found, rolled, planned(_grouped(network, found, rolled, wanted), wanted))


def _grouped(network: Network, found: Material, rolled: RolledUp[int], wanted: Targets) -> list[Grouped]:
    nodes = {unit.id: unit for unit in found.units}
    champions = _by_group(found, rolled, network.id)
    also, at, sizes = _also(found, rolled, network.id), places(found, rolled), dict[int, int]()
    for rep in rolled.stands_in.values():
        sizes[rep] = sizes.get(rep, 0) + 1
    return [
        Grouped(
            unit.id, unit.name, where(unit, nodes), rolled.people[unit.id], sizes[unit.id] - 1,
            tuple(_cover(each, found) for each in champions.get(unit.id, ())), tuple(also.get(unit.id, ())),
            thin_places(
                at.get(unit.id, {}), [each.place for each in champions.get(unit.id, ())], wanted.group_minimum
            ),
        )
        for unit in found.units
        if unit.id in rolled.people
    ]  # fmt: skip


def where(unit: UnitNode, nodes: Mapping[int, UnitNode]) -> str:
    """The units above, below the council itself: "Place › Streets"."""
    names: list[str] = []
    above = nodes.get(unit.parent_id) if unit.parent_id else None
    while above is not None and above.parent_id in nodes and len(names) < len(nodes):
        names.append(above.name)
        above = nodes.get(above.parent_id or 0)
    return " › ".join(reversed(names))


def is_here(each: Appointed, found: Material) -> bool:
    """Whether somebody appointed works here today, in a unit of today."""
    return each.unit is not None and (each.leaves_on is None or each.leaves_on >= found.today)


def _cover(each: Appointed, found: Material) -> Cover:
    why = stays(each.term_ends_on, each.leaves_on, found.today)
    return Cover(each.person_id, each.name, not why, why)


def _by_group(found: Material, rolled: RolledUp[int], network_id: int) -> dict[int, list[Appointed]]:
    held: dict[int, list[Appointed]] = {}
    for each in _of(found, network_id):
        if (group := rolled.stands_in.get(each.unit or 0)) is not None:
            held.setdefault(group, []).append(each)
    return held


def _also(found: Material, rolled: RolledUp[int], network_id: int) -> dict[int, list[Cover]]:
    held: dict[int, list[Cover]] = {}
    for each in _of(found, network_id):
        main = rolled.stands_in.get(each.unit or 0)
        other = {rolled.stands_in[unit] for unit in found.others.get(each.person_id, ()) if unit in rolled.stands_in}
        for group in sorted(other - {main}):
            held.setdefault(group, []).append(_cover(each, found))
    return held


def _of(found: Material, network_id: int) -> Iterable[Appointed]:
    return (each for each in found.appointed if each.network_id == network_id and is_here(each, found))


def places(found: Material, rolled: RolledUp[int]) -> dict[int, dict[Place, int]]:
    """People of each group by site and shift."""
    held: dict[int, dict[Place, int]] = {}
    for unit, own in found.people.items():
        if unit in rolled.stands_in:
            there = held.setdefault(rolled.stands_in[unit], {})
            for place, people in own.items():
                there[place] = there.get(place, 0) + people
    return held
