"""Conditions in the editor: comparisons as selects and boxes, for sections and questions alike."""

from dataclasses import dataclass, replace
from typing import Any

from engage.surveys.forms.editor import ComparisonPart, ConditionForm
from engage.surveys.rules import Comparison, Condition, Kind, Match, Operator, Question, Questionnaire, Section
from engage.surveys.views.manage_words import earlier, field_words


@dataclass(frozen=True)
class Look:
    """One comparison on the page: its part of the form, what it looks at, the answers to choose."""

    part: ComparisonPart
    words: str
    choices: list[tuple[str, str]]


def _flat(condition: Condition | None) -> list[Comparison] | None:
    """A condition as one list of looks, “is none of A, B” being one look; None where the page cannot show it so."""
    found: list[Comparison] = []
    for part in condition.parts if condition else ():
        look = part if isinstance(part, Comparison) else _none_of(part, condition)
        if look is None:
            return None
        if condition and condition.match is Match.ALL and found and _alike(found[-1], look):
            look = replace(look, values=found.pop().values + look.values)
        found.append(look)
    return found


def _alike(one: Comparison, other: Comparison) -> bool:
    return one.item == other.item and one.operator is other.operator is Operator.NOT_EQUALS


def _none_of(condition: Condition, around: Condition | None) -> Comparison | None:
    """“Is none of A, B” among things of which one is enough; None for any other condition inside a condition."""
    looks = [part for part in condition.parts if isinstance(part, Comparison)]
    alone = around is not None and around.match is Match.ANY and condition.match is Match.ALL
    several = alone and len(looks) == len(condition.parts) > 1
    if not several or not all(_alike(looks[0], each) for each in looks):
        return None
    return replace(looks[0], values=tuple(value for each in looks for value in each.values))


def is_plain(condition: Condition | None) -> bool:
    """Whether a condition is a list of looks that the page can change."""
    return _flat(condition) is not None


def condition_of(part: Section | Question) -> dict[str, Any]:
    """A condition as the data of its form."""
    looks = _flat(part.condition)
    if part.condition is None or looks is None:
        return {}
    return {"match": part.condition.match.value, "comparisons": [_data(each) for each in looks]}


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
        item = entry.form.item.data or ""
        known = words.get(item)
        free = known is None or item in known[1].words
        choices = [] if free or known is None else [(o.code, o.text) for o in known[1].choices]
        entry.form.values.choices = dict(choices)
        entry.form.operator.choices = _operators(known[1] if known else None, item)
        named = known[0] if known else f"{item} (no longer there)"
        looks.append(Look(entry.form, named, choices))
    return looks


def _operators(question: Question | None, item: str) -> dict[str, str]:
    """The ways to look at an answer that its kind allows, in words."""
    answered = {Operator.ANSWERED.value: "has any answer"}
    if question is not None and question.kind is Kind.RANKING:
        return {Operator.FIRST.value: "has in first place any of"} | answered
    if question is not None and question.kind is Kind.MULTIPLE and item == question.code:
        return {Operator.ANY_OF.value: "includes any of", Operator.NOT_EQUALS.value: "includes none of"} | answered
    if question is not None and (item in question.words or question.kind in {Kind.NUMBER, Kind.DATE}):
        return answered | {Operator.ANY_OF.value: "is exactly", Operator.NOT_EQUALS.value: "is anything but"}
    return {Operator.ANY_OF.value: "is any of", Operator.NOT_EQUALS.value: "is none of"} | answered


def bind(form: ConditionForm, old: Condition | None, act: str = "") -> Condition | None:
    """The condition that the page sent, without the look that a button removes; what it cannot show stays."""
    if not is_plain(old):
        return old
    match = Match.ANY if form.match.data == Match.ANY.value else Match.ALL
    kept = [entry.form for n, entry in enumerate(form.comparisons) if act != f"condition-remove:{n}"]
    parts = tuple(part for each in kept for part in _each(_comparison(each), match))
    return Condition(match, parts) if parts else None


def _comparison(part: ComparisonPart) -> Comparison:
    values = tuple(part.values.data or ()) if part.values.choices else _typed(part)
    item, sent = part.item.data or "", part.operator.data
    if sent == Operator.ANSWERED.value:
        return Comparison(item, Operator.ANSWERED)
    if sent in {Operator.NOT_EQUALS.value, Operator.FIRST.value}:
        return Comparison(item, Operator(sent), values)
    return Comparison(item, Operator.ANY_OF if len(values) > 1 else Operator.EQUALS, values)


def _each(comparison: Comparison, match: Match) -> tuple[Comparison | Condition, ...]:
    """“Is none of A, B” as comparisons that must all hold."""
    if comparison.operator is not Operator.NOT_EQUALS or len(comparison.values) < 2:
        return (comparison,)
    each = tuple(replace(comparison, values=(value,)) for value in comparison.values)
    return each if match is Match.ALL else (Condition(Match.ALL, each),)


def _typed(part: ComparisonPart) -> tuple[str, ...]:
    typed = (part.typed.data or "").strip()
    return (typed,) if typed else ()


def looks_at(condition: Condition | None) -> int:
    """How many looks the page shows of a condition."""
    return len(_flat(condition) or ())
