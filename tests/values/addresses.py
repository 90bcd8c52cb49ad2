"""The addresses of values and behaviours."""

from types import ModuleType

from tests.values import addresses_feedback, conversations, framework_addresses

PARTS: tuple[ModuleType, ...] = (framework_addresses, conversations, addresses_feedback)
