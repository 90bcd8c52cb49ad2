"""The heart of an opening: unseal a closed box, and write its answers anew in one transaction."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select

from engage.ballots import keys, queries, rules, seal
from engage.ballots.models import Ballot, OpenedCount
from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.ballots.rules import BadBallot, Paper
from engage.core import audit
from engage.core.db import ballot_owner_engine, ballot_transaction, transaction
from engage.core.errors import Conflict

BATCH = 500
Item = TypeVar("Item")
# A comment as it came out of the seal: its question, its writer's group, its words.
Written = tuple[str, str, str]
Place = Callable[[Sequence[Written]], Sequence[Written]]
SAMPLED = {OpenedAnswers.__tablename__: "payload", OpenedComment.__tablename__: "text"}


@dataclass(frozen=True)
class Onward:
    """The box that takes what an opening leaves sealed, as far as sealing needs to know it."""

    box: str
    public_key: bytes
    size: int


@dataclass(frozen=True)
class Work:
    """One opening, as its phases see it."""

    box: str
    checkpoint: Callable[[str], None]
    accept_unreadable: int
    accept_missing: int
    participation: Sequence[str]
    place: Place = list
    least: int = 0


@dataclass(frozen=True)
class Unsealed:
    """What came out of the box: each respondent's paper, and how many would not open."""

    papers: Sequence[Paper]
    unreadable: int


def written(code: str) -> Any:
    """The row of OpenedCount, or None while all ballots lie sealed."""
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(*OpenedCount.__table__.columns).where(OpenedCount.box == code)).first()


def lacks_answers(code: str) -> bool:
    """Whether an opened box holds other numbers of answers and comments than its opening wrote."""
    count = written(code)
    with ballot_owner_engine().connect() as connection:
        answers, comments = (
            connection.execute(select(func.count()).select_from(table).where(table.box == code)).scalar_one()
            for table in (OpenedAnswers, OpenedComment)
        )
        connection.rollback()
    return count is None or (answers + count.unreadable + count.carried, comments) != (count.ballots, count.comments)


def unseal_all(work: Work) -> Unsealed:
    """Everything in the box, opened in memory.

    Read in short transactions: the box is closed, and ballots of other boxes must not wait for this.
    """
    with transaction():
        canary = queries.box(work.box).canary
    private = keys.load(work.box)
    if not seal.opens(private, work.box, canary):
        raise Conflict("The key that lies here is not the key of this ballot box. Nothing was deleted.")
    papers: list[Paper] = []
    unreadable = 0
    for sealed in _sealed(work.box):
        work.checkpoint("ballot")
        try:
            papers.append(rules.parse(seal.unseal(private, work.box, sealed)))
        except BadBallot:
            unreadable += 1
    return Unsealed(papers, unreadable)


def _sealed(code: str) -> Iterator[bytes]:
    last = b""
    while True:
        batch = (
            select(Ballot.id, Ballot.sealed)
            .where(Ballot.box == code, Ballot.id > last)
            .order_by(Ballot.id)
            .limit(BATCH)
        )
        with ballot_owner_engine().connect() as connection:
            rows = connection.execute(batch).all()
        yield from (row.sealed for row in rows)
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def _comments(paper: Paper) -> Iterator[Written]:
    return ((code, paper.group, text) for code, text in paper.comments.items() if text.strip())


def refuse_loss(work: Work, unsealed: Unsealed) -> None:
    """Raise Conflict, while everything still lies sealed, where ballots would be lost unseen."""
    with transaction():
        box = queries.box(work.box)
        missing = max((box.flags or 0) + box.carried_in - len(unsealed.papers) - unsealed.unreadable, 0)
        if box.unreadable != unsealed.unreadable:
            box.unreadable = unsealed.unreadable
            audit.record("ballot_box_read", "ballot_box", work.box, unreadable=unsealed.unreadable, missing=missing)
    if unsealed.unreadable != work.accept_unreadable:
        raise Conflict(
            f"{unsealed.unreadable} ballots of this box cannot be read, and {work.accept_unreadable} "
            "were accepted. Nothing was deleted."
        )
    if missing > work.accept_missing:
        raise Conflict(
            f"{missing} people took part whose ballots are not in this box: put the ballot database back "
            "from its newest backup. Nothing was deleted."
        )


def shuffled(items: Sequence[Item]) -> list[Item]:
    """The items in an order that nobody can foresee or repeat."""
    found = list(items)
    secrets.SystemRandom().shuffle(found)
    return found


def write(work: Work, unsealed: Unsealed, onward: Onward | None = None) -> None:
    """One transaction: either all ballots lie sealed, or all lie opened, or sealed anew, and none as it was."""
    part = rules.part_opened(len(unsealed.papers), work.least) if onward else len(unsealed.papers)
    papers = shuffled(unsealed.papers)
    answers, comments = _opened(work, papers[:part])
    carried = [] if onward is None else [_sealed_anew(paper, onward) for paper in papers[part:]]
    found = len(papers) + unsealed.unreadable
    count = {"box": work.box, "ballots": found, "comments": len(comments), "unreadable": unsealed.unreadable,
             "carried": len(carried)}  # fmt: skip
    with ballot_transaction(ballot_owner_engine()) as connection:
        # First, so that another opening of this box, were there one, would fail here on the key.
        connection.execute(insert(OpenedCount), count)
        _keep_no_samples(connection)
        for table, rows in ((OpenedAnswers, answers), (OpenedComment, comments), (Ballot, carried)):
            for at in range(0, len(rows), BATCH):
                connection.execute(insert(table), rows[at : at + BATCH])
                work.checkpoint("written")
        with _without_overwriting(connection):
            gone = connection.execute(delete(Ballot).where(Ballot.box == work.box)).rowcount
        work.checkpoint("deleted")
        if gone != found:
            raise Conflict("A ballot came in while this box was being opened: it is tried again.")


def _opened(work: Work, papers: Sequence[Paper]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of answers and rows of comments, each under a number of its own, and each in an order of its own."""
    answers = [
        {"box": work.box, "id": secrets.token_bytes(rules.ID_BYTES), "payload": line}
        for line in shuffled([paper.choices() for paper in papers])
    ]
    written = [comment for paper in papers for comment in _comments(paper)]
    comments = [
        {"box": work.box, "id": secrets.token_bytes(rules.ID_BYTES), "question": question,
         "reporting_group": group, "text": text}
        for question, group, text in shuffled(work.place(written))
    ]  # fmt: skip
    return answers, comments


def _sealed_anew(paper: Paper, onward: Onward) -> dict[str, Any]:
    """A row like any that is cast there: its own number, its own seal, the same length."""
    sealed = seal.seal(onward.public_key, onward.box, paper.whole().encode(), onward.size)
    return {"box": onward.box, "id": secrets.token_bytes(rules.ID_BYTES), "sealed": sealed}


def _keep_no_samples(connection: Any) -> None:
    """PostgreSQL samples columns for its planner, and would keep the sample after the rows are deleted."""
    if connection.dialect.name == "postgresql":
        for table, column in SAMPLED.items():
            connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


@contextmanager
def _without_overwriting(connection: Any) -> Iterator[None]:
    """SQLite would overwrite every sealed page while ballots of other boxes wait: compacting drops them anyway."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA secure_delete = FAST")
    try:
        yield
    finally:  # the connection goes back to the pool, and whoever has it next must overwrite
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
