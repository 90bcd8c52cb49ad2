"""Reports, their words, snapshots, who is asked to comment, and what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.core.retention import whom
from engage.directory import queries as directory
from engage.directory.rules.units import UnitNode
from engage.reports.models import Report, ReportCommenter, ReportSent, ReportSnapshot, ReportWords, ReportWorkedOut
from engage.reports.rules.figures import Place
from engage.reports.rules.paper import Words
from engage.reports.rules.reports import DRAFT_MONTHS, KEPT_MONTHS, State, may_read

ON_A_PAGE = 25
# Whom and which unit a report concerns: a legal hold of them keeps it.
PEOPLE = (
    *whom(Report.id, Report.created_by_id), *whom(ReportCommenter.report_id, ReportCommenter.person_id),
    *whom(ReportSnapshot.report_id, ReportSnapshot.made_by_id), *whom(ReportSent.report_id, ReportSent.noted_by_id),
)  # fmt: skip
UNITS = whom(Report.id, Report.unit_id)


@dataclass(frozen=True)
class Frozen:
    """A snapshot in a list: everything but its document."""

    number: int
    sha256: str
    made_at: datetime


def report(report_id: int) -> Report:
    """One, or NotThere."""
    row = db.session.scalar(select(Report).where(Report.id == report_id).options(joinedload(Report.unit)))
    if row is None:
        raise NotThere("There is no such report, or no longer.")
    return row


def report_or_none(report_id: int) -> Report | None:
    """One, where it is there."""
    return db.session.get(Report, report_id)


def seen(report_id: int, viewer: Viewer) -> Report:
    """One for those who make reports, or for whoever is asked to comment on it."""
    return report(report_id) if viewer.may(Permission.REPORTS_MANAGE) else readable(report_id, viewer.id)[0]


def readable(report_id: int, person_id: int) -> tuple[Report, Mapping[str, int]]:
    """One for whoever is asked to comment, with who is asked for which section; for others it is not there."""
    row, asked = report(report_id), asked_of(report_id)
    if not may_read(person_id, asked, State(row.state)):
        raise NotThere("There is no such report, or no longer.")
    return row, asked


def listed(number: int) -> Page[Report]:
    """A page of all, those that are being written first, the newest before the others."""
    rows = select(Report).options(joinedload(Report.unit))
    return cut(
        rows.order_by(Report.state == State.FINAL, Report.changed_at.desc(), Report.id.desc()), number, ON_A_PAGE
    )


def words(report_id: int) -> Mapping[str, Words]:
    """What stands in each section: one statement."""
    rows = select(ReportWords).where(ReportWords.report_id == report_id).order_by(ReportWords.section)
    return {row.section: Words(row.text, row.yes, row.author, row.written_on) for row in db.session.scalars(rows)}


def own_words(report_id: int, section: str) -> ReportWords | None:
    """The row of one section, where something was written in it."""
    return db.session.get(ReportWords, (report_id, section))


def commenters(report_id: int) -> Sequence[ReportCommenter]:
    """Who is asked for which section."""
    rows = select(ReportCommenter).where(ReportCommenter.report_id == report_id)
    rows = rows.options(joinedload(ReportCommenter.person)).order_by(ReportCommenter.section)
    return db.session.scalars(rows).all()


def asked_of(report_id: int) -> Mapping[str, int]:
    """Section and person."""
    rows = select(ReportCommenter.section, ReportCommenter.person_id).where(ReportCommenter.report_id == report_id)
    return dict(db.session.execute(rows.order_by(ReportCommenter.section)).all())


def snapshots(report_id: int) -> Sequence[Frozen]:
    """Every time its figures were frozen, the newest first."""
    rows = (
        select(ReportSnapshot.number, ReportSnapshot.sha256, ReportSnapshot.made_at)
        .where(ReportSnapshot.report_id == report_id)
        .order_by(ReportSnapshot.number.desc())
    )
    return [Frozen(*row) for row in db.session.execute(rows)]


def newest_snapshot(report_id: int) -> ReportSnapshot | None:
    """The figures that its documents are made of."""
    rows = select(ReportSnapshot).where(ReportSnapshot.report_id == report_id)
    return db.session.scalar(rows.order_by(ReportSnapshot.number.desc()).limit(1))


def worked_out(report_id: int) -> ReportWorkedOut | None:
    """The figures of a draft as they were worked out last."""
    return db.session.get(ReportWorkedOut, report_id)


def sent_of(report_id: int) -> Sequence[ReportSent]:
    """What was sent of one report, the newest first."""
    rows = select(ReportSent).where(ReportSent.report_id == report_id)
    return db.session.scalars(rows.order_by(ReportSent.sent_on.desc(), ReportSent.id.desc())).all()


def archive(number: int) -> Page[ReportSent]:
    """A page of everything that was sent, the newest first."""
    rows = select(ReportSent).options(joinedload(ReportSent.report))
    return cut(rows.order_by(ReportSent.sent_on.desc(), ReportSent.id.desc()), number, ON_A_PAGE)


def wanted_of(person_id: int) -> Sequence[ReportCommenter]:
    """The comments that somebody is asked for and has not written."""
    rows = (
        select(ReportCommenter)
        .join(Report, Report.id == ReportCommenter.report_id)
        .where(ReportCommenter.person_id == person_id, ReportCommenter.done_at.is_(None))
        .where(Report.state == State.COMMENTS)
        .options(joinedload(ReportCommenter.report))
        .order_by(ReportCommenter.report_id, ReportCommenter.section)
    )
    return db.session.scalars(rows).all()


def directorates() -> Sequence[UnitNode]:
    """The units directly below a top, by name."""
    nodes = directory.unit_nodes()
    tops = {each.id for each in nodes if each.parent_id is None}
    return [each for each in nodes if each.parent_id in tops]


def place(unit_id: int | None) -> Place | None:
    """A directorate with all that is below it today: one statement."""
    if unit_id is None:
        return None
    nodes = {each.id: each for each in directory.unit_nodes()}
    if unit_id not in nodes:
        raise NotThere("That directorate is not there any more.")
    inside, grew = {unit_id}, True
    while grew:
        more = {each.id for each in nodes.values() if each.parent_id in inside} - inside
        inside, grew = inside | more, bool(more)
    return Place(unit_id, nodes[unit_id].code, nodes[unit_id].name, frozenset(inside))


def due_final(at: datetime) -> Select[int]:
    """Final reports of long ago."""
    over = Report.final_at < clock.months_after(at, -KEPT_MONTHS)
    return select(Report.id).where(Report.state == State.FINAL, over)


def due_drafts(at: datetime) -> Select[int]:
    """Drafts that nobody has changed for long."""
    over = Report.changed_at < clock.months_after(at, -DRAFT_MONTHS)
    return select(Report.id).where(Report.state != State.FINAL, over)


def count_snapshots(report_id: int) -> int:
    """How often its figures were frozen."""
    rows = select(func.count()).select_from(ReportSnapshot).where(ReportSnapshot.report_id == report_id)
    return db.session.scalar(rows) or 0
