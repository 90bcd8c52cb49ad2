"""The headings of a plan, as the OD team adds, renames, moves and deletes them."""

from flask import Response, flash, request, url_for

from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.programme.actions import plans as actions
from engage.programme.forms.plans import HeadingForm
from engage.programme.queries import items as items_queries
from engage.programme.queries import plans as queries
from engage.programme.views import bp
from engage.programme.views.plans_manage import HERE, MANAGE, back_to, show_managed


@bp.post(f"{HERE}/headings/")
@MANAGE
def add_heading(plan_id: int) -> Response:
    """One more."""
    row, form = queries.kept(plan_id), HeadingForm()
    if not form.validate():
        return show_managed(row, 422, heading=form)
    try:
        actions.add_heading(plan_id, form.parent_id, form.name.data or "")
    except Invalid as problem:
        form.name.errors = [problem.message]
        return show_managed(row, 422, heading=form)
    flash("The heading is added.")
    return back_to(plan_id)


@bp.get(f"{HERE}/headings/<int:heading_id>/edit")
@MANAGE
def edit_heading(plan_id: int, heading_id: int) -> Response:
    """Its name and its place."""
    row = queries.heading_of(plan_id, heading_id)
    form = HeadingForm(formdata=None, name=row.name, parent=str(row.parent_id or ""))
    return _form(plan_id, heading_id, form)


def _form(plan_id: int, heading_id: int, form: HeadingForm, status: int = 200) -> Response:
    form.offer([each for each in items_queries.choices(plan_id) if each[0] != heading_id])
    return page("programme/plans/manage/heading.html", status=status, form=form, row=queries.kept(plan_id),
                heading=queries.heading_of(plan_id, heading_id))  # fmt: skip


@bp.post(f"{HERE}/headings/<int:heading_id>/edit")
@MANAGE
def save_heading(plan_id: int, heading_id: int) -> Response:
    """Another name, another place."""
    queries.heading_of(plan_id, heading_id)
    form = HeadingForm()
    if not form.validate():
        return _form(plan_id, heading_id, form, 422)
    try:
        actions.change_heading(plan_id, heading_id, form.parent_id, form.name.data or "")
    except Invalid as problem:
        form.name.errors = [problem.message]
        return _form(plan_id, heading_id, form, 422)
    except NotThere:
        form.parent.errors = ["Choose a heading of this plan."]
        return _form(plan_id, heading_id, form, 422)
    flash("The heading is saved.")
    return back_to(plan_id)


@bp.post(f"{HERE}/headings/<int:heading_id>/move")
@MANAGE
def move_heading(plan_id: int, heading_id: int) -> Response:
    """Up or down."""
    actions.move_heading(plan_id, heading_id, "up" if request.form.get("way") == "up" else "down")
    return go(url_for(".manage_plan", plan_id=plan_id, _anchor=f"heading-{heading_id}"))


@bp.post(f"{HERE}/headings/<int:heading_id>/delete")
@MANAGE
def delete_heading(plan_id: int, heading_id: int) -> Response:
    """Delete an empty one."""
    actions.remove_heading(plan_id, heading_id)
    flash("The heading is deleted.")
    return back_to(plan_id)
