"""The addresses of the programme, part by part."""

from types import ModuleType

from tests.programme import addresses_boards, addresses_plans, addresses_training

PARTS: tuple[ModuleType, ...] = (addresses_plans, addresses_boards, addresses_training)
