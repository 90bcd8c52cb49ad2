"""Questionnaires and answers for the tests of rules: written by hand, and drawn by hypothesis."""

import os
from pathlib import Path

import pytest
from hypothesis import strategies as st

from engage.surveys.rules import (
    OTHER,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
    comment_field,
    fields,
    other_field,
    place_field,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO

TEXTS = st.text(max_size=40)
RANKED = tuple(Option(code, code.title()) for code in ("pay", "team", "time", "place"))
CHOICE = {Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.NPS, Kind.GRID}


def shared(*parts: str) -> Path:
    """A file of the shared data, or a skip that says so."""
    root = Path(os.environ.get("ENGAGE_SHARED", Path(__file__).parents[3] / "shared"))
    path = root.joinpath("data", *parts)
    if not path.exists():
        pytest.skip(f"no shared data: {'/'.join(parts)} (set ENGAGE_SHARED)")
    return path


def asked(code, kind=Kind.SCALE, **more):
    """One question, agreement scale unless told."""
    if kind is Kind.SCALE:
        more.setdefault("options", AGREEMENT)
    return Question(code, f"id{code.replace('_', '').replace('-', '')}", kind, f"What about {code}?", **more)


def of(*questions, **more):
    """A questionnaire of one section."""
    return Questionnaire((Section("S1", "Your work", questions=tuple(questions)),), **more)


def when(item, operator, *values):
    """A condition of one comparison."""
    return Condition(Match.ALL, (Comparison(item, operator, values),))


def form(**values):
    """What a form sends: all values of a field."""
    return lambda name: [values[name]] if isinstance(values.get(name), str) else list(values.get(name, ()))


@st.composite
def questions(draw, code, earlier):
    kind = draw(st.sampled_from(list(Kind)))
    more = {"required": draw(st.booleans()), "reversed": draw(st.booleans()), "hint": draw(TEXTS)}
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        more["options"] = draw(st.sampled_from([YES_NO, (*YES_NO, PREFER_NOT_TO_SAY)]))
        more["has_other"] = draw(st.booleans())
    if kind in {Kind.SCALE, Kind.GRID}:
        more["options"] = draw(st.sampled_from([AGREEMENT, (*AGREEMENT, NOT_APPLICABLE)]))
    if kind is Kind.GRID:
        count = draw(st.integers(1, 3))
        more["rows"] = tuple(Row(f"R{n}", f"Line {n}", draw(st.booleans())) for n in range(count))
        more["has_comment"] = draw(st.booleans())
        more["max_length"] = draw(st.sampled_from([None, 9])) if more["has_comment"] else None
    if kind is Kind.RANKING:
        more["options"] = draw(st.sampled_from([RANKED, RANKED[:2]]))
    if kind is Kind.NUMBER:
        more |= {"low": draw(st.sampled_from([None, -5.0, 0.0])), "whole": draw(st.booleans())}
    if kind in {Kind.SHORT_TEXT, Kind.LONG_TEXT}:
        more["max_length"] = draw(st.sampled_from([None, 1, 7, 2000]))
    if earlier and draw(st.booleans()):
        more["condition"] = draw(conditions(earlier))
    return Question(code, f"id{code}", kind, draw(TEXTS), **more)


@st.composite
def conditions(draw, earlier, depth=1):
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            parts.append(draw(conditions(earlier, depth + 1)))
            continue
        field, question = draw(st.sampled_from(earlier))
        operator = draw(st.sampled_from(list(Operator)))
        codes = [option.code for option in question.choices if option.code != OTHER] or ["text"]
        many = {Operator.ANSWERED: 0, Operator.ANY_OF: 2, Operator.FIRST: 2}.get(operator, 1)
        parts.append(Comparison(field, operator, tuple(draw(st.sampled_from(codes)) for _ in range(many))))
    return Condition(draw(st.sampled_from(list(Match))), tuple(parts))


@st.composite
def questionnaires(draw):
    """Any sort of questionnaire whose conditions look back."""
    earlier, sections, number = [], [], 0
    for place in range(draw(st.integers(1, 3))):
        found = []
        for _ in range(draw(st.integers(0, 4))):
            number += 1
            question = draw(questions(f"Q{number}", list(earlier)))
            words = {other_field(question), comment_field(question)}
            earlier += [(field, question) for field in fields(question) if field not in words]
            found.append(question)
        condition = draw(conditions(list(earlier))) if earlier and place and draw(st.booleans()) else None
        sections.append(Section(f"S{place}", draw(TEXTS), draw(TEXTS), tuple(found), condition))
    return Questionnaire(tuple(sections))


def _value(draw, question, field):
    if field == other_field(question):
        return draw(st.text(max_size=200))
    if question.kind is Kind.RANKING:
        order = draw(st.permutations([option.code for option in question.ranked]))
        return order[: draw(st.integers(0, len(order)))]
    if question.kind in CHOICE and field != comment_field(question):
        codes = [option.code for option in question.choices]
        if question.kind is Kind.MULTIPLE:
            return draw(st.lists(st.sampled_from(codes), max_size=4))
        return draw(st.sampled_from(["", *codes]))
    if question.kind is Kind.NUMBER:
        return draw(st.sampled_from(["", "0", "-3", "4.50", "+7", "999999999999999.999999", "-999999999999999"]))
    if question.kind is Kind.DATE:
        return draw(st.dates().map(str))
    alphabet = st.sampled_from('a"\\\n é€𝒜') if draw(st.booleans()) else st.characters()
    return draw(st.text(alphabet, max_size=min(question.longest, 60)))


@st.composite
def answered(draw):
    """A questionnaire and what somebody's form holds for it, mostly valid."""
    questionnaire = draw(questionnaires())
    raw = {field: _value(draw, question, field) for question in questionnaire.questions for field in fields(question)}
    for question in questionnaire.questions:
        if question.ranked and draw(st.booleans()):
            places = st.sampled_from(["", *"123", "9", "x"])
            raw |= {place_field(question, option): draw(places) for option in question.ranked}
    return questionnaire, raw


def option(code, **more):
    """An option named like its code."""
    return Option(code, f"Word {code}", **more)
