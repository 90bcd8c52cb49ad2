import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.rules import (
    BadQuestionnaire,
    Direction,
    Group,
    Kind,
    Operator,
    Row,
    Stage,
    clean,
    digest,
    from_json,
    items,
    may_edit,
    may_go,
    to_json,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, YES_NO, directed, directions
from engage.surveys.rules.states import NEXT
from tests.surveys.strategies import asked, of, option, questionnaires, when


@given(questionnaires())
def test_a_questionnaire_read_back_from_its_json_is_the_same_document(drawn):
    once = from_json(to_json(drawn).encode("utf-8", "ignore").decode())
    assert from_json(to_json(once)) == once
    assert to_json(from_json(to_json(once))) == to_json(once)


def test_a_full_questionnaire_survives_its_json_unchanged():
    grid = asked("G", Kind.GRID, options=(*AGREEMENT, NOT_APPLICABLE), rows=(Row("a", "A", True), Row("b", "B")))
    number = asked("N", Kind.NUMBER, low=0.5, high=9, whole=True, condition=when("G_a", Operator.ANY_OF, "5", "4"))
    text = asked("T", Kind.LONG_TEXT, max_length=300, required=True, sensitive=True)
    whole = of(
        grid,
        number,
        text,
        themes=(Group("T1", "All", ("G_a", "G_b")),),
        indices=(Group("I1", "I", ("G_a",)),),
    )
    assert from_json(to_json(whole)) == whole


def test_the_digest_tells_a_changed_word_and_no_order_of_keys():
    first, other = of(asked("Q1")), of(asked("Q2"))
    assert digest(first) != digest(other)
    turned = json.dumps(json.loads(to_json(first)), sort_keys=False, indent=3)
    assert digest(from_json(turned)) == digest(first)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ('{"sections":[', "not_json"),
        ("[]", "not_an_object"),
        ('{"section":[]}', "unknown_key"),
        ('{"sections":{}}', "not_a_list"),
        ('{"sections":[],"sections":[]}', "doubled_key"),
        ('{"sections":[{"code":"S1"}]}', "missing"),
        ('{"sections":[{"code":"S__1","title":""}]}', "bad_code"),
        ('{"sections":[{"code":"../x","title":""}]}', "bad_code"),
        ('{"sections":[{"code":"S1","title":7}]}', "not_a_text"),
        ("[" * 100_000, "too_deep"),
        ('{"themes":[{"code":"T1","name":"n","items":["a b"]}]}', "bad_code"),
        ("9" * 5000, "out_of_range"),
    ],
)
def test_malformed_json_is_refused_with_what_is_wrong(text, code):
    with pytest.raises(BadQuestionnaire) as caught:
        from_json(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("kind", "essay", "unknown_value"),
        ("kind", ["scale"], "unknown_value"),
        ("required", 1, "not_true_or_false"),
        ("low", "5", "not_a_number"),
        ("low", True, "not_a_number"),
        ("low", 1e300, "out_of_range"),
        ("max_length", 2.5, "not_a_number"),
        ("identity", "", "bad_identity"),
        ("identity", "a b", "bad_identity"),
        ("text", "x" * 5000, "too_long"),
        ("options", [{"code": "a", "text": "A", "aside": "maybe"}], "unknown_value"),
        ("condition", {"match": "all"}, "missing"),
        ("condition", {"match": "none", "parts": []}, "unknown_value"),
    ],
)
def test_a_bad_part_of_a_question_is_named_by_its_path(name, value, code):
    plain = json.loads(to_json(of(asked("Q1"))))
    plain["sections"][0]["questions"][0][name] = value
    with pytest.raises(BadQuestionnaire) as caught:
        from_json(json.dumps(plain))
    assert caught.value.code == code
    assert caught.value.path.startswith(f"$.sections[0].questions[0].{name}")


def test_conditions_nested_without_end_are_refused():
    deep = {"match": "all", "parts": []}
    for _ in range(10):
        deep = {"match": "any", "parts": [deep]}
    plain = json.loads(to_json(of(asked("Q1", condition=None))))
    plain["sections"][0]["questions"][0]["condition"] = deep
    with pytest.raises(BadQuestionnaire, match="too_deep"):
        from_json(json.dumps(plain))


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_score_that_is_no_finite_number_is_refused(constant):
    text = to_json(of(asked("Q1"))).replace("5.0", constant)
    with pytest.raises(BadQuestionnaire, match="not_a_number"):
        from_json(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_other_json_is_refused_and_nothing_else_happens(value):
    with pytest.raises(BadQuestionnaire):
        from_json(json.dumps(value))


def test_a_reversed_item_flips_scores_and_directions():
    (item,) = items(of(asked("Q1", reversed=True, options=(*AGREEMENT, NOT_APPLICABLE))))
    assert [found.score for found in item.options] == [1, 2, 3, 4, 5, None]
    assert item.options[0].direction is Direction.NEGATIVE
    assert item.options[-1].direction is None
    assert [found.code for found in item.counted] == ["5", "4", "3", "2", "1"]


def test_a_grid_gives_an_item_a_row_and_texts_give_none():
    grid = asked("G", Kind.GRID, options=AGREEMENT, rows=(Row("a", "Pay"), Row("b", "Noise", True)), reversed=True)
    found = items(of(grid, asked("T", Kind.LONG_TEXT), asked("N", Kind.NUMBER), asked("P", Kind.NPS)))
    assert [(item.code, item.text, item.reversed) for item in found[:2]] == [
        ("G_a", "Pay", True),
        ("G_b", "Noise", False),
    ]
    assert [item.code for item in found] == ["G_a", "G_b", "P"]
    assert [each.direction.value for each in found[2].options].count("negative") == 7


def test_directions_of_any_scale_are_alike_on_both_sides():
    assert [each.value[:3] for each in directions(5)] == ["pos", "pos", "neu", "neg", "neg"]
    assert [each.value[:3] for each in directions(4)] == ["pos", "pos", "neg", "neg"]
    assert [each.value[:3] for each in directions(7)].count("pos") == 3


def test_a_worst_first_scale_gets_its_directions_by_order():
    found = directed((option("a"), option("b"), option("c"), NOT_APPLICABLE), best_first=False)
    assert [each.score for each in found] == [1, 2, 3, None]
    assert found[0].direction is Direction.NEGATIVE
    assert found[3] == NOT_APPLICABLE


@given(st.text(st.characters(categories=None), max_size=50), st.booleans())
def test_cleaned_text_holds_no_control_character_and_stays_as_it_is(text, lines):
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once
    assert "\0" not in once
    once.encode()
    assert lines or "\n" not in once


def test_a_survey_passes_its_stages_and_never_goes_back_once_open():
    assert may_go(Stage.DRAFT, Stage.SCHEDULED)
    assert may_go(Stage.SCHEDULED, Stage.DRAFT)
    assert not may_go(Stage.DRAFT, Stage.OPEN)
    assert NEXT.keys() == set(Stage)
    later = [Stage.OPEN, Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED]
    for place, stage in enumerate(later):
        assert not any(may_go(stage, before) for before in [Stage.DRAFT, Stage.SCHEDULED, *later[: place + 1]])
    assert [stage for stage in Stage if may_edit(stage)] == [Stage.DRAFT]
    assert YES_NO[0].direction is None
