"""Boards and committees as the OD team keeps them: made, changed, ended, and who reads them."""

from flask import Response, flash, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.programme.actions import boards as actions
from engage.programme.forms.boards import BoardForm
from engage.programme.models import Board
from engage.programme.queries import boards as queries
from engage.programme.rules.boards import CADENCES
from engage.programme.rules.kinds import Cadence
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, finding, form_page, picked, picker

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/boards/")
@MANAGE
def boards_manage() -> Response:
    """All boards and committees."""
    return page("programme/boards/index.html", rows=queries.boards(clock.today()), cadences=CADENCES)


@bp.get("/programme/manage/boards/new")
@MANAGE
def new_board() -> Response:
    """An empty form."""
    return _form(BoardForm(formdata=None), None)


@bp.post("/programme/manage/boards/")
@MANAGE
def create_board() -> Response:
    """One more board."""
    form = BoardForm()
    if not form.validate():
        return _form(form, None)
    try:
        row = actions.create(_words(form))
    except Invalid as problem:
        blame(form, problem)
        return _form(form, None)
    flash(f"{row.name} is here. Say next when it meets, and who reads it.")
    return go(url_for(".board_meetings", board_id=row.id))


@bp.get("/programme/manage/boards/<int:board_id>/edit")
@MANAGE
def edit_board(board_id: int) -> Response:
    """What is said of a board, to be changed."""
    row = queries.board(board_id)
    return _form(BoardForm(formdata=None, obj=row), row)


@bp.post("/programme/manage/boards/<int:board_id>/edit")
@MANAGE
def save_board(board_id: int) -> Response:
    """Save it."""
    row, form = queries.board(board_id), BoardForm()
    if not form.validate():
        return _form(form, row)
    try:
        actions.save(row, _words(form))
    except Invalid as problem:
        blame(form, problem)
        return _form(form, row)
    flash("The board is saved. Deadlines of meetings that are there already stay as they are.")
    return go(url_for(".board", board_id=board_id))


def _words(form: BoardForm) -> actions.Words:
    return actions.Words(
        form.name.data or "", form.about.data or "", Cadence(form.cadence.data), form.notice_days.data or 0
    )


def _form(form: BoardForm, row: Board | None) -> Response:
    if row is None:
        back = (url_for(".boards_manage"), "Boards and committees")
        return form_page(form, "Add a board or committee", back, action=url_for(".create_board"))
    name = queries.board(row.id).name
    return form_page(form, f"Change {name}", (url_for(".board", board_id=row.id), name))


@bp.post("/programme/manage/boards/<int:board_id>/end")
@MANAGE
def end_board(board_id: int) -> Response:
    """It meets no longer."""
    row = queries.board(board_id)
    actions.end(row, True)
    flash(f"{row.name} has ended. Nothing is due for it any more.")
    return go(url_for(".boards_manage"))


@bp.post("/programme/manage/boards/<int:board_id>/take-up")
@MANAGE
def take_up_board(board_id: int) -> Response:
    """It meets again."""
    row = queries.board(board_id)
    actions.end(row, False)
    flash(f"{row.name} meets again.")
    return go(url_for(".boards_manage"))


@bp.get("/programme/manage/boards/<int:board_id>/readers")
@MANAGE
def board_readers(board_id: int) -> Response:
    """Who reads it."""
    return _readers(queries.board(board_id))


def _readers(row: Board, problem: str = "", status: int = 200) -> Response:
    return page("programme/boards/readers.html", status=status, row=row, problem=problem,
                readers=queries.readers(row.id), **picker())  # fmt: skip


@bp.post("/programme/manage/boards/<int:board_id>/readers")
@MANAGE
def add_board_reader(board_id: int) -> Response:
    """One more."""
    row = queries.board(board_id)
    if finding():
        return _readers(row)
    who = picked()
    if who is None:
        return _readers(row, "Choose somebody who works here.", 422)
    try:
        actions.add_reader(row, who)
    except Invalid as problem:
        return _readers(row, problem.message, 422)
    flash("They read the board now. Its page is on their start page.")
    return go(url_for(".board_readers", board_id=board_id))


@bp.post("/programme/manage/boards/<int:board_id>/readers/<int:person_id>/remove")
@MANAGE
def remove_board_reader(board_id: int, person_id: int) -> Response:
    """One fewer."""
    actions.remove_reader(queries.board(board_id), person_id)
    flash("They read the board no longer.")
    return go(url_for(".board_readers", board_id=board_id))
