"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.core.own_data import Held
from engage.recognition.queries import judging_own_data

from engage.recognition.queries import (
    nominations_own_data,
    outcome_own,
    paper_own_data,
    thanks_mine,
)

PARTS: tuple[ModuleType, ...] = (thanks_mine, paper_own_data, nominations_own_data, outcome_own,)
PARTS: tuple[ModuleType, ...] = (judging_own_data,)
from engage.recognition.queries import stories_own_data

PARTS: tuple[ModuleType, ...] = (stories_own_data,)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
