"""The way to pages of the desk that stand beside the log: told only where they are there."""

from typing import Any

from flask import current_app, url_for

CONCERN_NEW, CONCERNS_OWN, BRIEFINGS = "champions.concern_new", "champions.concerns_own", "champions.briefings"


def way_to(endpoint: str, **values: Any) -> str:
    """An address, or nothing where no such page is there."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""
