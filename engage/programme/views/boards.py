"""A board's page, and what changed or stands out since it met: on screen and as files."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Response, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.formatting import listed as in_words
from engage.core.htmx import page
from engage.core.paging import Page
from engage.core.spreadsheets import download
from engage.programme.forms.boards_since import SinceForm
from engage.programme.models import Board, Item, ItemChange
from engage.programme.queries import boards as queries
from engage.programme.queries import boards_changes, rag
from engage.programme.queries.boards_changes import Change, Exceptional
from engage.programme.queries.boards_standing import live
from engage.programme.rules.boards import CHANGES, SINCE_DAYS
from engage.programme.rules.kinds import ChangeKind
from engage.programme.views import bp
from engage.programme.views.boards_standing import RULE, SIZE, address_of, listed, paged

MANAGE = requires(Permission.PROGRAMME_MANAGE)
OVERVIEW = "How the programme stands"

CHANGE_COLUMNS = ("Item", "When", "What changed", "About", "Was", "Is now", "Why", "By")
EXCEPTION_COLUMNS = ("Item", "Plan", "Lead officer", "Colour", "Why it is listed", "Reasons", "Last update", "It says")


def _board(board_id: int) -> Board:
    """The board, for the OD team and its readers; not there for anybody else."""
    row, viewer = queries.board(board_id), current_person()
    if not viewer.may(Permission.PROGRAMME_MANAGE) and not queries.reads(board_id, viewer.id):
        raise NotThere("There is no such board or committee here.")
    return row


@bp.get("/programme/boards/<int:board_id>")
@signed_in
def board(board_id: int) -> Response:
    """The items of a board: colour, reasons, last update and direction."""
    row, today = _board(board_id), clock.today()
    found = rag.known(today, live(), Item.board_id == board_id)
    asked = {"colour": request.args.get("colour", "")}
    dates = queries.meetings(board_id)
    return page("programme/boards/show.html", fragment="programme/standing/_standing_list.html", board=row,
                asked=asked, rule=RULE, late=sum(1 for each in found if each.late),
                ahead=next((each for each in dates if each.on >= today), None),
                before=queries.before(board_id, today),
                manages=current_person().may(Permission.PROGRAMME_MANAGE),
                **listed(found, asked, "programme.board", board_id=board_id))  # fmt: skip


def _since(usual: date) -> tuple[date, SinceForm]:
    """The day that the address names, or the usual one where it names none or something else."""
    form = SinceForm(request.args)
    fine = form.validate() and form.since.on is not None
    since = form.since.on if fine and form.since.on else usual
    if not form.errors:
        form.since.show(since)
    return since, form


def _changes(heading: str, back: tuple[str, str], found: Sequence[Change], form: SinceForm, files: str) -> Response:
    return page("programme/boards/changes.html", status=422 if form.errors else 200, heading=heading, back=back,
                found=found, form=form, files=files, kinds=CHANGES, most=boards_changes.MOST)  # fmt: skip


def _changes_file(name: str, found: Sequence[Change]) -> Response:
    rows = [
        (each.item, clock.local(each.at).date().isoformat(), CHANGES[ChangeKind(each.kind)], each.what, each.was,
         each.becomes, each.reason, each.by)
        for each in found
    ]  # fmt: skip
    return download(name, CHANGE_COLUMNS, rows)


def _usual(board_id: int | None) -> date:
    """The day of the board's last meeting, or a quarter ago."""
    before = queries.before(board_id, clock.today()) if board_id is not None else None
    return before or clock.today() - timedelta(days=SINCE_DAYS)


def _of_board(board_id: int, since: date) -> Sequence[Change]:
    return boards_changes.changes(Item.board_id == board_id, since=since)


@bp.get("/programme/boards/<int:board_id>/changes")
@signed_in
def board_changes(board_id: int) -> Response:
    """What changed in its items since it met."""
    row = _board(board_id)
    since, form = _since(_usual(board_id))
    files = url_for(".board_changes_csv", board_id=board_id, since=form.since.data)
    back = (url_for(".board", board_id=board_id), row.name)
    return _changes(f"Changes: {row.name}", back, _of_board(board_id, since), form, files)


@bp.get("/programme/boards/<int:board_id>/changes.csv")
@signed_in
def board_changes_csv(board_id: int) -> Response:
    """The same as a file."""
    _board(board_id)
    return _changes_file(f"changes-board-{board_id}", _of_board(board_id, _since(_usual(board_id))[0]))


@bp.get("/programme/manage/plans/<int:plan_id>/changes")
@MANAGE
def plan_changes(plan_id: int) -> Response:
    """What changed in a plan, removed items too."""
    row = boards_changes.plan(plan_id)
    since, form = _since(_usual(None))
    found = boards_changes.changes(ItemChange.plan_id == plan_id, since=since)
    files = url_for(".plan_changes_csv", plan_id=plan_id, since=form.since.data)
    back = (url_for(".standing_overview", plan=plan_id), OVERVIEW)
    return _changes(f"Changes: {row.name}", back, found, form, files)


@bp.get("/programme/manage/plans/<int:plan_id>/changes.csv")
@MANAGE
def plan_changes_csv(plan_id: int) -> Response:
    """The same as a file."""
    boards_changes.plan(plan_id)
    since = _since(_usual(None))[0]
    found = boards_changes.changes(ItemChange.plan_id == plan_id, since=since)
    return _changes_file(f"changes-plan-{plan_id}", found)


def _exceptions(board_id: int | None, since: date) -> Sequence[Exceptional]:
    of_board = [Item.board_id == board_id] if board_id is not None else []
    return boards_changes.exceptions(rag.known(clock.today(), live(), *of_board), since)


def _exceptions_page(row: Board | None) -> Response:
    since, form = _since(_usual(row.id if row else None))
    every = _exceptions(row.id if row else None, since)
    number, part = paged(every)
    of: dict[str, Any] = {"board_id": row.id} if row else {}
    name = "board_exceptions" if row else "all_exceptions"
    over = (url_for(".board", board_id=row.id), row.name) if row else (url_for(".standing_overview"), OVERVIEW)
    day = form.since.data or ""
    return page("programme/boards/exceptions.html", status=422 if form.errors else 200,
                heading=f"Exceptions: {row.name}" if row else "Exceptions", back=over, form=form,
                found=Page(boards_changes.told(part), number, SIZE, len(every)),
                address=address_of({"since": day}, f".{name}", **of),
                files=url_for(f".{name}_csv", since=day, **of))  # fmt: skip


def _exceptions_file(name: str, found: Sequence[Exceptional]) -> Response:
    rows = [
        (each.name, each.plan, each.lead, each.colour, in_words(why),
         " ".join(reason for _, reason in each.result.reasons),
         clock.local(each.update.at).date().isoformat() if each.update else "",
         each.update.status if each.update else "")
        for each, why in boards_changes.told(found)
    ]  # fmt: skip
    return download(name, EXCEPTION_COLUMNS, rows)


@bp.get("/programme/boards/<int:board_id>/exceptions")
@signed_in
def board_exceptions(board_id: int) -> Response:
    """Only what is red, late or changed."""
    return _exceptions_page(_board(board_id))


@bp.get("/programme/boards/<int:board_id>/exceptions.csv")
@signed_in
def board_exceptions_csv(board_id: int) -> Response:
    """The same as a file."""
    _board(board_id)
    return _exceptions_file(f"exceptions-board-{board_id}", _exceptions(board_id, _since(_usual(board_id))[0]))


@bp.get("/programme/manage/exceptions")
@MANAGE
def all_exceptions() -> Response:
    """The same of all boards."""
    return _exceptions_page(None)


@bp.get("/programme/manage/exceptions.csv")
@MANAGE
def all_exceptions_csv() -> Response:
    """The same as a file."""
    return _exceptions_file("exceptions", _exceptions(None, _since(_usual(None))[0]))
