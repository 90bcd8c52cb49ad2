"""What must be true of every ballot box; nothing here tells how many ballots a box holds."""

from collections.abc import Mapping

from sqlalchemy import func, select

from engage.ballots import keys, queries
from engage.ballots.models import Ballot, BallotBox, OpenedCount
from engage.ballots.rewriting import lacks_answers
from engage.ballots.rules import Phase
from engage.core.checks import Check
from engage.core.db import ballot_owner_engine, db

OPENED_AND_GONE = frozenset({Phase.KEY_DESTROYED, Phase.DELETED})


def _held() -> dict[str, int]:
    """Sealed ballots by box."""
    with ballot_owner_engine().connect() as connection:
        found = connection.execute(
            select(Ballot.box, func.count().label("ballots")).group_by(Ballot.box).order_by(Ballot.box)
        ).all()
        connection.rollback()
    return {row.box: row.ballots for row in found}


def _strange() -> int:
    with ballot_owner_engine().connect() as connection:
        counted = set(connection.execute(select(OpenedCount.box).order_by(OpenedCount.box)).scalars())
        connection.rollback()
    return len((counted | _held().keys()) - {box.code for box in queries.boxes()})


def _left_sealed() -> int:
    held = _held()
    return sum(box.code in held for box in queries.boxes() if Phase(box.phase) in OPENED_AND_GONE)


def _keys_left() -> int:
    return sum(keys.is_here(box.code) for box in queries.boxes() if Phase(box.phase) in OPENED_AND_GONE)


def fewer_than(flags: Mapping[str, int]) -> int:
    """How many boxes that take ballots, or wait to be opened, hold fewer than people are noted to have cast.

    Count the flags first: a ballot is committed before its flag, so none that is on its way makes this wrong.
    """
    held = _held()
    taking = select(BallotBox.code).where(BallotBox.phase.in_((Phase.SEALED, Phase.CLOSED))).order_by(BallotBox.code)
    waiting = set(db.session.scalars(taking))
    return sum(held.get(box, 0) < cast for box, cast in flags.items() if box in waiting)


CHECKS = (
    Check("ballots belong to a ballot box that is known", _strange),
    Check("no sealed ballot is left where the key is destroyed", _left_sealed),
    Check("no key is left where it is recorded as destroyed", _keys_left),
    Check(
        "opened boxes hold the answers that were counted",
        lambda: sum(lacks_answers(box.code) for box in queries.boxes() if box.phase == Phase.KEY_DESTROYED),
    ),
)
