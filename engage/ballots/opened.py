"""Opened answers and comments, tables and reads: by import contract, for whoever surveys let at them alone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from engage.ballots import queries
from engage.ballots.rules import ID_BYTES, LONGEST_GROUP, LONGEST_QUESTION, Phase
from engage.core.db import BallotBase, ballot_owner_engine
from engage.core.errors import Conflict

BATCH = 5000


class OpenedAnswers(BallotBase):
    """One respondent's choices after opening, under a new random number."""

    __tablename__ = "opened_answers"
    __table_args__ = ({"sqlite_with_rowid": False},)

    box: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(ID_BYTES), primary_key=True)
    payload: Mapped[str] = mapped_column(Text)


class OpenedComment(BallotBase):
    """One comment after opening, apart from the rest of what its writer answered."""

    __tablename__ = "opened_comment"
    __table_args__ = ({"sqlite_with_rowid": False},)

    box: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(ID_BYTES), primary_key=True)
    question: Mapped[str] = mapped_column(String(LONGEST_QUESTION))
    reporting_group: Mapped[str] = mapped_column(String(LONGEST_GROUP))
    text: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Comment:
    """One opened comment, beside nothing else that its writer said."""

    question: str
    group: str
    text: str


def answers(code: str) -> Iterator[dict[str, Any]]:
    """Each respondent's {group, characteristics, answers}, in the order of random numbers."""
    _refuse_before_the_key_is_gone(code)
    return (each for rows in _batches(OpenedAnswers, code) for each in _read([row.payload for row in rows]))


def comments(code: str) -> Iterator[Comment]:
    """Each comment, in the order of random numbers of its own."""
    _refuse_before_the_key_is_gone(code)
    return (
        Comment(row.question, row.reporting_group, row.text) for rows in _batches(OpenedComment, code) for row in rows
    )


def _read(payloads: Sequence[str]) -> list[dict[str, Any]]:
    """Many at once, as one list: that takes half the time."""
    found: list[dict[str, Any]] = json.loads(f"[{','.join(payloads)}]")
    if len(found) != len(payloads):
        raise ValueError("what lies opened is not one answer each")
    return found


def _refuse_before_the_key_is_gone(code: str) -> None:
    if queries.box(code).phase != Phase.KEY_DESTROYED:
        raise Conflict("The answers of this box cannot be read: it has not been opened, or was deleted since.")


def _batches(table: type[OpenedAnswers] | type[OpenedComment], code: str) -> Iterator[Sequence[Any]]:
    """In short transactions: on SQLite a long one would keep ballots of other boxes waiting."""
    last, asked = b"", [column for column in table.__table__.columns if column.name != "box"]  # known, and in each row
    while True:
        batch = select(*asked).where(table.box == code, table.id > last).order_by(table.id).limit(BATCH)
        with ballot_owner_engine().connect() as connection:
            rows = connection.execute(batch).all()
        yield rows
        if len(rows) < BATCH:
            return
        last = rows[-1].id
