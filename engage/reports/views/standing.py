"""One report: where it stands, what is next; freezing, asking for comments, final, sent."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.core.links import Link
from engage.reports.actions import standing as actions
from engage.reports.blocks import BY_NAME
from engage.reports.forms.reports import SentForm
from engage.reports.models import Report
from engage.reports.queries import papers
from engage.reports.queries import reports as queries
from engage.reports.rules import periods
from engage.reports.rules.reports import State, blocks_of
from engage.reports.views import MANAGE, bp
from engage.reports.views.wording import KINDS, STATES


@bp.get("/<int:report_id>/")
@MANAGE
def show_report(report_id: int) -> Response:
    """One report as the OD team works on it."""
    form = SentForm(formdata=None)
    form.sent_day.data = typed_day(clock.today())
    return _page(queries.report(report_id), form)


def _page(row: Report, sent: SentForm, status: int = 200, problem: Invalid | None = None) -> Response:
    names = [name for name in blocks_of(row.blocks) if name in BY_NAME]
    return page(
        "reports/show.html",
        status=status,
        row=row,
        period=periods.words(papers.period_of(row)),
        before=periods.words(periods.before(papers.period_of(row))),
        kinds=KINDS,
        states=STATES,
        blocks=[(name, BY_NAME[name].TITLE) for name in names],
        sections=papers.sections_of(row),
        words=queries.words(row.id),
        commenters={each.section: each for each in queries.commenters(row.id)},
        frozen=queries.snapshots(row.id),
        lacks=() if row.state == State.FINAL else actions.lacks(row),
        sent=queries.sent_of(row.id),
        form=sent,
        problem=problem,
    )


@bp.post("/<int:report_id>/freeze")
@MANAGE
def freeze(report_id: int) -> Response:
    """Keep its figures as they are now."""
    row = queries.report(report_id)
    kept = actions.freeze(row, current_person().id, clock.now())
    flash(f"The figures are frozen, for the {_nth(kept.number)} time. All documents are made of them.")
    return _back(report_id)


def _nth(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


@bp.post("/<int:report_id>/ask-for-comments")
@MANAGE
def ask_for_comments(report_id: int) -> Response:
    """Let those who are named read it and write their section."""
    return _done(report_id, actions.ask, "Whoever you named finds it on their start page.")


@bp.post("/<int:report_id>/back-to-draft")
@MANAGE
def back_to_draft(report_id: int) -> Response:
    """Work on it again."""
    return _done(report_id, actions.take_back, "The report is a draft again. What was commented is still there.")


@bp.post("/<int:report_id>/finish")
@MANAGE
def finish(report_id: int) -> Response:
    """Make it final."""
    return _done(report_id, actions.finish, "The report is final. It does not change any more.")


def _done(report_id: int, act: Callable[[Report, datetime], None], said: str) -> Response:
    row = queries.report(report_id)
    try:
        act(row, clock.now())
    except Invalid as problem:
        return _page(row, SentForm(formdata=None), 422, problem)
    flash(said)
    return _back(report_id)


@bp.post("/<int:report_id>/sent")
@MANAGE
def note_sent(report_id: int) -> Response:
    """Note that it was sent, and to whom."""
    row, form = queries.report(report_id), SentForm()
    if not form.validate():
        return _page(row, form, 422)
    try:
        actions.note_sent(row, form.sent_on, form.sent_to.data or "", current_person().id)
    except Invalid as problem:
        form.sent_day.errors = [problem.message]
        return _page(row, form, 422)
    flash("Noted in the archive.")
    return _back(report_id)


@bp.get("/archive")
@MANAGE
def archive() -> Response:
    """What was sent, the newest first."""
    return page("reports/archive.html", found=queries.archive(request.args.get("page", 1, type=int)), kinds=KINDS)


def _back(report_id: int) -> Response:
    return go(url_for(".show_report", report_id=report_id))


def link(report_id: int) -> Link | None:
    """A report as other features refer to it: for those who make them."""
    if not current_person().may(Permission.REPORTS_MANAGE):
        return None
    row = queries.report_or_none(report_id)
    return Link(url_for("reports.show_report", report_id=report_id), row.title, True) if row else None
