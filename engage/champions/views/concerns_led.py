"""Concerns as a lead officer sees them: the words, the service and the theme, never who passed them on."""

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.champions.actions import concerns_answering as actions
from engage.champions.forms.concerns import ProposalForm
from engage.champions.models import ConcernCase
from engage.champions.queries import concerns as queries
from engage.champions.rules import concerns as rules
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page


@bp.get("/concerns/led")
@signed_in
def concerns_led() -> Response:
    """What this person looks into; whoever leads nothing finds no such page."""
    found = queries.led(current_person().id, request.args.get("page", 1, type=int))
    if not found.total:
        raise NotThere
    return page("champions/concerns/led.html", fragment="champions/concerns/_led_list.html", found=found, ageing=ageing)


def ageing(row: ConcernCase) -> str:
    """How long there is left, in words."""
    return rules.ageing(row.state, row.due_on, clock.today())


@bp.get("/concerns/led/<int:case_id>")
@signed_in
def concern_led(case_id: int) -> Response:
    """One of these."""
    row = queries.led_one(case_id, current_person().id)
    form = ProposalForm(formdata=None)
    form.proposal.data = row.proposal
    return _one(row, form)


def _one(row: ConcernCase, form: ProposalForm, status: int = 200) -> Response:
    return page(
        "champions/concerns/led_one.html", status=status, row=row, form=form, ageing=ageing(row), most=rules,
        is_open=row.state != rules.CaseState.ANSWERED,
    )  # fmt: skip


@bp.post("/concerns/led/<int:case_id>/propose")
@signed_in
def concern_propose(case_id: int) -> Response:
    """What could be answered."""
    row, form = queries.led_one(case_id, current_person().id), ProposalForm()
    if not form.validate():
        return _one(row, form, 422)
    actions.propose(case_id, current_person().id, form.proposal.data or "", clock.now())
    flash("The OD team has your proposal. You can change it until they answer.")
    return go(url_for(".concern_led", case_id=case_id))
