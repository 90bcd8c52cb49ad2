"""The statements of a draft: adding several, changing one with its tags and its question, order, removing."""

from functools import partial

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.values.actions import framework_drafts as drafts
from engage.values.forms.framework import AddStatementsForm, StatementForm, ValueForm, lines, names_of
from engage.values.models import FrameworkDraft
from engage.values.rules import framework_editing as edits
from engage.values.rules.framework import OFFERED_TAGS, Document, Statement, Value
from engage.values.views import bp
from engage.values.views.framework_editor import found_value, opened, show_value, step
from engage.values.views.framework_manage import MANAGE, kept, version


def _back(draft_id: int, value_code: str, anchor: str = "") -> Response:
    return go(url_for(".edit_value", draft_id=draft_id, value_code=value_code, _anchor=anchor or None))


def _found(document: Document, statement_code: str) -> tuple[Value, Statement]:
    try:
        return edits.statement(document, statement_code)
    except edits.BadEdit as bad:
        raise NotThere("There is no such statement in this draft.") from bad


@bp.post("/manage/drafts/<int:draft_id>/values/<string:value_code>/statements/")
@MANAGE
def create_statements(draft_id: int, value_code: str) -> Response:
    """Statements at the end of a value, one for each line."""
    row, document = opened(draft_id)
    value = found_value(document, value_code)
    form = AddStatementsForm()
    form.offer(document)
    texts = lines(form.texts.data or "")
    identities = [drafts.new_identity() for _ in texts]
    edit = partial(
        edits.add_statements, value_identity=value_code, audience=form.audience.data or "",
        level=form.level.data or "", texts=texts, identities=identities,
    )  # fmt: skip
    shown = version()
    if not (form.validate() and kept(form.texts, lambda: drafts.save(row, shown, edit, clock.now()))):
        given = {"version": row.version, "name": value.name, "about": value.about, "colour": value.colour}
        return show_value(draft_id, value_code, ValueForm(formdata=None, data=given), form, 422)
    return _back(draft_id, value_code, f"statement-{identities[0]}")


@bp.get("/manage/drafts/<int:draft_id>/statements/<string:statement_code>/")
@MANAGE
def edit_statement(draft_id: int, statement_code: str) -> Response:
    """One statement."""
    row, document = opened(draft_id)
    value, said = _found(document, statement_code)
    form = StatementForm(
        formdata=None,
        data={
            "version": row.version, "text": said.text, "audience": said.audience, "level": said.level,
            "value": value.identity, "tags": [tag for tag in said.tags if tag in OFFERED_TAGS],
            "own_tags": names_of(said.tags), "question": said.question,
        },
    )  # fmt: skip
    return _statement(row, document, value, said, form)


def _statement(
    row: FrameworkDraft, document: Document, value: Value, said: Statement, form: StatementForm, status: int = 200
) -> Response:
    form.offer(document)
    return page("values/manage/statement.html", status=status, draft=row, value=value, statement=said, form=form)


@bp.post("/manage/drafts/<int:draft_id>/statements/<string:statement_code>/")
@MANAGE
def save_statement(draft_id: int, statement_code: str) -> Response:
    """Save it; with another value it moves there."""
    row, document = opened(draft_id)
    value, said = _found(document, statement_code)
    form = StatementForm()
    form.offer(document)
    home = form.value.data or value.identity
    changes = {
        "text": form.text.data, "audience": form.audience.data, "level": form.level.data or "",
        "tags": form.all_tags, "question": form.question.data or "",
    }  # fmt: skip
    shown = version()
    edit = partial(edits.edit_statement, identity=statement_code, value_identity=home, **changes)
    if not (form.validate() and kept(form.text, lambda: drafts.save(row, shown, edit, clock.now()))):
        return _statement(row, document, value, said, form, 422)
    flash("The statement is saved.")
    return _back(draft_id, home, f"statement-{statement_code}")


@bp.post("/manage/drafts/<int:draft_id>/statements/<string:statement_code>/move")
@MANAGE
def move_statement(draft_id: int, statement_code: str) -> Response:
    """One place up or down among those for the same people at the same level."""
    row, document = opened(draft_id)
    value, _ = _found(document, statement_code)
    way = step()
    drafts.save(row, version(), lambda doc: edits.move_statement(doc, statement_code, way), clock.now())
    return _back(draft_id, value.identity, f"statement-{statement_code}")


@bp.post("/manage/drafts/<int:draft_id>/statements/<string:statement_code>/remove")
@MANAGE
def remove_statement(draft_id: int, statement_code: str) -> Response:
    """It goes from the draft."""
    row, document = opened(draft_id)
    value, _ = _found(document, statement_code)
    drafts.save(row, version(), lambda doc: edits.remove_statement(doc, statement_code), clock.now())
    flash("The statement is removed from the draft.")
    return _back(draft_id, value.identity)
