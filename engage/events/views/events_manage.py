"""What the OD team does with events: makes, publishes and calls them off."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.formatting import count, listed
from engage.core.htmx import go, page
from engage.directory.queries_audience import names, offered
from engage.directory.rules.audience import from_text
from engage.events.actions import events as actions
from engage.events.forms.events import CancelForm, EventForm, number_of, typed_time
from engage.events.models import Event
from engage.events.queries import events as queries
from engage.events.queries import events_manage
from engage.events.rules import events as rules
from engage.events.rules.events_words import KINDS, STATES
from engage.events.rules.states import EventKind
from engage.events.views import bp

MANAGE = requires(Permission.EVENTS_MANAGE)


@bp.get("/events/manage/")
@MANAGE
def manage_events() -> Response:
    """Every event: drafts, what is coming, what is over."""
    found = events_manage.all_events(request.args.get("page", 1, type=int))
    numbers = queries.numbers([session.id for row in found.rows for session in row.sessions])

    def total(row: Event, what: str) -> int:
        return sum(getattr(numbers[session.id], what) for session in row.sessions)

    return page("events/manage/index.html", found=found, total=total, kinds=KINDS, states=STATES, now=clock.now())


@bp.get("/events/manage/new")
@MANAGE
def new_event() -> Response:
    """An empty form."""
    form = EventForm(formdata=None)
    form.offer(offered())
    return _form(form, None)


@bp.post("/events/manage/")
@MANAGE
def create_event() -> Response:
    """A draft."""
    form = _sent()
    if not form.validate():
        return _form(form, None, 422)
    row = actions.create(_words(form), current_person().id, clock.now())
    flash("The draft is saved. Add its sessions next; nobody else sees it before you publish it.")
    return _back(row.id)


@bp.get("/events/manage/<int:event_id>/edit")
@MANAGE
def edit_event(event_id: int) -> Response:
    """The words of an event, to be changed."""
    row = queries.kept(event_id)
    form = EventForm(formdata=None, obj=row)
    form.version.data = str(row.version)
    closes = row.sign_up_closes_at
    if closes is not None:
        form.closes_day.data, form.closes_time.data = typed_day(clock.local(closes).date()), typed_time(closes)
    form.offer(offered(), from_text(row.audience))
    return _form(form, row)


@bp.post("/events/manage/<int:event_id>/edit")
@MANAGE
def save_event(event_id: int) -> Response:
    """Save them, unless another window has meanwhile."""
    row, form = queries.kept(event_id), _sent()
    if not form.validate():
        return _form(form, row, 422)
    try:
        actions.save(event_id, number_of(form.version), _words(form))
    except Conflict as problem:
        form.form_errors = [problem.message]
        if problem.message == actions.OVERTAKEN:
            form.version.data = str(row.version)
        return _form(form, row, 409)
    except Invalid as problem:
        form.guest_places.errors = [problem.message]
        return _form(form, row, 422)
    flash("The event is saved.")
    return _back(event_id)


def _sent() -> EventForm:
    form = EventForm()
    form.offer(offered())
    return form


def _form(form: EventForm, row: Event | None, status: int = 200) -> Response:
    return page("events/manage/edit.html", status=status, form=form, row=row, most=rules)


def _words(form: EventForm) -> actions.Words:
    return actions.Words(
        kind=EventKind(form.kind.data),
        title=form.title.data or "",
        summary=form.summary.data or "",
        about=form.about.data or "",
        contact=form.contact.data or "",
        audience=form.audience,
        closes_at=form.closes_at,
        guest_places=form.guest_places.data or 0,
        course=form.course.data or "",
        course_months=form.course_months.data if form.course.data else None,
    )


@bp.get("/events/manage/<int:event_id>/")
@MANAGE
def manage_event(event_id: int) -> Response:
    """One event: what is next, its sessions, who comes."""
    return show_managed(queries.kept(event_id))


def show_managed(
    row: Event, status: int = 200, cancelling: CancelForm | None = None, lacking: Invalid | None = None
) -> Response:
    """Its page, with what is wrong where something is."""
    now = clock.now()
    numbers = queries.numbers([each.id for each in row.sessions])
    return page(
        "events/manage/show.html",
        status=status,
        row=row,
        numbers=numbers,
        booked=sum(each.booked for each in numbers.values()),
        places=rules.places,
        name_of=queries.name_of,
        when=queries.when,
        kinds=KINDS,
        states=STATES,
        audience=listed(names(row.audience)) or "Everyone",
        lacks=[actions.LACKS[code] for code in rules.lacks(events_manage.plan(row), now)],
        guests=len(events_manage.guests(row.id)),
        needs=events_manage.number_of_needs(row.id),
        cancelling=cancelling or CancelForm(formdata=None),
        lacking=lacking,
        now=now,
        over=bool(row.sessions) and all(each.ends_at <= now for each in row.sessions),
    )


@bp.post("/events/manage/<int:event_id>/publish")
@MANAGE
def publish_event(event_id: int) -> Response:
    """Show it to those it is for."""
    row = queries.kept(event_id)
    try:
        actions.publish(event_id, clock.now())
    except Invalid as problem:
        return show_managed(row, 422, lacking=problem)
    flash(f"{row.title} is published. People can sign up.")
    return _back(event_id)


@bp.post("/events/manage/<int:event_id>/cancel")
@MANAGE
def cancel_event(event_id: int) -> Response:
    """Call it off, and tell everybody."""
    row, form = queries.kept(event_id), CancelForm()
    if not form.validate():
        return show_managed(row, 422, cancelling=form)
    told = actions.cancel(event_id, form.why.data or "", clock.now())
    flash(f"{row.title} is called off. {count(told, 'person', 'people')} who had signed up get a mail about it.")
    return _back(event_id)


@bp.post("/events/manage/<int:event_id>/delete")
@MANAGE
def delete_event(event_id: int) -> Response:
    """Remove a draft."""
    title = queries.kept(event_id).title
    actions.remove(event_id)
    flash(f"The draft {title} is deleted.")
    return go(url_for(".manage_events"))


def _back(event_id: int) -> Response:
    return go(url_for(".manage_event", event_id=event_id))
