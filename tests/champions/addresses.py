"""The addresses of champions, part by part."""

from typing import Any

from tests.champions import addresses_networks
from tests.factories import People

PARTS: tuple[Any, ...] = (
    addresses_networks,
)  # fmt: skip
from tests.champions import addresses_quiet
from tests.factories import People

PARTS: tuple[Any, ...] = (addresses_quiet,)
from tests.champions import (
    addresses_recruiting,
)
from tests.factories import People

PARTS: tuple[Any, ...] = (addresses_recruiting,)
from tests.champions import (
    addresses_briefings,
    addresses_concerns,
)
from tests.factories import People

PARTS: tuple[Any, ...] = (
    addresses_briefings,
    addresses_concerns,
)
from tests.champions import addresses_activity
from tests.factories import People

PARTS: tuple[Any, ...] = (addresses_activity,)
from tests.champions import addresses_coverage
from tests.factories import People

PARTS: tuple[Any, ...] = (
    addresses_coverage,
)  # fmt: skip

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
