"""What measures can be started: a name that has moved is noticed here, not when somebody wants a figure."""

import pkgutil
from importlib import import_module

import pytest

import bench

PARTS = sorted(found.name for found in pkgutil.iter_modules(bench.__path__))


@pytest.mark.parametrize("name", PARTS)
def test_every_part_of_the_bench_finds_what_it_names(name: str) -> None:
    assert import_module(f"bench.{name}").__doc__
