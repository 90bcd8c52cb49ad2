"""LimeSurvey's .lss out and in again: nothing of a questionnaire is lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from engage.surveys.formats import read
from engage.surveys.formats.lss_out import lss_bytes
from engage.surveys.rules import Group, Kind, Operator, Option, Questionnaire, Section, items
from tests.surveys.formats.test_format_xlsform_round import WHOLE, canonical
from tests.surveys.strategies import asked, of, questionnaires, when


def again(questionnaire, change=lambda text: text):
    return read("s.lss", change(lss_bytes(questionnaire, "Staff survey").decode()).encode())


def test_every_kind_flag_condition_and_group_comes_back_as_it_was():
    found = again(WHOLE)
    assert found.questionnaire == WHOLE
    assert found.not_carried == ()
    assert all(tally.found == tally.carried for tally in found.tallies)


def test_sections_with_introductions_long_titles_and_conditions_come_back():
    made = Questionnaire((
        Section("intro", "A title & more " * 20, "Welcome.\n\n- one\n- two  spaces", (asked("q"),)),
        Section("q", "Only words", "Read this.", condition=when("q", Operator.EQUALS, "5")),
        Section("2nd", "<b>", questions=(asked("z"),)),
    ))  # fmt: skip
    made = canonical(made)
    assert again(made).questionnaire == made


@given(questionnaires())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_questionnaire_comes_back_as_it_was(drawn):
    drawn = canonical(drawn)
    codes = tuple(item.code for item in items(drawn))
    drawn = Questionnaire(drawn.sections, (Group("T", "All", codes),), (Group("I", "None", ()),))
    if drawn.questions:
        assert again(drawn).questionnaire == drawn


LONG = of(
    asked("a-question-with-a-long_code-0123456789", Kind.SINGLE,
          options=(Option("a-long-option", "A"), Option("a-long-other", "B"), Option("x", "C"))),
    asked("Q1", Kind.MULTIPLE, options=(Option("other", "O"), Option("x_y", "P")), has_other=True),
    asked("q1", Kind.DATE, condition=when("Q1", Operator.ANY_OF, "x_y", "__other")),
    asked("9", Kind.DATE, condition=when("a-question-with-a-long_code-0123456789", Operator.EQUALS, "a-long-other")),
)  # fmt: skip


def test_codes_that_limesurvey_does_not_take_are_written_short_and_come_back_long():
    text = lss_bytes(LONG, "S").decode()
    titles = [line.split("<title>")[1].split("</title>")[0] for line in text.split("<row>") if "<title>" in line]
    assert len({title.lower() for title in titles[:4]}) == 4
    assert all(title.isalnum() and title[0].isalpha() and len(title) <= 20 for title in titles)
    codes = [line.split("<code>")[1].split("</code>")[0] for line in text.split("<row>") if "<code>" in line]
    assert all(code.isalnum() and len(code) <= 5 for code in codes)
    assert again(LONG).questionnaire == LONG


MADE = of(asked("a", hint="Why?", sensitive=True), asked("b", condition=when("a", Operator.EQUALS, "5")))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<question>What about a?<", "<question>What of a?<", {"text": "What of a?"}),
        ("<help>Why?<", "<help><![CDATA[<b>How</b>?]]><", {"hint": "How?"}),
    ],
)
def test_a_text_changed_in_limesurvey_is_taken_and_the_rest_stays(old, new, expected):
    found = again(MADE, lambda text: text.replace(old, new)).questionnaire
    assert found.questions[0] == replace(MADE.questions[0], **expected)
    assert found.questions[1] == MADE.questions[1]


def test_a_condition_changed_in_limesurvey_is_taken():
    changed = again(MADE, lambda text: text.replace('a.NAOK == "5"', 'a.NAOK == "4"'))
    assert changed.questionnaire.questions[1].condition == when("a", Operator.EQUALS, "4")
    removed = again(MADE, lambda text: text.replace('a.NAOK == "5"', "1"))
    assert removed.questionnaire.questions[1].condition is None


def test_answers_added_in_limesurvey_are_taken_without_what_engage_knew_of_the_question():
    def add(text):
        row = "<row><qid>1</qid><code>X</code><answer>Ask me later</answer><sortorder>9</sortorder></row>"
        return text.replace("</rows>\n</answers>", f"{row}</rows>\n</answers>")

    first = again(MADE, add).questionnaire.questions[0]
    assert first.kind is Kind.SINGLE
    assert [option.text for option in first.options][-1] == "Ask me later"
