"""What the OD team does with plans: makes, changes and publishes them, and downloads them as files."""

from flask import Response, flash, make_response, url_for

from engage.access import Permission, requires
from engage.core import clock, spreadsheets
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.programme.actions import plans as actions
from engage.programme.actions.items import span
from engage.programme.formats import plan_csv
from engage.programme.forms.plans import STAGES, HeadingForm, PlanForm, ReasonForm, number_of
from engage.programme.models import Plan
from engage.programme.queries import items as items_queries
from engage.programme.queries import plans as queries
from engage.programme.queries import plans_lines
from engage.programme.rules import plans as rules
from engage.programme.views import bp

MANAGE = requires(Permission.PROGRAMME_MANAGE)
HERE = "/programme/manage/plans/<int:plan_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/programme/manage/")
@MANAGE
def manage_plans() -> Response:
    """Every plan, and how far its items are."""
    return page("programme/plans/manage/index.html", plans=queries.every(), stages=STAGES)


@bp.get("/programme/manage/plans/new")
@MANAGE
def new_plan() -> Response:
    """An empty form."""
    return _form(PlanForm(formdata=None), None)


@bp.post("/programme/manage/plans/")
@MANAGE
def create_plan() -> Response:
    """A plan that nobody else sees yet."""
    form = PlanForm()
    if not form.validate():
        return _form(form, None, 422)
    try:
        row = actions.create(_words(form), clock.now())
    except Invalid as problem:
        form.name.errors = [problem.message]
        return _form(form, None, 422)
    flash("The plan is saved. Add its headings and items next; nobody else sees it before you publish it.")
    return back_to(row.id)


@bp.get(f"{HERE}/edit")
@MANAGE
def edit_plan(plan_id: int) -> Response:
    """Its words, to be changed."""
    row = queries.kept(plan_id)
    form = PlanForm(formdata=None, obj=row)
    form.version.data, form.levels.data = str(row.version), row.level_names
    form.starts.data, form.ends.data = typed_day(row.starts_on), typed_day(row.ends_on)
    return _form(form, row)


@bp.post(f"{HERE}/edit")
@MANAGE
def save_plan(plan_id: int) -> Response:
    """Save them, unless another window has meanwhile."""
    row, form = queries.kept(plan_id), PlanForm()
    if not form.validate():
        return _form(form, row, 422)
    try:
        actions.save(plan_id, number_of(form.version), _words(form))
    except Conflict as problem:
        form.form_errors = [problem.message]
        form.version.data = str(row.version)
        return _form(form, row, 409)
    except Invalid as problem:
        (form.name if problem.message == actions.TAKEN else form.levels).errors = [problem.message]
        return _form(form, row, 422)
    flash("The plan is saved.")
    return back_to(plan_id)


def _form(form: PlanForm, row: Plan | None, status: int = 200) -> Response:
    return page("programme/plans/manage/edit.html", status=status, form=form, row=row, most=rules)


def _words(form: PlanForm) -> actions.Words:
    return actions.Words(
        form.name.data or "", form.about.data or "", form.level_names, form.starts_on, form.ends_on
    )  # fmt: skip


@bp.get(f"{HERE}/")
@MANAGE
def manage_plan(plan_id: int) -> Response:
    """One plan: what is next, its headings and items."""
    return show_managed(queries.kept(plan_id))


def show_managed(
    row: Plan, status: int = 200, heading: HeadingForm | None = None, lacking: Invalid | None = None,
    removing: tuple[int, ReasonForm] | None = None,
) -> Response:  # fmt: skip
    """Its page, with what is wrong where something is."""
    sections = queries.sections(row.id)
    form = heading or HeadingForm(formdata=None)
    form.offer(items_queries.choices(row.id))
    number = sum(len(section.items) for section in sections)
    return page(
        "programme/plans/manage/show.html",
        status=status,
        row=row,
        sections=sections,
        levels=row.level_names.split("\n") if row.level_names else [],
        count=number,
        lacks=[actions.LACKS[code] for code in rules.lacks(row.about, number)],
        lacking=lacking,
        form=form,
        removing=removing,
        stages=STAGES,
        changes=items_queries.changes(row.id),
        span=span,
    )


@bp.post(f"{HERE}/publish")
@MANAGE
def publish_plan(plan_id: int) -> Response:
    """Show it to all staff."""
    row = queries.kept(plan_id)
    try:
        actions.publish(plan_id, clock.now())
    except Invalid as problem:
        return show_managed(row, 422, lacking=problem)
    flash(f"{row.name} is published. All staff see it under “About the programme”.")
    return back_to(plan_id)


@bp.post(f"{HERE}/take-back")
@MANAGE
def take_back_plan(plan_id: int) -> Response:
    """Only the OD team sees it again."""
    actions.take_back(plan_id)
    flash("The plan is taken back. Only the OD team sees it now.")
    return back_to(plan_id)


@bp.post(f"{HERE}/archive")
@MANAGE
def archive_plan(plan_id: int) -> Response:
    """Put it away."""
    actions.archive(plan_id, clock.now())
    flash("The plan is put away. Nothing of it is lost.")
    return back_to(plan_id)


@bp.post(f"{HERE}/restore")
@MANAGE
def restore_plan(plan_id: int) -> Response:
    """Take it out again."""
    actions.restore(plan_id)
    flash("The plan is back as it was.")
    return back_to(plan_id)


@bp.get(f"{HERE}/plan.csv")
@MANAGE
def plan_as_csv(plan_id: int) -> Response:
    """The plan in the layout that the import reads."""
    row = queries.kept(plan_id)
    return spreadsheets.download(f"plan-{row.id}", *plan_csv.table(plans_lines.of_plan(row)))


@bp.get(f"{HERE}/plan.xlsx")
@MANAGE
def plan_as_workbook(plan_id: int) -> Response:
    """The same as a workbook."""
    row = queries.kept(plan_id)
    response = make_response(plan_csv.workbook(plans_lines.of_plan(row)))
    response.headers["Content-Type"] = XLSX
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{row.id}.xlsx"'
    return response


def back_to(plan_id: int) -> Response:
    """Send on to the plan as the OD team runs it."""
    return go(url_for(".manage_plan", plan_id=plan_id))
