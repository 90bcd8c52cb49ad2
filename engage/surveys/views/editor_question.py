"""The plain editor: one question with its answers, statements and condition."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import editing, edits
from engage.surveys.actions.edits import PRESETS, Sent, counted, counts_as
from engage.surveys.formats.imported import new_identity
from engage.surveys.forms.editor import PRESETS as PRESET_WORDS
from engage.surveys.forms.editor import AddQuestionForm, OptionPart, QuestionForm, RowPart
from engage.surveys.models import Survey
from engage.surveys.queries import manage as queries
from engage.surveys.rules import (
    BadEdit,
    Kind,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
    from_json,
    question,
    remove_question,
    section,
    section_of,
)
from engage.surveys.views import bp
from engage.surveys.views.editor import outline, step
from engage.surveys.views.editor_conditions import bind, condition_of, is_plain, offer
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import KIND_WORDS, conditions

PLAIN = (
    "hint", "code", "required", "sensitive", "reversed", "has_other", "max_length", "low", "high", "whole",
)  # fmt: skip
WITH_ANSWERS = frozenset({Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.GRID, Kind.NPS})


@bp.get("/manage/<int:survey_id>/sections/<code>/questions")
@MANAGE
def new_question(survey_id: int, code: str) -> Response:
    """A new question in a section."""
    survey = queries.survey(survey_id)
    form = AddQuestionForm(formdata=None, data={"version": survey.version})
    return _new(survey, _section(from_json(survey.questionnaire), code), form)


def _section(questionnaire: Questionnaire, code: str) -> Section:
    try:
        return section(questionnaire, code)
    except BadEdit as bad:
        raise NotThere("There is no such section.") from bad


def _new(survey: Survey, home: Section, form: AddQuestionForm, status: int = 200) -> Response:
    return page("surveys/manage/new_question.html", status=status, survey=survey, section=home, form=form)


@bp.post("/manage/<int:survey_id>/sections/<code>/questions")
@MANAGE
def create_question(survey_id: int, code: str) -> Response:
    """Add it at the end of the section, then go on with its details."""
    survey = queries.survey(survey_id)
    home, form = _section(from_json(survey.questionnaire), code), AddQuestionForm()
    if not form.validate():
        return _new(survey, home, form, 422)
    made: list[str] = []

    def add(doc: Questionnaire) -> Questionnaire:
        found, new = edits.new_question(
            doc, code, Kind(form.kind.data), form.text.data or "", new_identity(),
            form.preset.data or "", form.words.data or "",
        )  # fmt: skip
        made.append(new)
        return found

    editing.save(survey, version(), add)
    flash("The question is added. Change its details here, or go back to all questions.")
    return go(url_for(".edit_question", survey_id=survey_id, code=made[0]))


@bp.get("/manage/<int:survey_id>/questions/<code>")
@MANAGE
def edit_question(survey_id: int, code: str) -> Response:
    """A question with all that its kind has."""
    survey = queries.survey(survey_id)
    questionnaire = from_json(survey.questionnaire)
    found = _question(questionnaire, code)
    return _edit(survey, questionnaire, found, QuestionForm(formdata=None, data=_data(survey, found)))


def _question(questionnaire: Questionnaire, code: str) -> Question:
    try:
        return question(questionnaire, code)
    except BadEdit as bad:
        raise NotThere("There is no such question.") from bad


def _data(survey: Survey, found: Question) -> dict[str, Any]:
    return {
        "version": survey.version,
        "text": found.text,
        **{name: getattr(found, name) for name in PLAIN},
        "options": [
            {"code": o.code, "text": o.text, "score": o.score, "counts_as": counts_as(o)} for o in found.options
        ],
        "rows": [{"code": row.code, "text": row.text, "reversed": row.reversed} for row in found.rows],
        **condition_of(found),
    }


def _edit(
    survey: Survey, questionnaire: Questionnaire, found: Question, form: QuestionForm, status: int = 200
) -> Response:
    return page(
        "surveys/manage/question.html",
        status=status,
        survey=survey,
        question=found,
        section=section_of(questionnaire, found.code),
        form=form,
        errors=flat_errors(form),
        looks=offer(form, questionnaire, found),
        plain=is_plain(found.condition),
        said=conditions(questionnaire).get(found.code, ""),
        kind=KIND_WORDS[found.kind],
        with_answers=found.kind in WITH_ANSWERS,
        presets={name: words for name, words in PRESET_WORDS.items() if name in PRESETS},
    )


def flat_errors(form: QuestionForm) -> dict[str, str]:
    """The errors of a form and of its rows, by the id of the field."""
    found: dict[str, str] = {}
    for field in form:
        if field.name in {"options", "rows", "comparisons"}:
            for entry in field:
                found |= {part.id: str(part.errors[0]) for part in entry.form if part.errors}
        elif field.errors:
            found[field.id] = str(field.errors[0])
    return found


@bp.post("/manage/<int:survey_id>/questions/<code>")
@MANAGE
def save_question(survey_id: int, code: str) -> Response:
    """Save everything on the page, then do what its button says."""
    survey = queries.survey(survey_id)
    questionnaire = from_json(survey.questionnaire)
    found, form = _question(questionnaire, code), QuestionForm()
    offer(form, questionnaire, found)
    if not form.validate():
        return _edit(survey, questionnaire, found, form, 422)
    act = request.form.get("act", "save")
    sent = _sent(found, form)
    editing.save(survey, version(), lambda doc: edits.send_question(doc, code, sent, act))
    new_code = sent.changes["code"]
    if act == "save":
        flash(f"Question {new_code} is saved.")
        return outline(survey_id, f"question-{new_code}")
    part = "condition" if act.startswith("condition") else "rows" if act.startswith("row") else "answers"
    return go(url_for(".edit_question", survey_id=survey_id, code=new_code, _anchor=part))


def _sent(found: Question, form: QuestionForm) -> Sent:
    changes = {name: form[name].data for name in PLAIN}
    changes |= {"text": form.text.data, "hint": form.hint.data or ""}
    options = [_option(entry.form) for entry in form.options]
    rows = [_row(entry.form) for entry in form.rows]
    return Sent(
        changes | {"condition": bind(form, found.condition)},
        {option.code: option for option in options},
        {row.code: row for row in rows},
        form.new_options.data or "",
        form.new_rows.data or "",
        form.new_item.data or "",
    )


def _option(part: OptionPart) -> Option:
    plain = Option(part.code.data or "", part.text.data or "")
    return counted(plain, part.score.data, part.counts_as.data or "")


def _row(part: RowPart) -> Row:
    return Row(part.code.data or "", part.text.data or "", bool(part.reversed.data))


@bp.post("/manage/<int:survey_id>/questions/<code>/move")
@MANAGE
def move_question(survey_id: int, code: str) -> Response:
    """One place up or down; from the end of a section into the next."""
    survey, way = queries.survey(survey_id), step()
    editing.save(survey, version(), lambda doc: edits.step_question(doc, code, way))
    return outline(survey_id, f"question-{code}")


@bp.post("/manage/<int:survey_id>/questions/<code>/duplicate")
@MANAGE
def duplicate_question(survey_id: int, code: str) -> Response:
    """The same once more, to be changed."""
    survey = queries.survey(survey_id)
    identity = new_identity()
    made: list[str] = []

    def twice(doc: Questionnaire) -> Questionnaire:
        found, new = edits.duplicate(doc, code, identity)
        made.append(new)
        return found

    editing.save(survey, version(), twice)
    flash(f"{code} is copied as {made[0]}.")
    return outline(survey_id, f"question-{made[0]}")


@bp.post("/manage/<int:survey_id>/questions/<code>/remove")
@MANAGE
def drop_question(survey_id: int, code: str) -> Response:
    """It goes."""
    survey = queries.survey(survey_id)
    home = ""

    def without(doc: Questionnaire) -> Questionnaire:
        nonlocal home
        home = section_of(doc, code).code
        return remove_question(doc, code)

    editing.save(survey, version(), without)
    flash(f"Question {code} is removed.")
    return outline(survey_id, f"section-{home}")
