"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence
from types import ModuleType

from engage.core.own_data import Held
from engage.recognition.queries import (
    judging_own_data,
    nominations_own_data,
    outcome_own,
    paper_own_data,
    stories_own_data,
    thanks_mine,
)

PARTS: tuple[ModuleType, ...] = (
    thanks_mine,
    paper_own_data,
    stories_own_data,
    nominations_own_data,
    judging_own_data,
    outcome_own,
)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
