"""The addresses of values and behaviours."""

from typing import Any

from tests.factories import People
from tests.values import addresses_feedback as feedback

PUBLIC = feedback.PUBLIC
SIGNED_IN = f"values.index {feedback.SIGNED_IN}"
OD = feedback.OD
PAGES = (("Amara", "/values/"), *feedback.PAGES)
ELSEWHERE = {**feedback.ELSEWHERE}


def scene(people: People) -> dict[str, Any]:
    """What the addresses of this feature are filled in with."""
    return {**feedback.scene(people)}


def browser_scene(as_: Any) -> dict[str, Any]:
    """What PAGES are filled in with."""
    return {**feedback.browser_scene(as_)}
