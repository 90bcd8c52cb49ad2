"""Between surveys and sets: a set's questions into a draft, a section into a set, a survey into its next wave."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import library as actions
from engage.surveys.actions import waves
from engage.surveys.forms.library import NEW, AddSetForm, CopyForm, KeepForm
from engage.surveys.models import Survey
from engage.surveys.queries import library as queries
from engage.surveys.queries import manage
from engage.surveys.rules import BadEdit, Questionnaire, Section, Stage, from_json, section
from engage.surveys.rules.library import Added, Origin, Part, QuestionSet
from engage.surveys.views import bp
from engage.surveys.views.editor import draft, outline
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import short

FIXED = "Only a draft can be changed. What people were asked stays as it was. Nothing was changed."


@bp.get("/manage/<int:survey_id>/library")
@MANAGE
def library_choose(survey_id: int) -> Response:
    """Which set to take questions from."""
    survey, questionnaire = _open(survey_id)
    there = {question.identity for question in questionnaire.questions}
    return page("surveys/library/choose.html", survey=survey, sets=queries.sets(), there=there)


def _open(survey_id: int) -> tuple[Survey, Questionnaire]:
    survey, questionnaire = draft(survey_id)
    if survey.stage != Stage.DRAFT:
        raise Conflict(FIXED)
    return survey, questionnaire


@bp.get("/manage/<int:survey_id>/library/<string:set_code>")
@MANAGE
def library_pick(survey_id: int, set_code: str) -> Response:
    """Which of its questions, and where to."""
    survey, questionnaire = _open(survey_id)
    found = queries.question_set(set_code)
    title = found.document.sections[0].title if found.document.sections else found.name
    there = {question.identity for question in questionnaire.questions}
    data = {
        "version": survey.version, "home": NEW, "title": title,
        "questions": [question.code for question in found.questions if question.identity not in there],
    }  # fmt: skip
    return _pick(survey, questionnaire, found, AddSetForm(formdata=None, data=data))


def _offer(form: AddSetForm, questionnaire: Questionnaire, found: QuestionSet) -> AddSetForm:
    there = {question.identity for question in questionnaire.questions}
    form.offer(
        [(q.code, short(q.text, 200) + (" (asked already)" if q.identity in there else "")) for q in found.questions],
        [(each.code, each.title or each.code) for each in questionnaire.sections],
    )
    return form


def _pick(
    survey: Survey, questionnaire: Questionnaire, found: QuestionSet, form: AddSetForm, status: int = 200
) -> Response:
    _offer(form, questionnaire, found)
    return page("surveys/library/pick.html", status=status, survey=survey, found=found, form=form)


@bp.post("/manage/<int:survey_id>/library/<string:set_code>")
@MANAGE
def library_add(survey_id: int, set_code: str) -> Response:
    """Put them in."""
    survey, questionnaire = _open(survey_id)
    found = queries.question_set(set_code)
    form = _offer(AddSetForm(), questionnaire, found)
    if not form.validate():
        return _pick(survey, questionnaire, found, form, 422)
    try:
        made = actions.add(survey, version(), set_code, form.questions.data or (), form.section, form.title.data or "")
    except Invalid as bad:
        form.questions.errors = [bad.message]
        return _pick(survey, questionnaire, found, form, 422)
    flash(" ".join(_told(found, made)))
    return outline(survey_id, f"section-{made.section}")


def _told(found: QuestionSet, made: Added) -> list[str]:
    """What was done, and what had to be done for it."""
    many = len(made.new)
    told = [
        f"{many} question{'' if many == 1 else 's'} of “{found.name}” {'is' if many == 1 else 'are'} in the survey."
    ]
    if made.renamed:
        told.append("Codes that were taken: " + ", ".join(f"{old} is {new} here" for old, new in made.renamed) + ".")
    if made.there:
        told.append("Asked already, so not added again: " + ", ".join(made.there) + ".")
    if made.loose:
        told.append("Asked of everybody now, because what it depended on is not here: " + ", ".join(made.loose) + ".")
    told += [f"“{name}” needs all of its questions, so it did not come along." for name in made.dropped]
    return told


@bp.get("/manage/<int:survey_id>/sections/<code>/keep")
@MANAGE
def section_keep(survey_id: int, code: str) -> Response:
    """A section kept as a set."""
    survey, questionnaire = draft(survey_id)
    found = _section(questionnaire, code)
    return _keep(survey, found, KeepForm(formdata=None, data={"name": short(found.title, 100), "into": ""}))


def _section(questionnaire: Questionnaire, code: str) -> Section:
    try:
        return section(questionnaire, code)
    except BadEdit as bad:
        raise NotThere("There is no such section.") from bad


def _keep(survey: Survey, found: Section, form: KeepForm, status: int = 200) -> Response:
    form.offer(_own())
    return page("surveys/library/keep.html", status=status, survey=survey, section=found, form=form)


def _own() -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in queries.sets() if each.origin is Origin.OWN]


@bp.post("/manage/<int:survey_id>/sections/<code>/keep")
@MANAGE
def section_kept(survey_id: int, code: str) -> Response:
    """Keep it."""
    survey, questionnaire = draft(survey_id)
    found, form = _section(questionnaire, code), KeepForm()
    form.offer(_own())
    if not form.validate():
        return _keep(survey, found, form, 422)
    words = actions.Words(form.name.data or "", form.about.data or "", form.note.data or "")
    try:
        set_code, part = actions.keep_section(
            survey, code, form.into.data or "", words, current_person().id, clock.now()
        )
    except Invalid as bad:
        form.name.errors = [bad.message]
        return _keep(survey, found, form, 422)
    flash(" ".join(_kept(part)))
    return go(url_for(".library_set", set_code=set_code))


def _kept(part: Part) -> list[str]:
    told = ["The section is kept as a set."]
    if part.loose:
        told.append("Without its condition, because it looks at another section: " + ", ".join(part.loose) + ".")
    return told + [f"“{name}” also sums up other sections, so it is not in the set." for name in part.dropped]


@bp.get("/manage/<int:survey_id>/copy")
@MANAGE
def copy_survey(survey_id: int) -> Response:
    """A copy: what it is called, and whether it follows this one."""
    survey = manage.survey(survey_id)
    return _copy(survey, CopyForm(formdata=None, data={"title": f"{survey.title[:190]} (copy)", "follows": "wave"}))


def _copy(survey: Survey, form: CopyForm, status: int = 200) -> Response:
    questions = len(from_json(survey.questionnaire).questions)
    return page(
        "surveys/library/copy.html", status=status, survey=survey, form=form, questions=questions, behind=waves.BEHIND
    )


@bp.post("/manage/<int:survey_id>/copy")
@MANAGE
def make_copy(survey_id: int) -> Response:
    """A draft, and the account of what came along."""
    survey, form = manage.survey(survey_id), CopyForm()
    if not form.validate():
        return _copy(survey, form, 422)
    made = waves.copy(survey, form.title.data or "", form.follows.data == "wave", current_person().id, clock.now())
    flash(f"{made.title} is a draft now.")
    return go(url_for(".import_report", survey_id=made.id))
