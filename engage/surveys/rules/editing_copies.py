"""The same once more: a question or a whole section under new codes and identities."""

from collections.abc import Callable
from dataclasses import replace

from engage.surveys.rules.editing import question, section, section_of
from engage.surveys.rules.editing_lists import fresh_code, inserted, place_of
from engage.surveys.rules.items import fields
from engage.surveys.rules.questionnaire import Question, Questionnaire, Section
from engage.surveys.rules.renaming import renamed


def _taken(questionnaire: Questionnaire) -> set[str]:
    codes = {each.code for each in questionnaire.questions}
    return codes | {field for each in questionnaire.questions for field in fields(each)}


def duplicate_question(questionnaire: Questionnaire, code: str, identity: str) -> tuple[Questionnaire, str]:
    """The same question right behind the first; and its code."""
    old, home = question(questionnaire, code), section_of(questionnaire, code)
    copy = replace(old, code=fresh_code("Q", _taken(questionnaire)), identity=identity)
    questions = inserted(home.questions, copy, home.questions.index(old) + 1)
    return _with(questionnaire, replace(home, questions=questions)), copy.code


def _with(questionnaire: Questionnaire, home: Section) -> Questionnaire:
    sections = tuple(home if each.code == home.code else each for each in questionnaire.sections)
    return replace(questionnaire, sections=sections)


def duplicate_section(
    questionnaire: Questionnaire, code: str, identity: Callable[[], str]
) -> tuple[Questionnaire, str]:
    """The same section right behind the first, its conditions on its own questions looking at the copies."""
    old = section(questionnaire, code)
    taken, names = _taken(questionnaire), dict[str, str]()
    copies: list[Question] = []
    for each in old.questions:
        copy = replace(each, code=fresh_code("Q", taken), identity=identity())
        taken |= {copy.code, *fields(copy)}
        names |= dict(zip(fields(each), fields(copy), strict=True))
        copies.append(copy)
    fresh = fresh_code("S", {each.code for each in questionnaire.sections})
    alone = renamed(Questionnaire((Section(fresh, old.title, old.intro, tuple(copies)),)), names).sections[0]
    copy_of = replace(alone, title=f"{old.title} (copy)" if old.title else "", condition=old.condition)
    at = place_of(questionnaire.sections, code) + 1
    return replace(questionnaire, sections=inserted(questionnaire.sections, copy_of, at)), fresh
