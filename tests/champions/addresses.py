"""The addresses of champions, part by part."""

from types import ModuleType

from tests.champions import (
    addresses_activity,
    addresses_briefings,
    addresses_concerns,
    addresses_coverage,
    addresses_networks,
    addresses_quiet,
    addresses_recruiting,
)

PARTS: tuple[ModuleType, ...] = (
    addresses_networks,
    addresses_quiet,
    addresses_recruiting,
    addresses_briefings,
    addresses_concerns,
    addresses_activity,
    addresses_coverage,
)
