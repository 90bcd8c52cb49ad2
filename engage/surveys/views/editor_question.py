"""The builder: one question with its answers, statements and condition."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.core.errors import Conflict, NotThere
from engage.core.htmx import go, page, wants_fragment
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
    section,
    section_of,
)
from engage.surveys.rules.editing_copies import duplicate_question as copied
from engage.surveys.rules.editing_remove import follows, take_out_question
from engage.surveys.rules.questionnaire import CHARACTERISTICS
from engage.surveys.views import bp
from engage.surveys.views.drawing import sketched
from engage.surveys.views.editor import TYPED, back, dropped_at, outline, saved, step, way_of
from engage.surveys.views.editor_acts import after_act
from engage.surveys.views.editor_conditions import bind, condition_of, is_plain, offer
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import KIND_WORDS, going_with, nested

PLAIN = (
    "hint", "code", "required", "sensitive", "reversed", "has_other", "max_length", "low", "high", "whole",
    "has_comment", "characteristic", "ordered",
)  # fmt: skip
WITH_ANSWERS = frozenset({Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.GRID, Kind.NPS, Kind.RANKING})


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
    return _afresh(survey, questionnaire, code)


def _afresh(survey: Survey, questionnaire: Questionnaire, code: str, **more: Any) -> Response:
    found = found_or_404(questionnaire, code)
    return edit_form(survey, questionnaire, found, QuestionForm(formdata=None, data=_data(survey, found)), **more)


def found_or_404(questionnaire: Questionnaire, code: str) -> Question:
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


def edit_form(
    survey: Survey, questionnaire: Questionnaire, found: Question, form: QuestionForm, status: int = 200, **more: Any
) -> Response:
    """The page of a question, or its form to htmx."""
    home = section_of(questionnaire, found.code)
    context: dict[str, Any] = {
        "survey": survey,
        "question": found,
        "section": home,
        "form": form,
        "errors": flat_errors(form),
        "looks": offer(form, questionnaire, found),
        "plain": is_plain(found.condition),
        "nested": nested(questionnaire, found.condition),
        "kind": KIND_WORDS[found.kind],
        "with_answers": found.kind in WITH_ANSWERS,
        "may_split": found.kind in CHARACTERISTICS or found.characteristic,
        "presets": {name: words for name, words in PRESET_WORDS.items() if name in PRESETS},
        "going": going_with(follows(questionnaire, (found,))),
        "sketch": sketched(found, home.questions.index(found) + 1),
        "waits": False,
    }
    return page(
        "surveys/manage/question.html", fragment="surveys/manage/_question_form.html", status=status, **context | more
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
    found, form = found_or_404(questionnaire, code), QuestionForm()
    offer(form, questionnaire, found)
    if not form.validate():
        return edit_form(survey, questionnaire, found, form, 422)
    act = request.form.get("act", "save")
    sent = sent_by(found, form, act)
    try:
        made = editing.save(survey, version(), lambda doc: edits.send_question(doc, code, sent, act))
    except Conflict:
        if not wants_fragment():
            raise
        return edit_form(survey, questionnaire, found, form, 409, errors={"": TYPED})
    new_code = sent.changes["code"]
    if act == "save":
        flash(f"Question {new_code} is saved.")
        return back(survey_id, f"question-{new_code}")
    if wants_fragment() and new_code == code:
        focus, told = after_act(act, found, question(made, code))
        return _afresh(survey, made, code, focus=focus, told=told)
    part = "condition" if act.startswith("condition") else "rows" if act.startswith("row") else "answers"
    return go(url_for(".edit_question", survey_id=survey_id, code=new_code, _anchor=part))


def sent_by(found: Question, form: QuestionForm, act: str) -> Sent:
    """All that the page of a question sent."""
    changes = {name: form[name].data for name in PLAIN}
    changes |= {"text": form.text.data, "hint": form.hint.data or ""}
    options = [_option(entry.form) for entry in form.options]
    rows = [_row(entry.form) for entry in form.rows]
    return Sent(
        changes | {"condition": bind(form, found.condition, act)},
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
    """One place up or down, from the end of a section into the next; or to where it was dropped."""
    survey, to = queries.survey(survey_id), dropped_at()
    way = step() if to is None else 0
    home = request.form.get("to_section", "")
    made = saved(
        survey,
        lambda doc: edits.step_question(doc, code, way) if to is None else edits.place_question(doc, code, home, to),
    )
    if isinstance(made, Response):
        return made
    words = f"{code} is now {edits.where_is(made, code)}."
    return outline(survey_id, f"question-{code}", words, f"{way_of(way)}-{code}")


@bp.post("/manage/<int:survey_id>/questions/<code>/duplicate")
@MANAGE
def duplicate_question(survey_id: int, code: str) -> Response:
    """The same once more, to be changed."""
    survey = queries.survey(survey_id)
    identity = new_identity()
    made: list[str] = []

    def twice(doc: Questionnaire) -> Questionnaire:
        found, new = copied(doc, code, identity)
        made.append(new)
        return found

    done = saved(survey, twice)
    if isinstance(done, Response):
        return done
    words = f"{code} is copied as {made[0]}."
    if not wants_fragment():
        flash(words)
    return outline(survey_id, f"question-{made[0]}", words, f"edit-{made[0]}")


@bp.post("/manage/<int:survey_id>/questions/<code>/remove")
@MANAGE
def drop_question(survey_id: int, code: str) -> Response:
    """It goes, with every look at it."""
    survey = queries.survey(survey_id)
    home = ""

    def without(doc: Questionnaire) -> Questionnaire:
        nonlocal home
        home = section_of(doc, code).code
        return take_out_question(doc, code)

    editing.save(survey, version(), without)
    flash(f"Question {code} is removed, with all that looked at it.")
    return outline(survey_id, f"section-{home}")
