"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.champions.queries import (
    activity_own_data,
    briefings_own_data,
    concerns_own_data,
    networks_own_data,
    quiet_own_data,
    recruiting_own_data,
)
from engage.core.own_data import Held

PARTS: tuple[ModuleType, ...] = (
    networks_own_data,
    recruiting_own_data,
    activity_own_data,
    concerns_own_data,
    briefings_own_data,
    quiet_own_data,
)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
