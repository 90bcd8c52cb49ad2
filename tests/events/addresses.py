"""The addresses of events, part by part."""

from types import ModuleType

from tests.events import (
    addresses_after,
    addresses_events,
)

PARTS: tuple[ModuleType, ...] = (
    addresses_events,
    addresses_after,
)
