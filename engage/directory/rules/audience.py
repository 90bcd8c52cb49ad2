"""For whom something is meant: everyone, units with all below them, holders of a role, people in a network."""

from collections.abc import Collection
from dataclasses import dataclass

# What a role's people are called.
ROLES = {"manager": "Managers", "champion": "Employee champions"}
NOBODY: frozenset[int] = frozenset()
EVERYONE_TEXT, WITHIN = "everyone", "within"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: the units they work in with all above those, their roles, their networks.

    A staff network is never among the networks: who is in one is nobody's audience.
    """

    units: Collection[int] = NOBODY
    roles: Collection[str] = frozenset()
    networks: Collection[int] = NOBODY


@dataclass(frozen=True)
class Audience:
    """Everyone where all are empty; else whoever is in one of the units, or has one of the roles or networks.

    `within`: only those with one of the roles or networks who are in one of the units too: a slice of champions.
    """

    units: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    networks: frozenset[int] = frozenset()
    within: bool = False

    @property
    def is_everyone(self) -> bool:
        """Whether nobody is left out."""
        return not self.units and not self.roles and not self.networks

    def includes(self, standing: Standing) -> bool:
        """Whether somebody who stands there is meant."""
        here = not self.units.isdisjoint(standing.units)
        has = not self.roles.isdisjoint(standing.roles) or not self.networks.isdisjoint(standing.networks)
        return self.is_everyone or ((here and has) if self.within else (here or has))


EVERYONE = Audience()


def parts(standing: Standing | Audience) -> tuple[list[str], list[str]]:
    """The words of a text for the units, and those for roles and networks."""
    units = [f"unit:{unit}" for unit in sorted(standing.units)]
    roles = [f"role:{role}" for role in sorted(set(standing.roles) & set(ROLES))]
    return units, roles + [f"network:{network}" for network in sorted(standing.networks)]


def to_text(audience: Audience) -> str:
    """As a column holds it: "everyone", "role:manager network:2 unit:3", or "within role:champion unit:3"."""
    units, has = parts(audience)
    return " ".join([WITHIN] * audience.within + has + units) or EVERYONE_TEXT


def from_text(text: str) -> Audience:
    """The audience of such a text; ValueError for anything else."""
    if text == EVERYONE_TEXT:
        return EVERYONE
    words = text.split()
    within = words[:1] == [WITHIN]
    numbers: dict[str, set[int]] = {"unit": set(), "network": set()}
    roles = set()
    for part in words[within:]:
        kind, _, name = part.partition(":")
        if kind in numbers and name.isdigit():
            numbers[kind].add(int(name))
        elif kind == "role" and name in ROLES:
            roles.add(name)
        else:
            raise ValueError(f"no audience: {part}")
    found = Audience(frozenset(numbers["unit"]), frozenset(roles), frozenset(numbers["network"]), within)
    if found.is_everyone or (within and not (found.units and (found.roles or found.networks))):
        raise ValueError("an audience of nobody")
    return found
