"""Conditions in the editor: comparisons as selects and boxes, for sections and questions alike."""

from dataclasses import dataclass, replace
from typing import Any

from engage.surveys.forms.editor import ComparisonPart, ConditionForm
from engage.surveys.rules import Comparison, Condition, Match, Operator, Question, Questionnaire, Section
from engage.surveys.views.manage_words import earlier, field_words


@dataclass(frozen=True)
class Look:
    """One comparison on the page: its part of the form, what it looks at, the answers to choose."""

    part: ComparisonPart
    words: str
    choices: list[tuple[str, str]]


def is_plain(condition: Condition | None) -> bool:
    """Whether a condition is a flat list of comparisons, which the page can change."""
    return condition is None or all(isinstance(part, Comparison) for part in condition.parts)


def condition_of(part: Section | Question) -> dict[str, Any]:
    """A condition as the data of its form."""
    condition = part.condition
    if condition is None or not is_plain(condition):
        return {}
    return {
        "match": condition.match.value,
        "comparisons": [_data(each) for each in condition.parts if isinstance(each, Comparison)],
    }


def _data(comparison: Comparison) -> dict[str, Any]:
    plain = comparison.operator is Operator.EQUALS
    return {
        "item": comparison.item,
        "operator": Operator.ANY_OF.value if plain else comparison.operator.value,
        "values": list(comparison.values),
        "typed": ", ".join(comparison.values),
    }


def offer(form: ConditionForm, questionnaire: Questionnaire, part: Section | Question) -> list[Look]:
    """Fill the choices of a condition's form; answers its comparisons as the page shows them."""
    form.new_item.choices = {"": "Choose a question"} | dict(earlier(questionnaire, part))
    words = field_words(questionnaire)
    looks = []
    for entry in form.comparisons:
        known = words.get(entry.form.item.data or "")
        free = known is None or (entry.form.item.data or "").endswith("__other")
        choices = [] if free or known is None else [(o.code, o.text) for o in known[1].choices]
        entry.form.values.choices = dict(choices)
        named = known[0] if known else f"{entry.form.item.data} (no longer there)"
        looks.append(Look(entry.form, named, choices))
    return looks


def bind(form: ConditionForm, old: Condition | None) -> Condition | None:
    """The condition that the page sent; one that the page cannot show stays as it is."""
    if not is_plain(old):
        return old
    match = Match.ANY if form.match.data == Match.ANY.value else Match.ALL
    found = [_comparison(entry.form) for entry in form.comparisons]
    parts = tuple(part for each in found for part in (_each(each) if match is Match.ALL else (each,)))
    return Condition(match, parts) if parts else None


def _comparison(part: ComparisonPart) -> Comparison:
    values = tuple(part.values.data or ()) if part.values.choices else _typed(part)
    sent = part.operator.data
    if sent == Operator.ANSWERED.value:
        return Comparison(part.item.data or "", Operator.ANSWERED)
    if sent == Operator.NOT_EQUALS.value:
        return Comparison(part.item.data or "", Operator.NOT_EQUALS, values)
    operator = Operator.ANY_OF if len(values) > 1 else Operator.EQUALS
    return Comparison(part.item.data or "", operator, values)


def _each(comparison: Comparison) -> tuple[Comparison, ...]:
    """“Is not A or B” as two comparisons that must both hold."""
    if comparison.operator is not Operator.NOT_EQUALS or len(comparison.values) < 2:
        return (comparison,)
    return tuple(replace(comparison, values=(value,)) for value in comparison.values)


def _typed(part: ComparisonPart) -> tuple[str, ...]:
    typed = (part.typed.data or "").strip()
    return (typed,) if typed else ()
