from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engage.surveys.rules import (
    OTHER,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    Questionnaire,
    Row,
    Section,
    encoded,
    fields,
    holds,
    largest_ballot,
    problems,
    prune,
    read_section,
    to_payload,
    visible_questions,
    visible_sections,
    whole,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO
from tests.surveys.strategies import answered, asked, form, of, when


def judged(question, **values):
    """The problems of a page with one question, answered so."""
    (section,) = of(question).sections
    return problems(section, read_section(section, form(**values)), {})


def read(question, **values):
    return read_section(of(question).sections[0], form(**values))


@pytest.mark.parametrize(
    ("operator", "values", "answer", "met"),
    [
        (Operator.EQUALS, ("Y",), "Y", True),
        (Operator.EQUALS, ("Y",), None, False),
        (Operator.NOT_EQUALS, ("Y",), "N", True),
        (Operator.NOT_EQUALS, ("Y",), None, True),
        (Operator.ANY_OF, ("Y", "N"), "N", True),
        (Operator.ANSWERED, (), "N", True),
        (Operator.ANSWERED, (), [], False),
        (Operator.EQUALS, ("Y",), ["N", "Y"], True),
        (Operator.NOT_EQUALS, ("Y",), ["N", "Y"], False),
    ],
)
def test_a_condition_looks_at_the_earlier_answer(operator, values, answer, met):
    answers = {} if answer is None else {"Q1": answer}
    assert holds(when("Q1", operator, *values), answers) is met


def test_all_and_any_and_no_condition():
    yes, no = Comparison("a", Operator.ANSWERED), Comparison("b", Operator.ANSWERED)
    assert holds(None, {})
    assert holds(Condition(Match.ANY, (yes, no)), {"a": "1"})
    assert not holds(Condition(Match.ALL, (yes, no)), {"a": "1"})
    assert holds(Condition(Match.ALL, (Condition(Match.ANY, (yes, no)), yes)), {"a": "1"})


WITH_OTHER = asked("Q", Kind.SINGLE, options=YES_NO, has_other=True)
CHAIN = of(
    asked("Q1", Kind.SINGLE, options=YES_NO),
    asked("Q2", Kind.SINGLE, options=YES_NO, condition=when("Q1", Operator.EQUALS, "Y")),
    asked("Q3", Kind.LONG_TEXT, required=True, condition=when("Q2", Operator.EQUALS, "Y")),
    asked("Q4", Kind.SHORT_TEXT, condition=when("Q2", Operator.NOT_EQUALS, "Y")),
)


def test_nothing_is_cast_of_a_question_that_is_no_longer_asked():
    answers = {"Q1": "N", "Q2": "Y", "Q3": "written before going back", "Q4": "kept"}
    assert prune(CHAIN, answers) == {"Q1": "N", "Q4": "kept"}
    assert to_payload(CHAIN, answers) == {"Q1": "N", "Q4": "kept"}


def test_a_hidden_required_question_is_not_missed():
    assert whole(CHAIN, {"Q1": "Y", "Q2": "N"}) is None
    missing = whole(CHAIN, {"Q1": "Y", "Q2": "Y"})
    assert missing is not None
    assert missing.problems == {"Q3": "required"}
    assert [question.code for question in visible_questions(CHAIN.sections[0], {"Q1": "Y"})] == [
        "Q1",
        "Q2",
        "Q4",
    ]


def test_a_section_with_a_condition_is_skipped_whole():
    second = Section(
        "S2", "Managers", questions=(asked("Q2", required=True),), condition=when("Q1", Operator.EQUALS, "Y")
    )
    both = Questionnaire((Section("S1", "You", questions=(asked("Q1", Kind.SINGLE, options=YES_NO),)), second))
    assert [section.code for section in visible_sections(both, {"Q1": "N", "Q2": "5"})] == ["S1"]
    assert prune(both, {"Q1": "N", "Q2": "5"}) == {"Q1": "N"}
    assert whole(both, {"Q1": "N"}) is None
    found = whole(both, {"Q1": "Y"})
    assert found is not None
    assert found.section.code == "S2"


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        (asked("Q", required=True), {}, {"Q": "required"}),
        (asked("Q"), {}, {}),
        (asked("Q"), {"Q": "9"}, {"Q": "not_an_option"}),
        (asked("Q"), {"Q": ["5", "4"]}, {"Q": "too_many"}),
        (asked("Q"), {"Q": "5"}, {}),
        (asked("Q", Kind.NPS), {"Q": "10"}, {}),
        (asked("Q", Kind.NPS), {"Q": "11"}, {"Q": "not_an_option"}),
        (asked("Q", Kind.NUMBER), {"Q": "twelve"}, {"Q": "not_a_number"}),
        (asked("Q", Kind.NUMBER), {"Q": "1e5"}, {"Q": "not_a_number"}),
        (asked("Q", Kind.NUMBER), {"Q": "٣"}, {"Q": "not_a_number"}),
        (asked("Q", Kind.NUMBER, whole=True), {"Q": "1.5"}, {"Q": "not_whole"}),
        (asked("Q", Kind.NUMBER, whole=True), {"Q": "1.0"}, {}),
        (asked("Q", Kind.NUMBER, low=0.1, high=9), {"Q": "0.1"}, {}),
        (asked("Q", Kind.NUMBER, low=0, high=9), {"Q": "9.000001"}, {"Q": "out_of_range"}),
        (asked("Q", Kind.DATE), {"Q": "2024-02-30"}, {"Q": "not_a_date"}),
        (asked("Q", Kind.DATE), {"Q": "0300-02-03"}, {"Q": "out_of_range"}),
        (asked("Q", Kind.DATE), {"Q__day": "3", "Q__month": "2", "Q__year": "2024"}, {}),
        (asked("Q", Kind.DATE), {"Q__day": "3", "Q__year": "2024"}, {"Q": "not_a_date"}),
        (asked("Q", Kind.SHORT_TEXT, max_length=3), {"Q": "abcd"}, {"Q": "too_long"}),
        (asked("Q", Kind.SHORT_TEXT, max_length=3), {"Q": " abc\0 "}, {}),
        (asked("Q", Kind.SINGLE, options=YES_NO), {"Q": OTHER}, {"Q": "not_an_option"}),
        (WITH_OTHER, {"Q": OTHER}, {"Q__other": "other_missing"}),
        (WITH_OTHER, {"Q": OTHER, "Q__other": "x" * 201}, {"Q__other": "too_long"}),
        (
            asked("Q", Kind.MULTIPLE, options=(*YES_NO, PREFER_NOT_TO_SAY)),
            {"Q": ["Y", "pnts"]},
            {"Q": "aside_with_others"},
        ),
        (
            asked("Q", Kind.GRID, options=AGREEMENT, rows=(Row("a", "A"), Row("b", "B")), required=True),
            {"Q_a": "5"},
            {"Q_b": "required"},
        ),
    ],
)  # fmt: skip
def test_an_answer_is_judged_by_its_question(question, values, expected):
    assert judged(question, **values) == expected


def test_the_order_of_ticking_is_not_kept():
    question = asked("Q", Kind.MULTIPLE, options=AGREEMENT)
    assert read(question, Q=["1", "5", "1", "3"]) == read(question, Q=["3", "1", "5"]) == {"Q": ["5", "3", "1"]}


def test_words_behind_other_go_when_other_is_not_chosen():
    question = asked("Q", Kind.SINGLE, options=YES_NO, has_other=True)
    assert read(question, Q="Y", Q__other="left over") == {"Q": "Y"}
    assert to_payload(of(question), {"Q": "Y", "Q__other": "left over"}) == {"Q": "Y"}


def test_numbers_and_dates_have_one_writing():
    assert read(asked("Q", Kind.NUMBER), Q=" +04.50 ") == {"Q": "4.5"}
    assert read(asked("Q", Kind.NUMBER), Q="-0") == {"Q": "0"}
    assert read(asked("Q", Kind.DATE), Q__day="3", Q__month="2", Q__year="2024") == {"Q": "2024-02-03"}


def test_a_long_text_keeps_its_lines_and_loses_what_no_database_takes():
    assert read(asked("Q", Kind.LONG_TEXT), Q="one\r\n\r\n\r\ntwo\0\ud800\x07") == {"Q": "one\n\ntwo"}
    assert read(asked("Q", Kind.SHORT_TEXT), Q="one\ntwo") == {"Q": "one two"}
    assert read(asked("Q", Kind.SHORT_TEXT), Q="e\u0301") == {"Q": "é"}


def test_answers_that_are_not_whole_are_never_sealed():
    with pytest.raises(ValueError, match="not whole"):
        to_payload(of(asked("Q", required=True)), {})


def test_not_applicable_is_an_answer():
    assert judged(asked("Q", required=True, options=(*AGREEMENT, NOT_APPLICABLE)), Q="na") == {}


@given(answered())
def test_pruning_twice_is_pruning_once(drawn):
    questionnaire, raw = drawn
    once = prune(questionnaire, raw)
    assert prune(questionnaire, once) == once
    assert once.items() <= {field: value for field, value in raw.items() if value}.items()


@given(answered())
@settings(max_examples=100, deadline=None)
def test_no_valid_answers_exceed_the_size_that_all_ballots_are_padded_to(drawn):
    questionnaire, raw = drawn
    answers: dict = {}
    for section in questionnaire.sections:
        answers |= read_section(section, form(**raw))
    assume(whole(questionnaire, answers) is None)
    payload = to_payload(questionnaire, answers)
    assert len(encoded(payload)) <= largest_ballot(questionnaire)
    assert to_payload(questionnaire, payload) == payload
    known = {field for question in questionnaire.questions for field in fields(question)}
    assert payload.keys() <= known


@given(st.text(st.characters(categories=None), max_size=2500))
@settings(max_examples=100, deadline=None)
def test_no_text_however_odd_exceeds_it(text):
    questionnaire = of(asked("Q", Kind.LONG_TEXT))
    answers = read_section(questionnaire.sections[0], form(Q=text))
    assume(whole(questionnaire, answers) is None)
    assert len(encoded(to_payload(questionnaire, answers))) <= largest_ballot(questionnaire)


def test_the_largest_ballot_is_reached_by_the_longest_text():
    questionnaire = of(asked("Q", Kind.SHORT_TEXT, max_length=10))
    full = to_payload(questionnaire, {"Q": "𝒜" * 10})
    assert 0 <= largest_ballot(questionnaire) - len(encoded(full)) <= 2


@given(answered(), st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3)))
def test_a_hostile_form_never_breaks_the_reading(drawn, sent: Mapping[str, list[str]]):
    questionnaire, _ = drawn
    hostile = {field: ["x\0", "5", "\ud800"] for question in questionnaire.questions for field in fields(question)}
    for section in questionnaire.sections:
        answers = read_section(section, lambda name: (hostile | dict(sent)).get(name, []))
        problems(section, answers, {})
        whole(questionnaire, answers)
