"""XLSForm out and in again: nothing of a questionnaire is lost."""

import pytest
from hypothesis import HealthCheck, given, settings

from engage.surveys.formats import read
from engage.surveys.formats.parts import xml_safe
from engage.surveys.formats.xlsform_out import xlsform_bytes
from engage.surveys.rules import (
    Group,
    Kind,
    Operator,
    Option,
    Questionnaire,
    Row,
    Section,
    check,
    from_json,
    items,
    to_json,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, PREFER_NOT_TO_SAY, YES_NO
from tests.surveys.formats.sheets import changed
from tests.surveys.strategies import asked, of, questionnaires, when

NAMED = Option("other", "Elsewhere")
WHOLE = of(
    asked("A1", hint="Think of\n\nlast week", reversed=True, sensitive=True, required=True),
    asked("9m", Kind.MULTIPLE, options=(*YES_NO, NAMED, PREFER_NOT_TO_SAY), has_other=True),
    asked("role", Kind.SINGLE, options=YES_NO, characteristic=True, ordered=True),
    asked("g", Kind.GRID, options=(*AGREEMENT, NOT_APPLICABLE), rows=(Row("R1", "One"), Row("R-2", "Two", True)),
          has_comment=True, hint="A hint", required=True, condition=when("9m", Operator.ANY_OF, "Y", "__other")),
    asked("n", Kind.NUMBER, low=-0.25, high=1e15),
    asked("w", Kind.NUMBER, whole=True, low=1.0, condition=when("9m", Operator.NOT_EQUALS, "other")),
    asked("s", Kind.SHORT_TEXT, max_length=7, condition=when("n", Operator.ANSWERED)),
    asked("l", Kind.LONG_TEXT, condition=when("s", Operator.EQUALS, "it's \"so\"")),
    asked("d", Kind.DATE, condition=when("9m", Operator.ANSWERED)),
    asked("rank", Kind.RANKING, options=AGREEMENT[:3], condition=when("g_R-2", Operator.NOT_EQUALS, "5")),
    asked("nps", Kind.NPS, options=(NOT_APPLICABLE,), condition=when("rank", Operator.EQUALS, "5")),
    themes=(Group("T1", "Work", ("A1", "g_R1")), Group("T2", "Empty", ())),
    indices=(Group("I1", "Engagement", ("g_R-2",)),),
)  # fmt: skip


def again(questionnaire, title="Staff survey"):
    return read("s.xlsx", xlsform_bytes(questionnaire, title))


def test_every_kind_flag_condition_and_group_comes_back_as_it_was():
    found = again(WHOLE)
    assert found.questionnaire == WHOLE
    assert found.not_carried == ()
    assert check(WHOLE) != []
    assert all(tally.found == tally.carried for tally in found.tallies)


def test_sections_with_introductions_and_conditions_come_back():
    made = Questionnaire((
        Section("S1", "First", "Welcome.\n\n- one", (asked("q"),)),
        Section("q", "Named like a question", condition=when("q", Operator.EQUALS, "5")),
        Section("2nd", "Second", questions=(asked("z"),)),
    ))  # fmt: skip
    assert again(made).questionnaire == made


def canonical(questionnaire):
    """As it is stored: texts cleaned."""
    return from_json(xml_safe(to_json(questionnaire)))


@given(questionnaires())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_questionnaire_comes_back_as_it_was(drawn):
    drawn = canonical(drawn)
    codes = tuple(item.code for item in items(drawn))
    drawn = Questionnaire(drawn.sections, (Group("T", "All", codes),), (Group("I", "None", ()),))
    if drawn.questions:
        assert again(drawn).questionnaire == drawn


@pytest.mark.parametrize("text", ["=1+1", "+4", "@sum", "<b>bold</b> & ${A1}", "“quoted” – 100 %"])
def test_texts_that_a_workbook_could_mistake_come_back_as_they_were(text):
    made = of(asked("q", Kind.SINGLE, options=(Option("a", text), Option("b", text + "!"))))
    assert again(made).questionnaire == made


def test_what_was_changed_in_the_workbook_is_taken_and_not_what_stood_beside():
    made = of(asked("a"), asked("b", condition=when("a", Operator.EQUALS, "5")))
    data = changed(xlsform_bytes(made, "T"), "${a} = '5'", "${a} = '4'")
    assert read("s.xlsx", data).questionnaire.questions[1].condition == when("a", Operator.EQUALS, "4")
