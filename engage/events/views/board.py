"""The two-column board after an event, for everybody; and as the OD team looks after it."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.forms import Form
from engage.core.htmx import go, page
from engage.directory.queries_themes import themes
from engage.events.actions import board as actions
from engage.events.forms.after import NOTES, ThemeForm
from engage.events.models import Event
from engage.events.queries import attendance
from engage.events.queries import board as queries
from engage.events.queries.after_times import managed, times
from engage.events.queries.events import visible
from engage.events.rules.after import MOST_NOTE, SIDES, Side, left, may_write
from engage.events.views import bp

MANAGE = requires(Permission.EVENTS_MANAGE)


@bp.get("/events/<int:event_id>/board")
@signed_in
def board(event_id: int) -> Response:
    """What went well, and what would make it better."""
    return _page(visible(event_id, current_person()))


def _page(event: Event, wrong: Form | None = None, side: Side | None = None) -> Response:
    me, when = current_person(), times(event)
    state = when.board(clock.now())
    writes = may_write(state, attendance.had_a_place(list(attendance.mine(event.id, me.id).values())))
    columns = queries.columns(event.id, request.args.get("page", 1, type=int))
    written = queries.sides_of(event.id, me.id)
    return page(
        "events/after/board.html",
        fragment="events/after/_board_columns.html",
        status=422 if wrong else 200,
        event=event,
        state=state,
        times=when,
        writes=writes,
        sides=SIDES,
        columns=columns,
        longest=max(columns.values(), key=lambda each: each.last),
        left={each: left(written, each) for each in Side},
        forms={each: wrong if wrong and each is side else form(formdata=None) for each, form in NOTES.items()},
        wrong=wrong,
        me=me.id,
        manages=me.may(Permission.EVENTS_MANAGE),
        most=MOST_NOTE,
    )


@bp.post('/events/<int:event_id>/board/<any("well", "better"):side>')
@signed_in
def write_note(event_id: int, side: str) -> Response:
    """A note on one side."""
    event, on, me = visible(event_id, current_person()), Side(side), current_person()
    form = NOTES[on]()
    if not form.validate():
        return _page(event, form, on)
    try:
        row = actions.write(event, on, form[side].data or "", me.id, clock.now())
    except Invalid as problem:
        form[side].errors = [problem.message]
        return _page(event, form, on)
    flash("Your note is on the board.")
    return go(url_for(".board", event_id=event_id, _anchor=f"note-{row.id}"))


@bp.post("/events/<int:event_id>/board/<int:note_id>/take-back")
@signed_in
def take_note_back(event_id: int, note_id: int) -> Response:
    """One's own note goes."""
    event = visible(event_id, current_person())
    actions.take_back(queries.of_event(event_id, note_id), event, current_person().id, clock.now())
    flash("Your note is taken back.")
    return go(url_for(".board", event_id=event_id))


@bp.get("/events/manage/<int:event_id>/board")
@MANAGE
def board_manage(event_id: int) -> Response:
    """All notes, hidden ones too, and what they are about; never whose they are."""
    event = managed(event_id)
    return page(
        "events/after/board_manage.html",
        event=event,
        sides=SIDES,
        found=queries.for_the_od_team(event_id, request.args.get("page", 1, type=int)),
        themes=themes(),
    )


def _back(event_id: int, note_id: int) -> Response:
    number = request.args.get("page", 1, type=int)
    page_number = number if number > 1 else None
    return go(url_for(".board_manage", event_id=event_id, page=page_number, _anchor=f"note-{note_id}"))


@bp.post("/events/manage/<int:event_id>/board/<int:note_id>/hide")
@MANAGE
def hide_note(event_id: int, note_id: int) -> Response:
    """Nobody but the OD team reads it."""
    actions.hide(queries.of_event(event_id, note_id), True)
    flash("The note is hidden.")
    return _back(event_id, note_id)


@bp.post("/events/manage/<int:event_id>/board/<int:note_id>/show")
@MANAGE
def show_note(event_id: int, note_id: int) -> Response:
    """Everybody reads it again."""
    actions.hide(queries.of_event(event_id, note_id), False)
    flash("The note is shown again.")
    return _back(event_id, note_id)


@bp.post("/events/manage/<int:event_id>/board/<int:note_id>/theme")
@MANAGE
def theme_note(event_id: int, note_id: int) -> Response:
    """What it is about."""
    row, form = queries.of_event(event_id, note_id), ThemeForm()
    held = [(row.theme.id, row.theme.name)] if row.theme else []
    form.offer([*held, *((each.id, each.name) for each in themes())])
    if not form.validate():
        raise Invalid("Choose one of the themes in the list. Nothing was changed.")
    actions.put_under(row, form.theme_id)
    flash("The theme is saved.")
    return _back(event_id, note_id)
