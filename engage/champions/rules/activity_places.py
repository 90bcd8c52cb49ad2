"""Which service a unit counts with, where it is quiet, and what may be told of places to whom."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from engage.champions.rules.recruiting import follow

# A service is two steps below the top: the council, a directorate, a service. What stands higher is its own.
SERVICE_DEPTH = 2
# Nothing logged for so long is quiet.
QUIET = timedelta(days=90)
# A place is named beside words, or as quiet to champions, only with so many people who work in it.
LARGE = 10
# That nothing came from a place speaks of whoever is champion there: told to champions of nobody, or of several.
SEVERAL = 3


@dataclass(frozen=True)
class Services:
    """The service of every unit, the unit above each service, the names, and the people in a service with all below.

    A closed unit has the service of what replaced it; one that nothing replaced has none.
    """

    of: Mapping[int, int]
    above: Mapping[int, int | None]
    names: Mapping[int, str]
    people: Mapping[int, int]
    # Closed units with the open one that stands for each.
    successors: Mapping[int, int] = field(default_factory=dict)

    def units(self, service_id: int) -> frozenset[int]:
        """The units that count with a service."""
        return frozenset(unit for unit, service in self.of.items() if service == service_id)

    def listed(self) -> list[tuple[int, str]]:
        """The services by their names."""
        return sorted(((each, self.names[each]) for each in set(self.of.values())), key=lambda pair: pair[1].lower())

    def large(self, unit_id: int | None) -> int | None:
        """The place that may stand beside words of a unit: its service, or what is above, with enough people."""
        service = self.of.get(unit_id) if unit_id is not None else None
        above = _way_up(service, self.above) if service is not None else ()
        return next((each for each in above if self.people[each] >= LARGE), None)


def services(above: Mapping[int, int | None], names: Mapping[int, str], posts: Mapping[int, int],
             replaced: Mapping[int, int | None]) -> Services:  # fmt: skip
    """above: the unit over each, no rings. posts: people with their main post in each unit itself.

    replaced: each closed unit with what replaced it.
    """
    parents = {unit: over if over in above else None for unit, over in above.items()}
    below: Counter[int] = Counter()
    of: dict[int, int] = {}
    for unit in parents:
        way = _way_up(unit, parents)
        for at in way:
            below[at] += posts.get(unit, 0)
        # The way ends at the top, so its length tells the depth.
        of[unit] = way[max(0, len(way) - 1 - SERVICE_DEPTH)]
    found = {closed: follow(closed, replaced) for closed in replaced}
    successors = {closed: unit for closed, unit in found.items() if unit is not None and unit in of}
    return Services(of | {closed: of[unit] for closed, unit in successors.items()}, parents, names, below, successors)


def _way_up(unit: int, parents: Mapping[int, int | None]) -> Sequence[int]:
    """The unit and all above it."""
    way, at = [unit], parents[unit]
    while at is not None:
        way.append(at)
        at = parents[at]
    return way


@dataclass(frozen=True)
class Quiet:
    """Coverage groups with champions and nothing logged, and groups without anybody: ids of the units that stand."""

    silent: tuple[int, ...]
    nobody: tuple[int, ...]


def quiet(groups: Collection[int], since: Mapping[int, date], logged: Collection[int], today: date) -> Quiet:
    """since: the group of whoever is appointed, with the earliest day they began; somebody new has time to begin."""
    settled = {group for group, began in since.items() if today - began >= QUIET}
    return Quiet(
        tuple(sorted(group for group in groups if group in settled and group not in logged)),
        tuple(sorted(group for group in groups if group not in since)),
    )


def told_as_quiet(service: int, people: int, champions: int, logged: Collection[int]) -> bool:
    """Whether champions, too, read that nothing came from a service."""
    return service not in logged and people >= LARGE and (champions == 0 or champions >= SEVERAL)
