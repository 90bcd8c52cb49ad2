"""One appointment: renewed, ended, handed over, put right; and the training of whoever it is."""

from flask import Response, flash, request, url_for

from engage.champions.actions import networks_people as acts
from engage.champions.actions import networks_training as training_acts
from engage.champions.forms.networks import CorrectForm, EndForm, TrainingForm
from engage.champions.queries import networks as queries
from engage.champions.queries import networks_people as people
from engage.champions.queries import networks_training as training
from engage.champions.queries.networks_find import unit_name
from engage.champions.rules import networks as rules
from engage.champions.views import bp
from engage.champions.views.networks_manage import MANAGE, finding, picked, picker
from engage.core import clock
from engage.core.errors import Conflict, NotThere
from engage.core.fields import day, typed_day
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory import queries_networks as directory
from engage.directory.models import Appointment
from engage.directory.rules.networks import Ended

HERE = "/networks/manage/appointments/<int:appointment_id>"


@bp.get(HERE)
@MANAGE
def appointment(appointment_id: int) -> Response:
    """Where somebody stands in a network, and what can be done."""
    return _show(queries.held_appointment(appointment_id))


def _show(row: Appointment, status: int = 200, end: EndForm | None = None, add: TrainingForm | None = None) -> Response:
    found = directory.training_of([row.person_id])
    today = clock.today()
    return page(
        "champions/networks/appointment.html",
        status=status,
        row=row,
        line=people.line(row),
        unit=unit_name(row.unit_id),
        concerns=acts.open_concerns(row),
        training=found,
        expired={each.id for each in found if each.expires_on is not None and each.expires_on < today},
        end=end or EndForm(formdata=None),
        add=add or TrainingForm(formdata=None, course=row.network.training),
        whys=rules.WHY_NAMES,
    )


def _back(row: Appointment) -> Response:
    return go(url_for(".appointment", appointment_id=row.id))


@bp.post(f"{HERE}/renew")
@MANAGE
def renew_appointment(appointment_id: int) -> Response:
    """Another term, once however often it is pressed."""
    row = queries.held_appointment(appointment_id)
    # The term's end as the page showed it: another one means that somebody renewed meanwhile.
    if request.form.get("until", "") != typed_day(row.term_ends_on):
        raise Conflict("This term was changed meanwhile. Look at it again before you renew it. Nothing was changed.")
    acts.renew(row, row.term_ends_on, clock.today())
    flash("The term is renewed.")
    return _back(row)


@bp.post(f"{HERE}/end")
@MANAGE
def end_appointment(appointment_id: int) -> Response:
    """It ends; with open concerns only where that is meant."""
    row, form = queries.held_appointment(appointment_id), EndForm()
    valid = form.validate()
    many = acts.open_concerns(row)
    if valid and many and not form.with_concerns.data:
        said = count(many, "open concern is", "open concerns are")
        form.with_concerns.errors = [f"{said} with them. Hand over instead, or tick that they stay with them."]
        valid = False
    if not valid:
        return _show(row, 422, end=form)
    acts.end(row, Ended(form.why.data), clock.today(), with_concerns=True)
    flash("The appointment has ended.")
    return _back(row)


@bp.get(f"{HERE}/hand-over")
@MANAGE
def hand_over_appointment_form(appointment_id: int) -> Response:
    """Who takes over."""
    return _hand_over(queries.held_appointment(appointment_id), EndForm(formdata=None, why=Ended.REPLACED))


def _hand_over(row: Appointment, form: EndForm, problem: str = "", status: int = 200) -> Response:
    return page("champions/networks/hand_over.html", status=status, row=row, form=form, problem=problem,
                concerns=acts.open_concerns(row), **picker(request.form.getlist("person")))  # fmt: skip


@bp.post(f"{HERE}/hand-over")
@MANAGE
def hand_over_appointment(appointment_id: int) -> Response:
    """One ends, another begins, and the open concerns pass on."""
    row, form = queries.held_appointment(appointment_id), EndForm()
    if row.ended_why:
        form.why.data = row.ended_why
    if finding():
        return _hand_over(row, form)
    who, valid = picked("person"), form.validate()
    if who is None or not valid:
        return _hand_over(row, form, "" if who else "Choose somebody who works here.", 422)
    try:
        successor, passed = acts.hand_over(row, who, Ended(form.why.data), clock.today())
    except Conflict as problem:
        return _hand_over(row, form, problem.message, 409)
    more = f", with {count(passed, 'open concern')}" if passed else ""
    flash(f"{successor.person.name} takes over{more}.")
    return _back(successor)


@bp.get(f"{HERE}/correct")
@MANAGE
def correct_appointment_form(appointment_id: int) -> Response:
    """What is entered, to be put right."""
    row = queries.held_appointment(appointment_id)
    form = CorrectForm(formdata=None, starts_on=typed_day(row.started_on), ends_on=typed_day(row.term_ends_on),
                       languages=row.languages, about=row.about)  # fmt: skip
    return _correct(row, form)


def _correct(row: Appointment, form: CorrectForm, status: int = 200) -> Response:
    if row.ended_on is not None:
        raise Conflict("This has ended, so there is nothing to correct.")
    return page("champions/networks/correct.html", status=status, row=row, form=form, line=people.line(row),
                unit=unit_name(row.unit_id))  # fmt: skip


@bp.post(f"{HERE}/correct")
@MANAGE
def correct_appointment(appointment_id: int) -> Response:
    """Put it right."""
    row, form = queries.held_appointment(appointment_id), CorrectForm()
    if not form.validate():
        return _correct(row, form, 422)
    acts.correct(row, acts.Dates(
        day(form.starts_on.data) or row.started_on, day(form.ends_on.data), form.languages.data or "",
        form.about.data or "", bool(form.same_unit.data),
    ))  # fmt: skip
    flash("The appointment is corrected.")
    return _back(row)


@bp.post(f"{HERE}/training")
@MANAGE
def enter_training(appointment_id: int) -> Response:
    """A course that they did; until when it counts is the network's to say where nothing else is entered."""
    row, form = queries.held_appointment(appointment_id), TrainingForm()
    if not form.validate():
        return _show(row, 422, add=form)
    course, done = form.course.data or "", day(form.done_on.data) or clock.today()
    expires = day(form.expires_on.data) or rules.default_expiry(course, done, queries.courses())
    try:
        training_acts.enter(row.person_id, course, done, expires)
    except Conflict as problem:
        form.done_on.errors = [problem.message]
        return _show(row, 409, add=form)
    flash("The training is entered.")
    return _back(row)


@bp.post(f"{HERE}/training/<int:training_id>/delete")
@MANAGE
def delete_training(appointment_id: int, training_id: int) -> Response:
    """It was entered by mistake."""
    row, held = queries.held_appointment(appointment_id), training.held(training_id)
    if held.person_id != row.person_id:
        raise NotThere
    training_acts.take_away(held)
    flash("The training is deleted.")
    return _back(row)
