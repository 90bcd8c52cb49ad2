"""Boxes and ballots for the tests: every ballot marked, so that each can be told from collections.abc import Callable
from all others."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, insert, select

from engage.ballots import actions, queries, seal
from engage.ballots import opened as opened_answers
from engage.ballots.models import Ballot
from engage.ballots.opened import OpenedAnswers
from engage.core.db import ballot_owner_engine, ballot_transaction, transaction

SIZE = 400
GROUPS = ("ADULTS", "PLACE", "PEOPLETEAM")


def made_box(size: int = SIZE) -> str:
    """A box that is made, and no more."""
    with transaction():
        return actions.create_box(size).code


def started_box(size: int = SIZE) -> str:
    """A box that takes ballots."""
    code = made_box(size)
    with transaction():
        box = queries.box(code)
        actions.check_backup(box, *actions.make_backup(box, "The head of internal audit"))
        actions.start(box)
    return code


def payload(mark: int) -> dict[str, object]:
    """The ballot of one marked respondent; every third one comments, too."""
    comments = {"Q9": f"Comment of M{mark:05d}."} if mark % 3 == 0 else {}
    return {
        "group": GROUPS[mark % len(GROUPS)],
        "characteristics": {"age": "25 to 34"},
        "answers": {"Q1": "agree", "MARK": f"M{mark:05d}"},
        "comments": comments,
    }


def vote(code: str, mark: int, ballot_id: bytes | None = None) -> None:
    """One acknowledged ballot."""
    with transaction():
        actions.cast(code, ballot_id or actions.new_ballot_id(), payload(mark))


def full_box(ballots: int) -> str:
    """A box with so many ballots, marked from 0."""
    code = started_box()
    for mark in range(ballots):
        vote(code, mark)
    return code


def open_box(code: str, flags: int, **more: Any) -> queries.Counts:
    """Close a box, as its survey does, and open it."""
    with transaction():
        actions.close_box(code)
    return actions.open_box(code, flags, **more)


def rows(table: type, code: str) -> int:
    """How many rows of one table belong to a box."""
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(table).where(table.box == code)).scalar_one()


def sealed(code: str) -> int:
    """How many ballots lie sealed."""
    return rows(Ballot, code)


def opened(code: str) -> int:
    """How many lie opened."""
    return rows(OpenedAnswers, code)


def marks(code: str, unpack: Callable[[dict[str, Any]], dict[str, Any]] = dict) -> list[str]:
    """The marks among the opened answers, sorted; `unpack` reads answers that are packed."""
    return sorted(unpack(each["answers"])["MARK"] for each in opened_answers.answers(code))


def expected(ballots: int) -> list[str]:
    """The marks that must be found."""
    return [f"M{mark:05d}" for mark in range(ballots)]


def smuggle(code: str, sealed: bytes) -> bytes:
    """A row put in past the product, as whoever holds the web process's password could; answers its id."""
    ballot_id = actions.new_ballot_id()
    with ballot_transaction(ballot_owner_engine()) as connection:
        connection.execute(insert(Ballot), {"box": code, "id": ballot_id, "sealed": sealed})
    return ballot_id


def forged(code: str, plain: bytes) -> bytes:
    """A ballot sealed by somebody who knows the public key and writes what they like."""
    return seal.seal(queries.box(code).public_key, code, plain, SIZE)
