"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.core.own_data import Held


def held(person_id: int) -> Sequence[Held]:
    """Their records."""
    return ()
