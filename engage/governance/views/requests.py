"""Requests for a person's own data: the list, and a new one."""

from datetime import date

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.governance.actions import requests as actions
from engage.governance.forms import RequestForm
from engage.governance.queries import requests as queries
from engage.governance.rules.requests import State, is_late, is_soon
from engage.governance.views import bp

ANSWER = requires(Permission.DATA_REQUESTS)
NOBODY = "Nobody has this employee number or work e-mail address. Look under Administration, People."


@bp.get("/governance/requests")
@ANSWER
def requests() -> Response:
    """Those that wait first, by the day they are due."""
    found = queries.every(request.args.get("page", 1, type=int))
    return page("governance/requests.html", found=found, standing=_standing)


def _standing(state: str, due: date) -> tuple[str, str]:
    """Where a request stands, as a word and its colour."""
    today = clock.today()
    if is_late(State(state), due, today):
        return "Late", "brick"
    if is_soon(State(state), due, today):
        return "Due soon", "amber"
    return {State.OPEN: ("Waiting", "blue"), State.RELEASED: ("Released", "green"), State.CLOSED: ("Closed", "slate")}[
        State(state)
    ]


@bp.get("/governance/requests/new")
@ANSWER
def new_request() -> Response:
    """An empty form."""
    return _form(RequestForm(formdata=None))


@bp.post("/governance/requests")
@ANSWER
def take_request() -> Response:
    """Write it down; it is due a month after it came."""
    form = RequestForm()
    person = queries.known(form.who.data or "") if form.validate() else None
    if form.errors or person is None or form.received_on is None:
        if not form.errors:
            form.who.errors = [NOBODY]
        return _form(form, 422)
    try:
        made = actions.take(person.id, form.received_on, form.note.data or "", clock.now(), current_person().id)
    except Invalid as problem:
        form.received_day.errors = [problem.message]
        return _form(form, 422)
    flash("The request is written down.")
    return go(url_for(".show_request", request_id=made.id))


def _form(form: RequestForm, status: int = 200) -> Response:
    return page("governance/new_request.html", status=status, form=form)
