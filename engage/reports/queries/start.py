"""What this feature brings to the start page and to the OD desk: comments that are asked for, and where they stand."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import case, func, select

from engage.access import Permission, Viewer
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import day
from engage.reports.models import Report, ReportCommenter
from engage.reports.queries import layout
from engage.reports.queries import reports as queries
from engage.reports.rules.reports import State

MOST_TASKS = 10
COMMENTED = (
    select(Report.id, Report.title, func.count(case((ReportCommenter.done_at.is_not(None), 1))), func.count())
    .join(ReportCommenter, ReportCommenter.report_id == Report.id)
    .where(Report.state == State.COMMENTS)
    .group_by(Report.id, Report.title)
    .order_by(Report.id)
    .limit(MOST_TASKS)
)


def cards(viewer: Viewer) -> Sequence[Card]:
    """The sections that this person is asked for: at most two statements."""
    wanted = queries.wanted_of(viewer.id)
    headings = {each.key: each.heading for each in layout.sections()} if wanted else {}
    return [
        Card(
            f"{headings.get(each.section, each.section)} wanted on {each.report.title}",
            url_for("reports.read_for_comment", report_id=each.report_id),
            "Read the report and write your section. It is signed with your name and the day.",
            "Comments", f"For {day(each.report.meeting_on)}" if each.report.meeting_on else "", "amber",
            place=Place.WAITING,
        )
        for each in wanted
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Reports that wait for comments, or have all of them: one statement."""
    if not viewer.may(Permission.REPORTS_MANAGE):
        return ()
    return [
        Task(
            title,
            "all comments are there: make it final" if here == asked else f"{here} of {asked} comments are there",
            url_for("reports.show_report", report_id=number),
        )
        for number, title, here, asked in db.session.execute(COMMENTED)
    ]
