"""What the OD team decides of an action: promise it, say why not, close it, take it up again, delete it."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core.errors import Conflict
from engage.core.htmx import go, page
from engage.followup import rules
from engage.followup.actions import keeping as actions
from engage.followup.forms import CannotForm, WhyForm
from engage.followup.models import ActionItem
from engage.followup.queries import shown
from engage.followup.rules import State
from engage.followup.views import bp
from engage.followup.views.managing import MANAGE
from engage.followup.views.reading import one


@bp.post("/manage/<int:action_id>/agree")
@MANAGE
def agree(action_id: int) -> Response:
    """Promise it to staff."""
    actions.agree(action_id, current_person().id)
    flash("Agreed. All staff can read it.")
    return _back(action_id)


@bp.get("/manage/<int:action_id>/cannot")
@MANAGE
def cannot(action_id: int) -> Response:
    """Why can it not be done, and who decided so?"""
    return _cannot(_refusable(action_id), CannotForm(formdata=None))


@bp.post("/manage/<int:action_id>/cannot")
@MANAGE
def refuse(action_id: int) -> Response:
    """We can’t, because."""
    row, form = _refusable(action_id), CannotForm()
    if not form.validate():
        return _cannot(row, form, 422)
    actions.refuse(action_id, form.reason.data or "", form.decided_by.data or "", current_person().id)
    flash("Saved. All staff can read why.")
    return _back(action_id)


def _refusable(action_id: int) -> ActionItem:
    row = shown.seen(action_id, current_person())
    if not rules.may_become(State(row.state), State.CANNOT):
        raise Conflict("This action has moved on. Take it up again first.")
    return row


def _cannot(row: ActionItem, form: CannotForm, status: int = 200) -> Response:
    return page("followup/manage/cannot.html", status=status, row=row, form=form, most=rules)


@bp.post("/manage/<int:action_id>/close")
@MANAGE
def close(action_id: int) -> Response:
    """Close what the lead officer says is done."""
    row, form = shown.seen(action_id, current_person()), WhyForm()
    if not form.validate():
        return one(row, 422, why=form)
    actions.close(action_id, form.why.data or "", current_person().id)
    flash("Closed.")
    return _back(action_id)


@bp.post("/manage/<int:action_id>/reopen")
@MANAGE
def reopen(action_id: int) -> Response:
    """Take it up again."""
    row, form = shown.seen(action_id, current_person()), WhyForm()
    if not form.validate():
        return one(row, 422, why=form)
    done = actions.reopen(action_id, form.why.data or "", current_person().id)
    flash("It is a proposal again." if done.state == State.PROPOSED else "It is under way again.")
    return _back(action_id)


@bp.post("/manage/<int:action_id>/delete")
@MANAGE
def delete(action_id: int) -> Response:
    """Remove a proposal."""
    title = actions.delete(action_id)
    flash(f"The proposal {title} is deleted.")
    return go(url_for(".manage"))


def _back(action_id: int) -> Response:
    return go(url_for(".show", action_id=action_id))
