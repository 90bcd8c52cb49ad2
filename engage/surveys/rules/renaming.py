"""A renamed question is followed by everything that refers to it."""

from dataclasses import replace

from engage.surveys.rules.questionnaire import Comparison, Condition, Group, Questionnaire


def _comparison(found: Comparison, names: dict[str, str]) -> Comparison:
    return replace(found, item=names.get(found.item, found.item))


def _condition(condition: Condition, names: dict[str, str]) -> Condition:
    return replace(
        condition,
        parts=tuple(
            _condition(part, names) if isinstance(part, Condition) else _comparison(part, names)
            for part in condition.parts
        ),
    )


def _maybe(condition: Condition | None, names: dict[str, str]) -> Condition | None:
    return None if condition is None else _condition(condition, names)


def _group(found: Group, names: dict[str, str]) -> Group:
    return replace(found, items=tuple(names.get(item, item) for item in found.items))


def renamed(questionnaire: Questionnaire, names: dict[str, str]) -> Questionnaire:
    """The questionnaire with the fields in conditions, themes and indices renamed from old to new."""
    sections = tuple(
        replace(
            section,
            condition=_maybe(section.condition, names),
            questions=tuple(
                replace(question, condition=_maybe(question.condition, names)) for question in section.questions
            ),
        )
        for section in questionnaire.sections
    )
    return Questionnaire(
        sections,
        tuple(_group(found, names) for found in questionnaire.themes),
        tuple(_group(found, names) for found in questionnaire.indices),
    )
