"""Writing a briefing pack, showing it to networks, and noting that somebody read it without noting who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engage.champions.models import Briefing, BriefingReading
from engage.champions.queries import briefings as queries
from engage.champions.queries.briefings import ON
from engage.champions.rules import briefings as rules
from engage.core import audit, clock, files, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.files import Sent

OVERTAKEN = (
    "Somebody else has saved this briefing since you opened it. What you typed is still below, and is not saved. "
    "Look at it as it is now, then save again to put yours in its place."
)
LACKS = "Write the briefing first. It was not shown to anybody."


@dataclass(frozen=True)
class Words:
    """What the OD team writes of a pack; networks by their ids."""

    title: str
    body: str
    questions: str
    networks: tuple[int, ...]
    embargo_until: datetime | None
    opens: bool


def locked(briefing_id: int) -> Briefing:
    """A pack that nobody else changes until this request has ended, as it is now."""
    rows = select(Briefing).where(Briefing.id == briefing_id).with_for_update()
    row = db.session.scalar(rows.execution_options(populate_existing=True))
    if row is None:
        raise NotThere
    return row


def create(words: Words, at: datetime) -> Briefing:
    """A draft, which only the OD team sees."""
    row = Briefing(changed_at=at, title=words.title)
    db.session.add(row)
    _take(row, words, at)
    db.session.flush()
    audit.record("create", ON, row.id)
    return row


def save(briefing_id: int, version: int, words: Words, at: datetime) -> None:
    """Other words; of a pack that is shown its readers see them at once."""
    row = locked(briefing_id)
    if row.version != version:
        raise Conflict(OVERTAKEN)
    if row.shown_at is not None and not words.body:
        raise Invalid("A briefing that is shown needs its text. Nothing was changed.")
    _take(row, words, at)
    db.session.flush()
    audit.record("change", ON, row.id)


def _take(row: Briefing, words: Words, at: datetime) -> None:
    chosen = [each for each in queries.offered() if each.id in words.networks]
    if not chosen:
        raise Invalid("Choose at least one network.")
    row.title, row.body, row.questions, row.networks = words.title, words.body, words.questions, chosen
    row.embargo_until, row.opens, row.changed_at = words.embargo_until, words.opens, at


def show(briefing_id: int, at: datetime) -> None:
    """To the people of its networks, who are told by mail; Conflict where it is shown."""
    row = locked(briefing_id)
    if row.shown_at is not None:
        raise Conflict("This briefing is shown already. Nothing was changed.")
    if not row.body:
        raise Invalid(LACKS)
    row.shown_at = row.changed_at = at
    db.session.flush()
    audit.record("show", ON, row.id)
    outbox.enqueue("briefing shown", {"briefing": row.id})


def withdraw(briefing_id: int, at: datetime) -> None:
    """A draft again, and nobody has read it: whoever gets the next one reads it anew."""
    row = locked(briefing_id)
    if row.shown_at is None:
        raise Conflict("This briefing is a draft. Nothing was changed.")
    row.shown_at, row.changed_at = None, at
    db.session.execute(delete(BriefingReading).where(BriefingReading.briefing_id == briefing_id))
    db.session.flush()
    audit.record("withdraw", ON, row.id)


def remove(briefing_id: int) -> None:
    """A draft, for good."""
    row = locked(briefing_id)
    if row.shown_at is not None:
        raise Conflict("Take the briefing back before you delete it. Nothing was changed.")
    erase(row)


def erase(row: Briefing) -> None:
    """In any state, with its files and what was noted of its readings."""
    number = row.id
    files.remove_all(ON, number)
    db.session.execute(delete(BriefingReading).where(BriefingReading.briefing_id == number))
    db.session.delete(row)
    db.session.flush()
    audit.record("delete", ON, number)


def read(found: queries.Pack, person_id: int) -> None:
    """Count a reading, once; not in the audit log, which keeps names."""
    if not found.theirs or found.row.shown_at is None:
        raise NotThere
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"briefing_id": found.row.id, "mark": queries.mark(found.row.id, person_id)}
    db.session.execute(insert(BriefingReading).values(row).on_conflict_do_nothing())


def add_files(briefing_id: int, sent: Sequence[Sent], max_bytes: int) -> None:
    """Hang files on the pack: all of them, or none and the reason."""
    row = locked(briefing_id)
    for file_id in files.add(sent, ON, row.id, "A briefing", rules.MOST_FILES, max_bytes):
        audit.record("add file", ON, row.id, file=file_id)


def remove_file(briefing_id: int, file_id: int) -> str:
    """Take a file of this pack away for good; answers its name."""
    name = files.remove(ON, briefing_id, file_id)
    if name is None:
        raise NotThere("This briefing has no such file.")
    audit.record("remove file", ON, briefing_id, file=file_id)
    return name


def due(at: datetime) -> Select[int]:
    """Packs that were shown, or drafts that were last changed, as long ago as was said."""
    day = clock.months_after(at, -rules.MONTHS_KEPT)
    old = (Briefing.shown_at <= day) | (Briefing.shown_at.is_(None) & (Briefing.changed_at <= day))
    return select(Briefing.id).where(old)


def erase_all(ids: Sequence[int], at: datetime) -> None:
    """After their time."""
    for each in db.session.scalars(select(Briefing).where(Briefing.id.in_(ids)).order_by(Briefing.id)).all():
        erase(each)
