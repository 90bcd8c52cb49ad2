"""Who was there, as the OD team sees and writes it: codes, lists and figures."""

import segno
from flask import Response, current_app, flash, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.rules.choosing import PERSON
from engage.events.actions import attendance as actions
from engage.events.models import EventSession
from engage.events.queries import attendance as queries
from engage.events.queries import attendance_figures as figures
from engage.events.queries.after_times import managed
from engage.events.rules.attendance import Figures
from engage.events.views import bp

MANAGE = requires(Permission.EVENTS_MANAGE)
MOST_CHOSEN, LONGEST = 50, 100


@bp.get("/events/manage/<int:event_id>/attendance")
@MANAGE
def attendance(event_id: int) -> Response:
    """Session by session, and by directorate."""
    row = managed(event_id)
    by_session = figures.by_session(event_id)
    return page(
        "events/after/attendance.html",
        event=row,
        by_session=[(each, by_session.get(each.id, Figures())) for each in row.sessions],
        parts=figures.by_directorate(row),
        at=clock.now(),
    )


@bp.get("/events/manage/<int:event_id>/sessions/<int:session_id>/code")
@MANAGE
def attendance_code(event_id: int, session_id: int) -> Response:
    """The code, large enough for the last row of the room."""
    row, session = managed(event_id), queries.session(event_id, session_id)
    address = f"{current_app.extensions['settings'].base_url}/events/{event_id}/here"
    picture = segno.make(f"{address}/{session.code}", error="q", micro=False) if session.code else None
    return page(
        "events/after/code.html",
        event=row,
        session=session,
        typed_address=address.split("://", 1)[-1],
        qr=picture.svg_data_uri(border=2, xmldecl=False, dark="#1b2a2e", scale=8) if picture else "",
    )


@bp.post("/events/manage/<int:event_id>/sessions/<int:session_id>/code")
@MANAGE
def make_attendance_code(event_id: int, session_id: int) -> Response:
    """A code, or another."""
    actions.make_code(queries.session(event_id, session_id))
    flash("The code is made. Show this page in the room, or read the code out.")
    return go(url_for(".attendance_code", event_id=event_id, session_id=session_id))


@bp.get("/events/manage/<int:event_id>/sessions/<int:session_id>/attendance")
@MANAGE
def attendance_list(event_id: int, session_id: int) -> Response:
    """Everybody with a place, to be ticked."""
    return _list(queries.session(event_id, session_id))


def _list(session: EventSession, status: int = 200, error: str = "") -> Response:
    sent = request.form if request.method == "POST" else request.args
    typed = sent.get("q", "")[:LONGEST]
    found = choosing.find(typed, (PERSON,)) if typed else ()
    return page(
        "events/after/attendance_list.html",
        status=status,
        event=managed(session.event_id),
        session=session,
        names=queries.names(session, request.args.get("page", 1, type=int)),
        begun=queries.begun(session, clock.now()),
        chosen=choosing.chosen(sent.getlist("people")[:MOST_CHOSEN], (PERSON,)),
        q=typed,
        found=found,
        error=error,
    )


@bp.post("/events/manage/<int:event_id>/sessions/<int:session_id>/attendance")
@MANAGE
def tick_attendance(event_id: int, session_id: int) -> Response:
    """What was ticked, and what was not any more."""
    session = queries.session(event_id, session_id)
    there, was = request.form.getlist("there"), request.form.get("was", "").split()
    come, not_come = actions.tick(session, there, was, clock.now())
    if come or not_come:
        undone = f" {count(not_come, 'tick was', 'ticks were')} taken off." if not_come else ""
        flash(f"Saved: {count(come, 'more person', 'more people')} ticked.{undone}")
    else:
        flash("Nothing had changed on the list, so nothing was saved.")
    number = request.args.get("page", 1, type=int)
    shown = number if number > 1 else None
    return go(url_for(".attendance_list", event_id=event_id, session_id=session_id, page=shown))


@bp.post("/events/manage/<int:event_id>/sessions/<int:session_id>/attendance/people")
@MANAGE
def add_attendance(event_id: int, session_id: int) -> Response:
    """Somebody who was there and is not on the list."""
    session = queries.session(event_id, session_id)
    if request.form.get("find") and request.form.get("q", "").strip():
        return _list(session)
    chosen = choosing.chosen(request.form.getlist("people")[:MOST_CHOSEN], (PERSON,))
    if not chosen:
        return _list(session, 422, "Find a colleague by name, and tick them.")
    try:
        new = actions.add(session, [each.id for each in chosen], clock.now())
    except Invalid as problem:
        return _list(session, 422, problem.message)
    flash(f"Saved: {count(new, 'more person was', 'more people were')} there.")
    return go(url_for(".attendance_list", event_id=event_id, session_id=session_id))
