"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.core.own_data import Held
from engage.values.queries import own_data_conversations, own_data_feedback

# The framework adds none: drafts and versions do not say who wrote them; the audit log does.
PARTS = (own_data_feedback, own_data_conversations)


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return [record for part in PARTS for record in part.held(person_id)]
