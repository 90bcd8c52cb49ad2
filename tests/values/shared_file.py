"""The shared file of real frameworks, beside the clone where there is one."""

import csv
import io
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared/data/values/frameworks.csv"


def shared() -> str:
    """The file as it is; skips, saying so, where it is not there."""
    if not SHARED.is_file():
        pytest.skip("no ../shared/data/values/frameworks.csv beside this clone")
    return SHARED.read_bytes().decode()


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))
