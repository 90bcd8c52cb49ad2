"""The builder: the outline and the sections; every edit is a POST with a version."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, request, url_for

from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page, wants_fragment
from engage.surveys.actions import editing, edits
from engage.surveys.formats.imported import new_identity
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
    section,
)
from engage.surveys.rules import move_section as rules_move_section
from engage.surveys.rules.editing_copies import duplicate_section as copied
from engage.surveys.rules.editing_remove import follows, take_out_section
from engage.surveys.views import bp
from engage.surveys.views.drawing import sketched
from engage.surveys.views.editor_acts import after_condition
from engage.surveys.views.editor_conditions import bind, condition_of, is_plain, offer
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import KIND_WORDS, conditions, going_with, nested, short

STEPS = {"up": -1, "down": 1}
MOST_PLACE = 4
CHANGED = "The survey was changed in another tab or by somebody else, so nothing of yours was saved."
TYPED = f"{CHANGED} What you typed is still here: copy anything long, then reload the page."


@dataclass(frozen=True)
class Touched:
    """What an act has just changed: where, which control has the focus now, and what is announced."""

    anchor: str = ""
    focus: str = ""
    said: str = ""


def step() -> int:
    """Up or down, as the button said."""
    way = request.form.get("way", "")
    if way not in STEPS:
        raise Invalid("A part moves up or down.")
    return STEPS[way]


def way_of(way: int) -> str:
    """The button that was pressed; after a drop the part itself."""
    return {-1: "up", 1: "down"}.get(way, "part")


def dropped_at() -> int | None:
    """The place where a part was dropped, counted from 0; None where a button was pressed."""
    to = request.form.get("to", "")
    return int(to) if to.isascii() and to.isdigit() and len(to) <= MOST_PLACE else None


def draft(survey_id: int) -> tuple[Survey, Questionnaire]:
    """A survey and its questionnaire; what is no longer a draft can only be looked at."""
    survey = queries.survey(survey_id)
    return survey, from_json(survey.questionnaire)


def outline(survey_id: int, anchor: str = "", said: str = "", focus: str = "") -> Response:
    """Back to the outline, at the part that was touched; in place, and saying so, where htmx asks."""
    if wants_fragment():
        return _outline(survey_id, AddSectionForm(formdata=None), touched=Touched(anchor, focus, said))
    return back(survey_id, anchor)


def back(survey_id: int, anchor: str) -> Response:
    """To the page of the outline, at a part."""
    return go(url_for(".questions", survey_id=survey_id, _anchor=anchor or None))


def saved(survey: Survey, edit: editing.Edit) -> Questionnaire | Response:
    """Save an edit; to htmx a conflict is the page as it now is, with the reason, not a page inside the page."""
    try:
        return editing.save(survey, version(), edit)
    except Conflict:
        if not wants_fragment():
            raise
        flash(f"{CHANGED} This is how it is now.", "error")
        return go(url_for(".questions", survey_id=survey.id))


@bp.get("/manage/<int:survey_id>/questions")
@MANAGE
def questions(survey_id: int) -> Response:
    """The outline: sections with their questions, themes and indices; and how one section looks."""
    shown = request.args.get("preview", "")
    touched = Touched(f"section-{shown}", f"part-{shown}", "The preview shows another section.") if shown else Touched()
    return _outline(survey_id, AddSectionForm(formdata=None), touched=touched)


def _outline(survey_id: int, form: AddSectionForm, status: int = 200, touched: Touched = Touched()) -> Response:
    survey, questionnaire = draft(survey_id)
    shown = _shown(questionnaire, touched.anchor)
    return page(
        "surveys/manage/questions.html",
        fragment="surveys/manage/_builder.html",
        status=status,
        touched=touched,
        shown=shown,
        shown_number=questionnaire.sections.index(shown) + 1 if shown else 0,
        sketches=[sketched(each, n) for n, each in enumerate(shown.questions, 1)] if shown else [],
        survey=survey,
        questionnaire=questionnaire,
        conditions=conditions(questionnaire),
        may_edit=survey.stage == Stage.DRAFT,
        kinds=KIND_WORDS,
        form=form,
        short=short,
    )


def _shown(questionnaire: Questionnaire, anchor: str) -> Section | None:
    """The section that the preview beside the outline shows: the touched one, else the first."""
    kind, _, code = anchor.partition("-")
    for each in questionnaire.sections:
        if (kind == "section" and each.code == code) or (
            kind == "question" and any(asked.code == code for asked in each.questions)
        ):
            return each
    return questionnaire.sections[0] if questionnaire.sections else None


@bp.post("/manage/<int:survey_id>/sections")
@MANAGE
def create_section(survey_id: int) -> Response:
    """A section at the end."""
    survey, _ = draft(survey_id)
    form = AddSectionForm()
    if not form.validate():
        return _outline(survey_id, form, 422)
    made = saved(survey, lambda doc: add_section(doc, form.title.data or ""))
    if isinstance(made, Response):
        return made
    code = made.sections[-1].code
    return outline(survey_id, f"section-{code}", "The section is added. Add its questions.", f"add-{code}")


@bp.get("/manage/<int:survey_id>/sections/<code>")
@MANAGE
def edit_section(survey_id: int, code: str) -> Response:
    """A section's words and who is asked."""
    survey, questionnaire = draft(survey_id)
    return _afresh(survey, questionnaire, code)


def _afresh(survey: Survey, questionnaire: Questionnaire, code: str, **more: Any) -> Response:
    found = _section(questionnaire, code)
    form = SectionForm(
        formdata=None,
        data={"version": survey.version, "title": found.title, "intro": found.intro, **condition_of(found)},
    )
    return _edit_section(survey, questionnaire, found, form, **more)


def _section(questionnaire: Questionnaire, code: str) -> Section:
    try:
        return section(questionnaire, code)
    except BadEdit as bad:
        raise NotThere("There is no such section.") from bad


def _edit_section(
    survey: Survey, questionnaire: Questionnaire, found: Section, form: SectionForm, status: int = 200, **more: Any
) -> Response:
    looks = offer(form, questionnaire, found)
    return page(
        "surveys/manage/section.html",
        fragment="surveys/manage/_section_form.html",
        status=status,
        survey=survey,
        section=found,
        form=form,
        looks=looks,
        plain=is_plain(found.condition),
        nested=nested(questionnaire, found.condition),
        errors=more.pop("errors", form.errors),
        going=going_with(follows(questionnaire, found.questions)),
        **more,
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
    condition = bind(form, found.condition, act)
    changes = {"title": form.title.data, "intro": form.intro.data or "", "condition": condition}
    sent = edits.Sent(changes, new_item=form.new_item.data or "")
    try:
        made = editing.save(survey, version(), lambda doc: edits.send_section(doc, code, sent, act))
    except Conflict:
        if not wants_fragment():
            raise
        return _edit_section(survey, questionnaire, found, form, 409, errors={"": TYPED})
    if act != "save" and wants_fragment():
        focus, words = after_condition(act, section(made, code).condition)
        return _afresh(survey, made, code, focus=focus, told=words)
    if act != "save":
        return go(url_for(".edit_section", survey_id=survey_id, code=code, _anchor="condition"))
    flash("The section is saved.")
    return back(survey_id, f"section-{code}")


@bp.post("/manage/<int:survey_id>/sections/<code>/move")
@MANAGE
def move_section(survey_id: int, code: str) -> Response:
    """One place up or down, or to where it was dropped."""
    survey, _ = draft(survey_id)
    to = dropped_at()
    way = step() if to is None else 0
    made = saved(
        survey, lambda doc: edits.step_section(doc, code, way) if to is None else rules_move_section(doc, code, to)
    )
    if isinstance(made, Response):
        return made
    at = made.sections.index(section(made, code)) + 1
    return outline(
        survey_id, f"section-{code}", f"The section is now {at} of {len(made.sections)}.", f"{way_of(way)}-{code}"
    )


@bp.post("/manage/<int:survey_id>/sections/<code>/duplicate")
@MANAGE
def duplicate_section(survey_id: int, code: str) -> Response:
    """The same section once more with all its questions, to be changed."""
    survey, _ = draft(survey_id)
    made: list[str] = []

    def twice(doc: Questionnaire) -> Questionnaire:
        found, new = copied(doc, code, new_identity)
        made.append(new)
        return found

    done = saved(survey, twice)
    if isinstance(done, Response):
        return done
    words = "The section is copied with its questions. The copy is below it."
    if not wants_fragment():
        flash(words)
    return outline(survey_id, f"section-{made[0]}", words, f"edit-{made[0]}")


@bp.post("/manage/<int:survey_id>/sections/<code>/remove")
@MANAGE
def drop_section(survey_id: int, code: str) -> Response:
    """A section and its questions go."""
    survey, _ = draft(survey_id)
    editing.save(survey, version(), lambda doc: take_out_section(doc, code))
    flash("The section and its questions are removed, with all that looked at them.")
    return outline(survey_id)
