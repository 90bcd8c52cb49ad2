"""After the close: entries under themes, what became of each theme, and the entries as a file."""

from functools import partial
from typing import Any

from flask import Response, flash, request, url_for

from engage.consultation import formats
from engage.consultation.actions import answering
from engage.consultation.forms.manage import AnswerForm
from engage.consultation.models import Consultation
from engage.consultation.queries import manage as queries
from engage.consultation.rules import POSSIBLE, Decision
from engage.consultation.views import bp
from engage.consultation.views.manage import MANAGE, version
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.directory.models import Theme
from engage.directory.queries_accounts import names
from engage.directory.queries_themes import theme as theme_of
from engage.directory.queries_themes import themes

TABLE = "consultation/manage/_entry_table.html"
PLACES = {"": "Everything", queries.TEXT: "Comments on the text", **formats.BOARD}


def _closed(consultation_id: int) -> Consultation:
    row = queries.consultation(consultation_id)
    if row.state not in POSSIBLE["theme"]:
        raise Conflict("What people write is put under themes once the consultation is closed.")
    return row


@bp.get("/manage/<int:consultation_id>/entries")
@MANAGE
def entries(consultation_id: int) -> Response:
    """What people wrote, to be put under themes."""
    return _entries(_closed(consultation_id))


def _entries(row: Consultation, problem: str = "", announce: str = "") -> Response:
    theme, place = request.args.get("theme", "")[:10], request.args.get("place", "")[:20]
    place = place if place in PLACES else ""
    return page(
        "consultation/manage/entries.html",
        fragment=TABLE,
        status=422 if problem else 200,
        consultation=row,
        found=queries.entries(row.id, theme, place, request.args.get("page", 1, type=int)),
        themes=themes(),
        under=queries.themed(row.id),
        progress=queries.progress(row.id),
        chosen=theme,
        place=place,
        places=PLACES,
        unthemed=queries.UNTHEMED,
        address=partial(url_for, ".entries", consultation_id=row.id, theme=theme or None, place=place or None),
        numbers={each.id: number for number, each in enumerate(row.statements, 1)},
        problem=problem,
        announce=announce,
    )


@bp.post("/manage/<int:consultation_id>/entries")
@MANAGE
def put_under(consultation_id: int) -> Response:
    """Put the chosen entries under a theme, or take them from it."""
    row = _closed(consultation_id)
    sent = request.form.getlist("entry")
    ids = {int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < 10}
    away = request.form.get("do") == "away"
    try:
        theme = _theme(request.form.get("to", ""))
        moved = answering.put_under(row, ids, theme, away)
    except Invalid as invalid:
        return _entries(row, invalid.message)
    words = f"{moved} {'entry' if moved == 1 else 'entries'} {'taken from' if away else 'put under'} “{theme.name}”."
    flash(words)
    kept: dict[str, Any] = {"theme": request.args.get("theme"), "place": request.args.get("place")}
    return go(url_for(".entries", consultation_id=consultation_id, **kept))


def _theme(sent: str) -> Theme:
    found = theme_of(int(sent)) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
    if found is None:
        raise Invalid("Choose a theme.")
    return found


@bp.get("/manage/<int:consultation_id>/answers")
@MANAGE
def answers(consultation_id: int) -> Response:
    """Each theme with its entries, and what became of it."""
    row = _closed(consultation_id)
    return page("consultation/manage/answers.html", consultation=row, themed=queries.themed(row.id),
                progress=queries.progress(row.id))  # fmt: skip


@bp.get("/manage/<int:consultation_id>/answers/<int:theme_id>")
@MANAGE
def edit_answer(consultation_id: int, theme_id: int) -> Response:
    """What became of one theme."""
    theme, row = _there(theme_id), _closed(consultation_id)
    held = queries.answer(row.id, theme.id)
    given: dict[str, object] = {"version": 0}
    if held is not None:
        given = {"version": held.version, "decision": held.decision, "text": held.text,
                 "statement": str(held.statement_id or 0), "old_wording": held.old_wording,
                 "new_wording": held.new_wording}  # fmt: skip
    return _answer(row, theme, AnswerForm(formdata=None, data=given))


def _there(theme_id: int) -> Theme:
    found = theme_of(theme_id)
    if found is None:
        raise NotThere("There is no such theme.")
    return found


def _answer(row: Consultation, theme: Theme, form: AnswerForm) -> Response:
    form.offer([(each.id, each.text) for each in row.statements])
    return page("consultation/manage/answer.html", status=422 if form.errors else 200, consultation=row, theme=theme,
                form=form, examples=queries.examples(row.id, theme.id))  # fmt: skip


@bp.post("/manage/<int:consultation_id>/answers/<int:theme_id>")
@MANAGE
def save_answer(consultation_id: int, theme_id: int) -> Response:
    """Keep it, unless somebody else has answered the theme meanwhile."""
    theme, row, form = _there(theme_id), _closed(consultation_id), AnswerForm()
    form.offer([(each.id, each.text) for each in row.statements])
    if not form.validate():
        return _answer(row, theme, form)
    said = answering.Said(
        Decision(form.decision.data), form.text.data or "", form.statement_id, form.old_wording.data or "",
        form.new_wording.data or "",
    )  # fmt: skip
    answering.answer(row, theme, version(), said)
    flash(f"The answer to “{theme.name}” is kept.")
    return go(url_for(".answers", consultation_id=consultation_id))


@bp.get("/manage/<int:consultation_id>/entries.csv")
@MANAGE
def entries_csv(consultation_id: int) -> Response:
    """Every entry with its themes; names only where everybody who was asked sees them."""
    row = _closed(consultation_id)
    found = queries.all_entries(row.id)
    called = names([each.author_id for each in found if each.author_id is not None]) if row.named else {}
    return download(f"consultation-{row.id}", formats.columns(row), formats.rows(row, found, called))
