"""Reads of a box: how far it is, and what was counted. What was opened lies behind opened.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engage.ballots.models import BallotBox, BoxBackup
from engage.ballots.rules import Phase
from engage.core.db import db
from engage.core.errors import NotThere


@dataclass(frozen=True)
class Counts:
    """What the audit of a release shows of the box."""

    ballots: int
    flags: int
    unreadable: int
    late: int
    # Sealed ballots that came from the box before this one, and those that went on to the next.
    carried_in: int = 0
    carried_out: int = 0

    @property
    def beyond_flags(self) -> int:
        """Ballots cast here minus flags: a crash between the two commits and another device, or meddling."""
        return self.ballots - self.carried_in - self.flags

    @property
    def opened(self) -> int:
        """How many were opened and could be read."""
        return self.ballots - self.unreadable - self.carried_out


class KeyParts:
    """What a page about a box's key asks; for whatever holds the box, or None, and its backups."""

    box: BallotBox | None
    backups: Sequence[BoxBackup]

    @property
    def kept(self) -> Sequence[BoxBackup]:
        """The backups of the key whose holders have not said that they are destroyed."""
        return [backup for backup in self.backups if backup.destroyed_at is None]

    @property
    def tried(self) -> bool:
        """Whether a backup that is still kept has opened the canary."""
        return any(backup.checked_at is not None for backup in self.kept)

    @property
    def opened(self) -> bool:
        """Whether the box is opened and its key destroyed."""
        return self.box is not None and self.box.key_destroyed_at is not None


def box(code: str) -> BallotBox:
    """The box, or NotThere."""
    found = db.session.get(BallotBox, code)
    if found is None:
        raise NotThere("There is no such ballot box.")
    return found


def source_of(code: str) -> BallotBox | None:
    """The box whose opening carries ballots into this one."""
    return db.session.scalar(select(BallotBox).where(BallotBox.carries_to == code))


def awaits_carried(code: str) -> bool:
    """Whether the box before this one may still lay ballots into it."""
    before = source_of(code)
    return before is not None and before.phase in {Phase.SEALED, Phase.CLOSED}


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
    return Counts(
        found.ballots, found.flags, found.unreadable or 0, found.late or 0, found.carried_in, found.carried_out or 0
    )
