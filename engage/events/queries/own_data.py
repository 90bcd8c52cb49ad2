"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.core.own_data import Held
from engage.events.queries import (
    after_own_data,
    events_own_data,
)

PARTS: tuple[ModuleType, ...] = (
    events_own_data,
    after_own_data,
)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
