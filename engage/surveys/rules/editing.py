"""Edits of sections and questions: each takes a questionnaire and returns a new one; codes stay unique."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engage.surveys.rules.editing_lists import (
    BadEdit,
    changed,
    cleaned,
    fresh_code,
    inserted,
    moved,
    place_of,
    without,
)
from engage.surveys.rules.items import fields
from engage.surveys.rules.questionnaire import Kind, Question, Questionnaire, Section, is_code
from engage.surveys.rules.renaming import renamed
from engage.surveys.rules.text import clean


def section(questionnaire: Questionnaire, code: str) -> Section:
    """The section of that code; raises BadEdit."""
    return questionnaire.sections[place_of(questionnaire.sections, code)]


def question(questionnaire: Questionnaire, code: str) -> Question:
    """The question of that code; raises BadEdit."""
    return questionnaire.questions[place_of(questionnaire.questions, code)]


def section_of(questionnaire: Questionnaire, question_code: str) -> Section:
    """The section that holds a question; raises BadEdit."""
    for found in questionnaire.sections:
        if any(asked.code == question_code for asked in found.questions):
            return found
    raise BadEdit("not_there", question_code)


def add_section(questionnaire: Questionnaire, title: str, *, at: int | None = None, intro: str = "") -> Questionnaire:
    """A new section, last or at a place counted from 0."""
    code = fresh_code("S", {found.code for found in questionnaire.sections})
    new = Section(code, clean(title, lines=False), clean(intro))
    return replace(questionnaire, sections=inserted(questionnaire.sections, new, at))


def edit_section(questionnaire: Questionnaire, code: str, /, **changes: Any) -> Questionnaire:
    """A section with some of its fields changed."""
    return replace(questionnaire, sections=changed(questionnaire.sections, code, changes))


def remove_section(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without a section and its questions; what refers to them is for the check to show."""
    return replace(questionnaire, sections=without(questionnaire.sections, code))


def move_section(questionnaire: Questionnaire, code: str, to: int) -> Questionnaire:
    """A section at another place, counted from 0."""
    return replace(questionnaire, sections=moved(questionnaire.sections, code, to))


def _in_section(
    questionnaire: Questionnaire, code: str, edit: Callable[[tuple[Question, ...]], tuple[Question, ...]]
) -> Questionnaire:
    place = place_of(questionnaire.sections, code)
    found = questionnaire.sections[place]
    edited = replace(found, questions=edit(found.questions))
    return replace(
        questionnaire,
        sections=(*questionnaire.sections[:place], edited, *questionnaire.sections[place + 1 :]),
    )


def _free(questionnaire: Questionnaire, asked: Question, but: str | None = None) -> bool:
    others = [found for found in questionnaire.questions if found.code != but]
    taken = {field for found in others for field in fields(found)} | {found.code for found in others}
    return taken.isdisjoint({asked.code, *fields(asked)})


def add_question(
    questionnaire: Questionnaire,
    section_code: str,
    kind: Kind,
    text: str,
    identity: str,
    *,
    at: int | None = None,
    **given: Any,
) -> Questionnaire:
    """A new question with a generated code (or a given free one), last in its section or at a place."""
    taken = {found.code for found in questionnaire.questions}
    taken |= {field for found in questionnaire.questions for field in fields(found)}
    code = given.pop("code", None) or fresh_code("Q", taken)
    if not is_code(code):
        raise BadEdit("bad_code", code)
    new = Question(code, identity, kind, clean(text), **cleaned(given))
    if not _free(questionnaire, new):
        raise BadEdit("code_taken", code)
    return _in_section(questionnaire, section_code, lambda asked: inserted(asked, new, at))


def edit_question(questionnaire: Questionnaire, code: str, /, **changes: Any) -> Questionnaire:
    """A question with some fields changed; a new code is followed by conditions, themes and indices."""
    old = question(questionnaire, code)
    home = section_of(questionnaire, code)
    result = _in_section(questionnaire, home.code, lambda asked: changed(asked, code, changes))
    new = question(result, changes.get("code", code))
    if (new.code, fields(new)) == (old.code, fields(old)):
        return result
    if not _free(questionnaire, new, but=code):
        raise BadEdit("code_taken", new.code)
    if new.code == code:
        return result
    names = dict(zip(fields(old), fields(replace(old, code=new.code)), strict=True))
    return renamed(result, names)


def remove_question(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without a question; what refers to it is left for the check to show."""
    home = section_of(questionnaire, code)
    return _in_section(questionnaire, home.code, lambda asked: without(asked, code))


def move_question(questionnaire: Questionnaire, code: str, section_code: str, to: int | None = None) -> Questionnaire:
    """A question at another place, last when none is given, in the same section or another."""
    found = question(questionnaire, code)
    section(questionnaire, section_code)
    rest = remove_question(questionnaire, code)
    return _in_section(rest, section_code, lambda asked: inserted(asked, found, to))
