"""The addresses of the programme, part by part."""

from types import ModuleType

from tests.programme import (
    addresses_boards,
)

PARTS: tuple[ModuleType, ...] = (
    addresses_boards,
)  # fmt: skip
