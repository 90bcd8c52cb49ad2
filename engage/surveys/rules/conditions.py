"""Conditions on earlier answers: which sections and questions a respondent is asked."""

from collections.abc import Iterator, Mapping

from engage.surveys.rules.items import fields
from engage.surveys.rules.questionnaire import (
    Comparison,
    Condition,
    Match,
    Operator,
    Question,
    Questionnaire,
    Section,
)

Value = str | list[str]
Answers = dict[str, Value]


def chosen(value: Value | None) -> tuple[str, ...]:
    """The codes or the text of an answer; empty where it is blank."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _compares(comparison: Comparison, answers: Mapping[str, Value]) -> bool:
    given = chosen(answers.get(comparison.item))
    if comparison.operator is Operator.ANSWERED:
        return bool(given)
    if comparison.operator is Operator.FIRST:
        return bool(given) and given[0] in comparison.values
    hit = any(value in comparison.values for value in given)
    # A blank answer is not equal to anything: "not equals" holds for it.
    return not hit if comparison.operator is Operator.NOT_EQUALS else hit


def holds(condition: Condition | None, answers: Mapping[str, Value]) -> bool:
    """Whether a condition is met; none at all is always met, and so is an empty "all"."""
    if condition is None:
        return True
    results = (
        holds(part, answers) if isinstance(part, Condition) else _compares(part, answers) for part in condition.parts
    )
    return all(results) if condition.match is Match.ALL else any(results)


def comparisons(condition: Condition | None) -> Iterator[Comparison]:
    """Every comparison inside a condition."""
    for part in condition.parts if condition else ():
        if isinstance(part, Condition):
            yield from comparisons(part)
        else:
            yield part


def _drop(question: Question, answers: Answers) -> None:
    for field in fields(question):
        answers.pop(field, None)


def _pass(section: Section, answers: Answers, asked: bool = True) -> tuple[Question, ...]:
    """The questions asked, in order; the answers of the others are taken out of `answers`."""
    if asked and not section.conditional:
        return section.questions
    seen = []
    for question in section.questions:
        if asked and holds(question.condition, answers):
            seen.append(question)
        else:
            _drop(question, answers)
    return tuple(seen)


def visible_questions(section: Section, answers: Mapping[str, Value]) -> tuple[Question, ...]:
    """The questions of a section that is asked, judged in order, a hidden one counting as blank.

    `answers` are those of all sections, pruned."""
    return _pass(section, dict(answers))


def prune(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Answers:
    """The answers to questions that are asked, and nothing else: unknown fields go too.

    Each pass judges in order; passes repeat until nothing goes, for conditions that look ahead."""
    kept = {field: value for field, value in answers.items() if field in questionnaire.fields and value}
    before = -1 if questionnaire.conditional else len(kept)
    while before != len(kept):
        before = len(kept)
        for section in questionnaire.sections:
            _pass(section, kept, holds(section.condition, kept))
    return kept


def visible_sections(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> tuple[Section, ...]:
    """The sections that are asked and hold at least one question that is, or an introduction alone."""
    kept = prune(questionnaire, answers)
    return tuple(
        section
        for section in questionnaire.sections
        if holds(section.condition, kept) and (not section.questions or visible_questions(section, kept))
    )
