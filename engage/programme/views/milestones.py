"""Milestones of an item, met by its lead officer and moved by the OD team; and stages of consultation."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go
from engage.programme.actions import milestones as actions
from engage.programme.forms.milestones import ChangeMilestoneForm, MeetForm, MilestoneForm
from engage.programme.models import Item, Milestone
from engage.programme.queries import milestones as queries
from engage.programme.queries.boards_seen import seen, to_update
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page

MANAGE = requires(Permission.PROGRAMME_MANAGE)


def back_to(item: Item) -> tuple[str, str]:
    """The way back to how an item stands."""
    return url_for(".item_standing", item_id=item.id), item.name


@bp.get("/programme/manage/items/<int:item_id>/milestones/new")
@MANAGE
def new_milestone(item_id: int) -> Response:
    """An empty form."""
    return _new(seen(item_id, current_person()).item, MilestoneForm(formdata=None))


@bp.post("/programme/manage/items/<int:item_id>/milestones")
@MANAGE
def add_milestone(item_id: int) -> Response:
    """One more."""
    item, form = seen(item_id, current_person()).item, MilestoneForm()
    if not form.validate() or form.due.on is None:
        return _new(item, form)
    try:
        actions.add(item, form.name.data or "", form.due.on, current_person().id, clock.now())
    except Invalid as problem:
        blame(form, problem)
        return _new(item, form)
    flash("The milestone is added.")
    return go(back_to(item)[0])


def _new(item: Item, form: MilestoneForm) -> Response:
    action = url_for(".add_milestone", item_id=item.id)
    return form_page(form, "Add a milestone", back_to(item), "Add the milestone", action=action)


@bp.get("/programme/manage/milestones/<int:milestone_id>/edit")
@MANAGE
def edit_milestone(milestone_id: int) -> Response:
    """A milestone, to be moved or dropped."""
    row = queries.milestone(milestone_id)
    form = ChangeMilestoneForm(formdata=None, obj=row)
    return _edit(row, _opened(form, row))


def _opened(form: ChangeMilestoneForm, row: Milestone) -> ChangeMilestoneForm:
    form.due.show(row.due_on)
    form.seen.data = row.due_on.isoformat()
    return form


@bp.post("/programme/manage/milestones/<int:milestone_id>/edit")
@MANAGE
def change_milestone(milestone_id: int) -> Response:
    """Moved or dropped, with the reason."""
    row, form = queries.milestone(milestone_id), ChangeMilestoneForm()
    item = seen(row.item_id, current_person()).item
    if not form.validate() or form.due.on is None:
        return _edit(row, form)
    wanted = actions.Change(form.name.data or "", form.due.on, form.dropped.data, form.reason.data or "", form.seen_on)
    try:
        actions.change(item, row, wanted, current_person().id, clock.now())
    except Invalid as problem:
        blame(form, problem)
        return _edit(row, form)
    except Conflict as problem:
        blame(_opened(form, row), problem)
        return _edit(row, form, conflict=True)
    flash("The milestone is saved.")
    return go(back_to(item)[0])


def _edit(row: Milestone, form: ChangeMilestoneForm, conflict: bool = False) -> Response:
    item = seen(row.item_id, current_person()).item
    return form_page(form, "Change the milestone", back_to(item), conflict=conflict)


@bp.get("/programme/milestones/<int:milestone_id>/meet")
@signed_in
def ask_milestone_met(milestone_id: int) -> Response:
    """When was it met?"""
    row, form = queries.milestone(milestone_id), MeetForm(formdata=None)
    item = to_update(row.item_id, current_person()).item
    form.on.show(row.met_on or clock.today())
    return _meet(item, row, form)


@bp.post("/programme/milestones/<int:milestone_id>/meet")
@signed_in
def meet_milestone(milestone_id: int) -> Response:
    """It was met."""
    row, form = queries.milestone(milestone_id), MeetForm()
    item = to_update(row.item_id, current_person()).item
    if not form.validate():
        return _meet(item, row, form)
    try:
        actions.meet(row, form.on.on, clock.today())
    except Invalid as problem:
        blame(form, problem)
        return _meet(item, row, form)
    flash("The milestone is met.")
    return go(back_to(item)[0])


def _meet(item: Item, row: Milestone, form: MeetForm) -> Response:
    return form_page(form, f"Met: {row.name or 'milestone'}", back_to(item), "It is met")


@bp.post("/programme/milestones/<int:milestone_id>/reopen")
@signed_in
def reopen_milestone(milestone_id: int) -> Response:
    """It was not met, after all."""
    row = queries.milestone(milestone_id)
    item = to_update(row.item_id, current_person()).item
    actions.meet(row, None, clock.today())
    flash("The milestone is open again.")
    return go(back_to(item)[0])
