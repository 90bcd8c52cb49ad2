"""Make a box, back up its key, take ballots. Opening it is the worker's, in opening.py."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select, text

from engage.ballots import keys, queries, rules
from engage.ballots.models import Ballot, BallotBox, BoxBackup
from engage.ballots.opening import close_box, delete_answers, open_box
from engage.ballots.rules import BadBallot, Phase
from engage.ballots.seal import new_key_pair, opens, seal, seal_canary
from engage.core import audit, clock
from engage.core.db import ballot_insert_engine, ballot_owner_engine, ballot_transaction, db
from engage.core.errors import Conflict, Invalid

__all__ = [
    "carry_on", "cast", "check_backup", "close_box", "confirm_backup_destroyed", "create_box", "delete_answers",
    "discard", "held", "make_backup", "new_ballot_id", "open_box", "restore", "start",
]  # fmt: skip

# No conflict target and no RETURNING: either would need the right to read, which the web process has not.
INSERT = text("INSERT INTO ballot (box, id, sealed) VALUES (:box, :id, :sealed) ON CONFLICT DO NOTHING")


def create_box(size: int) -> BallotBox:
    """A box for ballots of at most `size` bytes of canonical JSON, with its key on this machine; flushed.

    It takes no ballot before `start`, and that needs a backup of its key, made and checked.
    """
    if not 0 < size <= rules.LARGEST_BALLOT:
        raise Invalid(f"A ballot may hold at most {rules.LARGEST_BALLOT} bytes: shorten the comments.")
    code = secrets.token_hex(16)
    private, public = new_key_pair()
    keys.store(code, private)
    canary = seal_canary(public, code)
    box = BallotBox(code=code, public_key=public, ballot_size=size, canary=canary, phase=Phase.MADE)
    db.session.add(box)
    db.session.flush()
    audit.record("ballot_box_made", "ballot_box", code)
    return box


def make_backup(box: BallotBox, holder: str) -> tuple[bytes, str]:
    """(file, recovery code) for a named holder: shown once, kept nowhere."""
    if not holder.strip():
        raise Invalid("Say who keeps the backup.")
    if box.phase not in rules.HAS_KEY:
        raise Conflict("The key of this box is destroyed: there is nothing left to back up.")
    number = secrets.token_hex(8)
    file, recovery_code = keys.wrap_backup(box.code, number, keys.load(box.code))
    db.session.add(BoxBackup(number=number, box=box.code, holder=holder.strip(), made_at=clock.now()))
    db.session.flush()
    audit.record("ballot_box_backup_made", "ballot_box", box.code)
    return file, recovery_code


def check_backup(box: BallotBox, file: bytes, recovery_code: str) -> BoxBackup:
    """Open the canary with the backup alone, and note that it works; raises Invalid."""
    _private, number = _from_backup(box, file, recovery_code)
    backup = db.session.get(BoxBackup, number)
    if backup is None or backup.box != box.code or backup.destroyed_at is not None:
        raise Conflict("This backup is not listed, or is listed as destroyed: make another.")
    backup.checked_at = clock.now()
    db.session.flush()
    audit.record("ballot_box_backup_checked", "ballot_box", box.code)
    return backup


def restore(box: BallotBox, file: bytes, recovery_code: str) -> None:
    """Put a lost key back in its place from its backup; never once it has been destroyed."""
    if box.phase not in rules.HAS_KEY or box.phase == Phase.COMPACTED:
        raise Conflict("The key of this box was destroyed when it was opened: it is not put back.")
    private, _number = _from_backup(box, file, recovery_code)
    keys.destroy(box.code)
    keys.store(box.code, private)
    audit.record("ballot_box_key_restored", "ballot_box", box.code)


def _from_backup(box: BallotBox, file: bytes, recovery_code: str) -> tuple[bytes, str]:
    private, number = keys.unwrap_backup(box.code, file, recovery_code)
    if not opens(private, box.code, box.canary):
        raise Invalid("The key in this backup does not open this ballot box.")
    return private, number


def confirm_backup_destroyed(backup: BoxBackup) -> None:
    """Its holder says that this backup is no more."""
    if backup.destroyed_at is None:
        backup.destroyed_at = clock.now()
        db.session.flush()
        audit.record("ballot_box_backup_destroyed", "ballot_box", backup.box)


def start(box: BallotBox) -> None:
    """Take ballots from now on; refused before a backup of the key has been shown to work."""
    if not queries.is_ready(box.code):
        raise Conflict("Make a backup of the key and check it first: a failed disk would lose every answer.")
    if not rules.may_follow(Phase(box.phase), Phase.SEALED):
        raise Conflict("This ballot box has been started already.")
    box.phase = Phase.SEALED
    db.session.flush()
    audit.record("ballot_box_sealed", "ballot_box", box.code)


def discard(box: BallotBox) -> None:
    """Forget a box that never took a ballot, with its key and the list of its backups."""
    if box.phase != Phase.MADE:
        raise Conflict("This ballot box may hold ballots: close and open it.")
    db.session.execute(delete(BoxBackup).where(BoxBackup.box == box.code))
    db.session.delete(box)
    db.session.flush()
    keys.destroy(box.code)
    audit.record("ballot_box_discarded", "ballot_box", box.code)


def carry_on(box: BallotBox, to: BallotBox) -> None:
    """What the opening of one box leaves sealed goes into another of the same length, which takes ballots already."""
    if to.phase != Phase.SEALED or box.phase != Phase.SEALED or to.ballot_size != box.ballot_size:
        raise Conflict("Ballots are carried on into a box of the same length that takes ballots.")
    box.carries_to = to.code
    db.session.flush()
    audit.record("ballot_box_carries_on", "ballot_box", box.code, to=to.code)


def held(box_code: str) -> int:
    """How many ballots lie sealed in a box: for the worker that decides about its opening, never for a page."""
    with ballot_owner_engine().connect() as connection:
        found = connection.execute(select(func.count()).select_from(Ballot).where(Ballot.box == box_code))
        return int(found.scalar_one())


def new_ballot_id() -> bytes:
    """A random 128-bit number for one paper; every retry carries the same."""
    return secrets.token_bytes(rules.ID_BYTES)


def cast(box_code: str, ballot_id: bytes, payload: Mapping[str, Any]) -> bool:
    """Seal and insert a ballot, committed on return; True where it is new, False where this id was there.

    Call it inside the main transaction that then sets the flag. The shared lock on the box's row (on SQLite
    the writing transaction itself) is held until that ends, so that closing waits for whoever is casting.
    Whatever goes wrong is raised: nothing may be acknowledged then, and a retry with the same id is safe.
    """
    if len(ballot_id) != rules.ID_BYTES:
        raise Invalid("The number of this paper is not one that this service gave out.")
    box = db.session.get(BallotBox, box_code, with_for_update={"read": True})
    if box is None or box.phase != Phase.SEALED:
        raise Conflict("This ballot box takes no ballots.")
    try:
        sealed = seal(box.public_key, box.code, rules.canonical(payload), box.ballot_size)
    except BadBallot as error:
        raise Invalid(str(error)) from error
    with ballot_transaction(ballot_insert_engine()) as connection:
        done = connection.execute(INSERT, {"box": box.code, "id": ballot_id, "sealed": sealed})
        return bool(done.rowcount == 1)
