"""Making a report, its words and blocks, copying it, deleting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict
from engage.reports.blocks import NAMES
from engage.reports.models import Report, ReportWords, ReportWorkedOut
from engage.reports.queries import reports as queries
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import Period
from engage.reports.rules.reports import Kind, State, blocks_of, chosen, may_change, moved

ON = "report"
OVERTAKEN = (
    "Somebody else has saved this since you opened it. What you typed is still below, and is not saved. "
    "Look at it as it is now, then save again to put yours in its place."
)
MOVED = "Somebody has changed this report in the meantime. Nothing was changed. Reload it and look again."
FINAL = "This report is final and does not change. Copy it to make another."
SECTION = "This report has no such section."


class Overtaken(Conflict):
    """Somebody else has saved it since it was opened to be changed."""


@dataclass(frozen=True)
class About:
    """What is said of a report on its form."""

    title: str
    kind: Kind
    unit_id: int | None
    period: Period
    blocks: Sequence[str]
    achievements: str = ""
    meeting: str = ""
    meeting_on: date | None = None
    key_decision: bool = False
    forward_plan: str = ""
    wards: str = ""
    contact: str = ""


def create(about: About, person_id: int | None, at: datetime) -> Report:
    """A draft."""
    row = Report(created_by_id=person_id, created_at=at)
    _take(row, about, at)
    db.session.add(row)
    db.session.flush()
    audit.record("create", ON, row.id)
    return row


def save(row: Report, version: int, about: About, at: datetime) -> None:
    """Change what it is of and its cover; what is frozen stays frozen."""
    changeable(row)
    if row.version != version:
        raise Overtaken(OVERTAKEN)
    before = _is_of(row)
    _take(row, about, at)
    if _is_of(row) != before:
        forget_figures(row)
    flush_or(Overtaken(OVERTAKEN))
    audit.record("change", ON, row.id)


def forget_figures(row: Report) -> None:
    """Those that were worked out to look at are of something else now, or final ones stand in their place."""
    db.session.execute(delete_rows(ReportWorkedOut).where(ReportWorkedOut.report_id == row.id))


def _is_of(row: Report) -> tuple[object, ...]:
    """What its figures are of; the order of the blocks is none of it."""
    return (row.kind, row.unit_id, row.first_day, row.last_day, {*blocks_of(row.blocks)}, row.achievements)


def changeable(row: Report) -> None:
    """Conflict where it is final."""
    if not may_change(State(row.state)):
        raise Conflict(FINAL)


def _take(row: Report, about: About, at: datetime) -> None:
    row.title, row.kind = about.title, about.kind
    row.unit_id = about.unit_id if about.kind == Kind.DIRECTORATE else None
    row.first_day, row.last_day = about.period.first, about.period.last
    row.blocks = " ".join(chosen(blocks_of(row.blocks or ""), about.blocks, NAMES))
    row.achievements, row.meeting, row.meeting_on = about.achievements, about.meeting, about.meeting_on
    row.key_decision, row.forward_plan, row.wards = about.key_decision, about.forward_plan, about.wards
    row.contact, row.changed_at = about.contact, at


def move_block(row: Report, version: int, name: str, up: bool, at: datetime) -> None:
    """A block a place further up or down."""
    changeable(row)
    if row.version != version:
        raise Conflict(MOVED)
    row.blocks, row.changed_at = " ".join(moved(blocks_of(row.blocks), name, up)), at
    flush_or(Conflict(MOVED))
    audit.record("move block", ON, row.id, block=name)


def write(row: Report, section: str, version: int, words: Words, at: datetime) -> None:
    """What stands in a section; `version` is of the section, 0 where nothing was written in it yet."""
    changeable(row)
    held = queries.own_words(row.id, section)
    if (held.version if held else 0) != version:
        raise Overtaken(OVERTAKEN)
    if held is None:
        held = ReportWords(report_id=row.id, section=section)
        db.session.add(held)
    held.text, held.yes, held.author, held.written_on = words.text, words.yes, words.author, words.on
    try:
        flush_or(Overtaken(OVERTAKEN))
    except IntegrityError as error:
        raise Conflict(MOVED) from error
    row.changed_at = at
    flush_or(Conflict(MOVED))
    audit.record("write", ON, row.id, section=section)


def copy(row: Report, title: str, period: Period, person_id: int | None, at: datetime) -> Report:
    """A draft with the same blocks, cover and words, for another period: no figures, no day, nobody's signature."""
    made = create(
        About(title, Kind(row.kind), row.unit_id, period, blocks_of(row.blocks), "", row.meeting, None,
              row.key_decision, "", row.wards, row.contact),
        person_id, at,
    )  # fmt: skip
    made.blocks, made.copied_from_id = row.blocks, row.id
    for section, words in queries.words(row.id).items():
        if not words.author:
            db.session.add(ReportWords(report_id=made.id, section=section, text=words.text, yes=words.yes))
    db.session.flush()
    audit.record("copy", ON, made.id, source=row.id)
    return made


def delete(row: Report) -> None:
    """Remove a report that is not final."""
    changeable(row)
    erase(row)


def erase(row: Report) -> None:
    """Remove a report in any state, with all that hangs on it."""
    report_id = row.id
    db.session.delete(row)
    db.session.flush()
    audit.record("delete", ON, report_id)


def erase_old(ids: Sequence[int], at: datetime) -> None:
    """Remove reports whose time is over; one that went in the meantime is passed over."""
    for row in db.session.scalars(select(Report).where(Report.id.in_(ids)).order_by(Report.id)).all():
        erase(row)
