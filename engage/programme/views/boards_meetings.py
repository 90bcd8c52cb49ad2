"""The meetings of a board: a year of them proposed, each moved or removed."""

from flask import Response, flash, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.programme.actions import boards as actions
from engage.programme.forms.boards import MeetingForm, MeetingsForm
from engage.programme.models import Board, BoardMeeting
from engage.programme.queries import boards as queries
from engage.programme.rules.boards import CADENCES
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/boards/<int:board_id>/meetings")
@MANAGE
def board_meetings(board_id: int) -> Response:
    """When it meets, and by when updates are due."""
    return _meetings(queries.board(board_id), MeetingsForm(formdata=None))


def _meetings(row: Board, form: MeetingsForm, status: int = 200) -> Response:
    status = 422 if form.errors and status == 200 else status
    return page("programme/boards/meetings.html", status=status, row=row, form=form,
                meetings=queries.meetings(row.id), today=clock.today(), cadences=CADENCES)  # fmt: skip


@bp.post("/programme/manage/boards/<int:board_id>/meetings")
@MANAGE
def propose_meetings(board_id: int) -> Response:
    """A year of meetings by the board's cadence."""
    row, form = queries.board(board_id), MeetingsForm()
    if not form.validate() or form.first.on is None:
        return _meetings(row, form)
    try:
        added = actions.propose(row, form.first.on)
    except Invalid as problem:
        blame(form, problem)
        return _meetings(row, form)
    flash(f"{count(added, 'meeting is', 'meetings are')} added. Change the days that differ.")
    return go(url_for(".board_meetings", board_id=board_id))


@bp.get("/programme/manage/meetings/<int:meeting_id>/edit")
@MANAGE
def edit_meeting(meeting_id: int) -> Response:
    """One meeting, to be moved."""
    row, form = queries.meeting(meeting_id), MeetingForm(formdata=None)
    form.on.show(row.on)
    form.due_on.show(row.due_on)
    return _form(row, form)


@bp.post("/programme/manage/meetings/<int:meeting_id>/edit")
@MANAGE
def move_meeting(meeting_id: int) -> Response:
    """Another day, or another deadline."""
    row, form = queries.meeting(meeting_id), MeetingForm()
    board_id = row.board_id
    if not form.validate() or form.on.on is None or form.due_on.on is None:
        return _form(row, form)
    try:
        actions.move(row, form.on.on, form.due_on.on)
    except Invalid as problem:
        blame(form, problem)
        return _form(queries.meeting(meeting_id), form)
    flash("The meeting is saved.")
    return go(url_for(".board_meetings", board_id=board_id))


def _form(row: BoardMeeting, form: MeetingForm) -> Response:
    board = queries.board(row.board_id)
    return form_page(form, "Change the meeting", (url_for(".board_meetings", board_id=board.id), board.name))


@bp.post("/programme/manage/meetings/<int:meeting_id>/remove")
@MANAGE
def drop_meeting(meeting_id: int) -> Response:
    """It does not take place."""
    row = queries.meeting(meeting_id)
    board_id = row.board_id
    try:
        actions.drop(row, clock.today())
    except Conflict as problem:
        form = MeetingsForm(formdata=None)
        blame(form, problem)
        return _meetings(queries.board(board_id), form, 409)
    flash("The meeting is removed.")
    return go(url_for(".board_meetings", board_id=board_id))
