"""A questionnaire as a form on paper shows it: each option with the number that whoever types it in presses."""

from collections.abc import Mapping, Sequence
from typing import Any

from engage.surveys.rules import Kind, Question, Questionnaire

LINES = {Kind.SHORT_TEXT: 1, Kind.LONG_TEXT: 5}
ASKS = {
    Kind.MULTIPLE: "Tick all that apply.",
    Kind.NUMBER: "Write a number.",
    Kind.DATE: "Write day, month and year.",
    Kind.RANKING: "Write 1 beside what comes first, then 2, and so on.",
    Kind.NPS: "0: not at all likely. 10: extremely likely.",
}


def sheet(questionnaire: Questionnaire, conditions: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """The sections with their questions, numbered through, as plain values for templates/pdf/survey_form.typ."""
    numbers = {each.code: n for n, each in enumerate(questionnaire.questions, 1)}
    conditions = {code: _by_number(words, numbers) for code, words in conditions.items()}
    return [
        {
            "title": section.title,
            "intro": section.intro,
            "only": _only(conditions.get(section.code)),
            "questions": [_question(each, numbers[each.code], conditions.get(each.code)) for each in section.questions],
        }
        for section in questionnaire.sections
    ]


def _question(question: Question, number: int, condition: str | None) -> Mapping[str, Any]:
    options = [each.text for each in question.choices]
    first = 0 if question.kind is Kind.NPS else 1
    return {
        "number": number,
        "text": question.text,
        "hint": question.hint or ASKS.get(question.kind, ""),
        "only": _only(condition),
        "kind": question.kind.value,
        "options": options,
        "first": first,
        "other": question.has_other,
        "rows": [each.text for each in question.rows],
        "lines": 3 if question.has_comment else LINES.get(question.kind, 0),
    }


def _by_number(words: str, numbers: Mapping[str, int]) -> str:
    """A condition names questions by their codes, which no form shows: here by their numbers."""
    for code, number in numbers.items():
        words = words.replace(f"“{code}: ", f"“{number}. ")
    return words


def _only(condition: str | None) -> str:
    return f"Answer this only if {condition}." if condition else ""
