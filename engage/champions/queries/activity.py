"""Reads of a champion's own log: nobody else's."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from engage.champions.models import Activity
from engage.champions.rules.activity import may_see
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Theme
from engage.directory.queries_networks import appointments_of
from engage.directory.queries_themes import themes
from engage.directory.rules.networks import APPOINTED

ON, EACH = "activity", 20


def appointments(person_id: int) -> Sequence[Appointment]:
    """What somebody is appointed to today, of the kinds that log: one statement."""
    return [each for each in appointments_of(person_id) if each.network.kind in APPOINTED]


def appointed(person_id: int) -> Sequence[Appointment]:
    """The same for whoever has any; to everybody else there is no such desk."""
    found = appointments(person_id)
    if not found:
        raise NotThere
    return found


def _own(person_id: int) -> Select[Activity]:
    return (
        select(Activity)
        .where(Activity.person_id == person_id)
        .options(joinedload(Activity.unit), joinedload(Activity.theme), joinedload(Activity.network))
        .order_by(Activity.happened_on.desc(), Activity.id.desc())
    )


def own(person_id: int, number: int = 1) -> Page[Activity]:
    """A page of somebody's own log, the newest first: two statements."""
    return cut(_own(person_id), number, EACH)


def newest(person_id: int, most: int) -> Sequence[Activity]:
    """The newest of it."""
    return db.session.scalars(_own(person_id).limit(most)).all()


def all_own(person_id: int) -> Select[Activity]:
    """All of it, for whoever looks through it."""
    return _own(person_id)


def logs(person_id: int) -> bool:
    """Whether somebody has a log at all, or may begin one: who stepped down keeps theirs."""
    rows = select(Activity.id).where(Activity.person_id == person_id).limit(1)
    return bool(appointments(person_id)) or db.session.scalar(rows) is not None


def seen(activity_id: int, person_id: int) -> Activity:
    """An entry for whoever wrote it; for everybody else it is not there."""
    rows = select(Activity).where(Activity.id == activity_id)
    row = db.session.scalar(rows.options(joinedload(Activity.unit), joinedload(Activity.theme)))
    if row is None or not may_see(row.person_id, person_id):
        raise NotThere
    return row


def last(person_id: int, kind: str = "") -> Activity | None:
    """The entry that somebody wrote last, of one kind where it is named."""
    rows = select(Activity).where(Activity.person_id == person_id)
    if kind:
        rows = rows.where(Activity.kind == kind)
    return db.session.scalars(rows.order_by(Activity.id.desc()).limit(1)).first()


def offered(held: Theme | None = None) -> list[tuple[int, str]]:
    """The themes to choose from, and the one that an entry has already."""
    found = [(each.id, each.name) for each in themes()]
    if held is not None and held.id not in {number for number, _ in found}:
        found.append((held.id, held.name))
    return found
