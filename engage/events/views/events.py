"""Events as staff see them: the lists, one event, signing up and giving up."""

from collections.abc import Mapping

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.events.actions import events_booking as actions
from engage.events.forms.events import NeedsForm, SignUpForm
from engage.events.models import EventSession
from engage.events.queries import events as queries
from engage.events.queries import events_list
from engage.events.queries.after import after
from engage.events.queries.events import Numbers, Seen
from engage.events.rules import events as rules
from engage.events.rules.events_words import BOOKINGS, KINDS
from engage.events.rules.states import EventState
from engage.events.views import bp


@bp.get("/events/")
@signed_in
def events() -> Response:
    """One's own places, and what is coming, by month."""
    me = current_person()
    return page(
        "events/index.html",
        fragment="events/_event_list.html",
        found=events_list.coming(me, request.args.get("page", 1, type=int)),
        mine=events_list.mine(me.id),
        manages=me.may(Permission.EVENTS_MANAGE),
        kinds=KINDS,
        bookings=BOOKINGS,
        name_of=queries.name_of,
        when=queries.when,
        past=False,
        local=clock.local,
    )


@bp.get("/events/past")
@signed_in
def events_past() -> Response:
    """What is over."""
    found = events_list.past(current_person(), request.args.get("page", 1, type=int))
    return page("events/past.html", fragment="events/_event_list.html", found=found, kinds=KINDS, past=True)


@bp.get("/events/<int:event_id>")
@signed_in
def event(event_id: int) -> Response:
    """One event, for whoever may see it."""
    return _show(queries.seen(event_id, current_person()))


def _show(seen: Seen, status: int = 200, form: SignUpForm | None = None, needs: NeedsForm | None = None) -> Response:
    row, me, now = seen.event, current_person(), clock.now()
    numbers = queries.numbers([each.id for each in row.sessions])
    offered = _offered(seen, numbers)
    form = form or SignUpForm(formdata=None)
    form.offer(offered)
    need = queries.need_of(row.id, me.id)
    if needs is None:
        needs = NeedsForm(formdata=None)
        needs.needs.data = need.words if need else ""
    return page(
        "events/show.html",
        status=status,
        row=row,
        own=seen.own,
        meant=seen.meant,
        numbers=numbers,
        places=rules.places,
        name_of=queries.name_of,
        when=queries.when,
        offered=offered,
        form=form,
        needs=needs,
        need=need,
        nth=rules.nth,
        kinds=KINDS,
        bookings=BOOKINGS,
        now=now,
        over=bool(row.sessions) and all(each.ends_at <= now for each in row.sessions),
        manages=me.may(Permission.EVENTS_MANAGE),
        event=row,
        after=after(row, me),
        local=clock.local,
        most=rules,
    )


def _offered(seen: Seen, numbers: Mapping[int, Numbers]) -> dict[int, str]:
    """The sessions this person can still sign up for, each with its time and what is left."""
    row, now = seen.event, clock.now()
    if row.state != EventState.PUBLISHED or not seen.meant:
        return {}
    ahead = [each for each in row.sessions if now < rules.closes_at(each.starts_at, row.sign_up_closes_at)]
    return {each.id: _words(seen, each, numbers[each.id]) for each in ahead if each.id not in seen.own}


def _words(seen: Seen, session: EventSession, number: Numbers) -> str:
    left = rules.places(session.capacity, number.booked, number.waiting)
    return f"{queries.name_of(session, seen.event)}, {queries.when(session)}. {left}"


@bp.post("/events/<int:event_id>/bookings")
@signed_in
def event_sign_up(event_id: int) -> Response:
    """A place in one or more sessions, or in their queues."""
    me, form = current_person(), SignUpForm()
    seen = queries.seen(event_id, me)
    if not seen.meant:
        form.form_errors = ["This event is not for you: its page says for whom it is."]
        return _show(seen, 422, form)
    if not form.validate():
        return _show(seen, 422, form)
    try:
        words = form.needs.data or None
        found = actions.sign_up(event_id, me.id, form.wanted, words, clock.now())
    except Invalid as problem:
        form.sessions.errors = [problem.message]
        return _show(seen, 422, form)
    flash(actions.in_words(found))
    return _back(event_id)


@bp.post("/events/<int:event_id>/sessions/<int:session_id>/give-up")
@signed_in
def event_give_up(event_id: int, session_id: int) -> Response:
    """Leave a place to somebody else, or the queue."""
    me = current_person()
    queries.seen(event_id, me)
    name = actions.give_up(event_id, session_id, me.id, clock.now())
    flash(f"You are signed off: {name}.")
    row = queries.event(event_id)
    # Whoever the event is not for any more saw it for their place alone.
    return _back(event_id) if row is not None and queries.may_see(row, me) else go(url_for(".events"))


@bp.post("/events/<int:event_id>/needs")
@signed_in
def event_needs(event_id: int) -> Response:
    """What one needs, in other words or in none."""
    me, form = current_person(), NeedsForm()
    seen = queries.seen(event_id, me)
    if not form.validate():
        return _show(seen, 422, needs=form)
    actions.change_needs(event_id, me.id, form.needs.data or "")
    flash("What you need is saved." if form.needs.data else "What you needed is deleted.")
    return _back(event_id)


def _back(event_id: int) -> Response:
    return go(url_for(".event", event_id=event_id))
