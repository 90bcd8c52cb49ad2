"""The check before opening: what cannot be, what nobody can be reported by, and what is worth a second look."""

from dataclasses import replace
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.surveys.models import Survey
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
    Section,
    check,
    visible_questions,
    visible_sections,
)
from engage.surveys.rules.check_warnings import audience_problems, audience_warnings, warnings
from engage.surveys.rules.reach import Chosen, to_text
from engage.surveys.rules.scales import AGREEMENT, PREFER_NOT_TO_SAY, YES_NO
from tests.surveys import made
from tests.surveys.strategies import RANKED, asked, of, when

AGES = tuple(Option(code, code) for code in ("young", "middle", "old"))


def codes(doc):
    return [problem.code for problem in check(doc)]


def nest(match, *parts):
    return Condition(match, tuple(parts))


def single(code, **more):
    return asked(code, Kind.SINGLE, options=YES_NO, **more)


YES, NO = Comparison("A", Operator.EQUALS, ("Y",)), Comparison("A", Operator.EQUALS, ("N",))
NOT_YES = Comparison("A", Operator.NOT_EQUALS, ("Y",))


@pytest.mark.parametrize(
    ("condition", "never"),
    [
        (nest(Match.ALL, YES, NO), True),
        (nest(Match.ANY, YES, NO), False),
        (nest(Match.ALL, YES, NOT_YES), True),
        (nest(Match.ALL, NOT_YES, Comparison("A", Operator.NOT_EQUALS, ("N",))), False),
        (nest(Match.ALL, NOT_YES, NO, Comparison("A", Operator.ANSWERED)), False),
        (nest(Match.ALL, nest(Match.ANY, YES, NO), NOT_YES, Comparison("A", Operator.NOT_EQUALS, ("N",))), True),
        (nest(Match.ANY), True),
        (nest(Match.ALL), False),
    ],
)
def test_a_condition_that_can_never_hold_is_found(condition, never):
    assert ("condition_never_met" in codes(of(single("A"), asked("B", condition=condition)))) is never


def test_several_ticks_can_hold_what_one_choice_cannot():
    ticks = asked("A", Kind.MULTIPLE, options=YES_NO)
    assert codes(of(ticks, asked("B", condition=nest(Match.ALL, YES, NO)))) == []
    assert codes(of(ticks, asked("B", condition=nest(Match.ALL, YES, NOT_YES)))) == ["condition_never_met"]
    order = asked("A", Kind.RANKING, options=RANKED)
    firsts = [Comparison("A", Operator.FIRST, (code,)) for code in ("pay", "team")]
    assert codes(of(order, asked("B", condition=nest(Match.ALL, *firsts)))) == ["condition_never_met"]


def test_what_was_never_asked_cannot_have_been_answered():
    second = single("B", condition=when("A", Operator.EQUALS, "Y"))
    third = asked("C", condition=nest(Match.ALL, NO, Comparison("B", Operator.ANSWERED)))
    assert [(p.code, p.where) for p in check(of(single("A"), second, third))] == [("condition_never_met", "C")]
    words = asked("A", Kind.SINGLE, options=YES_NO, has_other=True)
    named = nest(Match.ALL, YES, Comparison("A__other", Operator.ANSWERED))
    assert codes(of(words, asked("B", condition=named))) == ["condition_never_met"]


def test_a_section_that_is_never_shown_is_told_once_and_not_for_each_of_its_questions():
    never = Section(
        "S2", "Never", questions=(asked("B"), asked("C", condition=YES and when("A", Operator.EQUALS, "Y"))),
        condition=nest(Match.ALL, YES, NO),
    )  # fmt: skip
    doc = Questionnaire((Section("S1", "First", questions=(single("A"),)), never))
    assert [(p.code, p.where) for p in check(doc)] == [("condition_never_met", "S2")]


@st.composite
def riddles(draw):
    """A few choices and ticks whose conditions look back."""
    questions: list[Question] = []
    for number in range(draw(st.integers(2, 4))):
        kind = draw(st.sampled_from([Kind.SINGLE, Kind.MULTIPLE]))
        condition = draw(_conditions([q.code for q in questions])) if questions and draw(st.booleans()) else None
        questions.append(asked(f"Q{number}", kind, options=YES_NO, condition=condition))
    cut = draw(st.integers(1, len(questions)))
    codes = [question.code for question in questions[:cut]]
    later = draw(_conditions(codes)) if draw(st.booleans()) else None
    return Questionnaire((
        Section("S1", "One", questions=tuple(questions[:cut])),
        Section("S2", "Two", "Words", questions=tuple(questions[cut:]), condition=later),
    ))  # fmt: skip


@st.composite
def _conditions(draw, fields, depth=1):
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 3 and draw(st.integers(0, 2)) == 0:
            parts.append(draw(_conditions(fields, depth + 1)))
            continue
        operator = draw(st.sampled_from([Operator.EQUALS, Operator.NOT_EQUALS, Operator.ANSWERED]))
        values = () if operator is Operator.ANSWERED else (draw(st.sampled_from("YN")),)
        parts.append(Comparison(draw(st.sampled_from(fields)), operator, values))
    return Condition(draw(st.sampled_from(list(Match))), tuple(parts))


@given(riddles())
@settings(max_examples=100, deadline=None)
def test_exactly_what_nobody_can_reach_by_any_answers_is_told(doc):
    blank, ways = [[]], []
    for question in doc.questions:
        some = [["Y"], ["N"]] + ([["Y", "N"]] if question.kind is Kind.MULTIPLE else [])
        ways.append([(question.code, value) for value in blank + some])
    reached: set[str] = set()
    for answers in product(*ways):
        given_ = {code: value for code, value in answers if value}
        for section in visible_sections(doc, given_):
            reached |= {section.code, *(q.code for q in visible_questions(section, given_))}
    told = {problem.where for problem in check(doc) if problem.code == "condition_never_met"}
    hidden = {"S2"} if "S2" in told else set()
    for section in doc.sections:
        assert (section.code in told) is (section.condition is not None and not _shown(doc, section, ways))
        for question in section.questions:
            never = question.code not in reached and section.code not in hidden
            assert (question.code in told) is never, question.code


def _shown(doc, section, ways):
    """By a section of the same condition that has words alone."""
    bare = Questionnaire((doc.sections[0], Section("S2", "Two", "Words", condition=section.condition)))
    every = (dict(each) for each in product(*ways))
    return any("S2" in {s.code for s in visible_sections(bare, given_)} for given_ in every)


def test_a_riddle_too_long_to_solve_is_not_told():
    doc = of(*(single(f"Q{n}") for n in range(14)))
    parts = [
        nest(Match.ANY, *(Comparison(f"Q{n}", Operator.EQUALS, (value,)) for value in "YN")) for n in range(14)
    ]  # fmt: skip
    last = nest(Match.ALL, *parts, Comparison("Q0", Operator.EQUALS, ("Y",)), Comparison("Q0", Operator.EQUALS, ("N",)))
    assert check(of(*doc.questions, asked("Z", condition=last))) == []


def test_conditions_as_long_and_as_many_as_a_file_may_hold_are_checked_in_no_time():
    looks = [Comparison(f"Q{n}", Operator.EQUALS, ("Y",)) for n in range(400)]
    either = [nest(Match.ANY, look, replace(look, values=("N",))) for look in looks]
    asks = (nest(Match.ALL, *looks), nest(Match.ANY, *looks), nest(Match.ALL, *either))
    later = [asked(f"Z{n}", condition=asks[n % 3]) for n in range(300)]
    begun = process_time()
    assert check(of(*(single(f"Q{n}") for n in range(400)), *later)) == []
    assert process_time() - begun < 20


def test_a_characteristic_is_one_choice_of_everybody():
    ages = asked("A", Kind.SINGLE, options=AGES, characteristic=True, ordered=True)
    assert codes(of(ages)) == []
    assert codes(of(asked("A", Kind.MULTIPLE, options=AGES, characteristic=True))) == ["characteristic_of_other_kind"]
    some = asked("A", Kind.SINGLE, options=AGES, characteristic=True, condition=when("Q", Operator.ANSWERED))
    assert codes(of(asked("Q"), some)) == ["characteristic_asked_of_some"]
    section = Section("S2", "Two", questions=(ages,), condition=when("Q", Operator.ANSWERED))
    assert codes(Questionnaire((*of(asked("Q")).sections, section))) == ["characteristic_asked_of_some"]
    one = asked("A", Kind.SINGLE, options=(AGES[0], PREFER_NOT_TO_SAY), characteristic=True)
    assert codes(of(one)) == ["too_few_options"]


@pytest.mark.parametrize(
    ("people", "errors", "advice"),
    [
        (0, ["audience_nobody"], []),
        (9, ["audience_too_small", "characteristic_of_few"], []),
        (19, ["characteristic_of_few"], []),
        (20, [], ["characteristic_too_fine"]),
        (29, [], ["characteristic_too_fine"]),
        (30, [], []),
    ],
)
def test_whether_anybody_can_be_reported_depends_on_who_is_asked(people, errors, advice):
    doc = of(asked("A", Kind.SINGLE, options=(*AGES, PREFER_NOT_TO_SAY), characteristic=True), asked("B"))
    assert [problem.code for problem in audience_problems(doc, people, 10)] == errors
    assert [problem.code for problem in audience_warnings(doc, people, 10)] == advice


def test_a_whole_number_has_to_lie_between_the_bounds():
    assert codes(of(asked("N", Kind.NUMBER, low=0.2, high=0.8, whole=True))) == ["no_number_possible"]
    assert codes(of(asked("N", Kind.NUMBER, low=0.2, high=1.0, whole=True))) == []
    assert codes(of(asked("N", Kind.NUMBER, low=0.2, high=0.8))) == []


def test_what_may_be_meant_is_a_warning_and_no_error():
    pressing = asked("A", Kind.SINGLE, options=YES_NO, sensitive=True, required=True)
    doc = of(pressing, Question("B", "b", Kind.SCALE, "What about A?", options=AGREEMENT))
    assert check(doc) == []
    assert [(p.code, p.where) for p in warnings(doc)] == [
        ("personal_and_required", "A"), ("doubled_text", "B"), ("no_themes", ""),
    ]  # fmt: skip
    out = asked("A", Kind.SINGLE, options=(*YES_NO, PREFER_NOT_TO_SAY), sensitive=True, required=True)
    assert warnings(of(out)) == []
    long = of(*(asked(f"Q{n}", Kind.SHORT_TEXT) for n in range(81)))
    assert [(p.code, p.where) for p in warnings(long)] == [("long_survey", ""), ("long_section", "S1")]


def test_the_page_tells_errors_apart_from_advice_and_refuses_to_schedule_for_nobody(site, people):
    doc = of(asked("A", Kind.SINGLE, options=YES_NO, sensitive=True, required=True), asked("B", Kind.SHORT_TEXT))
    number = made.draft(doc=doc)
    page = site.get(f"/surveys/manage/{number}/check", as_=people.chloe)
    assert "Nothing is wrong" in page.text
    assert page.links["The dates"] == f"/surveys/manage/{number}/settings#closes_day"
    assert page.links["Question A: What about A?"] == f"/surveys/manage/{number}/questions/A#required"
    with transaction():
        empty = Unit(code="EMPTY", name="Nobody here", level="service")
        db.session.add(empty)
        db.session.flush()
        db.session.get_one(Survey, number).audience = to_text(Chosen(base=f"unit:{empty.id}"))
    page = site.get(f"/surveys/manage/{number}/check", as_=people.chloe)
    assert "1 thing to mend" in page.text
    assert page.links["Who is asked"] == f"/surveys/manage/{number}/audience"
    page = site.post(f"/surveys/manage/{number}/schedule", {}, as_=people.chloe)
    assert (page.status, page.location) == (303, f"/surveys/manage/{number}/check")
    assert db.session.get_one(Survey, number).stage == "draft"


def test_other_is_no_value_of_an_order():
    assert OTHER not in asked("K", Kind.RANKING, options=RANKED, has_other=True).codes
