"""What lead officers write of their actions, and whether champions see it."""

from flask import Response, flash, url_for

from engage.access import current_person, signed_in
from engage.core.errors import Invalid, Refused
from engage.core.htmx import go
from engage.followup import rules
from engage.followup.actions import standing as actions
from engage.followup.forms import ConfirmForm, UpdateForm
from engage.followup.queries import shown
from engage.followup.queries.concerned import champions_of
from engage.followup.rules import State
from engage.followup.views import bp
from engage.followup.views.reading import one


@bp.post("/<int:action_id>/updates")
@signed_in
def write_update(action_id: int) -> Response:
    """How it stands, dated; or that it is done, which only its lead officer says."""
    me, form = current_person(), UpdateForm()
    row = shown.seen(action_id, me)
    if not rules.may_update(row.standing, me.id, shown.keeps(me)):
        raise Refused(actions.NOT_YOURS)
    if not form.validate():
        return one(row, 422, update=form)
    words, evidence = form.words.data or "", form.evidence.data or ""
    if not form.is_done:
        actions.update(action_id, words, evidence, me.id, shown.keeps(me))
        flash("Thank you. All staff can read your update.")
    elif actions.say_done(action_id, words, evidence, me.id).state == State.DONE:
        flash("Thank you. The action is done.")
    else:
        flash("Thank you. Champions of the services concerned are asked whether they see it.")
    return _back(action_id)


@bp.post("/<int:action_id>/confirm")
@signed_in
def confirm(action_id: int) -> Response:
    """A champion sees it, or not yet."""
    me, form = current_person(), ConfirmForm()
    row = shown.seen(action_id, me)
    if row.state == State.SAID_DONE and not rules.may_confirm(row.standing, me.id, champions_of(row)):
        raise Refused("Champions of the services concerned are asked about this action.")
    if row.state == State.SAID_DONE and not form.validate():
        return one(row, 422, confirm=form)
    try:
        done = actions.confirm(action_id, form.sees.data == "yes", form.sentence.data or "", me.id)
    except Invalid as problem:
        form.sentence.errors = [problem.message]
        return one(row, 422, confirm=form)
    flash("Thank you. Services say done." if done.state == State.DONE else "Thank you. All staff read what you say.")
    return _back(action_id)


def _back(action_id: int) -> Response:
    return go(url_for(".show", action_id=action_id))
