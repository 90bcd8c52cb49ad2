"""The plain editor: the outline and the sections; every edit is a POST with a version."""

from flask import Response, flash, request, url_for

from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import editing, edits
from engage.surveys.forms.editor import AddSectionForm, SectionForm
from engage.surveys.models import Survey
from engage.surveys.queries import manage as queries
from engage.surveys.rules import (
    BadEdit,
    Questionnaire,
    Section,
    Stage,
    add_section,
    from_json,
    remove_section,
    section,
)
from engage.surveys.views import bp
from engage.surveys.views.editor_conditions import bind, condition_of, offer
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import KIND_WORDS, conditions, short

STEPS = {"up": -1, "down": 1}


def step() -> int:
    """Up or down, as the button said."""
    way = request.form.get("way", "")
    if way not in STEPS:
        raise Invalid("A part moves up or down.")
    return STEPS[way]


def draft(survey_id: int) -> tuple[Survey, Questionnaire]:
    """A survey and its questionnaire; what is no longer a draft can only be looked at."""
    survey = queries.survey(survey_id)
    return survey, from_json(survey.questionnaire)


def outline(survey_id: int, anchor: str = "") -> Response:
    """Back to the outline, at the part that was touched."""
    return go(url_for(".questions", survey_id=survey_id, _anchor=anchor or None))


@bp.get("/manage/<int:survey_id>/questions")
@MANAGE
def questions(survey_id: int) -> Response:
    """The outline: sections with their questions, themes and indices."""
    return _outline(survey_id, AddSectionForm(formdata=None))


def _outline(survey_id: int, form: AddSectionForm, status: int = 200) -> Response:
    survey, questionnaire = draft(survey_id)
    return page(
        "surveys/manage/questions.html",
        status=status,
        survey=survey,
        questionnaire=questionnaire,
        conditions=conditions(questionnaire),
        may_edit=survey.stage == Stage.DRAFT,
        kinds=KIND_WORDS,
        form=form,
        short=short,
    )


@bp.post("/manage/<int:survey_id>/sections")
@MANAGE
def create_section(survey_id: int) -> Response:
    """A section at the end."""
    survey, _ = draft(survey_id)
    form = AddSectionForm()
    if not form.validate():
        return _outline(survey_id, form, 422)
    made = editing.save(survey, version(), lambda doc: add_section(doc, form.title.data or ""))
    return outline(survey_id, f"section-{made.sections[-1].code}")


@bp.get("/manage/<int:survey_id>/sections/<code>")
@MANAGE
def edit_section(survey_id: int, code: str) -> Response:
    """A section's words and who is asked."""
    survey, questionnaire = draft(survey_id)
    found = _section(questionnaire, code)
    form = SectionForm(
        formdata=None,
        data={"version": survey.version, "title": found.title, "intro": found.intro, **condition_of(found)},
    )
    return _edit_section(survey, questionnaire, found, form)


def _section(questionnaire: Questionnaire, code: str) -> Section:
    try:
        return section(questionnaire, code)
    except BadEdit as bad:
        raise NotThere("There is no such section.") from bad


def _edit_section(
    survey: Survey, questionnaire: Questionnaire, found: Section, form: SectionForm, status: int = 200
) -> Response:
    looks = offer(form, questionnaire, found)
    return page(
        "surveys/manage/section.html",
        status=status,
        survey=survey,
        section=found,
        form=form,
        looks=looks,
        said=conditions(questionnaire).get(found.code, ""),
    )


@bp.post("/manage/<int:survey_id>/sections/<code>")
@MANAGE
def save_section(survey_id: int, code: str) -> Response:
    """Save a section, and do what its button says."""
    survey, questionnaire = draft(survey_id)
    found, form = _section(questionnaire, code), SectionForm()
    offer(form, questionnaire, found)
    if not form.validate():
        return _edit_section(survey, questionnaire, found, form, 422)
    act = request.form.get("act", "save")
    condition = bind(form, found.condition)
    changes = {"title": form.title.data, "intro": form.intro.data or "", "condition": condition}
    sent = edits.Sent(changes, new_item=form.new_item.data or "")
    editing.save(survey, version(), lambda doc: edits.send_section(doc, code, sent, act))
    if act != "save":
        return go(url_for(".edit_section", survey_id=survey_id, code=code, _anchor="condition"))
    flash("The section is saved.")
    return outline(survey_id, f"section-{code}")


@bp.post("/manage/<int:survey_id>/sections/<code>/move")
@MANAGE
def move_section(survey_id: int, code: str) -> Response:
    """One place up or down."""
    survey, _ = draft(survey_id)
    way = step()
    editing.save(survey, version(), lambda doc: edits.step_section(doc, code, way))
    return outline(survey_id, f"section-{code}")


@bp.post("/manage/<int:survey_id>/sections/<code>/remove")
@MANAGE
def drop_section(survey_id: int, code: str) -> Response:
    """A section and its questions go."""
    survey, _ = draft(survey_id)
    editing.save(survey, version(), lambda doc: remove_section(doc, code))
    flash("The section and its questions are removed.")
    return outline(survey_id)
