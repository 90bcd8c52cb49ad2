"""A report as it is read, and its files: Word, and the figures as CSV."""

from flask import Response, make_response

from engage.access import current_person, signed_in
from engage.core.errors import Conflict
from engage.core.htmx import page
from engage.core.spreadsheets import download
from engage.reports.formats import table
from engage.reports.models import Report
from engage.reports.queries import layout, papers
from engage.reports.queries import reports as queries
from engage.reports.rules import figures, periods
from engage.reports.rules.paper import Paper, numbered
from engage.reports.views import MANAGE, bp

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNFROZEN = "Its figures are not frozen yet. Freeze them first: a file that changes by itself is no record."


@bp.get("/<int:report_id>/read")
@MANAGE
def read_report(report_id: int) -> Response:
    """As it stands in its documents: with frozen figures, or where there are none with those of now."""
    row = queries.report(report_id)
    return shown(row, papers.of(row))


@bp.get("/<int:report_id>/preview")
@MANAGE
def preview(report_id: int) -> Response:
    """With the figures of now, whatever was frozen: what freezing again would keep."""
    row = queries.report(report_id)
    return shown(row, papers.with_live_figures(row), live=True)


def shown(row: Report, paper: Paper, live: bool = False) -> Response:
    """The page of a report's text."""
    snapshot = paper.snapshot
    return page(
        "reports/read.html", row=row, paper=paper, live=live or not paper.frozen, told=figures.told, numbered=numbered,
        periods=(periods.words(snapshot.period), periods.words(snapshot.before)),
    )  # fmt: skip


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
    if not paper.frozen:
        raise Conflict(UNFROZEN)
    return row, paper
