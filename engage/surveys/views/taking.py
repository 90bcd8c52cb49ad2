"""Taking part: section by section, nothing kept on the server until it is cast."""

from typing import Any

from flask import Response, request, url_for
from werkzeug.datastructures import MultiDict

from engage.access import Permission, current_person, requires
from engage.ballots import draft
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.surveys.actions import casting, lifecycle
from engage.surveys.promise import sentences
from engage.surveys.queries import results as released
from engage.surveys.queries import taking as queries
from engage.surveys.queries.taking import Asked
from engage.surveys.rules import (
    Answers,
    Questionnaire,
    Section,
    clean,
    from_json,
    other_field,
    problems,
    prune,
    read_section,
    visible_questions,
    visible_sections,
    whole,
)
from engage.surveys.views import bp, paper
from engage.surveys.views.drawing import carried, drawn
from engage.surveys.views.wording import said

ANSWER = requires(Permission.SURVEYS_ANSWER)
PAGE, FRAGMENT = "surveys/taking/answer.html", "surveys/taking/_answer_section.html"


@bp.get("/")
@ANSWER
def index() -> Response:
    """The surveys this person is asked, those that will ask them, and those with published results."""
    return page(
        "surveys/taking/index.html",
        waiting=queries.open_for(current_person().id),
        coming=[
            (each, sentences(lifecycle.promised(each, from_json(each.questionnaire))))
            for each in queries.coming_up(current_person().id)
        ],
        published=released.published(),
    )


@bp.get("/<int:survey_id>/answer")
@ANSWER
def answer(survey_id: int) -> Response:
    """The first section, with what is promised."""
    survey = _asked(survey_id)
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    if not survey.is_open:
        return _closed(survey)
    return _show(survey, visible_sections(survey.questionnaire, {})[0], {})


@bp.post("/<int:survey_id>/answer")
@ANSWER
@reads
def answer_section(survey_id: int) -> Response:
    """The next section, or the one before, with all earlier answers in its form."""
    survey = _asked(survey_id)
    answers = _answers(survey.questionnaire, request.form)
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    if not survey.is_open:
        return _closed(survey)
    sections = visible_sections(survey.questionnaire, answers)
    here = _place(sections, request.form.get("section", ""))
    if request.form.get("go") == "back":
        return _show(survey, sections[max(here - 1, 0)], answers)
    found = problems(sections[here], answers, answers)
    if found:
        return _show(survey, sections[here], answers, found)
    if late := _called_for(survey.questionnaire, sections[here : here + 1], answers):
        return _show(survey, late[0], answers, called=late[1])
    return _show(survey, sections[min(here + 1, len(sections) - 1)], answers)


@bp.post("/<int:survey_id>/ballots")
@ANSWER
def cast(survey_id: int) -> Response:
    """Every section is looked at again; then the ballot is sealed and counted, once."""
    survey = _asked(survey_id)
    answers = prune(survey.questionnaire, _answers(survey.questionnaire, request.form))
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    if not survey.is_open:
        return _closed(survey)
    unfinished = whole(survey.questionnaire, answers)
    if unfinished:
        return _show(survey, unfinished.section, answers, unfinished.problems)
    if late := _called_for(survey.questionnaire, visible_sections(survey.questionnaire, answers), answers):
        return _show(survey, late[0], answers, called=late[1])
    try:
        casting.cast(survey_id, current_person().id, paper.number(survey_id), survey.questionnaire, answers)
    except casting.SurveyClosed:
        return _closed(survey)
    return go(url_for(".thanks", survey_id=survey_id))


# A request about a ballot leaves nothing but its status in the log.
for _view in (answer, answer_section, cast):
    _view.__dict__["unlogged"] = True


@bp.get("/<int:survey_id>/thanks")
@ANSWER
def thanks(survey_id: int) -> Response:
    """That the answers are in, and what happens to them."""
    survey = _asked(survey_id)
    if not survey.taken_part:
        return go(url_for(".answer", survey_id=survey_id))
    promise = queries.promised(survey)
    return page("surveys/taking/thanks.html", survey=survey, draft_id=_draft(survey_id)[0], promise=promise)


def _asked(survey_id: int) -> Asked:
    found = queries.asked(survey_id, current_person().id)
    if found is None:
        raise NotThere("There is no such survey for you to answer.")
    return found


def _answers(questionnaire: Questionnaire, form: MultiDict[str, str]) -> Answers:
    found: Answers = {}
    for section in questionnaire.sections:
        found.update(read_section(section, form.getlist))
    return found


def _place(sections: tuple[Section, ...], code: str) -> int:
    return next((n for n, section in enumerate(sections) if section.code == code), 0)


def _called_for(
    questionnaire: Questionnaire, sections: tuple[Section, ...], answers: Answers
) -> tuple[Section, tuple[str, ...]] | None:
    """The first section with questions that an answer calls for and that were on no page yet, and their codes."""
    if "asked" not in request.form:
        return None
    asked, pruned = set(request.form["asked"].split()), prune(questionnaire, answers)
    for section in sections:
        late = tuple(each.code for each in visible_questions(section, pruned) if each.code not in asked)
        if late:
            return section, late
    return None


def _show(
    survey: Asked,
    section: Section,
    answers: Answers,
    found: dict[str, str] | None = None,
    called: tuple[str, ...] = (),
) -> Response:
    questionnaire = survey.questionnaire
    sections = visible_sections(questionnaire, answers)
    here = _place(sections, section.code)
    draft_id, draft_key = _draft(survey.survey_id)
    said_of = said(section, found or {})
    asked = visible_questions(section, prune(questionnaire, answers))
    context: dict[str, Any] = {
        "survey": survey,
        "section": section,
        "questions": [drawn(each, answers, said_of, at) for at, each in enumerate(asked, 1)],
        "carried": carried(
            (q for other in questionnaire.sections if other is not section for q in other.questions), answers
        ),
        "paper": paper.in_hand(survey.survey_id),
        "errors": said_of,
        # All that this person has been shown, so that a question which an answer calls for is not missed.
        "asked": " ".join(sorted({*request.form.get("asked", "").split(), *(each.code for each in asked)})),
        "called": [each for each in asked if each.code in called],
        "number": here + 1,
        "total": len(sections),
        "last": here == len(sections) - 1,
        "promise": sentences(survey.promise) if here == 0 else (),
        "draft_id": draft_id,
        "draft_key": draft_key,
    }
    return page(PAGE, fragment=FRAGMENT, status=422 if found else 200, **context)


def _closed(survey: Asked) -> Response:
    return page(
        "surveys/taking/closed.html",
        fragment="surveys/taking/_answer_closed.html",
        status=409,
        survey=survey,
        words=_words(survey.questionnaire),
        draft_id=_draft(survey.survey_id)[0],
        promise=queries.promised(survey),
    )


def _words(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Everything that was written and came too late, as it was sent, behind its question."""
    found: list[tuple[str, str]] = []
    for question in questionnaire.questions:
        is_text = question.kind.value.endswith("text")
        names = [question.code] if is_text else [other_field(question)] if question.has_other else []
        written = [clean(" ".join(request.form.getlist(name)), lines=True) for name in names]
        found += [(question.text, words) for words in written if words]
    return found


def _draft(survey_id: int) -> tuple[str, str]:
    """Name and key of the encrypted draft on this person's own device."""
    return draft.name_and_key(f"{current_person().id}|{survey_id}")
