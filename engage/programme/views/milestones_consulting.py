"""Stages of consultation that an item goes through."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.core.errors import Invalid
from engage.core.htmx import go
from engage.programme.actions import milestones as actions
from engage.programme.forms.milestones import ConsultationForm
from engage.programme.queries import milestones as queries
from engage.programme.queries.boards_seen import seen
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page
from engage.programme.views.milestones import back_to

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/items/<int:item_id>/consultation/new")
@MANAGE
def new_consultation_stage(item_id: int) -> Response:
    """An empty form."""
    return _new(item_id, ConsultationForm(formdata=None))


@bp.post("/programme/manage/items/<int:item_id>/consultation")
@MANAGE
def add_consultation_stage(item_id: int) -> Response:
    """One more stage."""
    item, form = seen(item_id, current_person()).item, ConsultationForm()
    if not form.validate():
        return _new(item_id, form)
    try:
        actions.add_stage(item, _stretch(form))
    except Invalid as problem:
        blame(form, problem)
        return _new(item_id, form)
    flash("The stage of consultation is added.")
    return go(back_to(item)[0])


def _new(item_id: int, form: ConsultationForm) -> Response:
    item = seen(item_id, current_person()).item
    action = url_for(".add_consultation_stage", item_id=item_id)
    return form_page(form, "Add a stage of consultation", back_to(item), action=action)


@bp.get("/programme/manage/consultation/<int:stage_id>/edit")
@MANAGE
def edit_consultation_stage(stage_id: int) -> Response:
    """A stage, to be changed."""
    row = queries.stage(stage_id)
    form = ConsultationForm(formdata=None, obj=row)
    form.starts.show(row.starts_on)
    form.ends.show(row.ends_on)
    return _edit(row.item_id, form)


@bp.post("/programme/manage/consultation/<int:stage_id>/edit")
@MANAGE
def change_consultation_stage(stage_id: int) -> Response:
    """Other days, or what came of it."""
    row, form = queries.stage(stage_id), ConsultationForm()
    item_id = row.item_id
    if not form.validate():
        return _edit(item_id, form)
    try:
        actions.change_stage(row, _stretch(form))
    except Invalid as problem:
        blame(form, problem)
        return _edit(item_id, form)
    flash("The stage of consultation is saved.")
    return go(url_for(".item_standing", item_id=item_id))


def _edit(item_id: int, form: ConsultationForm) -> Response:
    return form_page(form, "Change the stage of consultation", back_to(seen(item_id, current_person()).item))


def _stretch(form: ConsultationForm) -> actions.Stretch:
    return actions.Stretch(form.with_whom.data or "", form.starts.on, form.ends.on, form.outcome.data or "")
