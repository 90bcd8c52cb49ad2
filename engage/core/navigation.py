"""The entries of the header and of the OD desk, each brought by its feature's views as NAV and DESK."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flask import Flask, current_app, has_request_context, request, url_for
from flask_login import current_user


@dataclass(frozen=True)
class Entry:
    """One entry: its words, its endpoint, its place, and the permission that shows it (None: everybody)."""

    label: str
    endpoint: str
    order: int
    permission: Any = None


def init_app(app: Flask, features: Sequence[str]) -> None:
    """Give every template the entries that its reader may use, and who that reader is."""
    entries = _brought(features, "NAV")
    app.extensions["desk"] = _brought(features, "DESK")

    @app.context_processor
    def _common() -> dict[str, Any]:
        known = has_request_context() and current_user.is_authenticated  # the worker renders mail, too
        return {
            "nav": _shown(entries, current_user.may) if known else [],
            "current_person": current_user if known else None,
            "settings": app.extensions["settings"],
        }


def _brought(features: Sequence[str], name: str) -> list[Entry]:
    found = [entry for each in features for entry in getattr(import_module(f"engage.{each}.views"), name, ())]
    return sorted(found, key=lambda entry: entry.order)


def desk(may: Callable[[Any], bool]) -> list[tuple[str, str]]:
    """Words and address of what the OD team keeps and this person may: each feature's views bring theirs as DESK."""
    entries: list[Entry] = current_app.extensions["desk"]
    return [(each.label, url_for(each.endpoint)) for each in entries if may(each.permission)]


def _shown(entries: Sequence[Entry], may: Callable[[Any], bool]) -> list[dict[str, Any]]:
    open_to = [(e.label, url_for(e.endpoint)) for e in entries if e.permission is None or may(e.permission)]
    inside = [href for _, href in open_to if href == request.path or (href != "/" and request.path.startswith(href))]
    here = max(inside, key=len, default="")
    return [{"label": label, "href": href, "current": href == here} for label, href in open_to]
