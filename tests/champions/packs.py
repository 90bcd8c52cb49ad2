"""Briefings, made through the feature's own actions."""

from datetime import timedelta

from engage.champions.actions import briefings as actions
from engage.champions.queries import briefings as queries
from engage.core import clock, files
from engage.core.db import transaction
from tests.champions import made

BODY = "We move in **April**.\n\n* Two days a week."


def draft(hours: int | None = 48, opens: bool = False, networks: tuple[int, ...] = (), title: str = "The move") -> int:
    """A draft with an embargo of so many hours from now; its id."""
    until = clock.now() + timedelta(hours=hours) if hours is not None else None
    words = actions.Words(title, BODY, "## Do I have to?\n\nNo.", networks or (made.champions(),), until, opens)
    with transaction():
        return actions.create(words, clock.now()).id


def shown(**more: object) -> int:
    """The same, shown."""
    number = draft(**more)  # type: ignore[arg-type]
    with transaction():
        actions.show(number, clock.now())
    return number


def file_of(number: int) -> int:
    """The first file that hangs on it."""
    return files.on(queries.ON, number)[0].id
