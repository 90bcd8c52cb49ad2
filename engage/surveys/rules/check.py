"""The check before opening: what would make a questionnaire unanswerable or a figure meaningless."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engage.surveys.rules.check_conditions import CHOSEN, Reach, condition_codes
from engage.surveys.rules.items import Item, fields, items
from engage.surveys.rules.questionnaire import (
    CHARACTERISTICS,
    MOST_CHARACTERS,
    MOST_RANKED,
    TEXTS,
    Group,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)


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
    if question.kind is Kind.RANKING:
        yield from _ranking_problems(question)
        return
    if question.kind is Kind.MULTIPLE:
        if any(option.direction is not None or option.score is not None for option in question.options):
            yield Problem("multiple_with_scores", where)
        return
    yield from _half_told(counted, where)
    if question.kind is Kind.SCALE and any(option.direction is None for option in counted):
        yield Problem("scale_without_direction", where)


def _ranking_problems(question: Question) -> Iterator[Problem]:
    """An order speaks neither for nor against, everything offered has a place, and there are places for all."""
    if any(option.direction is not None or option.score is not None for option in question.options):
        yield Problem("ranking_with_scores", question.code)
    if len(question.ranked) < len(question.options):
        yield Problem("ranking_with_asides", question.code)
    if len(question.ranked) > MOST_RANKED:
        yield Problem("too_many_to_rank", question.code)


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
    elif _no_whole_number(question):
        yield Problem("no_number_possible", where)
    if question.max_length is not None and not 1 <= question.max_length <= MOST_CHARACTERS:
        yield Problem("length_out_of_range", where)
    if question.kind in TEXTS and question.options:
        yield Problem("options_not_used", where)


def _no_whole_number(question: Question) -> bool:
    if question.low is None or question.high is None or not question.whole:
        return False
    return math.ceil(question.low) > math.floor(question.high)


def _characteristic_problems(question: Question, section: Section) -> Iterator[Problem]:
    """Figures are split by one answer of everybody: not by several, nor by what only some were asked."""
    if not question.characteristic:
        return
    if question.kind not in CHARACTERISTICS:
        yield Problem("characteristic_of_other_kind", question.code)
    if question.condition is not None or section.condition is not None:
        yield Problem("characteristic_asked_of_some", question.code)
    if question.required:
        # Staff are promised that they may leave it out.
        yield Problem("characteristic_required", question.code)


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


def _structure(questionnaire: Questionnaire) -> Iterator[Problem]:
    known = {field for question in questionnaire.questions for field in fields(question)}
    earlier: dict[str, Question] = {}
    reach = Reach(questionnaire)
    for section in questionnaire.sections:
        if not section.title.strip():
            yield Problem("empty_title", section.code)
        if not section.questions and not section.intro.strip():
            yield Problem("empty_section", section.code)
        codes = condition_codes(section, section, earlier, known, reach)
        yield from (Problem(code, section.code) for code in codes)
        for question in section.questions:
            yield from _question_problems(question)
            codes = condition_codes(question, section, earlier, known, reach)
            yield from (Problem(code, question.code) for code in codes)
            yield from _characteristic_problems(question, section)
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
