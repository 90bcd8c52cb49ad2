"""The addresses of recognition, part by part."""

from types import ModuleType

from tests.recognition import (
    addresses_judging,
    addresses_nominations,
    addresses_outcome,
    addresses_paper,
    addresses_recognised,
    addresses_rounds,
    addresses_stories,
    addresses_thanks,
)

PARTS: tuple[ModuleType, ...] = (
    addresses_thanks,
    addresses_paper,
    addresses_stories,
    addresses_recognised,
    addresses_rounds,
    addresses_nominations,
    addresses_judging,
    addresses_outcome,
)
