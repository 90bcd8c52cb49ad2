"""Calendar files: one session, and all of one's own."""

from flask import Response, current_app, make_response

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import NotThere
from engage.events.formats.events_calendar import Told, calendar
from engage.events.queries import events as queries
from engage.events.queries import events_list
from engage.events.rules.states import BookingState, EventState
from engage.events.views import bp


@bp.get("/events/<int:event_id>/sessions/<int:session_id>/calendar.ics")
@signed_in
def session_calendar(event_id: int, session_id: int) -> Response:
    """One session, for whoever may see its event; how it is joined online for whoever has a place."""
    seen = queries.seen(event_id, current_person())
    session = queries.session_of(seen.event, session_id)
    if seen.event.state == EventState.DRAFT:
        raise NotThere
    held = seen.own.get(session_id)
    joins = held is not None and held.state == BookingState.BOOKED
    return _download(f"event-{event_id}", [Told(session, seen.event, joins)])


@bp.get("/events/mine.ics")
@signed_in
def my_calendar() -> Response:
    """Every session ahead in which one has a place; those called off say so."""
    rows = events_list.mine(current_person().id)
    placed = [each.session for each in rows if each.state == BookingState.BOOKED]
    return _download("my-events", [Told(session, session.event, True) for session in placed])


def _download(name: str, told: list[Told]) -> Response:
    response = make_response(calendar(told, current_app.extensions["settings"], clock.now()))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
