"""The opening: a table of phases, each repeatable, taken up by the next worker where one was killed.

Nothing is deleted before everything can be read. A ballot that does not open stops the opening with a plain
error (a wrong key must never delete ballots), and so do fewer ballots than people who took part (a ballot
database put back from an older backup). Whoever has looked into it may accept exactly the number found.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from engage.ballots import keys, queries, rewriting, rules
from engage.ballots.alone import alone
from engage.ballots.compact import compact_ballots, compact_main
from engage.ballots.models import Ballot, BallotBox, OpenedCount
from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.ballots.rewriting import Place, Work
from engage.ballots.rules import Phase
from engage.core import audit, clock
from engage.core.db import ballot_owner_engine, ballot_transaction, db, transaction
from engage.core.errors import Conflict


def close_box(box_code: str) -> None:
    """Take no more ballots: waits for whoever is casting, and holds from the caller's commit on; flushed."""
    queries.box(box_code)
    box = db.session.get_one(BallotBox, box_code, with_for_update=True)
    if box.phase == Phase.MADE:
        raise Conflict("This ballot box was never started.")
    _refuse_before_carried(box_code)
    if box.phase == Phase.SEALED:
        box.phase = Phase.CLOSED
        db.session.flush()
        audit.record("ballot_box_closed", "ballot_box", box_code)


def _refuse_before_carried(box_code: str) -> None:
    """A box is neither closed nor given up while its forerunner may still lay ballots into it."""
    if queries.awaits_carried(box_code):
        raise Conflict("Ballots of the survey before this one are still to come here. Try again in some minutes.")


def open_box(
    box_code: str,
    expected_flags: int,
    checkpoint: Callable[[str], None] = lambda name: None,
    accept_unreadable: int = 0,
    accept_missing: int = 0,
    participation: Sequence[str] = (),
    place: Place = list,
    least: int = 0,
) -> queries.Counts:
    """Open a closed box, from wherever it stands to the destroyed key; for the worker alone.

    Commits the session after each phase: call it outside any transaction that must be undone. `participation`
    names the main database's tables of flags, compacted too; `place` says which group each comment keeps;
    `least` says how many are opened at least where the rest is carried on.
    Raises Conflict, with nothing lost, where the box still takes ballots or is being opened elsewhere, its key
    is missing, or its ballots don't add up.
    """
    work = Work(box_code, checkpoint, accept_unreadable, accept_missing, participation, place, least)
    _phase(box_code)
    with alone(box_code):
        _note_flags(work, expected_flags)
        while (step := STEPS.get(_phase(box_code))) is not None:
            step(work)
            checkpoint("phase")
    with transaction():
        found = queries.counts(box_code)
    if found is None:
        raise Conflict("This ballot box was never counted.")
    return found


def _note_flags(work: Work, flags: int) -> None:
    with transaction():
        box = db.session.get_one(BallotBox, work.box, with_for_update=True)
        if box.phase in {Phase.MADE, Phase.SEALED}:
            raise Conflict("This ballot box has not been closed, so it is not opened. Close the survey first.")
        if box.phase == Phase.CLOSED:
            box.flags = flags
    work.checkpoint("closed")


def _phase(code: str) -> Phase:
    with transaction():
        return Phase(queries.box(code).phase)


def _advance(code: str, to: Phase, **facts: Any) -> None:
    with transaction():
        box = db.session.get_one(BallotBox, code, with_for_update=True)
        if not rules.may_follow(Phase(box.phase), to):
            raise Conflict("This ballot box has moved on meanwhile.")
        box.phase = to
        for name, value in facts.items():
            setattr(box, name, value)
        if to == Phase.REWRITTEN and box.carries_to is not None:
            db.session.get_one(BallotBox, box.carries_to, with_for_update=True).carried_in = box.carried_out or 0
        audit.record(f"ballot_box_{to}", "ballot_box", code)


def _rewrite(work: Work) -> None:
    """Phase 1; where a worker was killed after the ballot box's commit, only the main database is told."""
    if rewriting.written(work.box) is None:
        unsealed = rewriting.unseal_all(work)
        rewriting.refuse_loss(work, unsealed)
        work.checkpoint("unsealed")
        _write(work, unsealed)
    work.checkpoint("rewritten")
    count = _count_written(work.box)
    _advance(work.box, Phase.REWRITTEN, ballots=count.ballots, unreadable=count.unreadable, carried_out=count.carried)


def _write(work: Work, unsealed: rewriting.Unsealed) -> None:
    """Where some are carried on, the next box is held meanwhile, as by whoever casts: it can't be closed or go."""
    with transaction():
        target = queries.box(work.box).carries_to
        if target is None:
            onward = None
        else:
            box = db.session.get_one(BallotBox, target, with_for_update={"read": True})
            if box.phase != Phase.SEALED:
                raise Conflict("The ballot box that takes the rest is not open. Nothing was changed.")
            onward = rewriting.Onward(box.code, box.public_key, box.ballot_size)
            rewriting.write(work, unsealed, onward)
    if onward is None:
        rewriting.write(work, unsealed)


def _check(work: Work) -> None:
    """Phase 2: what was written is all there; a ballot that came after the close was never acknowledged.

    (A web process killed in its commit: the box's lock falls, and the server may still finish the insert.)
    """
    count = _count_written(work.box)
    with ballot_transaction(ballot_owner_engine()) as connection:
        answers = _rows(connection, OpenedAnswers, work.box)
        comments = _rows(connection, OpenedComment, work.box)
        if (answers + count.unreadable + count.carried, comments) != (count.ballots, count.comments):
            raise Conflict("Fewer answers than were written: put the ballot database back from its backup.")
        late = connection.execute(delete(Ballot).where(Ballot.box == work.box)).rowcount
        added = update(OpenedCount).where(OpenedCount.box == work.box).values(late=OpenedCount.late + late)
        connection.execute(added)
    work.checkpoint("counted")
    _advance(work.box, Phase.CHECKED, late=_count_written(work.box).late)


def _count_written(code: str) -> Any:
    found = rewriting.written(code)
    if found is None:
        raise Conflict("What was opened is not in the ballot database: put it back from its backup.")
    return found


def _rows(connection: Any, table: Any, code: str) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(table.box == code)).scalar_one())


def _compact(work: Work) -> None:
    """Phase 3: no old page of either database is left."""
    compact_ballots(ballot_owner_engine())
    work.checkpoint("ballots_compacted")
    compact_main(db.engine, work.participation)
    work.checkpoint("main_compacted")
    _advance(work.box, Phase.COMPACTED)


def _destroy_key(work: Work) -> None:
    """Phase 4: from here on not even the operator can unseal an old copy of the box."""
    keys.destroy(work.box)
    work.checkpoint("key_destroyed")
    _advance(work.box, Phase.KEY_DESTROYED, key_destroyed_at=clock.now())


STEPS: Mapping[Phase, Callable[[Work], None]] = {
    Phase.CLOSED: _rewrite,
    Phase.REWRITTEN: _check,
    Phase.CHECKED: _compact,
    Phase.COMPACTED: _destroy_key,
}


def delete_answers(box_code: str, participation: Sequence[str] = ()) -> None:
    """On the retention date: what was opened goes, or, of a box never opened, its key and its sealed ballots.

    The counts and the release stay. `participation`: the main database's tables whose rows were deleted before,
    written anew without them."""
    if _phase(box_code) == Phase.DELETED:
        return
    with alone(box_code):
        phase = _phase(box_code)
        if not rules.may_follow(phase, Phase.DELETED):
            raise Conflict("This ballot box has not been closed: its ballots are not deleted.")
        facts = {} if phase == Phase.KEY_DESTROYED else _give_up(box_code)
        with ballot_transaction(ballot_owner_engine()) as connection:
            for table in (OpenedAnswers, OpenedComment, Ballot):
                connection.execute(delete(table).where(table.__table__.c.box == box_code))
        compact_ballots(ballot_owner_engine())
        compact_main(db.engine, participation)
        _advance(box_code, Phase.DELETED, **facts)


def _give_up(box_code: str) -> dict[str, Any]:
    """The key first: were this killed half-way, nobody could open what is left."""
    with transaction():
        audit.record("ballot_box_deleted_unopened", "ballot_box", box_code)
    keys.destroy(box_code)
    return {"key_destroyed_at": clock.now()}
