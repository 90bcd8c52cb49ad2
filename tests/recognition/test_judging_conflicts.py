"""Who is kept from which entry, and names in words: tables, with no database."""

import pytest

from engage.recognition.rules.judging_conflicts import (
    EntryFacts,
    Org,
    PostFact,
    Somebody,
    conflicts,
    managers_of,
    units_above,
)
from engage.recognition.rules.judging_names import Name, who_is_named, without_names

# 1 council > 2 directorate > 3 service > 4 and 5 teams; 6 another directorate.
PARENTS = {1: None, 2: 1, 3: 2, 4: 3, 5: 3, 6: 1}
NAMES = {
    1: "Chief Topp", 2: "Dee Rector", 3: "Sam Head", 4: "Tess Lead", 5: "Nora Nominee", 6: "Colin League",
    7: "Otto Team", 8: "Ella Where", 9: "Vera Office",
}  # fmt: skip
UNIT = {1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 4, 7: 5, 8: 6, 9: 2}
HEADS = {1: frozenset({1}), 2: frozenset({2}), 3: frozenset({3}), 4: frozenset({4})}
POSTS = {p: PostFact(p, p, unit, None, p <= 4) for p, unit in UNIT.items()}


def org():
    return Org(
        {p: Somebody(p, Name(*name.split()[:1], "", name.split()[1]), frozenset({UNIT[p]}),
                     managers_of(p, POSTS, PARENTS, HEADS)) for p, name in NAMES.items()},
        PARENTS, HEADS,
    )  # fmt: skip


def reasons(judge, **entry):
    found = conflicts(
        [judge], [EntryFacts(9, **{k: v if k == "words" else frozenset(v) for k, v in entry.items()})], org()
    )
    return {each.reason.value for each in found}


@pytest.mark.parametrize(
    ("judge", "entry", "expected"),
    [
        (5, {"nominees": {5}}, {"nominee"}),
        (6, {"nominees": {5}}, {"same_team"}),
        (7, {"nominees": {5}}, set()),
        (8, {"nominees": {5}}, set()),
        (4, {"nominees": {5}}, {"same_team", "line_above"}),
        (3, {"nominees": {5}}, {"line_above"}),
        (1, {"nominees": {5}}, {"line_above"}),
        (5, {"nominees": {3}}, {"line_below"}),
        (5, {"nominees": {2}}, {"line_below"}),
        (6, {"teams": {4}}, {"nominee"}),
        (6, {"teams": {2}}, {"nominee"}),
        (9, {"teams": {4}}, {"same_team"}),
        (3, {"teams": {4}}, {"same_team", "line_above"}),
        (7, {"teams": {4}}, set()),
        (8, {"nominees": {5}, "nominators": {8}}, {"nominator"}),
        (8, {"nominees": {5}, "seconders": {8}, "consulted": {8}}, {"seconder", "consulted"}),
        (8, {"nominees": {5}, "words": "She helped ELLA  Whére’s team."}, {"named"}),
        (8, {"nominees": {5}, "words": "Ella helped. Where else?"}, set()),
        (8, {"nominees": {5}, "words": "Ella was there. Nowhere else."}, set()),
    ],
)
def test_each_tie_is_found_by_its_reason(judge, entry, expected):
    assert reasons(judge, **entry) == expected


def test_what_a_judge_declared_is_there_with_their_words():
    (found,) = conflicts([8], [EntryFacts(9, frozenset({5}))], org(), {(8, 9): "My sister."})
    assert (found.judge, found.entry, found.reason.value, found.detail) == (8, 9, "declared", "My sister.")


def test_the_line_goes_through_vacant_posts_other_units_and_no_ring_without_end():
    posts = {
        1: PostFact(1, 1, 6, None, False), 2: PostFact(2, None, 4, 1, False), 3: PostFact(3, 5, 4, 2, False),
        4: PostFact(4, 7, 5, 5, False), 5: PostFact(5, 8, 5, 4, False),
    }  # fmt: skip
    assert managers_of(5, posts, PARENTS, {}) == {1}
    assert managers_of(7, posts, PARENTS, {}) == {8}
    assert units_above(4, {4: 3, 3: 4}) == (3,)
    assert units_above(1, PARENTS) == ()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Femi Adeyemi stayed.", True),
        ("We saw femi  adéyemi’s team", True),
        ("ADEYEMI, FEMI did", True),
        ("Femi J. Adeyemi did", True),
        ("Mr Adeyemi did", True),
        ("Cllr. Adeyemi did", True),
        ("Fe\u200bmi Ade\u00adyemi did", True),
        ("Oluwafemi Adeyemi did", True),
        ("Femi did", False),
        ("Adeyemi did", False),
        ("Femi Adeyemison did", False),
        ("Blaise and Adeyemi Femison", False),
        ("", False),
    ],
)
def test_a_name_is_found_whole_whatever_its_case_and_accents(words, named):
    assert who_is_named({7: Name("Oluwafemi", "Femi", "Adeyemi")}, words) == ({7} if named else frozenset())


def test_double_names_and_apostrophes_are_found_however_they_are_written():
    for words in ("Siân O'Brien-Jones", "sian o’brien jones", "SIAN OBRIEN-JONES"):
        assert who_is_named({7: Name("Siân", "", "O'Brien-Jones")}, words) == {7}
    nobody = {1: Name("", "", ""), 2: Name("Will", "", "")}
    assert not who_is_named(nobody, "anything") and not who_is_named(nobody, "Will did")


def test_words_lose_the_names_and_nothing_else():
    nominee, nominator = Name("Will", "", "Okafor"), Name("Grace", "", "Hill")
    text = "Will Okafor will climb any hill. Will’s calm, said Mrs Hill; Reablement thanks WILL. – Grace"
    assert without_names(text, [nominee], [nominator], ["Reablement"]) == (
        "[nominee] will climb any hill. [nominee]’s calm, said [nominator]; [nominee] thanks [nominee]. – [nominator]"
    )
    assert without_names("é\u200b <b>Nothing</b>", [nominee]) == "é\u200b <b>Nothing</b>"
