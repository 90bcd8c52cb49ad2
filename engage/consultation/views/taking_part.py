"""Taking part: a verdict, a comment, an entry on the board, agreeing; changing one's own words."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.consultation import queries
from engage.consultation.actions import taking_part as actions
from engage.consultation.forms import BOARD, CommentForm, EditForm
from engage.consultation.models import Entry
from engage.consultation.queries import Seen
from engage.consultation.rules import MOST_ENTRY, Column, may_change
from engage.consultation.views import bp, shown
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere, Refused
from engage.core.htmx import go, page, wants_fragment
from engage.directory.queries import main_unit_of

# A button that is pressed already takes its answer back; both say which button they are, for the focus.
SAYS: dict[str, bool | None] = {"yes": True, "no": False, "not-yes": None, "not-no": None}
SAID = {
    "yes": "Kept: statement {} sounds like us to you.",
    "no": "Kept: statement {} does not sound like us to you.",
}
TAKEN_BACK = "You have taken your answer to statement {} back."


def _asked(consultation_id: int) -> Seen:
    seen = queries.seen(consultation_id, current_person())
    if not seen.asked:
        raise Refused("This consultation does not ask you, so you can read it and no more.")
    if not seen.open:
        raise Conflict(actions.OVER)
    return seen


@bp.post("/<int:consultation_id>/statements/<int:statement_id>/verdict")
@signed_in
def judge(consultation_id: int, statement_id: int) -> Response:
    """Sounds like us, does not, or neither any more."""
    seen, says = _asked(consultation_id), request.form.get("says", "")
    if says not in SAYS:
        raise Invalid("Choose whether it sounds like us.")
    row = next((each for each in seen.row.statements if each.id == statement_id), None)
    if row is None:
        raise NotThere("That statement is not there.")
    actions.judge(seen.row, row, current_person().id, SAYS[says], clock.now())
    words = SAID.get(says, TAKEN_BACK).format(seen.row.statements.index(row) + 1)
    if wants_fragment():
        return shown.statements(seen, f"{statement_id}-{says.removeprefix('not-')}", words)
    flash(words)
    return go(url_for(".show", consultation_id=consultation_id, _anchor=f"statement-{statement_id}"))


@bp.post("/<int:consultation_id>/statements/<int:statement_id>")
@signed_in
def comment(consultation_id: int, statement_id: int) -> Response:
    """Comment on a statement."""
    seen, form = _asked(consultation_id), CommentForm()
    row = next((each for each in seen.row.statements if each.id == statement_id), None)
    if row is None:
        raise NotThere("That statement is not there.")
    if not form.validate():
        return shown.comments(seen, statement_id, form)
    entry = _write(seen, row, form.text.data or "")
    if wants_fragment():
        return shown.comments(seen, statement_id, pressed=f"entry-{entry.id}", announce="Your comment is added.")
    flash("Your comment is added.")
    return go(url_for(".statement", consultation_id=consultation_id, statement_id=statement_id, _anchor="comments"))


@bp.post('/<int:consultation_id>/board/<any("works-well", "even-better"):column>')
@signed_in
def add_to_board(consultation_id: int, column: str) -> Response:
    """Add to a column of the board."""
    seen, on = _asked(consultation_id), Column(column.replace("-", "_"))
    form = BOARD[on]()
    if not form.validate():
        return shown.columns(seen, {on: form})
    entry = _write(seen, on, form[str(on)].data or "")
    if wants_fragment():
        return shown.columns(seen, pressed=f"entry-{entry.id}", announce="Your entry is added.")
    flash("Your entry is added.")
    return go(url_for(".board", consultation_id=consultation_id, _anchor=f"{column}"))


def _write(seen: Seen, on: object, text: str) -> Entry:
    person_id = current_person().id
    unit = main_unit_of(person_id)
    return actions.write(seen.row, on, text, person_id, unit.id if unit else None, clock.now(), clock.today())  # type: ignore[arg-type]


@bp.post("/<int:consultation_id>/entries/<int:entry_id>/agree")
@signed_in
def agree(consultation_id: int, entry_id: int) -> Response:
    """Agree with a colleague's entry, or no longer."""
    seen = _asked(consultation_id)
    entry, agrees = queries.entry(consultation_id, entry_id), request.form.get("agrees", "")
    if agrees not in ("yes", "no"):
        raise Invalid("Choose whether you agree.")
    actions.agree(seen.row, entry, current_person().id, agrees == "yes", clock.now())
    said = "You agree with it." if agrees == "yes" else "You no longer agree with it."
    if wants_fragment():
        return _around(seen, entry, f"agree-{entry_id}", said)
    flash(said)
    return go(_address(entry, f"entry-{entry_id}"))


def _around(seen: Seen, entry: Entry, pressed: str, announce: str) -> Response:
    if entry.statement_id is None:
        return shown.columns(seen, pressed=pressed, announce=announce)
    return shown.comments(seen, entry.statement_id, pressed=pressed, announce=announce)


def _address(entry: Entry, anchor: str = "") -> str:
    place: dict[str, Any] = {"consultation_id": entry.consultation_id, "_anchor": anchor or None}
    place["page"] = request.args.get("page")
    if entry.statement_id is None:
        return url_for(".board", **place)
    return url_for(".statement", statement_id=entry.statement_id, **place)


def _own(consultation_id: int, entry_id: int) -> tuple[Seen, Entry]:
    seen, entry = _asked(consultation_id), queries.entry(consultation_id, entry_id)
    if not may_change(entry.author_id, current_person().id, seen.open, entry.hidden_at is not None):
        raise NotThere("That is not there, or is not yours to change.")
    return seen, entry


@bp.get("/<int:consultation_id>/entries/<int:entry_id>")
@signed_in
def edit_entry(consultation_id: int, entry_id: int) -> Response:
    """One's own words, to change or take back."""
    seen, entry = _own(consultation_id, entry_id)
    return _entry(seen, entry, EditForm(formdata=None, data={"text": entry.text}))


def _entry(seen: Seen, entry: Entry, form: EditForm) -> Response:
    return page(
        "consultation/entry.html",
        status=422 if form.errors else 200,
        consultation=seen.row,
        entry=entry,
        form=form,
        back=_address(entry),
        most=MOST_ENTRY,
    )


@bp.post("/<int:consultation_id>/entries/<int:entry_id>")
@signed_in
def save_entry(consultation_id: int, entry_id: int) -> Response:
    """Keep the other words."""
    seen, entry = _own(consultation_id, entry_id)
    form = EditForm()
    if not form.validate():
        return _entry(seen, entry, form)
    actions.rewrite(seen.row, entry, form.text.data or "", current_person().id, clock.now())
    flash("Your words are changed.")
    return go(_address(entry, f"entry-{entry_id}"))


@bp.post("/<int:consultation_id>/entries/<int:entry_id>/take-back")
@signed_in
def take_back(consultation_id: int, entry_id: int) -> Response:
    """Delete one's own words."""
    seen, entry = _own(consultation_id, entry_id)
    address = _address(entry)
    actions.take_back(seen.row, entry, current_person().id, clock.now())
    flash("Your words are deleted.")
    return go(address)
