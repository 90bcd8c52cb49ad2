"""The addresses of champions, part by part."""

from typing import Any

from tests.champions import (
    addresses_activity,
    addresses_briefings,
    addresses_concerns,
    addresses_coverage,
    addresses_networks,
    addresses_quiet,
    addresses_recruiting,
)
from tests.factories import People

PARTS: tuple[Any, ...] = (
    addresses_networks,
    addresses_quiet,
    addresses_recruiting,
    addresses_briefings,
    addresses_concerns,
    addresses_activity,
    addresses_coverage,
)

PUBLIC, SIGNED_IN, OD = (" ".join(getattr(part, mark, "") for part in PARTS) for mark in ("PUBLIC", "SIGNED_IN", "OD"))
PAGES = tuple(page for part in PARTS for page in getattr(part, "PAGES", ()))
ELSEWHERE = {name: why for part in PARTS for name, why in getattr(part, "ELSEWHERE", {}).items()}


def scene(people: People) -> dict[str, Any]:
    """What the addresses are filled in with."""
    return {name: value for part in PARTS for name, value in part.scene(people).items()}


def browser_scene(as_: Any) -> dict[str, Any]:
    """The same, made through the pages."""
    return {
        name: value
        for part in PARTS
        if hasattr(part, "browser_scene")
        for name, value in part.browser_scene(as_).items()
    }
