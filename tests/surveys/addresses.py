"""The addresses of surveys, part by part; those of the foundation stand in tests/security/routes.py."""

from types import ModuleType

from tests.surveys import (
    addresses_builder,
    addresses_codes,
    addresses_comments,
    addresses_library,
    addresses_packs,
    addresses_sight,
    addresses_standing,
    addresses_stats,
    addresses_tables,
)

PARTS: tuple[ModuleType, ...] = (
    addresses_builder,
    addresses_codes,
    addresses_comments,
    addresses_library,
    addresses_standing,
    addresses_packs,
    addresses_sight,
    addresses_stats,
    addresses_tables,
)
