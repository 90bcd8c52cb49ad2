"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.core.own_data import Held
from engage.programme.queries import boards_own_data, plans_own_data

PARTS: tuple[ModuleType, ...] = (plans_own_data, boards_own_data)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
