"""For whom something is meant: everyone, some units with all below them, or the holders of a role."""

from collections.abc import Collection
from dataclasses import dataclass

# What a role's people are called; a network of people joins these when the directory holds it.
ROLES = {"manager": "Managers", "champion": "Employee champions"}


@dataclass(frozen=True)
class Audience:
    """Everyone where both are empty; else whoever is in one of the units or holds one of the roles."""

    units: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def is_everyone(self) -> bool:
        """Whether nobody is left out."""
        return not self.units and not self.roles

    def includes(self, units: Collection[int], roles: Collection[str]) -> bool:
        """Whether somebody is meant, by the units they work in with all above those, and the roles they hold."""
        return self.is_everyone or not self.units.isdisjoint(units) or not self.roles.isdisjoint(roles)


EVERYONE = Audience()


def to_text(audience: Audience) -> str:
    """As a column holds it: "everyone", or "role:manager unit:3 unit:7"."""
    parts = [f"role:{role}" for role in sorted(audience.roles)] + [f"unit:{unit}" for unit in sorted(audience.units)]
    return " ".join(parts) or "everyone"


def from_text(text: str) -> Audience:
    """The audience of such a text; ValueError for anything else."""
    if text == "everyone":
        return EVERYONE
    units, roles = set(), set()
    for part in text.split():
        kind, _, name = part.partition(":")
        if kind == "unit" and name.isdigit():
            units.add(int(name))
        elif kind == "role" and name in ROLES:
            roles.add(name)
        else:
            raise ValueError(f"no audience: {part}")
    if not units and not roles:
        raise ValueError("an audience of nobody")
    return Audience(frozenset(units), frozenset(roles))
