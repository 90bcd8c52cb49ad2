"""The framework as a document: its JSON, its words, its edits; tables and hypothesis, no database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.values.rules import framework_editing as edits
from engage.values.rules import framework_lists as lists
from engage.values.rules.framework import (
    MOST_STATEMENTS,
    Audience,
    AudienceKind,
    Document,
    LevelKind,
    Statement,
    Value,
)
from engage.values.rules.framework_document import BadFramework, check, digest, from_json, to_json
from engage.values.rules.framework_words import audience_kind, level_kind
from tests.values.generated import documents
from tests.values.published import document


@given(documents())
def test_a_document_comes_back_from_its_json_and_equal_ones_are_equal_text(made: Document) -> None:
    assert from_json(to_json(made)) == made
    assert to_json(from_json(to_json(made))) == to_json(made)
    assert digest(made) == digest(from_json(to_json(made)))


@pytest.mark.parametrize(
    ("name", "kind", "adds"),
    [
        ("everyone", AudienceKind.EVERYONE, False),
        ("All staff", AudienceKind.EVERYONE, False),
        ("employees", AudienceKind.EVERYONE, False),
        ("managers (as above, plus)", AudienceKind.MANAGERS, True),
        ("Managers, as above, plus", AudienceKind.MANAGERS, True),
        ("Leaders – as above plus:", AudienceKind.LEADERS, True),
        ("heads of service", AudienceKind.LEADERS, False),
        ("Grade 7 and above", AudienceKind.GRADE, False),
        ("Band 3 (as above, plus)", AudienceKind.GRADE, True),
        ("level 2", AudienceKind.GRADE, False),
        ("residents", None, False),
        ("grade", None, False),
        ("managerial", None, False),
    ],
)
def test_the_words_of_an_audience_say_whom_they_mean(name: str, kind: AudienceKind | None, adds: bool) -> None:
    assert audience_kind(name) is kind
    assert Audience(name, AudienceKind.EVERYONE).adds is adds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("positive", LevelKind.POSITIVE),
        ("Great", LevelKind.POSITIVE),
        ("outstanding", LevelKind.POSITIVE),
        ("expected", LevelKind.POSITIVE),
        ("Not wanted", LevelKind.NEGATIVE),
        ("low", LevelKind.NEGATIVE),
        ("We don’t", LevelKind.NEGATIVE),
        ("What you can expect", LevelKind.OFFERED),
        ("what we expect of you:", LevelKind.ASKED),
        ("developing", LevelKind.NEUTRAL),
    ],
)
def test_the_word_of_a_level_says_whether_it_is_wanted(name: str, kind: LevelKind) -> None:
    assert level_kind(name) is kind


TWICE = Value("v9", " open ", statements=())
MANY = tuple(Statement(f"x{n}", f"Words {n}", "everyone") for n in range(MOST_STATEMENTS + 1))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: replace(d, values=(*d.values, TWICE)), "value_twice"),
        (lambda d: replace(d, values=(*d.values, replace(TWICE, name="Other", identity="v1"))), "identity_twice"),
        (lambda d: replace(d, audiences=(*d.audiences, Audience("EVERYONE", AudienceKind.LEADERS))), "audience_twice"),
        (lambda d: replace(d, levels=(*d.levels, d.levels[0])), "level_twice"),
        (lambda d: replace(d, levels=d.levels[:1]), "unknown_level"),
        (lambda d: replace(d, audiences=d.audiences[:1]), "unknown_audience"),
        (lambda d: edits.add_statements(d, "v2", "everyone", "positive", ["thank  PEOPLE by name"], ["z"]),
         "statement_twice"),
        (lambda d: replace(d, values=(replace(d.values[0], statements=MANY),)), "too_many_statements"),
    ],
)  # fmt: skip
def test_a_document_that_is_unsound_as_a_whole_is_refused(change, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadFramework) as bad:
        check(change(document()))
    assert bad.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"), ("[]", "not_an_object"), ("{}", "missing"), ('{"a":1,"a":1}', "doubled_key"),
        ("[" * 100_000, "too_deep"), ('{"title":"T","organisation":"O","x":1}', "unknown_key"),
        ('{"title":"","organisation":"O"}', "empty"), ('{"title":7,"organisation":"O"}', "not_a_text"),
        ('{"title":"T","organisation":"O","values":[{"identity":"-","name":"N"}]}', "bad_identity"),
        ('{"title":"T","organisation":"O","levels":[{"name":"N","kind":"nice"}]}', "unknown_value"),
        ('{"title":"T","organisation":"O","values":{}}', "not_a_list"),
        ('{"title":NaN,"organisation":"O"}', "not_json"), ('{"title":' + "9" * 5000 + "}", "not_json"),
    ],
)  # fmt: skip
def test_json_that_is_no_framework_is_refused_with_its_place(text: str, code: str) -> None:
    with pytest.raises(BadFramework) as bad:
        from_json(text)
    assert bad.value.code == code


def texts(made: Document) -> list[str]:
    return [said.text for said in made.statements]


def test_a_statement_moves_past_its_neighbour_of_the_same_audience_and_level() -> None:
    made = edits.add_statements(document(), "v1", "everyone", "positive", ["Second", " ", "Third"], ["a", "b", "c"])
    assert [s.identity for s in made.values[0].statements] == ["s1", "s2", "s3", "a", "c"]
    moved = edits.move_statement(made, "a", -1)
    assert [s.identity for s in moved.values[0].statements] == ["a", "s2", "s3", "s1", "c"]
    assert edits.move_statement(moved, "a", -1) == moved
    assert edits.move_statement(made, "s2", 1) == made


def test_a_statement_goes_to_another_value_and_keeps_its_identity() -> None:
    made = edits.edit_statement(document(), "s1", "v2", text="Say it\nearly", tags=("safety",))
    assert [s.identity for s in made.values[1].statements] == ["s4", "s5", "s1"]
    assert edits.statement(made, "s1")[1] == Statement(
        "s1", "Say it early", "everyone", "positive", ("safety",)
    )  # fmt: skip
    for code in ("nobody", "s9"):
        with pytest.raises(edits.BadEdit):
            edits.remove_statement(made, code)


def test_values_are_added_moved_changed_and_removed() -> None:
    made = edits.add_value(document(), " Curious ", "v3")
    assert [v.name for v in edits.move_value(made, "v3", -1).values] == ["Open", "Curious", "Kind"]
    assert edits.move_value(made, "v1", -1) == made
    assert edits.edit_value(made, "v3", about="One\r\ntwo").values[2].about == "One\ntwo"
    assert [v.identity for v in edits.remove_value(made, "v1").values] == ["v2", "v3"]


def test_a_renamed_audience_is_renamed_wherever_it_is_named_and_a_used_one_stays() -> None:
    made = lists.edit_entry(document(), "audiences", 1, "team leaders (as above, plus)", "managers")
    assert made.values[0].statements[2].audience == "team leaders (as above, plus)"
    assert check(made) == made
    with pytest.raises(edits.BadEdit) as bad:
        lists.remove_entry(made, "audiences", 1)
    assert (bad.value.code, bad.value.what) == ("in_use", "1")
    free = lists.remove_entry(edits.remove_statement(made, "s3"), "audiences", 1)
    assert [each.name for each in free.audiences] == ["everyone"]


def test_a_level_counts_as_what_the_od_team_says_and_not_as_its_word() -> None:
    made = lists.edit_entry(document(), "levels", 0, "positive", "negative")
    assert made.polarity("positive") == "negative"
    more = lists.add_entry(made, "levels", "what you can expect")
    assert (more.polarity("what you can expect"), more.polarity("")) == ("neutral", "neutral")
    assert [each.name for each in lists.move_entry(more, "levels", 2, -1).levels][1] == "what you can expect"
    with pytest.raises(edits.BadEdit):
        lists.entry(more, "levels", 3)


@given(documents(), st.data())
def test_every_edit_of_a_sound_document_leaves_a_sound_one(made: Document, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from([-1, 1]))
    for value in made.values:
        check(edits.move_value(made, value.identity, step))
        check(edits.remove_value(made, value.identity))
    for said in made.statements:
        moved = check(edits.move_statement(made, said.identity, step))
        assert sorted(texts(moved)) == sorted(texts(made))
        check(edits.remove_statement(made, said.identity))
