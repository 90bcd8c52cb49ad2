"""From version to version: what is the same, what takes over, what changes, and how it reads; no database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.directory.rules.lineage import Part, lineage
from engage.values.rules import framework_editing as edits
from engage.values.rules.framework import Audience, AudienceKind, Document, Level, LevelKind, Statement, Value
from engage.values.rules.framework_changes import Change, Kind, changes
from engage.values.rules.framework_mapping import adopt, gone, mapped, settled
from engage.values.rules.framework_shown import meant, readers, shown
from tests.values.generated import documents
from tests.values.published import document


def parts(*words: str) -> list[Part]:
    """ "b<a" is b, which takes over from a."""
    return [Part(word.split("<")[0], tuple(word.split("<")[1:])) for word in words]


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([], {}),
        ([["a"]], {"a": "a"}),
        ([["a"], ["a"]], {"a": "a"}),
        ([["a"], ["b"]], {"a": None, "b": "b"}),
        ([["a"], ["b<a"]], {"a": "b", "b": "b"}),
        ([["a"], ["b<a"], ["c<b"]], {"a": "c", "b": "c", "c": "c"}),
        ([["a"], ["b<a"], ["c"]], {"a": None, "b": None, "c": "c"}),
        ([["a", "b"], ["c<a<b"]], {"a": "c", "b": "c", "c": "c"}),
        ([["a"], ["b<a", "c<a"]], {"a": "b", "b": "b", "c": "c"}),
        ([["a"], ["b"], ["b", "c<a"]], {"a": "c", "b": "b", "c": "c"}),
        ([["a"], ["a", "b<a"]], {"a": "a", "b": "b"}),
        ([["a"], ["b<a"], ["a", "b"]], {"a": "a", "b": "b"}),
        ([["a"], []], {"a": None}),
    ],
)  # fmt: skip
def test_a_trend_follows_each_part_to_what_stands_for_it_now(versions: list[list[str]], expected: object) -> None:
    assert lineage([parts(*version) for version in versions]) == expected


NAMES = st.sampled_from("abcdef")
PART = st.builds(Part, NAMES, st.lists(NAMES, max_size=2).map(tuple))
VERSION = st.lists(PART, max_size=4, unique_by=lambda part: part.identity)


@given(st.lists(VERSION, max_size=5))
def test_whatever_is_there_stands_for_itself_and_nothing_leads_to_what_is_not_there(versions: list[list[Part]]) -> None:
    found = lineage(versions)
    now = {part.identity for part in versions[-1]} if versions else set()
    assert set(found) == {part.identity for version in versions for part in version}
    assert all(found[identity] == identity for identity in now)
    assert {last for last in found.values() if last is not None} <= now


def fresh(made: Document) -> Document:
    """The same words as a file brings them: every identity is new."""
    values = []
    for value in made.values:
        said = tuple(replace(each, identity=f"f{each.identity}") for each in value.statements)
        values.append(replace(value, identity=f"f{value.identity}", statements=said))
    return replace(made, values=tuple(values))


@given(documents())
def test_a_file_that_says_the_same_as_before_keeps_every_identity(made: Document) -> None:
    back = adopt(fresh(made), made)
    assert [p.identity for p in back.parts] == [p.identity for p in made.parts]
    assert not gone(back, made)
    assert adopt(made, made) == made


def test_what_a_file_rewords_is_new_until_the_od_team_says_what_it_takes_over_from() -> None:
    old = document()
    new = adopt(fresh(edits.edit_statement(old, "s1", "v1", text="Speak up early")), old)
    missing = gone(new, old)
    assert [(part.identity, part.words, part.where) for part in missing] == [
        ("s1", "Say early when something goes wrong", "Open")
    ]
    chosen = mapped(new, {"s1": "fs1"})
    assert [part.successor for part in gone(chosen, old)] == ["fs1"]
    assert Change(Kind.MAPPED, "Open", "Say early when something goes wrong", "Speak up early") in changes(chosen, old)
    versions = [[Part(p.identity, p.replaces) for p in doc.parts] for doc in (old, settled(chosen))]
    assert lineage(versions)["s1"] == "fs1"
    assert mapped(chosen, {"s1": ""}) == new


def test_nothing_takes_over_from_what_is_still_there() -> None:
    odd = mapped(document(), {"s1": "s4", "gone1": "s4"})
    assert edits.statement(settled(odd), "s4")[1].replaces == ("gone1",)


def test_every_change_is_listed_and_nothing_else() -> None:
    old = document()
    assert changes(old, old) == []
    new = edits.set_about(old, title="New title")
    new = edits.edit_value(new, "v2", name="Kinder")
    new = edits.edit_statement(new, "s2", "v1", text="Say nothing")
    new = edits.edit_statement(new, "s3", "v2", tags=("climate",))
    new = edits.add_statements(new, "v1", "everyone", "positive", ["Explain why"], ["s6"])
    new = edits.remove_statement(new, "s5")
    new = edits.move_value(new, "v2", -1)
    found = [(change.kind.value, change.where) for change in changes(new, old)]
    assert found == [
        ("changed", ""), ("reworded", ""), ("moved", "Kinder"), ("changed", "Kinder"), ("reworded", "Open"),
        ("added", "Open"), ("order", ""), ("removed", "Kind"),
    ]  # fmt: skip


@given(documents(), documents())
def test_changes_between_any_two_frameworks_name_everything_added_and_gone(new: Document, old: Document) -> None:
    new = fresh(new)
    found = changes(new, old)
    assert sum(change.kind is Kind.ADDED for change in found) == len(new.parts)
    assert sum(change.kind in {Kind.REMOVED, Kind.MAPPED} for change in found) == len(old.parts)


BANDS = Document(
    "C", "T", "",
    (Audience("everyone", AudienceKind.EVERYONE), Audience("managers (as above, plus)", AudienceKind.MANAGERS),
     Audience("leaders (as above, plus)", AudienceKind.LEADERS), Audience("grade 3", AudienceKind.GRADE)),
    (Level("you can expect", LevelKind.OFFERED), Level("we expect", LevelKind.ASKED)),
    (
        Value("v", "V", statements=(
            Statement("1", "one", "leaders (as above, plus)", "we expect"), Statement("2", "two", "everyone"),
            Statement("3", "three", "everyone", "we expect"), Statement("4", "four", "everyone", "you can expect"),
            Statement("5", "five", "grade 3"),
        )),
        Value("w", "W", audience="managers (as above, plus)"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("everyone", ["everyone"]),
        ("managers", ["everyone", "managers (as above, plus)"]),
        ("leaders", ["everyone", "leaders (as above, plus)", "managers (as above, plus)"]),
        ("grade-3", ["everyone", "grade 3"]),
        ("", [each.name for each in BANDS.audiences]),
        ("nobody", [each.name for each in BANDS.audiences]),
    ],
)
def test_as_above_plus_means_everything_above_and_everyone_means_every_reader(word: str, names: list[str]) -> None:
    assert sorted(meant(BANDS, word)) == sorted(names)


def test_statements_stand_by_audience_and_level_and_a_deal_is_two_sides() -> None:
    assert [each.word for each in readers(BANDS)] == ["everyone", "managers", "leaders", "grade-3"]
    first, alone = shown(BANDS)
    groups = [(a.audience.name, [[s.identity for s in part.statements] for part in a.levels]) for a in first.audiences]
    assert groups == [("everyone", [["2"], ["4"], ["3"]]), ("leaders (as above, plus)", [["1"]]), ("grade 3", [["5"]])]
    assert [a.is_deal for a in first.audiences] == [True, True, False]
    assert alone.alone == "Managers (as above, plus)"
    assert [each.value.name for each in shown(BANDS, "everyone")] == ["V"]


@given(documents())
def test_everything_is_shown_once_to_whoever_reads_for_all(made: Document) -> None:
    found = shown(made)
    assert [each.value for each in found] == list(made.values)
    said = [s.identity for each in found for a in each.audiences for part in a.levels for s in part.statements]
    assert sorted(said) == sorted(s.identity for s in made.statements)
