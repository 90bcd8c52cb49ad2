"""Who comes: the lists of a session, guests, access needs, and a message to all."""

from flask import Response, flash, request, url_for

from engage.core import clock
from engage.core.errors import Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.events.actions import events_guests as actions
from engage.events.forms.events import GuestForm, MessageForm
from engage.events.models import Event
from engage.events.queries import events as queries
from engage.events.queries import events_manage
from engage.events.rules import events as rules
from engage.events.rules.states import EventState
from engage.events.views import bp
from engage.events.views.events_manage import MANAGE

DOOR = ("Name", "Works in, or comes from", "Guest")


@bp.get("/events/manage/<int:event_id>/sessions/<int:session_id>/people")
@MANAGE
def session_people(event_id: int, session_id: int) -> Response:
    """Who has a place in a session, and who waits."""
    row = queries.kept(event_id)
    session = queries.session_of(row, session_id)
    return page(
        "events/manage/people.html",
        fragment="events/manage/_comer_list.html",
        row=row,
        session=session,
        named=queries.name_of(session, row),
        numbers=queries.numbers([session_id])[session_id],
        when=queries.when,
        found=events_manage.comers(session_id, request.args.get("page", 1, type=int)),
    )


@bp.get("/events/manage/<int:event_id>/sessions/<int:session_id>/people.csv")
@MANAGE
def session_door(event_id: int, session_id: int) -> Response:
    """The names for the door, and nothing of what anybody needs."""
    queries.session_of(queries.kept(event_id), session_id)
    rows = [(each.name, each.where, "guest" if each.guest else "") for each in events_manage.door(session_id)]
    return download(f"door-{event_id}-{session_id}", DOOR, rows)


@bp.get("/events/manage/<int:event_id>/needs")
@MANAGE
def event_access_needs(event_id: int) -> Response:
    """What people need to take part."""
    found = events_manage.needs(event_id, request.args.get("page", 1, type=int))
    return page("events/manage/needs.html", row=queries.kept(event_id), found=found, days=rules.NEEDS_DAYS)


@bp.get("/events/manage/<int:event_id>/guests/")
@MANAGE
def event_guests(event_id: int) -> Response:
    """Guests, and room for one more."""
    return _guests(queries.kept(event_id), GuestForm(formdata=None))


@bp.post("/events/manage/<int:event_id>/guests/")
@MANAGE
def add_guest(event_id: int) -> Response:
    """One more."""
    row, form = queries.kept(event_id), GuestForm()
    if not form.validate():
        return _guests(row, form, 422)
    asked = actions.Asked(
        form.name.data or "", form.organisation.data or "", form.email.data or "", form.wanted, form.needs.data or ""
    )
    try:
        guest = actions.add(event_id, asked, clock.now())
    except Invalid as problem:
        form.sessions.errors = [problem.message]
        return _guests(row, form, 422)
    told = "A mail with the times is on its way." if guest.email else "They have no address here: tell them yourself."
    flash(f"{guest.name} has a place. {told}")
    return go(url_for(".event_guests", event_id=event_id))


@bp.post("/events/manage/<int:event_id>/guests/<int:guest_id>/remove")
@MANAGE
def remove_guest(event_id: int, guest_id: int) -> Response:
    """Take a guest out."""
    flash(f"{actions.remove(event_id, guest_id, clock.now())} is taken out.")
    return go(url_for(".event_guests", event_id=event_id))


def _guests(row: Event, form: GuestForm, status: int = 200) -> Response:
    now = clock.now()
    offered = {
        each.id: f"{queries.name_of(each, row)}, {queries.when(each)}" for each in row.sessions if each.starts_at > now
    }
    form.offer(offered)
    if not form.is_submitted() and len(offered) == 1:
        form.sessions.data = [str(each) for each in offered]
    return page(
        "events/manage/guests.html",
        status=status,
        row=row,
        form=form,
        guests=events_manage.guests(row.id),
        held=events_manage.guest_sessions(row.id),
        sessions={each.id: queries.name_of(each, row) for each in row.sessions},
        open=row.state == EventState.PUBLISHED and bool(offered),
        most=rules,
    )


@bp.get("/events/manage/<int:event_id>/messages/new")
@MANAGE
def new_message(event_id: int) -> Response:
    """A few words to everybody who comes."""
    return _message(queries.kept(event_id), MessageForm(formdata=None))


@bp.post("/events/manage/<int:event_id>/messages/")
@MANAGE
def send_message(event_id: int) -> Response:
    """Send them."""
    row, form = queries.kept(event_id), MessageForm()
    if not form.validate():
        return _message(row, form, 422)
    sent, without = actions.write(event_id, form.words.data or "", clock.now())
    says = f"The message goes to {count(sent, 'person', 'people')}."
    if without:
        says += f" {count(without, 'person', 'people')} without an e-mail address do not get it."
    flash(says)
    return go(url_for(".manage_event", event_id=event_id))


def _message(row: Event, form: MessageForm, status: int = 200) -> Response:
    found = events_manage.reached([each.id for each in row.sessions])
    return page(
        "events/manage/message.html", status=status, row=row, form=form, most=rules,
        people=len(found), without=sum(not each.email for each in found),
    )  # fmt: skip
