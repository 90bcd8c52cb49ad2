"""What may well be meant, and is worth a second look before opening; and what depends on who is asked."""

from collections import Counter
from collections.abc import Iterator

from engage.surveys.rules.check import Problem
from engage.surveys.rules.items import items
from engage.surveys.rules.questionnaire import CHARACTERISTICS, Aside, Kind, Question, Questionnaire

# About as much as fits into a quarter of an hour, and onto one page of a phone.
MANY_ANSWERS, MANY_ON_A_PAGE = 80, 15


def warnings(questionnaire: Questionnaire) -> list[Problem]:
    """Each thing to look at again, in the order of the document."""
    return [
        *_length(questionnaire),
        *(found for question in questionnaire.questions for found in _pressing(question)),
        *_same_words(questionnaire),
        *_no_themes(questionnaire),
    ]


def _size(question: Question) -> int:
    return len(question.rows) if question.kind is Kind.GRID else 1


def _length(questionnaire: Questionnaire) -> Iterator[Problem]:
    if sum(_size(question) for question in questionnaire.questions) > MANY_ANSWERS:
        yield Problem("long_survey", "")
    for section in questionnaire.sections:
        if sum(_size(question) for question in section.questions) > MANY_ON_A_PAGE:
            yield Problem("long_section", section.code)


def _pressing(question: Question) -> Iterator[Problem]:
    """Nobody should have to say what is personal: a way out belongs to it."""
    personal = question.sensitive or question.characteristic
    out = any(option.aside is Aside.PREFER_NOT_TO_SAY for option in question.options)
    if personal and question.required and not out:
        yield Problem("personal_and_required", question.code)


def _same_words(questionnaire: Questionnaire) -> Iterator[Problem]:
    texts = Counter(question.text.strip().casefold() for question in questionnaire.questions)
    seen = set()
    for question in questionnaire.questions:
        text = question.text.strip().casefold()
        if text and texts[text] > 1 and text in seen:
            yield Problem("doubled_text", question.code)
        seen.add(text)


def _no_themes(questionnaire: Questionnaire) -> Iterator[Problem]:
    directed = any(option.direction is not None for item in items(questionnaire) for option in item.counted)
    if directed and not questionnaire.themes:
        yield Problem("no_themes", "")


def audience_problems(questionnaire: Questionnaire, people: int, minimum: int) -> list[Problem]:
    """What is wrong with asking so many people, where figures are about `minimum` of them at least."""
    if people == 0:
        return [Problem("audience_nobody", "audience")]
    found = [Problem("audience_too_small", "audience")] if people < minimum else []
    # A split shows at least two groups, each with the minimum.
    marked = [question for question in questionnaire.questions if question.characteristic]
    return found + [Problem("characteristic_of_few", each.code) for each in marked if people < 2 * minimum]


def audience_warnings(questionnaire: Questionnaire, people: int, minimum: int) -> list[Problem]:
    """Characteristics with more answers than groups of the minimum that so many people can make."""
    return [
        Problem("characteristic_too_fine", question.code)
        for question in questionnaire.questions
        if question.characteristic and question.kind in CHARACTERISTICS
        if 2 * minimum <= people < minimum * sum(1 for option in question.choices if option.aside is None)
    ]
