"""Somebody's own appointments, training and the networks they look after."""

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.champions.actions import networks as network_acts
from engage.champions.actions import networks_people as acts
from engage.champions.forms.networks import DescribeForm
from engage.champions.queries import networks as queries
from engage.champions.rules import networks as rules
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.directory import queries_networks as directory
from engage.directory.models import Appointment


def _own(appointment_id: int) -> Appointment:
    """One of their own; anybody else's is not there."""
    row = queries.held_appointment(appointment_id)
    if row.person_id != current_person().id or row.network.closed_on is not None:
        raise NotThere
    return row


@bp.get("/networks/mine")
@signed_in
def my_networks() -> Response:
    """What they are appointed to, what they were trained in, what they look after."""
    return _mine()


def _mine(form: DescribeForm | None = None, about: int = 0) -> Response:
    me, today = current_person(), clock.today()
    appointments = directory.appointments_of(me.id)
    training = directory.training_of([me.id])
    expiries = {each.course: [one.expires_on for one in training if one.course == each.course] for each in training}
    asked = {row.network.training for row in appointments if row.network.training}
    return page(
        "champions/networks/mine.html",
        status=422 if form is not None else 200,
        appointments=appointments,
        forms={row.id: form if form is not None and row.id == about else _form(row) for row in appointments},
        wrong=form,
        terms={row.id: rules.term(row.term_ends_on, today) for row in appointments},
        training=training,
        standing={course: rules.trained(course, found, today) for course, found in expiries.items()},
        missing=sorted(asked - expiries.keys()),
        coordinated=queries.coordinated_by(me.id),
        concerns={row.id: acts.open_concerns(row) for row in appointments},
    )


def _form(row: Appointment) -> DescribeForm:
    """Each with names of its own, since several stand on one page."""
    form = DescribeForm(formdata=None, prefix=f"of-{row.id}-")
    form.languages.data, form.about.data = row.languages, row.about
    return form


@bp.post("/networks/mine/<int:appointment_id>/describe")
@signed_in
def describe_appointment(appointment_id: int) -> Response:
    """Languages, and how they are reached."""
    row = _own(appointment_id)
    form = DescribeForm(prefix=f"of-{row.id}-")
    if not form.validate():
        return _mine(form, row.id)
    acts.describe(row, form.languages.data or "", form.about.data or "")
    flash("It is saved. Colleagues who look for you read it now.")
    return go(url_for(".my_networks"))


@bp.post("/networks/mine/<int:appointment_id>/step-down")
@signed_in
def step_down(appointment_id: int) -> Response:
    """They leave the network by their own choice."""
    row = _own(appointment_id)
    acts.step_down(row, clock.today())
    flash(f"You have stepped down from {row.network.name}. Thank you for the time you gave.")
    return go(url_for(".my_networks"))


@bp.post("/networks/mine/coordinating/<int:network_id>/name")
@signed_in
def name_coordinator(network_id: int) -> Response:
    """Whether their name stands on the page of a network they look after."""
    row = queries.held(network_id)
    if not directory.coordinates(current_person().id, row.id):
        raise NotThere
    named = request.form.get("named") == "y"
    network_acts.name_coordinator(row, current_person().id, named)
    flash(f"Your name {'stands' if named else 'no longer stands'} on the page of {row.name}.")
    return go(url_for(".my_networks"))
