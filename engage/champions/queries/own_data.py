"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.champions.queries import networks_own_data
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (
    networks_own_data,
)  # fmt: skip
from engage.champions.queries import quiet_own_data
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (quiet_own_data,)
from engage.champions.queries import recruiting_own_data
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (recruiting_own_data,)
from engage.champions.queries import (
    briefings_own_data,
    concerns_own_data,
)
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (
    briefings_own_data,
    concerns_own_data,
)
from engage.champions.queries import activity_own_data
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (activity_own_data,)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
