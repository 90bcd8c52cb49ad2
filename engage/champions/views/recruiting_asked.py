"""What a line manager is asked: can somebody have the time?"""

from flask import Response, flash, url_for

from engage.access import current_person, signed_in
from engage.champions.actions import recruiting_applying as acts
from engage.champions.forms.recruiting import AnswerForm
from engage.champions.models import Application
from engage.champions.queries import recruiting as queries
from engage.champions.queries.recruiting_applications import left
from engage.champions.rules import recruiting as rules
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import Conflict
from engage.core.htmx import go, page

HERE = "/networks/applications/<int:application_id>/agree"


@bp.get(HERE)
@signed_in
def recruiting_agree(application_id: int) -> Response:
    """The question, for whoever is asked and nobody else."""
    row = queries.asked_of(application_id, current_person().id)
    said = {rules.Answer.AGREED: "agree", rules.Answer.CANNOT: "cannot"}.get(rules.Answer(row.manager))
    return _page(row, AnswerForm(formdata=None, data={"answer": said, "why": row.manager_why}))


def _page(row: Application, form: AnswerForm, status: int = 200) -> Response:
    gone = bool(left([row.person_id]))
    may = not gone and rules.may_answer(row.round.state, row.outcome, row.manager)
    return page("champions/recruiting/agree.html", status=status, application=row, form=form, may=may, gone=gone,
                most=rules)  # fmt: skip


@bp.post(HERE)
@signed_in
def recruiting_answer(application_id: int) -> Response:
    """Agree the time, or say why not."""
    row, form = queries.asked_of(application_id, current_person().id), AnswerForm()
    if not form.validate():
        return _page(row, form, 422)
    agrees = form.answer.data == "agree"
    try:
        acts.answer(row, agrees, "" if agrees else form.why.data or "", clock.now())
    except Conflict as problem:
        form.form_errors = [problem.message]
        return _page(row, form, 409)
    flash(f"Thank you. {row.person.name} and the OD team can read your answer.")
    return go(url_for("home.start"))
