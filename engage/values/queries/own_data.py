"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.core.own_data import Held
from engage.values.queries import own_data_feedback as feedback


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [*feedback.held(person_id)]
