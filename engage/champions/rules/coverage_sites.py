"""Groups by site: how many work where, and who of the champions is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage.champions.rules.coverage_groups import Place

COLUMNS = 15
UNKNOWN = "No site given"


@dataclass(frozen=True)
class Spot:
    """People and champions of a group at a site."""

    staff: int
    champions: int

    @property
    def band(self) -> str:
        """How it looks: nobody there, staff and no champion, or a champion."""
        return "" if not self.staff else "covered" if self.champions else "bare"


@dataclass(frozen=True)
class Site:
    """A site over all groups."""

    name: str
    staff: int
    champions: int


@dataclass(frozen=True)
class Matrix:
    """The sites in columns, the largest first, smaller ones in one; a row of spots for each group."""

    sites: tuple[Site, ...]
    columns: tuple[str, ...]
    rows: Mapping[int, tuple[Spot, ...]]

    @property
    def bare(self) -> tuple[Site, ...]:
        """Sites that have a name and no champion, the largest first."""
        return tuple(each for each in self.sites if not each.champions and each.name != UNKNOWN)


def matrix(
    people: Mapping[int, Mapping[Place, int]], champions: Mapping[int, Iterable[Place]], most: int = COLUMNS
) -> Matrix:
    """People of each group by place, and the places of its champions, as a table; the rest after `most` columns."""
    staff: dict[int, dict[str, int]] = {}
    there: dict[int, dict[str, int]] = {}
    for group, places in people.items():
        for place, count in places.items():
            _add(staff.setdefault(group, {}), place.site or UNKNOWN, count)
    for group, held in champions.items():
        for place in held:
            _add(there.setdefault(group, {}), place.site or UNKNOWN, 1)
    sites = _sites(staff, there)
    shown = [each.name for each in (sites if len(sites) <= most else sites[: most - 1])]
    rows = {group: _row(by_site, there.get(group, {}), shown, len(sites) > most) for group, by_site in staff.items()}
    return Matrix(tuple(sites), (*shown, "Other sites") if len(sites) > most else tuple(shown), rows)


def _sites(staff: Mapping[int, Mapping[str, int]], there: Mapping[int, Mapping[str, int]]) -> list[Site]:
    total, held = dict[str, int](), dict[str, int]()
    for into, by_group in ((total, staff), (held, there)):
        for by_site in by_group.values():
            for name, count in by_site.items():
                _add(into, name, count)
    found = [Site(name, count, held.get(name, 0)) for name, count in total.items()]
    return sorted(found, key=lambda each: (each.name == UNKNOWN, -each.staff, each.name))


def _row(staff: Mapping[str, int], there: Mapping[str, int], shown: Sequence[str], rest: bool) -> tuple[Spot, ...]:
    spots = [Spot(staff.get(name, 0), there.get(name, 0)) for name in shown]
    if rest:
        spots.append(Spot(sum(staff.values()) - sum(each.staff for each in spots),
                          sum(there.values()) - sum(each.champions for each in spots)))  # fmt: skip
    return tuple(spots)


def _add(into: dict[str, int], name: str, count: int) -> None:
    into[name] = into.get(name, 0) + count
