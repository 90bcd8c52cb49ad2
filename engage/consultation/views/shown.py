"""What whoever is asked sees: the list, a consultation, a statement with its comments, the board, what changed."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from engage.access import Permission, current_person, signed_in
from engage.consultation import queries
from engage.consultation.forms import BOARD, CommentForm
from engage.consultation.queries import Seen
from engage.consultation.rules import LEAST, MOST_ENTRY, Column, State, has_board
from engage.consultation.rules.figures import from_text
from engage.consultation.views import bp
from engage.core.errors import NotThere
from engage.core.forms import Form
from engage.core.htmx import page
from engage.directory import queries_audience as who

LIST, COMMENTS, ENTRIES = (
    "consultation/_statement_list.html",
    "consultation/_comment_list.html",
    "consultation/_board_columns.html",
)


def number() -> int:
    """The number of the page that is asked for."""
    return request.args.get("page", 1, type=int)


@bp.get("/")
@signed_in
def index() -> Response:
    """What asks for this person now, and what has been answered."""
    viewer = current_person()
    return page(
        "consultation/index.html",
        open=queries.open_for(viewer),
        past=queries.past_for(viewer, number()),
        manages=viewer.may(Permission.CONSULTATIONS_MANAGE),
    )


@bp.get("/<int:consultation_id>/")
@signed_in
def show(consultation_id: int) -> Response:
    """One consultation: its stages, who sees what, its statements."""
    return statements(queries.seen(consultation_id, current_person()))


def statements(seen: Seen, pressed: str = "", announce: str = "") -> Response:
    """The same, with the button that was pressed and what is announced; the list alone to htmx."""
    return page(
        "consultation/show.html",
        fragment=LIST,
        seen=seen,
        consultation=seen.row,
        spoken=queries.spoken(seen.row, current_person().id),
        board=queries.on_board(seen.row) if has_board(seen.row.kind) else {},
        names=who.names(seen.row.audience),
        answered=seen.row.state == State.ANSWERED,
        least=LEAST,
        pressed=pressed,
        announce=announce,
    )


@bp.get("/<int:consultation_id>/statements/<int:statement_id>")
@signed_in
def statement(consultation_id: int, statement_id: int) -> Response:
    """One statement with what was written about it, and room to write."""
    return comments(queries.seen(consultation_id, current_person()), statement_id)


def comments(seen: Seen, statement_id: int, form: Form | None = None, **more: Any) -> Response:
    """The same, also with a form that has something to mend."""
    viewer = current_person()
    all_of_them = queries.spoken(seen.row, viewer.id)
    at = next((place for place, each in enumerate(all_of_them) if each.id == statement_id), None)
    if at is None:
        raise NotThere("That statement is not there.")
    return page(
        "consultation/statement.html",
        fragment=COMMENTS,
        status=422 if form is not None and form.errors else 200,
        seen=seen,
        consultation=seen.row,
        statement=all_of_them[at],
        before=all_of_them[at - 1] if at else None,
        after=all_of_them[at + 1] if at + 1 < len(all_of_them) else None,
        lines=queries.lines(seen.row, statement_id, viewer.id, number()),
        form=form or CommentForm(formdata=None),
        **{"most": MOST_ENTRY, "pressed": "", "announce": "", **more},
    )


@bp.get("/<int:consultation_id>/board")
@signed_in
def board(consultation_id: int) -> Response:
    """The two columns, and room to write in each."""
    return columns(queries.seen(consultation_id, current_person()))


def columns(seen: Seen, forms: Mapping[Column, Form] | None = None, **more: Any) -> Response:
    """The same, also with a form that has something to mend."""
    if not has_board(seen.row.kind):
        raise NotThere("This consultation has no board.")
    viewer, given = current_person(), forms or {}
    wrong = next((form for form in given.values() if form.errors), None)
    found = {column: queries.lines(seen.row, column, viewer.id, number()) for column in Column}
    return page(
        "consultation/board.html",
        fragment=ENTRIES,
        status=422 if wrong is not None else 200,
        seen=seen,
        consultation=seen.row,
        columns=found,
        longest=max(found.values(), key=lambda each: each.last),
        forms={column: given.get(column) or BOARD[column](formdata=None) for column in Column},
        wrong=wrong,
        **{"most": MOST_ENTRY, "pressed": "", "announce": "", **more},
    )


@bp.get("/<int:consultation_id>/what-changed")
@signed_in
def what_changed(consultation_id: int) -> Response:
    """Each theme with its decision and reason, and the wording before and after."""
    row = _answered(consultation_id)
    return page(
        "consultation/what_changed.html",
        consultation=row,
        answers=queries.answers(row.id),
        figures=from_text(row.figures),
    )


@bp.get("/<int:consultation_id>/figures")
@signed_in
def figures(consultation_id: int) -> Response:
    """What sounds like us, by service, as it was worked out at the close."""
    row = _answered(consultation_id)
    found = from_text(row.figures)
    if found is None:
        raise NotThere("There are no figures yet.")
    return page("consultation/figures.html", consultation=row, figures=found)


def _answered(consultation_id: int) -> Any:
    viewer = current_person()
    row = queries.seen(consultation_id, viewer).row
    # The OD team reads it once it is closed, to answer it; whoever was asked, once it is answered.
    closed = row.state == State.CLOSED and viewer.may(Permission.CONSULTATIONS_MANAGE)
    if row.state != State.ANSWERED and not closed:
        raise NotThere("There is no answer yet.")
    return row
