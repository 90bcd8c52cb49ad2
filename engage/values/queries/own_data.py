"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.core.own_data import Held


def held(person_id: int) -> Sequence[Held]:
    """Their records. The framework adds none: drafts and versions do not say who wrote them; the audit log does."""
    return ()
