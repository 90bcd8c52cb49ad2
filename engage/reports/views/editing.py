"""Making a report and changing what it is of: the list, the form, the order of its blocks, a copy."""

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.reports import blocks
from engage.reports.actions import reports as actions
from engage.reports.actions.reports import About, Overtaken
from engage.reports.forms.reports import CopyForm, ReportForm
from engage.reports.models import Report
from engage.reports.queries import papers
from engage.reports.queries import reports as queries
from engage.reports.rules import periods
from engage.reports.rules.reports import Kind, blocks_of
from engage.reports.views import MANAGE, bp
from engage.reports.views.wording import KINDS, STATES


@bp.get("/")
@MANAGE
def index() -> Response:
    """Every report, those in the making first."""
    found = queries.listed(request.args.get("page", 1, type=int))
    return page("reports/index.html", found=found, kinds=KINDS, states=STATES, period=_period)


def _period(row: Report) -> str:
    return periods.words(papers.period_of(row))


@bp.get("/new")
@MANAGE
def new_report() -> Response:
    """An empty form, for the quarter that has ended."""
    form = _offered(ReportForm(formdata=None))
    form.show_period(periods.before(periods.quarter_of(clock.today())))
    form.blocks.data = [name for name in blocks.NAMES if name != "achievements"]
    return _form(form, None)


@bp.post("/")
@MANAGE
def create_report() -> Response:
    """A draft."""
    form = _offered(ReportForm())
    if not form.validate() or not _fits(form):
        return _form(form, None, 422)
    made = actions.create(_about(form), current_person().id, clock.now())
    flash("The draft is saved. Look at its figures, then freeze them.")
    return go(url_for(".show_report", report_id=made.id))


@bp.get("/<int:report_id>/edit")
@MANAGE
def edit_report(report_id: int) -> Response:
    """What a report is of, to be changed."""
    row = queries.report(report_id)
    actions.changeable(row)
    form = _offered(ReportForm(formdata=None, obj=row))
    form.unit.data, form.blocks.data = str(row.unit_id or ""), list(blocks_of(row.blocks))
    form.meeting_day.data, form.version.data = typed_day(row.meeting_on), str(row.version)
    form.show_period(papers.period_of(row))
    return _form(form, row)


@bp.post("/<int:report_id>/edit")
@MANAGE
def save_report(report_id: int) -> Response:
    """Save it, unless somebody else has meanwhile."""
    row, form = queries.report(report_id), _offered(ReportForm())
    actions.changeable(row)
    if not form.validate() or not _fits(form):
        return _form(form, row, 422)
    try:
        actions.save(row, form.seen, _about(form), clock.now())
    except Overtaken as problem:
        now = queries.report(report_id)
        form.form_errors, form.version.data = [problem.message], str(now.version)
        return _form(form, now, 409)
    flash("The report is saved.")
    return go(url_for(".show_report", report_id=report_id))


def _offered(form: ReportForm) -> ReportForm:
    names = [(module.NAME, f"{module.TITLE}: {module.ABOUT}") for module in blocks.BLOCKS]
    form.offer(queries.directorates(), names, clock.today())
    return form


def _fits(form: ReportForm) -> bool:
    """Of one directorate only some blocks can be read; the others would tell of the whole council."""
    if form.kind.data != Kind.DIRECTORATE:
        return True
    readable = {module.NAME for module in blocks.offered(by_directorate=True)}
    wrong = [blocks.BY_NAME[name].TITLE for name in form.blocks.data or () if name not in readable]
    if wrong:
        form.blocks.errors = [f"These cannot be read for one directorate: {', '.join(wrong)}."]
    return not wrong


def _form(form: ReportForm, row: Report | None, status: int = 200) -> Response:
    return page("reports/edit.html", status=status, form=form, row=row)


def _about(form: ReportForm) -> About:
    return About(
        title=form.title.data or "",
        kind=Kind(form.kind.data),
        unit_id=int(form.unit.data) if form.unit.data else None,
        period=form.period,
        blocks=form.blocks.data or (),
        achievements=form.achievements.data or "",
        meeting=form.meeting.data or "",
        meeting_on=form.meeting_on,
        key_decision=bool(form.key_decision.data),
        forward_plan=form.forward_plan.data or "",
        wards=form.wards.data or "",
        contact=form.contact.data or "",
    )


@bp.post("/<int:report_id>/blocks/<string:name>/move")
@MANAGE
def move_block(report_id: int, name: str) -> Response:
    """A block a place further up or down."""
    row = queries.report(report_id)
    seen = request.form.get("version", -1, type=int)
    actions.move_block(row, seen, name, request.form.get("way") == "up", clock.now())
    return go(url_for(".show_report", report_id=report_id) + "#blocks")


@bp.get("/<int:report_id>/copy")
@MANAGE
def copy_report(report_id: int) -> Response:
    """The form of a copy."""
    row, form = queries.report(report_id), CopyForm(formdata=None)
    form.offer_quarters(clock.today())
    form.title.data = row.title
    form.show_period(periods.before(periods.quarter_of(clock.today())))
    return page("reports/copy.html", form=form, row=row)


@bp.post("/<int:report_id>/copy")
@MANAGE
def make_copy(report_id: int) -> Response:
    """A draft with the same blocks, cover and words."""
    row, form = queries.report(report_id), CopyForm()
    form.offer_quarters(clock.today())
    if not form.validate():
        return page("reports/copy.html", status=422, form=form, row=row)
    made = actions.copy(row, form.title.data or "", form.period, current_person().id, clock.now())
    flash("The copy is a draft. It has no figures yet, and nobody’s signature.")
    return go(url_for(".show_report", report_id=made.id))


@bp.post("/<int:report_id>/delete")
@MANAGE
def delete_report(report_id: int) -> Response:
    """Remove one that is not final."""
    row = queries.report(report_id)
    title = row.title
    actions.delete(row)
    flash(f"{title} is deleted.")
    return go(url_for(".index"))
