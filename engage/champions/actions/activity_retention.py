"""What goes when its time is over: whole entries, and before that the name on them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update

from engage.champions.models import Activity
from engage.champions.rules.activity import MONTHS_KEPT, MONTHS_NAMED
from engage.core import audit, clock
from engage.core.db import db
from engage.core.files import StoredFile
from engage.core.retention import whom
from engage.directory.models import Appointment

PEOPLE, UNITS = whom(Activity.id, Activity.person_id), whom(Activity.id, Activity.unit_id)


def old(at: datetime) -> Select[int]:
    """Entries of long ago."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_KEPT)
    return select(Activity.id).where(Activity.happened_on < before)


def named(at: datetime) -> Select[int]:
    """Entries of whoever has been appointed to nothing for a year."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_NAMED)
    lately = select(Appointment.person_id).where(or_(Appointment.ended_on.is_(None), Appointment.ended_on > before))
    return select(Activity.id).where(Activity.person_id.is_not(None), Activity.person_id.not_in(lately))


def delete_old(ids: Sequence[int], at: datetime) -> None:
    """Delete entries, with their files."""
    _without_files(ids)
    db.session.execute(delete(Activity).where(Activity.id.in_(ids)))
    audit.record("delete", "activity", number=len(ids))


def forget_champions(ids: Sequence[int], at: datetime) -> None:
    """Take the name off entries."""
    # Only whoever wrote it could open a file of it.
    _without_files(ids)
    db.session.execute(update(Activity).where(Activity.id.in_(ids)).values(person_id=None))
    audit.record("forget", "activity", number=len(ids))


def _without_files(ids: Sequence[int]) -> None:
    db.session.execute(delete(StoredFile).where(StoredFile.on_kind == "activity", StoredFile.on_id.in_(ids)))
