"""Answers: read from a form, judged, and made canonical for the ballot."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engage.surveys.rules.conditions import Answers, Value, chosen, prune, visible_questions, visible_sections
from engage.surveys.rules.items import comment_field, fields, other_field
from engage.surveys.rules.questionnaire import (
    OTHER,
    OTHER_LENGTH,
    TEXTS,
    WITH_OTHER,
    Kind,
    Question,
    Questionnaire,
    Section,
)
from engage.surveys.rules.ranking import ranking_problems, read_ranking
from engage.surveys.rules.text import clean

GetList = Callable[[str], Sequence[str]]

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?")
LONGEST_NUMBER = 23
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
DATE_PARTS = ("year", "month", "day")
# More values than any question has options: what a hostile form sends beyond that is not kept.
MOST_VALUES = 1100


@dataclass(frozen=True)
class Incomplete:
    """The first section with problems, and its problems by field."""

    section: Section
    problems: dict[str, str]


def number(text: str) -> str | None:
    """A number in its one plain writing ("-0.50" is "-0.5"); None when the text is no number."""
    if NUMBER.fullmatch(text) is None:
        return None
    value = Decimal(text)
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if value == 0 else plain


def day(text: str) -> date | None:
    """A date written year-month-day, with or without leading zeros; None when there is no such day."""
    match = ISO_DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _date_text(question: Question, getlist: GetList) -> str:
    parts = [" ".join(getlist(f"{question.code}__{part}")).strip() for part in DATE_PARTS]
    if any(parts):
        return "-".join(parts)
    return " ".join(getlist(question.code))


def _text(question: Question, getlist: GetList) -> str:
    if question.kind is Kind.DATE:
        raw = clean(_date_text(question, getlist), lines=False)
        found = day(raw)
        return found.isoformat() if found else raw
    raw = " ".join(getlist(question.code))
    text = clean(raw, lines=question.kind is Kind.LONG_TEXT)
    return (number(text) or text) if question.kind is Kind.NUMBER else text


def _choice(question: Question, field: str, getlist: GetList) -> Value:
    values = [value for raw in getlist(field)[:MOST_VALUES] if (value := clean(raw, lines=False))]
    if question.kind is Kind.RANKING:
        return read_ranking(question, getlist, values)
    if question.kind is Kind.MULTIPLE:
        places = {option.code: place for place, option in enumerate(question.choices)}
        # The order of ticking must not be kept, so the order of the options is.
        return sorted(dict.fromkeys(values), key=lambda value: (places.get(value, len(places)), value))
    return values[0] if len(values) == 1 else values


def read_question(question: Question, getlist: GetList) -> Answers:
    """One question's answers by field; blank fields are absent, and so are "other" words without "other"."""
    if question.kind in TEXTS or question.kind in {Kind.NUMBER, Kind.DATE}:
        text = _text(question, getlist)
        return {question.code: text} if text else {}
    found: Answers = {}
    for field in fields(question):
        if question.kind in WITH_OTHER and field == other_field(question):
            text = clean(" ".join(getlist(field)), lines=False)
            if text and OTHER in chosen(found.get(question.code)):
                found[field] = text
        elif field == comment_field(question):
            if text := clean(" ".join(getlist(field))):
                found[field] = text
        elif value := _choice(question, field, getlist):
            found[field] = value
    return found


def read_section(section: Section, getlist: GetList) -> Answers:
    """A section's answers from a form; `getlist(name)` gives all values of a field (as a MultiDict does)."""
    answers: Answers = {}
    for question in section.questions:
        answers.update(read_question(question, getlist))
    return answers


def _number_problem(question: Question, value: str) -> str | None:
    if NUMBER.fullmatch(value) is None:
        return "not_a_number"
    found = Decimal(value)
    if question.whole and found != found.to_integral_value():
        return "not_whole"
    below = question.low is not None and found < Decimal(repr(question.low))
    above = question.high is not None and found > Decimal(repr(question.high))
    return "out_of_range" if below or above else None


def _text_problem(question: Question, value: Value) -> str | None:
    if not isinstance(value, str):
        return "too_many"
    if question.kind is Kind.NUMBER:
        return _number_problem(question, value)
    if question.kind is Kind.DATE:
        found = day(value)
        if found is None:
            return "not_a_date"
        return None if EARLIEST_YEAR <= found.year <= LATEST_YEAR else "out_of_range"
    return "too_long" if len(value) > question.longest else None


def _choice_problem(question: Question, value: Value) -> str | None:
    if question.kind is not Kind.MULTIPLE and not isinstance(value, str):
        return "too_many"
    values = chosen(value)
    if any(choice not in question.codes for choice in values):
        return "not_an_option"
    if len(values) > 1 and any(choice in question.asides for choice in values):
        return "aside_with_others"
    return None


def _problem(question: Question, field: str, answers: Mapping[str, Value]) -> str | None:
    value = answers.get(field)
    if question.kind in WITH_OTHER and field == other_field(question):
        if OTHER not in chosen(answers.get(question.code)):
            return None
        if not value:
            return "other_missing"
        return "too_long" if len(str(value)) > OTHER_LENGTH else None
    if field == comment_field(question):
        return "too_long" if len(str(value or "")) > question.longest else None
    if not value:
        return "required" if question.required else None
    if question.kind in TEXTS or question.kind in {Kind.NUMBER, Kind.DATE}:
        return _text_problem(question, value)
    return _choice_problem(question, value)


def _problems_of(question: Question, answers: Mapping[str, Value]) -> dict[str, str | None]:
    value = answers.get(question.code)
    if question.kind is Kind.RANKING and value:
        return dict(ranking_problems(question, chosen(value)))
    return {field: _problem(question, field, answers) for field in fields(question)}


def problems(section: Section, answers: Mapping[str, Value], all_answers: Mapping[str, Value]) -> dict[str, str]:
    """What is wrong, as codes by field, in the order of the page; only questions that are asked are judged.

    `answers` are this section's, `all_answers` those of the other sections, for conditions.
    Codes: required, not_an_option, too_many, aside_with_others, other_missing, too_long, not_a_number,
    not_whole, out_of_range, not_a_date; and of a ranking not_a_place, place_taken, place_skipped, ranked_twice."""
    own = {field for question in section.questions for field in fields(question)}
    others = {} if answers is all_answers else {f: v for f, v in all_answers.items() if f not in own}
    merged = others | dict(answers)
    found = {
        field: code
        for question in visible_questions(section, merged)
        for field, code in _problems_of(question, merged).items()
    }
    return {field: code for field, code in found.items() if code is not None}


def whole(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Incomplete | None:
    """The first section asked that has problems; None when all are well and the answers may be cast."""
    kept = prune(questionnaire, answers)
    for section in visible_sections(questionnaire, kept):
        if found := problems(section, kept, kept):
            return Incomplete(section, found)
    return None


def to_payload(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Answers:
    """The answers as cast: only to questions asked, each in its one writing, fields in order of their names.

    Raises ValueError when they are not whole: nothing unchecked is sealed."""
    again: Answers = {}
    for section in questionnaire.sections:
        again.update(read_section(section, lambda field: chosen(answers.get(field))))
    kept = prune(questionnaire, again)
    if whole(questionnaire, kept) is not None:
        raise ValueError("these answers are not whole")
    return {field: kept[field] for field in sorted(kept)}


def encoded(payload: Mapping[str, Value]) -> bytes:
    """Canonical JSON of answers in UTF-8: sorted keys, no spaces."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _most(question: Question, field: str) -> int:
    """The most bytes of one answer as JSON, quotes and commas included."""
    if field == other_field(question):
        return 2 + 4 * OTHER_LENGTH
    if question.kind in TEXTS or field == comment_field(question):
        return 2 + 4 * question.longest
    if question.kind is Kind.NUMBER:
        return 2 + LONGEST_NUMBER
    if question.kind is Kind.DATE:
        return 2 + len("2000-01-01")
    sizes = [3 + len(option.code) for option in question.choices]
    return 1 + sum(sizes) if question.kind in {Kind.MULTIPLE, Kind.RANKING} else max(sizes, default=0)


def largest_ballot(questionnaire: Questionnaire) -> int:
    """The most bytes that `encoded` gives for any valid answers: what every ballot is padded to.

    A character counts four bytes (UTF-8's most; a quote, a backslash or a line end takes two in JSON).
    Conditions are left out of account, so the true maximum may be less."""
    return 2 + sum(
        len(field) + 4 + _most(question, field) for question in questionnaire.questions for field in fields(question)
    )
