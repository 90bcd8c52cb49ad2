import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.surveys.formats import BadFile, read
from engage.surveys.rules import Kind, check, from_json, to_json
from tests.surveys.formats.lss import answer, later, outcome, question, sub, survey

SMALL = {
    "questions": [question(1, "L", "role", "Role?")],
    "answers": [answer(1, "x", "X"), answer(1, "y", "Y")],
}
LETTERS = "L!OMPFHABCE5NKSTUQDYGXR1:;I|*?"


def refused(data, **more):
    with pytest.raises(BadFile) as caught:
        read("s.lss", data, **more)
    return caught.value


BOMB = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (survey(SMALL).replace(b"<document>", BOMB + b"<document>&b;", 1), "forbidden_xml"),
        (survey(SMALL).replace(b"<document>", b"<!DOCTYPE document><document>", 1), "forbidden_xml"),
        (
            survey(SMALL).replace(b"<document>", b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><document>', 1),
            "forbidden_xml",
        ),
        (survey(SMALL)[:-40], "truncated"),
        (survey(SMALL)[: len(survey(SMALL)) // 2], "truncated"),
        (survey(SMALL).replace(b"</rows>", b"</row>", 1), "not_xml"),
        (b"<document>" + b"<a>" * 100_000, "too_deep"),
        (b"<html><body>Sign in</body></html>", "not_limesurvey"),
        (survey(SMALL).replace(b">Survey<", b">Question<"), "not_a_survey"),
        (survey({"questions": [question(1, "|", "file", "Your CV")]}), "no_questions"),
        (survey({"questions": []}), "no_questions"),
    ],
)
def test_a_hostile_or_broken_file_is_one_clear_error(data, code):
    error = refused(data)
    assert error.code == code
    assert error.sentence.endswith(".")


def test_a_file_above_the_setting_is_refused_unread():
    assert refused(survey(SMALL), most=100).code == "too_large"


def test_a_file_in_another_encoding_is_read_and_said_so():
    data = survey({"questions": [question(1, "T", "why", "Café?")]}).decode().encode("cp1252")
    found = read("s.lss", data)
    assert found.questionnaire.questions[0].text == "Café?"
    assert found.not_carried[0].what == "encoding"


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_every_type_is_carried_or_named(letter):
    tables = {
        "questions": [question(1, letter, "one", "One?"), question(2, "Y", "two", "Two?")],
        "subquestions": [sub(11, 1, "a", "First"), sub(12, 1, "b", "Second")],
        "answers": [answer(1, "x", "X"), answer(1, "y", "Y")],
    }
    for layout in (later,):
        found = read("s.lss", survey(tables, layout))
        assert check(found.questionnaire) == []
        questions, options = found.tallies[:2]
        lost = [note for note in found.not_carried if note.what == "question one"]
        assert questions.found == 2
        assert questions.carried == 2 - len(lost)
        named = [note for note in found.not_carried if "options" in note.what + note.why]
        assert (options.found - options.carried == 2) == bool(named)


def test_hostile_texts_become_plain_and_codes_become_usable():
    tables = {
        "questions": [
            question(1, "L", "a b'\"><script>", "<script>alert(1)</script>Which <b onclick=x()>one</b>?"),
            question(2, "S", "Q1", "Named like the next"),
            question(3, "S", "Q1", "Doubled"),
            question(4, "F", "Q", "Grid whose line collides"),
        ],
        "answers": [answer(1, "-", "A"), answer(1, "-", "B"), answer(4, "1", "x"), answer(4, "2", "y")],
        "subquestions": [sub(5, 4, "1", "one"), sub(6, 4, "1", "again")],
    }
    found = read("s.lss", survey(tables))
    made = found.questionnaire
    assert made.questions[0].text == "Which one?"
    assert check(made) == []
    assert from_json(to_json(made)) == made
    assert sum(note.what.startswith("code") for note in found.not_carried) >= 3


def test_pictures_and_names_to_fill_in_are_reported():
    found = read("s.lss", survey({"questions": [question(1, "S", "q", "<img src='x'>Dear {FIRSTNAME}")]}))
    assert [note.what for note in found.not_carried] == ["text of q", "text of q"]


def test_points_are_scores_only_where_the_survey_uses_them():
    tables = SMALL | {"answers": [answer(1, "x", "X", points=3), answer(1, "y", "Y", points=-1)]}
    scored = read("s.lss", survey(tables, assessments="Y")).questionnaire.questions[0]
    plain = read("s.lss", survey(tables, assessments="N")).questionnaire.questions[0]
    assert [option.score for option in scored.options] == [3, -1]
    assert [option.score for option in plain.options] == [None, None]
    assert scored.kind is Kind.SINGLE


@given(st.integers(0, 3000), st.binary(max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_damage_to_a_file_is_survived(place, junk):
    data = survey(SMALL)
    place %= len(data)
    found = outcome(data[:place] + junk + data[place + len(junk) :])
    if isinstance(found, BadFile):
        assert found.sentence.endswith(".")
    else:
        assert from_json(to_json(found.questionnaire)) == found.questionnaire
