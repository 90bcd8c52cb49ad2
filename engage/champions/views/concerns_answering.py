"""Answering a case: the wording, exactly what each champion gets, sending it, and showing it to all staff."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.champions.actions import concerns_answering as actions
from engage.champions.actions import concerns_telling as telling
from engage.champions.forms.concerns import AnswerForm, PublishForm, number
from engage.champions.models import ConcernCase
from engage.champions.queries import concerns_manage as queries
from engage.champions.rules import concerns as rules
from engage.champions.views import bp
from engage.champions.views.concerns_manage import MANAGE, shown
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page


@bp.get("/concerns/manage/<int:case_id>/answer")
@MANAGE
def concern_answer(case_id: int) -> Response:
    """The wording, begun with what the lead officer proposes."""
    row = queries.one(case_id)
    if row.state == rules.CaseState.ANSWERED:
        raise Conflict(actions.ANSWERED)
    form = AnswerForm(formdata=None)
    form.answer.data, form.version.data = row.proposal, str(row.version)
    return _form(row, form)


def _form(row: ConcernCase, form: AnswerForm, status: int = 200) -> Response:
    return page("champions/concerns/answer.html", status=status, row=row, form=form, most=rules)


@bp.post("/concerns/manage/<int:case_id>/preview")
@MANAGE
def concern_preview(case_id: int) -> Response:
    """Exactly what each of them gets; nothing is sent yet."""
    row, form = queries.one(case_id), AnswerForm()
    problem = _fault(row, form)
    if problem is not None:
        return problem
    letters = telling.letters(row, _reply(form))
    return page("champions/concerns/preview.html", row=row, form=form, letters=letters, subject=telling.ANSWERED)


@bp.post("/concerns/manage/<int:case_id>/reword")
@MANAGE
def concern_reword(case_id: int) -> Response:
    """The form again, with what was written: from the preview, which keeps nothing."""
    return _form(queries.one(case_id), AnswerForm())


@bp.post("/concerns/manage/<int:case_id>/answer")
@MANAGE
def concern_send_answer(case_id: int) -> Response:
    """To everybody who passed it on."""
    row, form = queries.one(case_id), AnswerForm()
    problem = _fault(row, form)
    if problem is not None:
        return problem
    actions.answer(case_id, _reply(form), row.version, current_person().id, clock.today())
    flash("Answered. Everybody who passed it on is told.")
    return go(url_for("champions.concern_manage", case_id=case_id))


def _fault(row: ConcernCase, form: AnswerForm) -> Response | None:
    """The form again, with what is wrong and everything that was written; None where it can be sent."""
    if not form.validate():
        return _form(row, form, 422)
    try:
        actions.check(row, _reply(form), number(form.version.data) or -1)
    except Invalid as problem:
        form.answer.errors = [problem.message]
        return _form(row, form, 422)
    except Conflict as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(row, form, 409)
    return None


def _reply(form: AnswerForm) -> telling.Reply:
    return telling.Reply(form.answer.data or "", form.declined)


@bp.post("/concerns/manage/<int:case_id>/publish")
@MANAGE
def concern_publish(case_id: int) -> Response:
    """You said, we answered."""
    row, form = queries.one(case_id), PublishForm()
    if not form.validate():
        return shown(row, form, 422)
    try:
        actions.publish(case_id, form.title.data or "", clock.now())
    except Invalid as problem:
        form.title.errors = [problem.message]
        return shown(queries.one(case_id), form, 422)
    flash("All staff can read it under “You said, we answered”.")
    return go(url_for("champions.concern_manage", case_id=case_id))


@bp.post("/concerns/manage/<int:case_id>/unpublish")
@MANAGE
def concern_unpublish(case_id: int) -> Response:
    """Only those it concerns read it."""
    queries.one(case_id)
    actions.unpublish(case_id)
    flash("It is no longer shown to all staff.")
    return go(url_for("champions.concern_manage", case_id=case_id))
