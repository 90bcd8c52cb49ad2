"""The sessions of an event, as the OD team adds, changes and removes them."""

from datetime import datetime

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.events.actions import events_sessions as actions
from engage.events.actions.events import OVERTAKEN
from engage.events.forms.events import SessionForm, number_of
from engage.events.models import Event, EventSession
from engage.events.queries import events as queries
from engage.events.rules import events as rules
from engage.events.views import bp
from engage.events.views.events_manage import MANAGE

# The field that says so, by a word of the refusal.
FIELDS = (("past", "day"), ("where", "place"), ("lower", "capacity"))


@bp.get("/events/manage/<int:event_id>/sessions/new")
@MANAGE
def new_session(event_id: int) -> Response:
    """An empty form."""
    row, form = queries.kept(event_id), SessionForm(formdata=None)
    form.version.data = str(row.version)
    return _form(form, row, None)


@bp.post("/events/manage/<int:event_id>/sessions/")
@MANAGE
def create_session(event_id: int) -> Response:
    """One more."""
    row, form = queries.kept(event_id), SessionForm()
    plan = _plan(form)
    if plan is None:
        return _form(form, row, None, 422)
    try:
        actions.add(event_id, number_of(form.version), plan, clock.now())
    except (Conflict, Invalid) as problem:
        return _refused(form, row, None, problem)
    flash(" ".join(["The session is added.", *_twice(plan)]))
    return _back(event_id)


@bp.get("/events/manage/<int:event_id>/sessions/<int:session_id>/edit")
@MANAGE
def edit_session(event_id: int, session_id: int) -> Response:
    """A session to be changed."""
    row = queries.kept(event_id)
    session = queries.session_of(row, session_id)
    form = SessionForm(formdata=None)
    form.title.data, form.place.data, form.online.data = session.title, session.place, session.online
    form.capacity.data, form.version.data = session.capacity, str(row.version)
    form.shows(session.starts_at, session.ends_at)
    return _form(form, row, session)


@bp.post("/events/manage/<int:event_id>/sessions/<int:session_id>/edit")
@MANAGE
def save_session(event_id: int, session_id: int) -> Response:
    """Save it, tell whoever it concerns, and let the queue move up."""
    row = queries.kept(event_id)
    session, form = queries.session_of(row, session_id), SessionForm()
    plan = _plan(form)
    if plan is None:
        return _form(form, row, session, 422)
    try:
        done = actions.save(event_id, session_id, number_of(form.version), plan, clock.now())
    except (Conflict, Invalid) as problem:
        return _refused(form, row, session, problem)
    says = ["The session is saved.", *_twice(plan)]
    if done.told:
        says.append(f"{count(done.told, 'person', 'people')} get a mail about it.")
    if done.served:
        says.append(f"{count(done.served, 'person', 'people')} moved up from the waiting list.")
    flash(" ".join(says))
    return _back(event_id)


@bp.post("/events/manage/<int:event_id>/sessions/<int:session_id>/remove")
@MANAGE
def remove_session(event_id: int, session_id: int) -> Response:
    """Take it away, and tell whoever had a place."""
    told = actions.remove(event_id, session_id, clock.now())
    flash(f"The session is removed. {count(told, 'person', 'people')} get a mail about it." if told
          else "The session is removed.")  # fmt: skip
    return _back(event_id)


def _plan(form: SessionForm) -> actions.Plan | None:
    if not form.validate() or form.starts_at is None or form.ends_at is None:
        return None
    return actions.Plan(
        form.title.data or "", form.starts_at, form.ends_at, form.place.data or "", form.online.data or "",
        form.capacity.data,
    )  # fmt: skip


def _twice(plan: actions.Plan) -> list[str]:
    """What to say of times that the clocks show twice, on the last Sunday in October."""
    both = [clock.local(at) for at in (plan.starts_at, plan.ends_at) if clock.comes_twice(at)]
    return [f"{_typed(each)}, as the clocks go back: the first of the two is taken." for each in both]


def _typed(at: datetime) -> str:
    return f"{at.hour}:{at:%M} comes twice on {at.day} {at:%B}"


def _refused(form: SessionForm, row: Event, session: EventSession | None, problem: Conflict | Invalid) -> Response:
    field = next((field for word, field in FIELDS if word in problem.message), None)
    if isinstance(problem, Invalid) and field:
        form[field].errors = [problem.message]
    else:
        form.form_errors = [problem.message]
    if problem.message == OVERTAKEN:
        form.version.data = str(row.version)
    return _form(form, row, session, problem.status)


def _form(form: SessionForm, row: Event, session: EventSession | None, status: int = 200) -> Response:
    booked = queries.numbers([session.id])[session.id] if session else queries.Numbers()
    return page(
        "events/manage/session.html", status=status, form=form, row=row, session=session, numbers=booked, most=rules,
        named=queries.name_of(session, row) if session else "",
    )  # fmt: skip


def _back(event_id: int) -> Response:
    return go(url_for(".manage_event", event_id=event_id))
