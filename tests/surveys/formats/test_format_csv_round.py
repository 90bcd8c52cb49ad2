"""Our CSV and JSON out and in again: nothing of a questionnaire is lost."""

import pytest
from hypothesis import HealthCheck, given, settings

from engage.surveys.formats import BadFile, read
from engage.surveys.formats.csv_whole import COLUMNS, csv_whole
from engage.surveys.rules import Group, Kind, Option, Questionnaire, items, to_json
from tests.surveys.formats.test_format_xlsform_round import WHOLE, canonical
from tests.surveys.strategies import asked, of, questionnaires

WRITTEN = {"s.csv": csv_whole, "s.json": to_json}


def again(questionnaire, name="s.csv"):
    return read(name, WRITTEN[name](questionnaire).encode())


@pytest.mark.parametrize("name", WRITTEN)
def test_every_kind_flag_condition_and_group_comes_back_as_it_was(name):
    found = again(WHOLE, name)
    assert found.questionnaire == WHOLE
    assert found.not_carried == ()


@pytest.mark.parametrize("name", WRITTEN)
@given(questionnaires())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_questionnaire_comes_back_as_it_was(name, drawn):
    drawn = canonical(drawn)
    codes = tuple(item.code for item in items(drawn))
    drawn = Questionnaire(drawn.sections, (Group("T", "All", codes),), (Group("I", "None", ()),))
    if drawn.questions:
        assert again(drawn, name).questionnaire == drawn


@pytest.mark.parametrize("text", ["=1+1", "-4", "@sum", "'quoted'", "'=2", "a | b | c", "1,5;2"])
def test_texts_that_a_spreadsheet_could_mistake_are_marked_and_come_back(text):
    made = of(asked("q", Kind.SINGLE, options=(Option("a", text), Option("b", "B")), hint=text))
    assert f",{text}," not in csv_whole(made) or not text.startswith(("=", "-", "@"))
    assert again(made).questionnaire == made


HEAD = ",".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("essay,a,S,Text?", "unknown_value"), ("date,a b,S,Text?", "bad_code"),
        ("date,a,S,Text?,,maybe", "not_true_or_false"),
        ("single,a,S,T?,,,,,,,,,,,,,x | words", "bad_option"), ("grid,a,S,T?,,,,,,,,,,,,,,R1", "bad_row"),
        ("number,a,S,T?,,,,,,,,,,lots", "not_a_number"), ("date,a,S,T?" + "," * 16 + "{", "not_json"),
        ("theme,T,,Work,,,,,,,,,,,,,,,a  b/c", "bad_code"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_its_line(row, code):
    lines = ["date,first,S,First?", row]
    text = HEAD + "".join(line + "," * (len(COLUMNS) - 1 - line.count(",")) + "\n" for line in lines)
    with pytest.raises(BadFile) as caught:
        read("s.csv", text.encode())
    assert (caught.value.where, caught.value.code) == ("line 3", code)
