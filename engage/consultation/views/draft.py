"""The text of a draft, cut and put in order; and the stages of a consultation."""

from flask import Response, flash, request, url_for

from engage.consultation.actions import drafting
from engage.consultation.forms.manage import CutForm, StageForm, StageOutcomeForm, StatementForm
from engage.consultation.models import Consultation
from engage.consultation.queries import manage as queries
from engage.consultation.rules import MOST_PASTED, State
from engage.consultation.views import bp
from engage.consultation.views.manage import MANAGE, version
from engage.core.errors import Invalid
from engage.core.htmx import go, page


def _text_of(consultation_id: int) -> Response:
    return go(url_for(".text", consultation_id=consultation_id))


@bp.get("/manage/<int:consultation_id>/text")
@MANAGE
def text(consultation_id: int) -> Response:
    """The statements in order, and room to paste a text."""
    row = queries.consultation(consultation_id)
    return _text(row, CutForm(formdata=None, data={"version": row.version, "how": "after"}))


def _text(row: Consultation, form: CutForm) -> Response:
    return page(
        "consultation/manage/text.html",
        status=422 if form.errors else 200,
        consultation=row,
        form=form,
        draft=row.state == State.DRAFT,
        most=MOST_PASTED,
    )


@bp.post("/manage/<int:consultation_id>/text")
@MANAGE
def cut_text(consultation_id: int) -> Response:
    """Cut what was pasted into statements."""
    row, form = queries.consultation(consultation_id), CutForm()
    if not form.validate():
        return _text(row, form)
    try:
        made = drafting.cut_text(row, version(), form.text.data or "", form.how.data == "instead")
    except Invalid as invalid:
        form.text.errors = [invalid.message]
        return _text(row, form)
    flash(f"The text is cut into {made} statements." if made != 1 else "The text is one statement.")
    return _text_of(consultation_id)


@bp.get("/manage/<int:consultation_id>/statements/<int:statement_id>")
@MANAGE
def edit_statement(consultation_id: int, statement_id: int) -> Response:
    """The wording of one statement."""
    row = queries.consultation(consultation_id)
    given = {"version": row.version, "text": drafting.statement(row, statement_id).text}
    return _statement(row, statement_id, StatementForm(formdata=None, data=given))


def _statement(row: Consultation, statement_id: int, form: StatementForm) -> Response:
    found = drafting.statement(row, statement_id)
    status, at = 422 if form.errors else 200, row.statements.index(found)
    return page("consultation/manage/statement.html", status=status, consultation=row, statement=found, at=at,
                form=form, draft=row.state == State.DRAFT)  # fmt: skip


@bp.post("/manage/<int:consultation_id>/statements/<int:statement_id>")
@MANAGE
def save_statement(consultation_id: int, statement_id: int) -> Response:
    """Save it; an empty line in it cuts it."""
    row, form = queries.consultation(consultation_id), StatementForm()
    drafting.statement(row, statement_id)
    if not form.validate():
        return _statement(row, statement_id, form)
    try:
        drafting.reword(row, version(), statement_id, form.text.data or "")
    except Invalid as invalid:
        form.text.errors = [invalid.message]
        return _statement(row, statement_id, form)
    flash("The statement is saved.")
    return _text_of(consultation_id)


def _with(consultation_id: int, statement_id: int) -> Consultation:
    """The consultation that this statement is of, or NotThere."""
    row = queries.consultation(consultation_id)
    drafting.statement(row, statement_id)
    return row


@bp.post("/manage/<int:consultation_id>/statements/<int:statement_id>/move")
@MANAGE
def move_statement(consultation_id: int, statement_id: int) -> Response:
    """A place up or down."""
    row = _with(consultation_id, statement_id)
    drafting.move_statement(row, version(), statement_id, _up())
    return _text_of(consultation_id)


def _up() -> bool:
    way = request.form.get("way", "")
    if way not in ("up", "down"):
        raise Invalid("Choose up or down.")
    return way == "up"


@bp.post("/manage/<int:consultation_id>/statements/<int:statement_id>/merge")
@MANAGE
def merge_statement(consultation_id: int, statement_id: int) -> Response:
    """One with the statement before it."""
    row = _with(consultation_id, statement_id)
    drafting.merge(row, version(), statement_id)
    flash("The two statements are one now.")
    return _text_of(consultation_id)


@bp.post("/manage/<int:consultation_id>/statements/<int:statement_id>/drop")
@MANAGE
def drop_statement(consultation_id: int, statement_id: int) -> Response:
    """Away with it."""
    row = _with(consultation_id, statement_id)
    drafting.drop_statement(row, version(), statement_id)
    flash("The statement is deleted.")
    return _text_of(consultation_id)


def _stages_of(consultation_id: int) -> Response:
    return go(url_for(".stages", consultation_id=consultation_id))


def _of_stage(consultation_id: int, stage_id: int) -> Consultation:
    """The consultation that this stage is of, or NotThere."""
    row = queries.consultation(consultation_id)
    drafting.stage(row, stage_id)
    return row


@bp.get("/manage/<int:consultation_id>/stages")
@MANAGE
def stages(consultation_id: int) -> Response:
    """The stages in order, and room for one more."""
    row = queries.consultation(consultation_id)
    return _stages(row, StageForm(formdata=None, data={"version": row.version}))


def _stages(row: Consultation, form: StageForm) -> Response:
    return page("consultation/manage/stages.html", status=422 if form.errors else 200, consultation=row, form=form)


@bp.post("/manage/<int:consultation_id>/stages")
@MANAGE
def add_stage(consultation_id: int) -> Response:
    """One more stage."""
    row, form = queries.consultation(consultation_id), StageForm()
    if not form.validate():
        return _stages(row, form)
    drafting.add_stage(row, version(), form.name.data or "", form.on)
    flash(f"The stage “{form.name.data}” is added.")
    return _stages_of(consultation_id)


@bp.get("/manage/<int:consultation_id>/stages/<int:stage_id>")
@MANAGE
def edit_stage(consultation_id: int, stage_id: int) -> Response:
    """A stage: its name, date, and what came of it."""
    row = queries.consultation(consultation_id)
    found = drafting.stage(row, stage_id)
    given = {"version": row.version, "name": found.name, "outcome": found.outcome, "done": found.done,
             "on_day": f"{found.on.day}/{found.on.month}/{found.on.year}" if found.on else ""}  # fmt: skip
    return _stage(row, stage_id, StageOutcomeForm(formdata=None, data=given))


def _stage(row: Consultation, stage_id: int, form: StageOutcomeForm) -> Response:
    status = 422 if form.errors else 200
    return page("consultation/manage/stage.html", status=status, consultation=row, form=form,
                stage=drafting.stage(row, stage_id))  # fmt: skip


@bp.post("/manage/<int:consultation_id>/stages/<int:stage_id>")
@MANAGE
def save_stage(consultation_id: int, stage_id: int) -> Response:
    """Save it."""
    row, form = queries.consultation(consultation_id), StageOutcomeForm()
    drafting.stage(row, stage_id)
    if not form.validate():
        return _stage(row, stage_id, form)
    drafting.change_stage(
        row, version(), stage_id, form.name.data or "", form.on, form.outcome.data or "", bool(form.done.data)
    )
    flash("The stage is saved.")
    return _stages_of(consultation_id)


@bp.post("/manage/<int:consultation_id>/stages/<int:stage_id>/move")
@MANAGE
def move_stage(consultation_id: int, stage_id: int) -> Response:
    """A place up or down."""
    row = _of_stage(consultation_id, stage_id)
    drafting.move_stage(row, version(), stage_id, _up())
    return _stages_of(consultation_id)


@bp.post("/manage/<int:consultation_id>/stages/<int:stage_id>/drop")
@MANAGE
def drop_stage(consultation_id: int, stage_id: int) -> Response:
    """Away with it, where it was not held."""
    row = _of_stage(consultation_id, stage_id)
    drafting.drop_stage(row, version(), stage_id)
    flash("The stage is deleted.")
    return _stages_of(consultation_id)
