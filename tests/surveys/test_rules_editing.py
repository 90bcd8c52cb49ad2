import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.surveys import rules
from engage.surveys.rules import (
    BadEdit,
    Group,
    Kind,
    Operator,
    Problem,
    Questionnaire,
    Row,
    Section,
    check,
    fields,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, YES_NO
from tests.surveys.strategies import asked, of, option, when


def started():
    """Two sections, a scale and a grid."""
    made = rules.add_section(Questionnaire(), "Your work")
    made = rules.add_section(made, "Your manager")
    made = rules.add_question(made, "S1", Kind.SCALE, "I like it", "id1", options=AGREEMENT)
    made = rules.add_question(made, "S1", Kind.GRID, "Rate these", "id2", options=AGREEMENT)
    return rules.add_row(rules.add_row(made, "Q2", "Pay"), "Q2", "Noise")


def test_codes_are_made_and_the_first_questionnaire_is_untouched():
    empty = Questionnaire()
    made = started()
    assert empty == Questionnaire()
    assert [section.code for section in made.sections] == ["S1", "S2"]
    assert [question.code for question in made.questions] == ["Q1", "Q2"]
    assert [row.code for row in made.questions[1].rows] == ["R1", "R2"]
    assert check(made) == [Problem("empty_section", "S2")]


def test_a_question_moves_to_another_section_and_back_in_order():
    made = rules.move_question(started(), "Q1", "S2")
    assert [question.code for question in made.questions] == ["Q2", "Q1"]
    made = rules.move_question(made, "Q1", "S1", 0)
    assert made == started()
    assert [section.code for section in rules.move_section(made, "S2", 0).sections] == ["S2", "S1"]
    with pytest.raises(BadEdit, match="not_there"):
        rules.move_question(made, "Q1", "S9")


def test_options_are_added_edited_moved_and_removed():
    made = rules.add_question(started(), "S2", Kind.SINGLE, "Which?", "id3")
    for text in ("One", "Two", "Three"):
        made = rules.add_option(made, "Q3", text)
    made = rules.move_option(made, "Q3", "A3", 0)
    made = rules.edit_option(made, "Q3", "A1", text=" First \0", code="one")
    made = rules.remove_option(made, "Q3", "A2")
    assert [(each.code, each.text) for each in rules.question(made, "Q3").options] == [
        ("A3", "Three"),
        ("one", "First"),
    ]
    with pytest.raises(BadEdit, match="code_taken"):
        rules.edit_option(made, "Q3", "one", code="A3")
    made = rules.move_row(rules.edit_row(made, "Q2", "R2", reversed=True), "Q2", "R2", 0)
    assert rules.question(made, "Q2").rows[0] == Row("R2", "Noise", True)
    assert len(rules.question(rules.remove_row(made, "Q2", "R1"), "Q2").rows) == 1


def test_a_new_code_is_followed_by_conditions_themes_and_indices():
    made = rules.add_question(
        started(), "S2", Kind.LONG_TEXT, "Why?", "id3", condition=when("Q2_R1", Operator.EQUALS, "1")
    )
    made = rules.add_group(rules.add_group(made, "themes", "Work", ("Q1", "Q2_R1")), "indices", "Engagement", ("Q1",))
    made = rules.edit_question(rules.edit_question(made, "Q2", code="Rate"), "Q1", code="Like")
    assert rules.question(made, "Q3").condition == when("Rate_R1", Operator.EQUALS, "1")
    assert (made.themes[0].items, made.indices[0].items) == (("Like", "Rate_R1"), ("Like",))
    assert check(made) == []


def test_a_removed_question_is_missed_by_the_check():
    made = rules.add_group(started(), "themes", "Work", ("Q1",))
    made = rules.add_question(made, "S2", Kind.LONG_TEXT, "Why?", "id3", condition=when("Q1", Operator.EQUALS, "1"))
    made = rules.remove_question(made, "Q1")
    assert check(made) == [Problem("condition_on_missing", "Q3"), Problem("theme_unknown_item", "T1")]
    assert rules.remove_group(made, "themes", "T1").themes == ()
    assert rules.remove_section(made, "S2").questions == made.questions[:1]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda made: rules.edit_question(made, "Q9", text="x"), "not_there"),
        (lambda made: rules.edit_question(made, "Q1", code="Q2"), "code_taken"),
        (lambda made: rules.edit_question(made, "Q1", code="Q2_R1"), "code_taken"),
        (lambda made: rules.edit_question(made, "Q1", code="a b"), "bad_code"),
        (lambda made: rules.edit_section(made, "S1", code="S2"), "code_taken"),
        (lambda made: rules.add_question(made, "S9", Kind.NPS, "x", "id"), "not_there"),
        (lambda made: rules.add_question(made, "S1", Kind.NPS, "x", "id", code="Q1"), "code_taken"),
        (lambda made: rules.add_option(made, "Q1", "x", code="5"), "code_taken"),
        (lambda made: rules.remove_row(made, "Q2", "R9"), "not_there"),
    ],
)  # fmt: skip
def test_an_edit_that_cannot_be_is_refused(edit, code):
    with pytest.raises(BadEdit) as caught:
        edit(started())
    assert caught.value.code == code


KINDS = st.sampled_from(["section", "question", "grid", "rename", "remove", "move"])
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 9), st.integers(0, 9)), max_size=20)


@given(STEPS)
@settings(max_examples=150)
def test_codes_stay_unique_whatever_is_edited(steps):
    made = started()
    for number, (step, one, two) in enumerate(steps):
        codes = [question.code for question in made.questions]
        section = made.sections[one % len(made.sections)].code
        try:
            if step == "section":
                made = rules.add_section(made, "More", at=one)
            elif step == "question":
                made = rules.add_question(made, section, Kind.SCALE, "x", f"n{number}", at=two)
            elif step == "grid":
                made = rules.add_question(made, section, Kind.GRID, "x", f"n{number}", code=f"G{one}")
                made = rules.add_row(made, f"G{one}", "r", code=f"R{two}")
            elif codes and step == "rename":
                made = rules.edit_question(made, codes[one % len(codes)], code=f"Q{two}")
            elif codes and step == "remove":
                made = rules.remove_question(made, codes[one % len(codes)])
            elif codes:
                made = rules.move_question(made, codes[one % len(codes)], section, two)
        except BadEdit as refused:
            assert refused.code == "code_taken"  # noqa: PT017
    every = [field for question in made.questions for field in fields(question)]
    assert len(every) == len(set(every))
    assert len({section.code for section in made.sections}) == len(made.sections)
    assert rules.from_json(rules.to_json(made)) == made


HALF = (option("a", score=1.0), option("b"))
PLAIN = asked("Q1", Kind.SINGLE, options=YES_NO)


@pytest.mark.parametrize(
    ("questionnaire", "problems"),
    [
        (Questionnaire(), ["no_questions"]),
        (of(asked("Q1"), asked("Q1")), ["doubled_question", "doubled_field", "doubled_identity"]),
        (of(asked("Q", Kind.GRID, options=AGREEMENT, rows=(Row("1", "x"),)), asked("Q_1")),
         ["doubled_field"]),
        (of(asked("Q1", options=AGREEMENT[:1])), ["too_few_options"]),
        (of(asked("Q1", options=HALF)), ["score_missing", "scale_without_direction"]),
        (of(asked("Q1", options=(*AGREEMENT, AGREEMENT[0]))), ["doubled_option"]),
        (of(asked("Q1", Kind.GRID, options=AGREEMENT)), ["grid_without_rows"]),
        (of(asked("Q1", Kind.NPS, options=(*YES_NO, NOT_APPLICABLE))), ["options_not_used"]),
        (of(asked("Q1", Kind.NUMBER, low=5.0, high=4.0)), ["low_above_high"]),
        (of(asked("Q1", Kind.LONG_TEXT, max_length=5000)), ["length_out_of_range"]),
        (of(asked("Q1", condition=when("Q2", Operator.ANSWERED)), asked("Q2")), ["condition_on_later"]),
        (of(asked("Q1", condition=when("Q1", Operator.ANSWERED))), ["condition_on_later"]),
        (of(asked("Q1"), asked("Q2", condition=when("Q1", Operator.EQUALS, "9"))),
         ["condition_on_missing_option"]),
        (of(asked("Q1"), asked("Q2", condition=when("Q1", Operator.EQUALS))), ["condition_values"]),
        (of(asked("Q1"), themes=(Group("T1", "", ()),)), ["empty_name", "theme_without_items"]),
        (of(asked("Q1"), indices=(Group("I1", "x", ("Q1", "Q1", "Q7")),)),
         ["index_doubled_item", "index_unknown_item"]),
        (of(PLAIN, indices=(Group("I1", "x", ("Q1",)),)), ["index_item_without_scores"]),
        (of(PLAIN, themes=(Group("T1", "x", ("Q1",)),)), ["theme_item_without_direction"]),
        (of(asked("Q1", Kind.MULTIPLE, options=AGREEMENT)), ["multiple_with_scores"]),
        (of(asked("Q1", Kind.MULTIPLE, options=HALF)), ["multiple_with_scores"]),
        (Questionnaire((Section("S1", "", questions=(asked("Q1"),)),)), ["empty_title"]),
        (of(asked("Q1", options=AGREEMENT), asked("Q2", Kind.NPS), asked("Q3", Kind.LONG_TEXT)), []),
    ],
)  # fmt: skip
def test_the_check_before_opening_names_what_is_amiss(questionnaire, problems):
    assert [problem.code for problem in check(questionnaire)] == problems


def test_an_empty_text_is_a_problem_of_its_question():
    made = rules.edit_question(started(), "Q1", text="  ")
    assert Problem("empty_text", "Q1") in check(made)
