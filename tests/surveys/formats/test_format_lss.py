import re

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
    from_json,
    to_json,
)
from tests.surveys.formats.lss import answer, condition, earlier, later, question, sub, survey
from tests.surveys.strategies import shared, when

TABLES = {
    "questions": [
        question(1, "L", "role", "<p>What do you do?</p>", mandatory="Y", other="Y"),
        question(2, "M", "tools", "Which tools?", other="Y"),
        question(3, "F", "rate", "Rate these"),
        question(4, "K", "hours", "Hours in a week"),
        question(5, "Q", "words", "Two words"),
        question(6, "X", "note", "<b>Nearly</b> there"),
        question(7, "R", "rank", "Put in order"),
        question(8, "Y", "happy", "Are you happy?"),
        question(9, "T", "why", "Why?", help="In your own words"),
        question(10, "D", "since", "Since when?"),
    ],
    "subquestions": [
        sub(21, 2, "a", "Hammer"), sub(22, 2, "b", "Saw"),
        sub(31, 3, "p", "Pay"), sub(32, 3, "n", "Noise"),
        sub(41, 4, "w", "at work"), sub(42, 4, "h", "at home"),
        sub(51, 5, "one", "First"), sub(52, 5, "two", "Second"),
    ],
    "answers": [
        answer(1, "x", "Driver", 1), answer(1, "y", "Cook", 2), answer(1, "z", "Prefer not to say", 3),
        answer(3, "1", "Bad", 1), answer(3, "2", "Good", 2),
        answer(7, "1", "This", 1), answer(7, "2", "That", 2),
    ],
    "conditions": [
        condition(1, 9, 8, "N"),
        condition(2, 10, 7, "1"),
    ],
    "question_attributes": [
        {"qid": 4, "attribute": "slider_max", "value": "50"},
        {"qid": 4, "attribute": "prefix", "value": "about"},
    ],
}  # fmt: skip


def tallies(found):
    return {tally.what: (tally.found, tally.carried) for tally in found.tallies}


def noted(found, what):
    return [note for note in found.not_carried if note.what.startswith(what)]


def test_the_real_survey_comes_in_and_everything_is_accounted_for():
    data = shared("limesurvey", "ssi_rse2017_uk_core_survey.lss").read_bytes()
    found = read("core.lss", data)
    assert tallies(found)["questions"] == (59, 59)
    assert tallies(found)["options"] == (633, 633)
    assert tallies(found)["conditions"] == (16, 16)
    assert noted(found, "question ") == []
    titles = re.findall(r"<title><!\[CDATA\[(.*?)\]\]></title>", data.decode().partition("<subquestions>")[0])
    assert len(titles) == 59
    lines = [line.partition(":")[0] for line in found.carried]
    assert [title for title in titles if title not in lines] == []
    assert [made.kind for made in found.questionnaire.questions if made.code == "prevEmp2"] == [Kind.RANKING]
    attributes, carried = tallies(found)["attributes"]
    assert attributes == carried + len(noted(found, "attribute "))
    assert check(found.questionnaire) == []
    assert from_json(to_json(found.questionnaire)) == found.questionnaire
    assert not any("<" in made.text + made.hint for made in found.questionnaire.questions)


def test_the_real_surveys_condition_rows_say_what_its_expressions_say():
    data = shared("limesurvey", "ssi_rse2017_uk_core_survey.lss").read_bytes()
    by_expression = read("core.lss", data).questionnaire
    # Without expressions the rows of the conditions table are read instead.
    start, end = data.index(b"<questions>"), data.index(b"</questions>")
    part = data[start:end]
    while b"NAOK" in part:
        at = part.index(b"NAOK")
        opened, closed = part.rindex(b"<relevance>", 0, at), part.index(b"</relevance>", at)
        part = part[:opened] + b"<relevance>1" + part[closed:]
    by_rows = read("core.lss", data[:start] + part + data[end:]).questionnaire
    assert [made.condition for made in by_rows.questions] == [made.condition for made in by_expression.questions]
    assert sum(made.condition is not None for made in by_rows.questions) == 13


@pytest.mark.parametrize("layout", [earlier, later])
def test_both_layouts_give_one_questionnaire(layout):
    found = read("s.lss", survey(TABLES, layout), identity=iter("abcdefghijklmnopqrstuvwxyz").__next__)
    (section,) = found.questionnaire.sections
    assert (section.title, section.intro) == ("First page", "Nearly there")
    codes = " ".join(made.code for made in section.questions)
    assert codes == "role tools rate hours_w hours_h words_one words_two rank happy why since"
    role, tools, rate, hours, _, words, _, rank, happy, why, since = section.questions
    assert (role.kind, role.text, role.required, role.has_other) == (
        Kind.SINGLE,
        "What do you do?",
        True,
        True,
    )
    assert [(option.code, option.text, option.aside) for option in role.options] == [
        ("x", "Driver", None),
        ("y", "Cook", None),
        ("z", "Prefer not to say", Aside.PREFER_NOT_TO_SAY),
    ]
    assert [option.text for option in tools.options] == ["Hammer", "Saw"]
    assert [(row.code, row.text) for row in rate.rows] == [("p", "Pay"), ("n", "Noise")]
    assert (hours.text, hours.kind, hours.high) == ("Hours in a week: at work", Kind.NUMBER, 50)
    assert words.text == "Two words: First"
    assert rank.kind is Kind.RANKING
    assert (happy.options[0].text, why.hint, since.kind) == ("Yes", "In your own words", Kind.DATE)
    assert why.condition == when("happy", Operator.EQUALS, "N")
    assert since.condition is None
    assert tallies(found) == {
        "questions": (10, 10), "options": (7, 7), "conditions": (2, 1), "attributes": (2, 1),
    }  # fmt: skip
    assert [note.why for note in noted(found, "condition 2")] == [
        "it looks at an answer that was not carried over; the question is asked of everybody"
    ]
    assert bool(noted(found, "language de")) is (layout is later)
    assert "anders" not in to_json(found.questionnaire)


def conditioned(relevance="1", rows=(), **more):
    """The condition of "why" in a small survey, and the import."""
    tables = {
        "questions": [
            question(1, "L", "role", "Role?", other="Y"), question(2, "M", "tools", "Tools?"),
            question(3, "F", "rate", "Rate"), question(4, "N", "age", "Age?"),
            question(12, "Y", "happy", "Happy?"), question(13, "T", "why", "Why?", relevance=relevance),
            question(14, "Y", "after", "After?"),
        ],
        "answers": [answer(1, "x", "X"), answer(1, "y", "Y"), answer(3, "1", "Bad"), answer(3, "2", "Good")],
        "subquestions": [sub(21, 2, "a", "Hammer"), sub(22, 2, "5b", "Saw"), sub(31, 3, "p", "Pay")],
        "conditions": list(rows),
    }  # fmt: skip
    found = read("s.lss", survey(tables | more))
    return next(made for made in found.questionnaire.questions if made.code == "why").condition, found


EQ, NE = Operator.EQUALS, Operator.NOT_EQUALS


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [
        ('((9X1X1.NAOK == "x"))', when("role", EQ, "x")),
        ("role.NAOK==\"x\" or role == 'y'", when("role", Operator.ANY_OF, "x", "y")),
        ('role.NAOK == "-oth-"', when("role", EQ, OTHER)),
        ('tools_a.NAOK == "Y"', when("tools", EQ, "a")),
        ('9X1X25b.NAOK != "Y"', when("tools", NE, "5b")),
        ('rate_p eq "2"', when("rate_p", EQ, "2")),
        ("age.NAOK == 30", when("age", EQ, "30")),
        ('happy.NAOK != ""', when("happy", Operator.ANSWERED)),
        ("!is_empty(happy)", when("happy", Operator.ANSWERED)),
        (
            'role == "x" and (happy == "Y" || happy ne "N")',
            Condition(
                Match.ALL,
                (
                    Comparison("role", EQ, ("x",)),
                    Condition(Match.ANY, (Comparison("happy", EQ, ("Y",)), Comparison("happy", NE, ("N",)))),
                ),
            ),
        ),
    ],
)
def test_an_expression_of_equalities_becomes_a_condition(relevance, expected):
    assert conditioned(relevance)[0] == expected


@pytest.mark.parametrize(
    ("relevance", "why"),
    [
        ("age.NAOK > 30", 'compares with ">"'),
        ('after.NAOK == "Y"', "asked later"),
        ('role.NAOK == "q"', 'no option "q"'),
        ('nobody.NAOK == "x"', 'uses "nobody"'),
        ('strlen(role) == "x"', 'uses "strlen"'),
        ('role.shown == "x"', 'uses "shown"'),
        ('role.NAOK == ""', "no answer"),
        ('(role.NAOK == "x"', "brackets"),
        ('role.NAOK == "x" xor happy == "Y"', 'uses "xor"'),
        ("(" * 5000, "too deep"),
        ("role == " + "9" * 6000, "too long"),
        ('role.NAOK == "@9X1X4@"', "another answer"),
    ],
)
def test_an_expression_beyond_that_is_reported_and_the_question_asked_of_everybody(relevance, why):
    found, imported = conditioned(relevance)
    assert found is None
    (note,) = noted(imported, "relevance of why")
    assert why in note.why
    assert "asked of everybody" in note.why
    assert note.where.startswith("line ")


def test_rows_of_scenarios_are_alternatives_of_wholes():
    rows = [
        condition(1, 13, 1, "x"), condition(2, 13, 1, "y"), condition(3, 13, 12, "N"),
        condition(4, 13, 3, "2", scenario=2, cfieldname="9X1X3p"),
    ]  # fmt: skip
    found, imported = conditioned(rows=rows)
    both = Condition(Match.ALL, (Comparison("role", Operator.ANY_OF, ("x", "y")), Comparison("happy", EQ, ("N",))))
    assert found == Condition(Match.ANY, (both, Comparison("rate_p", EQ, ("2",))))
    assert tallies(imported)["conditions"] == (4, 4)


@pytest.mark.parametrize(
    "row",
    [
        condition(1, 13, 1, "x", method="RX"),
        condition(1, 13, 0, "x", cfieldname="{TOKEN:ATTRIBUTE_1}"),
        condition(1, 13, 14, "Y"),
        condition(1, 99, 1, "x"),
        condition(1, 13, 77, "x"),
    ],
)
def test_a_row_that_ours_cannot_express_is_reported_by_its_line(row):
    found, imported = conditioned(rows=[row])
    assert found is None
    assert tallies(imported)["conditions"] == (1, 0)
    (note,) = noted(imported, "condition 1")
    assert note.where.startswith("line ")


def test_one_bad_row_drops_the_whole_condition_and_each_row_is_named():
    found, imported = conditioned(rows=[condition(1, 13, 1, "x"), condition(2, 13, 4, "30", method="<")])
    assert found is None
    assert [note.what for note in noted(imported, "condition")] == [
        "condition 1 of why",
        "condition 2 of why",
    ]


def test_lines_of_one_question_in_one_scenario_are_not_guessed_at():
    rows = [condition(1, 13, 2, "Y", cfieldname="+9X1X2a"), condition(2, 13, 2, "Y", cfieldname="+9X1X25b")]
    found, imported = conditioned(rows=rows)
    assert found is None
    assert "several lines" in noted(imported, "condition 1")[0].why
