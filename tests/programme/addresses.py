"""The addresses of the programme, part by part."""

from types import ModuleType

PARTS: tuple[ModuleType, ...] = ()
