"""XLSForm as other people write it: what is understood, and what is reported."""

import pytest

from engage.surveys.formats import read
from engage.surveys.rules import (
    OTHER,
    Aside,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    check,
)
from tests.surveys.formats.sheets import book
from tests.surveys.strategies import when

EQ, NE = Operator.EQUALS, Operator.NOT_EQUALS
HEAD = ("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "parameters")
YES = (("list_name", "name", "label"), ("yn", "y", "Yes"), ("yn", "n", "No"), ("yn", "pnts", "Prefer not to say"))


def imported(*rows, choices=YES, settings=(), head=HEAD):
    return read("form.xlsx", book([head, *rows], choices, settings))


def question(*row, **more):
    return imported(row, **more).questionnaire.questions[0]


def noted(found, what):
    return [note for note in found.not_carried if what in note.what]


def test_types_become_kinds():
    found = imported(
        ("select_one yn", "a", "A?"), ("select one from yn", "b", "B?"), ("select_multiple yn or_other", "c", "C?"),
        ("rank yn", "d", "D?"), ("integer", "e", "E?"), ("decimal", "f", "F?"), ("date", "g", "G?"),
        ("text", "h", "H?"), ("text", "i", "I?", "", "", "", "", "multiline"),
        ("range", "j", "J?", "", "", "", "", "", "start=0 end=10 step=1"),
        ("select_one yn or_other", "k", "K?"),
    ).questionnaire.questions  # fmt: skip
    assert [each.kind.value for each in found] == [
        "single", "single", "multiple", "ranking", "number", "number", "date", "short_text", "long_text", "number",
        "single",
    ]  # fmt: skip
    assert found[0].options[2].aside is Aside.PREFER_NOT_TO_SAY
    assert [each.has_other for each in found] == [False, False, True, *[False] * 7, True]
    assert [(each.low, each.high, each.whole) for each in found[4:10:5]] == [(None, None, True), (0, 10, True)]


def test_groups_become_sections_and_notes_their_introductions():
    found = imported(
        ("begin group", "one", "First page"), ("note", "hello", "Welcome."), ("text", "a", "A?"),
        ("note", "more", "Still here?"), ("end group",), ("text", "loose", "Loose?"), ("text", "two", "Two?"),
        settings=[("form_title", "form_id"), ("My form", "f")],
    )  # fmt: skip
    first, second = found.questionnaire.sections
    assert (first.title, first.intro) == ("First page", "Welcome.\n\nStill here?")
    assert (second.title, [each.code for each in second.questions]) == ("My form", ["loose", "two"])
    assert [note.where for note in noted(found, "note more")] == ["survey, row 5"]


def test_nested_groups_are_flattened_with_their_conditions():
    found = imported(
        ("begin_group", "s", "Section"), ("select_one yn", "a", "A?"),
        ("begin_group", "inner", "Inner", "", "", "${a} = 'y'"), ("text", "b", "B?"),
        ("text", "c", "C?", "", "", "${b} != ''"), ("end_group",), ("end_group",),
    )  # fmt: skip
    a, b, c = found.questionnaire.questions
    assert a.condition is None
    assert b.condition == when("a", EQ, "y")
    both = (Comparison("a", EQ, ("y",)), Comparison("b", Operator.ANSWERED))
    assert c.condition == Condition(Match.ALL, both)
    assert noted(found, "group inner")


@pytest.mark.parametrize(
    ("group", "first", "second"),
    [("table-list", "", ""), ("field-list", "label", "list-nolabel"), ("", "likert", "likert")],
)
def test_a_table_of_choices_becomes_a_grid(group, first, second):
    found = imported(
        ("begin_group", "g", "How much?", "", "", "", "", group),
        ("select_one yn", "x", "Lines", "", "yes", "", "", first),
        ("select_one yn", "y", "Line", "", "yes", "", "", second),
        ("end_group",), ("text", "t", "T?", "", "", "${y} = 'n'"),
    ).questionnaire.questions  # fmt: skip
    assert [each.kind for each in found] == [Kind.GRID, Kind.SHORT_TEXT]
    assert [row.code for row in found[0].rows][-1] == "y"
    assert len(found[0].rows) == (1 if first == "label" else 2)
    assert found[0].required
    assert found[1].condition == when("g_y", EQ, "n")


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ("${a} = 'y'", when("a", EQ, "y")),
        ('${a}="y"', when("a", EQ, "y")),
        ("${a} != 'y'", when("a", NE, "y")),
        ("selected(${m}, 'y')", when("m", EQ, "y")),
        ("not(selected(${m}, 'y'))", when("m", NE, "y")),
        ("selected(${m}, 'other')", when("m", EQ, OTHER)),
        ("${a} = 'y' or ${a} = 'n'", when("a", Operator.ANY_OF, "y", "n")),
        ("not(${a} = 'y' or ${a} = 'n')",
         Condition(Match.ALL, (Comparison("a", NE, ("y",)), Comparison("a", NE, ("n",))))),
        ("${n} = 30", when("n", EQ, "30")),
        ("${n} != ''", when("n", Operator.ANSWERED)),
        ("string-length(${n}) > 0", when("n", Operator.ANSWERED)),
        ("(${a} = 'y') and (${n} = 1 or selected(${m}, 'n'))",
         Condition(Match.ALL, (Comparison("a", EQ, ("y",)),
                               Condition(Match.ANY, (Comparison("n", EQ, ("1",)), Comparison("m", EQ, ("n",))))))),
    ],
)  # fmt: skip
def test_a_relevant_of_equalities_becomes_a_condition(relevant, expected):
    found = conditioned(relevant)
    assert found.questionnaire.questions[3].condition == expected
    assert noted(found, "relevant") == []


def conditioned(relevant):
    return imported(
        ("select_one yn", "a", "A?"), ("select_multiple yn or_other", "m", "M?"), ("integer", "n", "N?"),
        ("text", "t", "T?", "", "", relevant), ("text", "later", "Later?", "", "", "${t} = 'x'"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("relevant", "why"),
    [
        ("${n} > 30", 'compares with ">"'),
        ("${later} = 'x'", "asked later"),
        ("${t} = 'x'", "asked later"),
        ("${nobody} = 'x'", "not in the form"),
        ("${a} = 'q'", 'no choice "q"'),
        ("${a} = ''", "no answer"),
        ("not(${n} != '')", "no answer"),
        ("count-selected(${m}) = 2", 'uses "count-selected"'),
        ("(${a} = 'y'", "expected"),
        ("(" * 500, "too deep"),
        ("${a} = 'y' and", "uses"),
        ("${a} = ${n}", "compares with"),
    ],
)
def test_a_relevant_beyond_that_is_reported_and_the_question_asked_of_everybody(relevant, why):
    found = conditioned(relevant)
    assert found.questionnaire.questions[3].condition is None
    (note,) = noted(found, "relevant of t")
    assert why in note.why
    assert "asked of everybody" in note.why
    assert note.where == "survey, row 5"


@pytest.mark.parametrize(
    ("type_", "constraint", "low", "high"),
    [
        ("integer", ". >= 0 and . <= 120", 0, 120), ("integer", ".>0 and .<121", 1, 120),
        ("decimal", ". <= 0.5", None, 0.5), ("decimal", ". < 5", None, None), ("integer", ". mod 2 = 0", None, None),
    ],
)  # fmt: skip
def test_a_simple_constraint_becomes_limits_and_another_is_reported(type_, constraint, low, high):
    found = imported((type_, "n", "N?", "", "", "", constraint))
    asked = found.questionnaire.questions[0]
    assert (asked.low, asked.high) == (low, high)
    assert bool(noted(found, "constraint of n")) == (low is None and high is None)


def test_the_length_of_a_text_is_kept():
    assert question("text", "t", "T?", "", "", "", "string-length(.) < 51").max_length == 50


@pytest.mark.parametrize("type_", ["geopoint", "image", "file", "calculate", "barcode", "start", "acknowledge", "xyz"])
def test_a_type_without_a_counterpart_is_named(type_):
    found = imported((type_, "x", "X?"), ("text", "t", "T?"))
    (note,) = noted(found, "question x")
    assert type_ in note.why
    assert {tally.what: (tally.found, tally.carried) for tally in found.tallies}["questions"] == (2, 1)


def test_a_repeat_is_reported_with_its_questions_and_later_conditions_on_them_too():
    found = imported(
        ("begin_repeat", "kids", "Children"), ("text", "x", "X?"), ("text", "y", "Y?"), ("end_repeat",),
        ("text", "t", "T?", "", "", "${x} = 'a'"),
    )  # fmt: skip
    assert "2 questions go with it" in noted(found, "repeat kids")[0].why
    assert "was not carried over" in noted(found, "relevant of t")[0].why


def test_one_language_is_chosen_and_the_others_reported():
    head = ("type", "name", "label::Cymraeg (cy)", "label::English (en)", "hint::Cymraeg (cy)", "hint::English (en)")
    choices = (("list_name", "name", "label::Cymraeg (cy)", "label::English (en)"), ("l", "a", "Ie", "Yes"),
               ("l", "b", "Na", "No"))  # fmt: skip
    found = imported(("select_one l", "q", "Sut?", "How?", "Awgrym", "Hint"), head=head, choices=choices)
    asked = found.questionnaire.questions[0]
    assert (asked.text, asked.hint, asked.options[0].text) == ("How?", "Hint", "Yes")
    assert [note.what for note in found.not_carried] == ["language Cymraeg (cy)"]
    welsh = imported(
        ("select_one l", "q", "Sut?", "How?", "Awgrym", "Hint"), head=head, choices=choices,
        settings=[("default_language",), ("Cymraeg (cy)",)],
    )  # fmt: skip
    assert welsh.questionnaire.questions[0].text == "Sut?"


def test_hostile_texts_become_plain_and_codes_usable():
    found = imported(
        ("text", "a b", "<script>alert(1)</script>Which <b onclick=x()>one</b>?"), ("text", "a.b", "Dear ${name}")
    )
    assert found.questionnaire.questions[0].text == "Which one?"
    assert check(found.questionnaire) == []
    assert noted(found, "name a b")
    assert any("filled in" in note.why for note in found.not_carried)


def test_columns_that_are_not_used_are_named_by_question():
    head = (*HEAD, "default", "media::image")
    found = imported(("text", "t", "T?", "", "", "", "", "", "", "x", "pic.png"), head=head)
    assert {note.what for note in found.not_carried} == {"default of t", "media::image of t", "list yn"}
