"""The addresses of the programme, part by part."""

from types import ModuleType

from tests.programme import addresses_plans

PARTS: tuple[ModuleType, ...] = (addresses_plans,)
