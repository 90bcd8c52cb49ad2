"""I am here: whoever is in the room types the code that is read out."""

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import TooMany
from engage.core.htmx import go, page
from engage.directory.actions import throttle
from engage.events.actions import attendance as actions
from engage.events.forms.after import HereForm
from engage.events.models import Event
from engage.events.queries import attendance as queries
from engage.events.queries.events import visible
from engage.events.views import bp

WRONG = "That is the code of no session that is on now. Look again, or ask whoever runs the session."
TOO_OFTEN = "Wrong codes were typed too often. Wait 15 minutes, or ask the OD team to tick you on the list."


@bp.get("/events/<int:event_id>/here")
@signed_in
def here(event_id: int) -> Response:
    """Where the code is typed."""
    return _page(visible(event_id, current_person()), HereForm(formdata=None))


@bp.get("/events/<int:event_id>/here/<string:code>")
@signed_in
def here_with_code(event_id: int, code: str) -> Response:
    """The same from the QR code on the screen: one button is left to press."""
    form = HereForm(formdata=None)
    form.code.data = code[:40]
    return _page(visible(event_id, current_person()), form)


def _page(row: Event, form: HereForm, status: int = 200) -> Response:
    mine = queries.mine(row.id, current_person().id)
    there = [each for each in row.sessions if each.id in mine and mine[each.id].attended_by]
    taking = queries.taking_codes(row, clock.now())
    return page("events/after/here.html", status=status, event=row, form=form, there=there, taking=taking)


@bp.post("/events/<int:event_id>/here")
@signed_in
def sign_in_here(event_id: int) -> Response:
    """They are there, where the code is right."""
    row, form, me, at = visible(event_id, current_person()), HereForm(), current_person(), clock.now()
    if not form.validate():
        return _page(row, form, 422)
    tries = throttle.counters("event code", f"viewer {me.id}", request.remote_addr or "")
    try:
        throttle.refuse_if_over(tries, at)
    except TooMany:
        form.form_errors.append(TOO_OFTEN)
        return _page(row, form, 429)
    session = actions.sign_in(row, form.code.data or "", me.id, at)
    if session is None:
        throttle.count_failure(tries, at)
        form.code.errors = [WRONG]
        return _page(row, form, 422)
    # A right code forgives no wrong ones: whoever has one would guess another between its repetitions for ever.
    flash(f"You are signed in to {session.title or row.title}.")
    return go(url_for(".here", event_id=event_id))
