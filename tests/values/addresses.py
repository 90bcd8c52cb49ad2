"""The addresses of values and behaviours."""

from typing import Any

from tests.browser.conftest import As
from tests.factories import People
from tests.values import conversations

SIGNED_IN = f"values.index {conversations.SIGNED_IN}"
OD = conversations.OD
PAGES = (("Amara", "/values/"), *conversations.PAGES)
ELSEWHERE = {**conversations.ELSEWHERE}


def scene(people: People) -> dict[str, Any]:
    """What the addresses are filled in with."""
    return {**conversations.scene(people)}


def browser_scene(as_: As) -> dict[str, Any]:
    """What PAGES are filled in with."""
    return {**conversations.browser_scene(as_)}
