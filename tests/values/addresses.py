"""The addresses of values and behaviours."""

from typing import Any

from tests.factories import People
from tests.values import addresses_feedback as feedback

PUBLIC = feedback.PUBLIC
SIGNED_IN = f"values.index {feedback.SIGNED_IN}"
OD = feedback.OD
PAGES = (("Amara", "/values/"),)


def scene(people: People) -> dict[str, Any]:
    """What the addresses of this feature are filled in with."""
    return {**feedback.scene(people)}
