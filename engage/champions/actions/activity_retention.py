"""What goes when its time is over: whole entries, and before that the name on them."""

from datetime import datetime

from sqlalchemy import Select, delete, or_, select, update

from engage.champions.models import Activity
from engage.champions.rules.activity import MONTHS_KEPT, MONTHS_NAMED
from engage.core import audit, clock
from engage.core.db import db
from engage.core.files import StoredFile
from engage.directory.models import Appointment

AT_ONCE = 500


def delete_old(at: datetime) -> int:
    """Delete entries of long ago, with their files; how many at this go."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_KEPT)
    due = _some(select(Activity.id).where(Activity.happened_on < before))
    _without_files(due)
    if due:
        db.session.execute(delete(Activity).where(Activity.id.in_(due)))
        audit.record("delete", "activity", number=len(due))
    return len(due)


def forget_champions(at: datetime) -> int:
    """Take the name off the entries of whoever has been appointed to nothing for a year; how many at this go."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_NAMED)
    lately = select(Appointment.person_id).where(or_(Appointment.ended_on.is_(None), Appointment.ended_on > before))
    due = _some(select(Activity.id).where(Activity.person_id.is_not(None), Activity.person_id.not_in(lately)))
    # Only whoever wrote it could open a file of it.
    _without_files(due)
    if due:
        db.session.execute(update(Activity).where(Activity.id.in_(due)).values(person_id=None))
        audit.record("forget", "activity", number=len(due))
    return len(due)


def _some(rows: Select[int]) -> list[int]:
    return list(db.session.scalars(rows.order_by(Activity.id).limit(AT_ONCE)))


def _without_files(due: list[int]) -> None:
    if due:
        db.session.execute(delete(StoredFile).where(StoredFile.on_kind == "activity", StoredFile.on_id.in_(due)))
