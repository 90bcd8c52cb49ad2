"""What whoever is asked to comment sees: the report, and their own section."""

from flask import Response, flash, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Refused
from engage.core.htmx import go, page
from engage.reports.actions import standing as actions
from engage.reports.actions.reports import Overtaken
from engage.reports.forms.reports import CommentForm
from engage.reports.models import Report
from engage.reports.queries import papers
from engage.reports.queries import reports as queries
from engage.reports.rules.reports import State, may_comment
from engage.reports.views import bp
from engage.reports.views.sections import section_of
from engage.reports.views.wording import text_of


@bp.get("/comments/<int:report_id>/")
@signed_in
def read_for_comment(report_id: int) -> Response:
    """The whole report, and which sections are one's own."""
    me = current_person()
    row, asked = queries.readable(report_id, me.id)
    # Whoever reads it for comments reads frozen figures: nobody is asked before.
    paper = papers.of(row) or papers.draft(row)[0]
    own = [each for each in papers.sections_of(row) if may_comment(me.id, each.key, asked, State(row.state))]
    return page("reports/comment_read.html", row=row, own=own, **text_of(paper))


@bp.get("/comments/<int:report_id>/<string:key>")
@signed_in
def edit_comment(report_id: int, key: str) -> Response:
    """One's own section."""
    row = _own(report_id, key)
    held, form = queries.own_words(report_id, key), CommentForm(formdata=None)
    form.version.data, form.text.data = str(held.version if held else 0), held.text if held else ""
    return page("reports/comment.html", form=form, row=row, section=section_of(row, key))


@bp.post("/comments/<int:report_id>/<string:key>")
@signed_in
def save_comment(report_id: int, key: str) -> Response:
    """Write it; it is signed with one's name and today's date."""
    row, form, me = _own(report_id, key), CommentForm(), current_person()
    section = section_of(row, key)
    if not form.validate():
        return page("reports/comment.html", status=422, form=form, row=row, section=section)
    try:
        actions.comment(row, key, form.seen, (me.id, me.name), form.text.data or "", clock.now())
    except Overtaken as problem:
        held = queries.own_words(report_id, key)
        form.form_errors, form.version.data = [problem.message], str(held.version if held else 0)
        now = queries.report(report_id)
        return page("reports/comment.html", status=409, form=form, row=now, section=section)
    flash(f"{section.heading} is saved, with your name and today’s date.")
    return go(url_for(".read_for_comment", report_id=report_id))


def _own(report_id: int, key: str) -> Report:
    """A report on which this person comments in this very section: reads it all, writes in their own alone."""
    me = current_person().id
    row, asked = queries.readable(report_id, me)
    section_of(row, key)
    if not may_comment(me, key, asked, State(row.state)):
        raise Refused("You are not asked for this section, or not any more.")
    return row
