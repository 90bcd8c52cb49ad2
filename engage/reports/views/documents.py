"""A report as it is read, and its files: Word, and the figures as CSV."""

from datetime import datetime

from flask import Response, flash, make_response, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Conflict
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.reports.actions import standing as actions
from engage.reports.actions.reports import changeable
from engage.reports.formats import table
from engage.reports.models import Report
from engage.reports.queries import layout, papers
from engage.reports.queries import reports as queries
from engage.reports.rules.paper import Paper
from engage.reports.views import MANAGE, bp
from engage.reports.views.wording import text_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNFROZEN = "Its figures are not frozen yet. Freeze them first: a file that changes by itself is no record."


@bp.get("/<int:report_id>/read")
@MANAGE
def read_report(report_id: int) -> Response:
    """As it stands in its documents: with frozen figures, or where there are none with those worked out last."""
    row = queries.report(report_id)
    found = papers.of(row)
    return _shown(row, found) if found else _drafted(row)


@bp.get("/<int:report_id>/preview")
@MANAGE
def preview(report_id: int) -> Response:
    """With the figures as they were worked out last, whatever was frozen."""
    row = queries.report(report_id)
    changeable(row)
    return _drafted(row)


@bp.post("/<int:report_id>/figures")
@MANAGE
def work_out(report_id: int) -> Response:
    """Work the figures out as they are now: what freezing would keep."""
    actions.work_out(queries.report(report_id), clock.now())
    flash("The figures are worked out.")
    return go(url_for(".preview", report_id=report_id))


def _drafted(row: Report) -> Response:
    found, at = papers.draft(row)
    return _shown(row, found, at)


def _shown(row: Report, paper: Paper, at: datetime | None = None) -> Response:
    return page("reports/read.html", row=row, at=at, **text_of(paper, worked_out=bool(paper.frozen or at)))


@bp.get("/<int:report_id>/report.docx")
@signed_in
def report_docx(report_id: int) -> Response:
    """The Word document, made of frozen figures alone, in the template in use or of the final report."""
    # What writes Word files takes a while to load, and few requests need it.
    from engage.reports.formats import word

    row, paper = _frozen(report_id)
    response = make_response(word.made(paper, layout.template_content(paper.template)))
    response.headers["Content-Type"] = DOCX
    response.headers["Content-Disposition"] = f'attachment; filename="report-{row.id}.docx"'
    return response


@bp.get("/<int:report_id>/figures.csv")
@signed_in
def figures_csv(report_id: int) -> Response:
    """The same figures as a file."""
    row, paper = _frozen(report_id)
    return download(f"report-{row.id}-figures", table.COLUMNS, table.rows(paper.snapshot))


def _frozen(report_id: int) -> tuple[Report, Paper]:
    """A report with frozen figures, for those who make reports and for whoever is asked to comment on this one."""
    row = queries.seen(report_id, current_person())
    paper = papers.of(row)
    if paper is None:
        raise Conflict(UNFROZEN)
    return row, paper
