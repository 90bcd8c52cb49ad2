"""What each feature's tests/<feature>/addresses.py says of its own addresses: who may, what fills them in, who looks.

A feature brings, all of them optional:
  PUBLIC, SIGNED_IN, OD, ADMIN, OD_AND_ADMIN   endpoints by whom they let in, separated by blanks (a second time,
                                 beside the marks)
  scene(people)                  makes what its addresses are filled in with, and answers {argument: value};
                                 a name like "values.draft_id" holds for that blueprint alone
  PAGES                          (who, address) for the browser, {argument} filled in by `browser_scene`
  ELSEWHERE                      {endpoint: why} for GETs that the browser does not visit
  browser_scene(as_)             makes through the pages what PAGES are filled in with
A large feature names in PARTS the modules that bring these, one for each part of it.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from engage import FEATURES

MARKS = ("PUBLIC", "SIGNED_IN", "OD", "ADMIN", "OD_AND_ADMIN")


def modules() -> Iterator[ModuleType]:
    """The addresses modules that there are: each feature's, or in place of one that only lists PARTS, these."""
    for name in FEATURES:
        if find_spec(f"tests.{name}") and find_spec(f"tests.{name}.addresses"):
            found = import_module(f"tests.{name}.addresses")
            yield from getattr(found, "PARTS", (found,))


def marked(mark: str) -> list[str]:
    """The endpoints that features list under a mark."""
    return [endpoint for module in modules() for endpoint in getattr(module, mark, "").split()]


def listed(module: ModuleType) -> list[str]:
    """Every endpoint that one module lists, under whatever mark."""
    return [endpoint for mark in MARKS for endpoint in getattr(module, mark, "").split()]
