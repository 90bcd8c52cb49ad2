"""Stories at each of their states, brought there through the feature's own actions."""

import secrets
from collections.abc import Sequence

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition.actions import stories as actions
from engage.recognition.models import Story

BODY = "The footbridge was under water.\n\nThey had it open by noon."


def get(number: int) -> Story:
    """As the database has it."""
    return db.session.get_one(Story, number, populate_existing=True)


def draft(author: int, people: Sequence[int] = (), title: str = "The bridge", picture: bytes = b"") -> int:
    """A draft, with a picture where bytes are given; its id."""
    words = actions.Words(title, BODY, None, "A footbridge." if picture else "", tuple(people), picture)
    with transaction():
        return actions.create(words, author, secrets.token_hex(8), clock.now()).id


def sent(author: int, people: Sequence[int] = (), **more: object) -> int:
    """Sent: to whoever it names, else to the OD team."""
    number = draft(author, people, **more)  # type: ignore[arg-type]
    with transaction():
        actions.send(get(number), author, False, clock.now())
    return number


def waiting(author: int, people: Sequence[int] = (), **more: object) -> int:
    """Agreed to by all it names: it waits for the OD team."""
    number = sent(author, people, **more)
    for each in people:
        with transaction():
            actions.consent(get(number), each, clock.now())
    return number


def shown(author: int, people: Sequence[int] = (), by: int = 0, **more: object) -> int:
    """Shown to all staff."""
    number = waiting(author, people, **more)
    with transaction():
        actions.approve(get(number), by or author, clock.now())
    return number
