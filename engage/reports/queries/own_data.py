"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, rows_of
from engage.reports.models import Report, ReportCommenter
from engage.reports.rules.reports import DRAFT_MONTHS, KEPT_MONTHS

KEPT = (
    f"Deleted with the report: {KEPT_MONTHS // 12} years after it is final, or {DRAFT_MONTHS // 12} years after a "
    "draft was last changed."
)
ASKED = "So that the right people write the financial and legal parts, signed with their name. " + KEPT
MADE = "So that the OD team knows who began a report. " + KEPT


COMMENTED = (
    select(Report.title, ReportCommenter.section, ReportCommenter.done_at)
    .join(ReportCommenter, ReportCommenter.report_id == Report.id)
    .where(ReportCommenter.person_id == WHO)
    .order_by(ReportCommenter.report_id, ReportCommenter.section)
)
OWN = select(Report.title, Report.created_at).where(Report.created_by_id == WHO).order_by(Report.id)


def held(person_id: int) -> Sequence[Held]:
    """Reports that they were asked to comment on, and those that they made: two statements."""
    asked = [
        {"report": title, "section": section, "written": moment(at) or None}
        for title, section, at in rows_of(COMMENTED, person_id)
    ]
    made = [{"report": title, "made": moment(at)} for title, at in rows_of(OWN, person_id)]
    return (Held("Reports you were asked to comment on", ASKED, asked), Held("Reports that you made", MADE, made))
