"""Reads of a box: how far it is, what was counted, and, once its key is gone, what was opened."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engage.ballots.models import BallotBox, BoxBackup, OpenedAnswers, OpenedComment
from engage.ballots.rules import Phase
from engage.core.db import ballot_owner_engine, db
from engage.core.errors import Conflict, NotThere

BATCH = 500


@dataclass(frozen=True)
class Comment:
    """One opened comment, beside nothing else that its writer said."""

    question: str
    group: str
    text: str


@dataclass(frozen=True)
class Counts:
    """What the audit of a release shows of the box."""

    ballots: int
    flags: int
    unreadable: int
    late: int

    @property
    def beyond_flags(self) -> int:
        """Ballots minus flags: a crash between the two commits and another device, or meddling."""
        return self.ballots - self.flags


def box(code: str) -> BallotBox:
    """The box, or NotThere."""
    found = db.session.get(BallotBox, code)
    if found is None:
        raise NotThere("There is no such ballot box.")
    return found


def boxes() -> Sequence[BallotBox]:
    """Every box, in the order of their codes, which tells nothing."""
    return db.session.scalars(select(BallotBox).order_by(BallotBox.code)).all()


def backups(code: str) -> Sequence[BoxBackup]:
    """Every backup of the key that was ever made, oldest first."""
    return db.session.scalars(
        select(BoxBackup).where(BoxBackup.box == code).order_by(BoxBackup.made_at, BoxBackup.number)
    ).all()


def is_ready(code: str) -> bool:
    """Whether a backup of the key, still kept, has opened the canary: else the box takes no ballots."""
    return any(each.checked_at is not None and each.destroyed_at is None for each in backups(code))


def key_still_exists(code: str) -> bool:
    """Whether somebody could still unseal: the key is not destroyed, or a holder has not confirmed."""
    return box(code).key_destroyed_at is None or any(each.destroyed_at is None for each in backups(code))


def counts(code: str) -> Counts | None:
    """What was counted at the opening; None before, so that nobody can watch the box fill."""
    found = box(code)
    if found.ballots is None or found.flags is None:
        return None
    return Counts(found.ballots, found.flags, found.unreadable or 0, found.late or 0)


def opened_answers(code: str) -> Iterator[dict[str, Any]]:
    """Each respondent's {group, characteristics, answers}, in the order of random numbers."""
    _refuse_before_the_key_is_gone(code)
    return (json.loads(row.payload) for row in _rows(OpenedAnswers, code))


def opened_comments(code: str) -> Iterator[Comment]:
    """Each comment, in the order of random numbers of its own."""
    _refuse_before_the_key_is_gone(code)
    return (Comment(row.question, row.reporting_group, row.text) for row in _rows(OpenedComment, code))


def _refuse_before_the_key_is_gone(code: str) -> None:
    if box(code).phase != Phase.KEY_DESTROYED:
        raise Conflict("The answers of this box cannot be read: it has not been opened, or was deleted since.")


def _rows(table: type[OpenedAnswers] | type[OpenedComment], code: str) -> Iterator[Any]:
    """In short transactions: on SQLite a long one would keep ballots of other boxes waiting."""
    last = b""
    while True:
        batch = (
            select(*table.__table__.columns).where(table.box == code, table.id > last).order_by(table.id).limit(BATCH)
        )
        with ballot_owner_engine().connect() as connection:
            rows = connection.execute(batch).all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = rows[-1].id
