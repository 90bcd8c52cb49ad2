"""What features above the start page bring to it; those below are named in home itself.

Their views bring START (cards and desk), FINDER (search) and HOLDER (a person's own copy), each with the functions
that a feature's queries/start.py, queries/finding.py and queries/own_data.py have.
"""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from flask import Flask, current_app

NAMES = ("START", "FINDER", "HOLDER")


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in what they bring, and what they are called."""
    known = list(features)
    app.extensions["features"] = tuple(views.__name__.split(".")[1] for views in known)
    app.extensions["overviews"] = {
        name: tuple(getattr(views, name) for views in known if hasattr(views, name)) for name in NAMES
    }


def brought(name: str) -> Sequence[Any]:
    """What was brought under this name, in the order of the features."""
    found: Sequence[Any] = current_app.extensions["overviews"][name]
    return found
