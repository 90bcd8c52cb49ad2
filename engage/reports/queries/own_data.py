"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.core.formatting import moment
from engage.core.own_data import Held
from engage.reports.models import Report, ReportCommenter
from engage.reports.rules.reports import DRAFT_MONTHS, KEPT_MONTHS

KEPT = (
    f"Deleted with the report: {KEPT_MONTHS // 12} years after it is final, or {DRAFT_MONTHS // 12} years after a "
    "draft was last changed."
)
ASKED = "So that the right people write the financial and legal parts, signed with their name. " + KEPT
MADE = "So that the OD team knows who began a report. " + KEPT


def held(person_id: int) -> Sequence[Held]:
    """Reports that they were asked to comment on, and those that they made: two statements."""
    rows = select(ReportCommenter).where(ReportCommenter.person_id == person_id)
    rows = rows.options(joinedload(ReportCommenter.report)).order_by(ReportCommenter.report_id, ReportCommenter.section)
    asked = [
        {"report": each.report.title, "section": each.section, "written": moment(each.done_at) or None}
        for each in db.session.scalars(rows)
    ]
    own = select(Report.title, Report.created_at).where(Report.created_by_id == person_id).order_by(Report.id)
    made = [{"report": title, "made": moment(at)} for title, at in db.session.execute(own)]
    return (Held("Reports you were asked to comment on", ASKED, asked), Held("Reports that you made", MADE, made))
