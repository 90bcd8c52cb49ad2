"""The check before opening: what would make a questionnaire unanswerable or a figure meaningless."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engage.surveys.rules.conditions import comparisons
from engage.surveys.rules.items import Item, fields, items, other_field
from engage.surveys.rules.questionnaire import (
    MOST_CHARACTERS,
    TEXTS,
    WITH_OPTIONS,
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)

# Texts and numbers may be compared with any value, so only these are held to their options.
CHOSEN = WITH_OPTIONS | {Kind.NPS}


@dataclass(frozen=True)
class Problem:
    """One thing to mend: what, as a code, and the code of the section, question or group it is about."""

    code: str
    where: str


def _doubled(codes: Iterable[str], problem: str, where: str | None = None) -> Iterator[Problem]:
    for code, count in Counter(codes).items():
        if count > 1:
            yield Problem(problem, where or code)


def _option_problems(question: Question) -> Iterator[Problem]:
    where = question.code
    yield from _doubled((option.code for option in question.choices), "doubled_option", where)
    if any(not option.text.strip() for option in question.options):
        yield Problem("empty_option", where)
    if question.kind is Kind.NPS:
        if any(option.aside is None for option in question.options):
            yield Problem("options_not_used", where)
        return
    counted = [option for option in question.choices if option.aside is None]
    if len(counted) < 2:
        yield Problem("too_few_options", where)
    if question.kind is Kind.MULTIPLE:
        if any(option.direction is not None or option.score is not None for option in question.options):
            yield Problem("multiple_with_scores", where)
        return
    yield from _half_told(counted, where)
    if question.kind is Kind.SCALE and any(option.direction is None for option in counted):
        yield Problem("scale_without_direction", where)


def _half_told(counted: list[Option], where: str) -> Iterator[Problem]:
    """Directions and scores stand on all options that count, or on none: a share over some would be wrong."""
    for name in ("direction", "score"):
        told = [getattr(option, name) is not None for option in counted]
        if any(told) and not all(told):
            yield Problem(f"{name}_missing", where)


def _limit_problems(question: Question) -> Iterator[Problem]:
    where = question.code
    if question.low is not None and question.high is not None and question.low > question.high:
        yield Problem("low_above_high", where)
    if question.max_length is not None and not 1 <= question.max_length <= MOST_CHARACTERS:
        yield Problem("length_out_of_range", where)
    if question.kind in TEXTS and question.options:
        yield Problem("options_not_used", where)


def _question_problems(question: Question) -> Iterator[Problem]:
    if not question.text.strip():
        yield Problem("empty_text", question.code)
    if question.kind in CHOSEN:
        yield from _option_problems(question)
    if question.kind is Kind.GRID:
        if not question.rows:
            yield Problem("grid_without_rows", question.code)
        if any(not row.text.strip() for row in question.rows):
            yield Problem("empty_row", question.code)
        yield from _doubled((row.code for row in question.rows), "doubled_row", question.code)
    yield from _limit_problems(question)


def _asked_of(question: Question, field: str) -> set[str] | None:
    """The values a comparison with this field may name; None where any text will do."""
    if field == other_field(question) or question.kind not in CHOSEN:
        return None
    return {option.code for option in question.choices}


def _comparison_problem(comparison: Comparison, earlier: dict[str, Question], known: set[str]) -> str | None:
    if comparison.item not in known:
        return "condition_on_missing"
    if comparison.item not in earlier:
        return "condition_on_later"
    if comparison.operator is Operator.ANSWERED:
        return "condition_values" if comparison.values else None
    if not comparison.values or (comparison.operator is not Operator.ANY_OF and len(comparison.values) > 1):
        return "condition_values"
    allowed = _asked_of(earlier[comparison.item], comparison.item)
    if allowed is not None and not allowed.issuperset(comparison.values):
        return "condition_on_missing_option"
    return None


def _never_met(condition: Condition) -> bool:
    parts = [part for part in condition.parts if isinstance(part, Condition)]
    return (condition.match is Match.ANY and not condition.parts) or any(_never_met(part) for part in parts)


def _condition_problems(asked: Section | Question, earlier: dict[str, Question], known: set[str]) -> Iterator[Problem]:
    if asked.condition is None:
        return
    if _never_met(asked.condition):
        yield Problem("condition_never_met", asked.code)
    codes = [_comparison_problem(part, earlier, known) for part in comparisons(asked.condition)]
    yield from (Problem(code, asked.code) for code in dict.fromkeys(codes) if code is not None)


def _structure(questionnaire: Questionnaire) -> Iterator[Problem]:
    known = {field for question in questionnaire.questions for field in fields(question)}
    earlier: dict[str, Question] = {}
    for section in questionnaire.sections:
        if not section.title.strip():
            yield Problem("empty_title", section.code)
        if not section.questions and not section.intro.strip():
            yield Problem("empty_section", section.code)
        yield from _condition_problems(section, earlier, known)
        for question in section.questions:
            yield from _question_problems(question)
            yield from _condition_problems(question, earlier, known)
            earlier.update(dict.fromkeys(fields(question), question))


def _useless(item: Item, index: bool) -> bool:
    if index:
        return len({option.score for option in item.counted if option.score is not None}) < 2
    return all(option.direction is None for option in item.counted)


def _group_problems(groups: tuple[Group, ...], known: dict[str, Item], index: bool) -> Iterator[Problem]:
    kind = "index" if index else "theme"
    for group in groups:
        if not group.name.strip():
            yield Problem("empty_name", group.code)
        if not group.items:
            yield Problem(f"{kind}_without_items", group.code)
        yield from _doubled(group.items, f"{kind}_doubled_item", group.code)
        if any(code not in known for code in group.items):
            yield Problem(f"{kind}_unknown_item", group.code)
        if any(code in known and _useless(known[code], index) for code in group.items):
            yield Problem("index_item_without_scores" if index else "theme_item_without_direction", group.code)


def check(questionnaire: Questionnaire) -> list[Problem]:
    """Every problem, in the order of the document; an empty list means it may open."""
    if not questionnaire.questions:
        return [Problem("no_questions", "")]
    known = {item.code: item for item in items(questionnaire)}
    groups = (*questionnaire.themes, *questionnaire.indices)
    every_field = (field for question in questionnaire.questions for field in fields(question))
    return [
        *_doubled((section.code for section in questionnaire.sections), "doubled_section"),
        *_doubled((question.code for question in questionnaire.questions), "doubled_question"),
        *_doubled(every_field, "doubled_field"),
        *_doubled((question.identity for question in questionnaire.questions), "doubled_identity"),
        *_doubled((group.code for group in groups), "doubled_group"),
        *_structure(questionnaire),
        *_group_problems(questionnaire.themes, known, index=False),
        *_group_problems(questionnaire.indices, known, index=True),
    ]
