"""A survey in somebody's hands, however they came by it: its sections, one after the other, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MultiDict

from engage.ballots.rules import ID_BYTES
from engage.core.htmx import page
from engage.surveys.promise import sentences
from engage.surveys.queries import taking as queries
from engage.surveys.queries.taking import Asked
from engage.surveys.rules import (
    Answers,
    Question,
    Questionnaire,
    Section,
    clean,
    problems,
    prune,
    read_section,
    visible_questions,
    visible_sections,
    whole,
)
from engage.surveys.views.drawing import carried, drawn
from engage.surveys.views.wording import said

PAGE, FRAGMENT = "surveys/taking/answer.html", "surveys/taking/_answer_section.html"


@dataclass(frozen=True)
class Sheet:
    """A survey as one respondent has it: where its form goes, its paper, the draft on a device of their own."""

    survey: Asked
    answer_url: str
    ballot_url: str
    home_url: str
    paper: str
    # Name and key; of a device that may be anybody's there is none.
    draft: tuple[str, str] = ("", "")
    frame: str = "layouts/base.html"
    by_code: bool = False

    @property
    def number(self) -> bytes:
        """The random number of its paper, under which the ballot is kept."""
        return bytes.fromhex(self.paper[: 2 * ID_BYTES])


def first(sheet: Sheet) -> Response:
    """The first section, with what is promised."""
    return show(sheet, visible_sections(sheet.survey.questionnaire, {})[0], {})


def step(sheet: Sheet) -> Response:
    """The next section, or the one before, with all earlier answers in its form."""
    questionnaire = sheet.survey.questionnaire
    answers = given(questionnaire, request.form)
    sections = visible_sections(questionnaire, answers)
    here = _place(sections, request.form.get("section", ""))
    if request.form.get("go") == "back":
        return show(sheet, sections[max(here - 1, 0)], answers)
    found = problems(sections[here], answers, answers)
    if found:
        return show(sheet, sections[here], answers, found)
    if late := _called_for(questionnaire, sections[here : here + 1], answers):
        return show(sheet, late[0], answers, called=late[1])
    return show(sheet, sections[min(here + 1, len(sections) - 1)], answers)


def unfinished(sheet: Sheet, answers: Answers) -> Response | None:
    """The section that something is wrong with, or that was not seen; None where the answers may be cast."""
    questionnaire = sheet.survey.questionnaire
    if wrong := whole(questionnaire, answers):
        return show(sheet, wrong.section, answers, wrong.problems)
    if late := _called_for(questionnaire, visible_sections(questionnaire, answers), answers):
        return show(sheet, late[0], answers, called=late[1])
    return None


def given(questionnaire: Questionnaire, form: MultiDict[str, str]) -> Answers:
    """Every answer that a form carries."""
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
        late = tuple(
            each.code
            for each in visible_questions(section, pruned)
            if each.code not in asked and not any(field in pruned for field in each.fields)
        )
        if late:
            return section, late
    return None


def show(
    sheet: Sheet,
    section: Section,
    answers: Answers,
    found: dict[str, str] | None = None,
    called: tuple[str, ...] = (),
) -> Response:
    """One section with these answers, with what is wrong, or with what an answer has called for."""
    survey, questionnaire = sheet.survey, sheet.survey.questionnaire
    sections = visible_sections(questionnaire, answers)
    here = _place(sections, section.code)
    said_of = said(section, found or {})
    asked = visible_questions(section, prune(questionnaire, answers))
    context: dict[str, Any] = {
        "sheet": sheet,
        "survey": survey,
        "section": section,
        "questions": [drawn(each, answers, said_of, at) for at, each in enumerate(asked, 1)],
        "carried": carried(
            (q for other in questionnaire.sections if other is not section for q in other.questions), answers
        ),
        "errors": said_of,
        "asked": _shown(asked, bool(found)),
        # Whether eyes have to be told which questions can be left out.
        "mixed": len({each.required for each in asked}) > 1,
        "called": [each for each in asked if each.code in called],
        "number": here + 1,
        "total": len(sections),
        "last": here == len(sections) - 1,
        "promise": sentences(survey.promise, by_code=sheet.by_code) if here == 0 else (),
        "draft_id": sheet.draft[0],
        "draft_key": sheet.draft[1],
    }
    return page(PAGE, fragment=FRAGMENT, status=422 if found else 200, **context)


def _shown(asked: Sequence[Question], is_wrong: bool) -> str:
    """All that this person has been shown, so that a question which an answer calls for is not missed. One that came
    beside an error is not counted yet: the error takes the reader elsewhere."""
    before, here = set(request.form.get("asked", "").split()), {each.code for each in asked}
    return " ".join(sorted(before if is_wrong and before & here else before | here))


def closed(sheet: Sheet) -> Response:
    """Too late: nothing was counted, and everything that was written comes back."""
    return page(
        "surveys/taking/closed.html",
        fragment="surveys/taking/_answer_closed.html",
        status=409,
        sheet=sheet,
        survey=sheet.survey,
        sent=request.method == "POST",
        words=words(sheet.survey.questionnaire),
        draft_id=sheet.draft[0],
        promise=queries.promised(sheet.survey, by_code=sheet.by_code),
    )


def words(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Everything that was written and came too late, as it was sent, behind its question."""
    found: list[tuple[str, str]] = []
    for question in questionnaire.questions:
        written = [clean(" ".join(request.form.getlist(name)), lines=True) for name in question.words]
        found += [(question.text, words) for words in written if words]
    return found
