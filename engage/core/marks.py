"""What a view says about its own transaction; read by core.db, and free of it so that views may use it."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def reads(view: View) -> View:
    """Mark a POST that only computes: it takes no write lock and is never committed."""
    view.__dict__["database"] = "reads"
    return view


def writes(view: View) -> View:
    """Mark the one GET that commits (a sign-in that comes back from elsewhere)."""
    view.__dict__["database"] = "writes"
    return view
