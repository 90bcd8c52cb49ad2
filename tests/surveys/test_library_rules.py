"""Question sets as values: identities follow words, codes make way, and versions say what is different."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.rules import (
    BadEdit,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    Questionnaire,
    Row,
    add_section,
    check,
    edit_question,
    from_json,
    items,
    to_json,
)
from engage.surveys.rules.identities import earlier, known_of, settled
from engage.surveys.rules.library import added, part_of, section_part
from engage.surveys.rules.library_behaviours import Lived, Said, behaviours
from engage.surveys.rules.library_shipped import ENGAGED, SHIPPED, SLOTS
from engage.surveys.rules.library_versions import Change, differences, reworded
from engage.surveys.rules.scales import FREQUENCY
from tests.surveys import made

SETS = {each.code: each.document for each in SHIPPED}


def fresh():
    numbers = count(1)
    return lambda: f"fresh{next(numbers)}"


def every(document: Questionnaire) -> set[str]:
    return {question.code for question in document.questions}


def whole(*codes: str) -> Questionnaire:
    doc = Questionnaire()
    for code in codes:
        doc = added(doc, SETS[code], every(SETS[code]), title=code).questionnaire
    return doc


def test_all_shipped_sets_go_into_one_survey_that_passes_the_check():
    doc = whole(*SETS)
    assert check(doc) == []
    assert len(doc.questions) == sum(len(each.questions) for each in SETS.values())
    assert [group.name for group in doc.indices] == ["Engagement index"]
    assert {"My work", "My manager", "Wellbeing", "Starting here"} <= {group.name for group in doc.themes}
    assert from_json(to_json(doc)) == doc


def test_no_two_shipped_questions_share_an_identity_or_words():
    questions = [question for each in SETS.values() for question in each.questions]
    assert len({question.identity for question in questions}) == len(questions)
    assert len({question.text for question in questions}) == len(questions)
    assert len(ENGAGED) == 5
    assert len(SLOTS) == 6
    assert SETS["sector"].indices == SETS["sector"].themes == ()


def test_codes_that_clash_get_a_number_and_what_names_them_follows():
    doc = edit_question(made.questionnaire(), "Q1", code="E1")
    found = added(doc, SETS["engagement"], every(SETS["engagement"]), home="S2")
    assert found.renamed == (("E1", "E1-2"),)
    assert found.new == ("E1-2", "E2", "E3", "E4", "E5")
    assert [group.items for group in found.questionnaire.indices][1] == found.new
    assert check(found.questionnaire) == []


def test_an_index_comes_along_only_when_all_of_its_questions_are_there():
    some = added(Questionnaire(), SETS["engagement"], {"E1", "E2"}, title="Pride")
    assert some.dropped == ("Engagement index",)
    assert some.questionnaire.indices == ()
    rest = added(some.questionnaire, SETS["engagement"], {"E3", "E4", "E5"}, home=some.section)
    assert rest.questionnaire.indices[0].items == ("E1", "E2", "E3", "E4", "E5")
    assert rest.there == ()


def test_a_theme_grows_when_the_rest_of_its_set_is_added_later():
    some = added(Questionnaire(), SETS["team"], {"TE1"}, title="Team").questionnaire
    rest = added(some, SETS["team"], {"TE1", "TE2"}, home="S1")
    assert (rest.new, rest.there) == (("TE2",), ("TE1",))
    assert [group.items for group in rest.questionnaire.themes] == [("TE1", "TE2")]
    with pytest.raises(BadEdit, match="asked_already"):
        added(rest.questionnaire, SETS["team"], {"TE1", "TE2"}, home="S1")


def test_a_condition_on_a_question_that_stays_behind_is_dropped_and_said():
    doc = edit_question(made.questionnaire(), "Q3", condition=Condition(
        Match.ALL, (Comparison("Q2", Operator.EQUALS, ("Y",)),)))  # fmt: skip
    assert section_part(doc, "S2").loose == ("Q3",)
    assert part_of(doc, {"Q2", "Q3"}).loose == ()
    both = added(add_section(Questionnaire(), "New"), part_of(doc, {"Q2", "Q3"}).questionnaire, {"Q2", "Q3"}, home="S1")
    assert check(both.questionnaire) == []


def test_a_reworded_question_is_another_one_that_knows_what_it_was():
    doc = whole("team")
    known, name = known_of(doc), fresh()
    first = settled(edit_question(doc, "TE1", text="We lend each other a hand"), known, name)
    new = first.questions[0]
    assert (new.identity, new.was) == ("fresh1", doc.questions[0].identity)
    assert earlier(first) == {"fresh1": doc.questions[0].identity}
    again = settled(edit_question(first, "TE1", text="We lend a hand"), known, name)
    assert again.questions[0].identity == "fresh1"
    assert settled(edit_question(again, "TE1", text=doc.questions[0].text), known, name) == doc


def test_other_answers_make_another_question_and_an_aside_does_not():
    doc = whole("team")
    other = settled(edit_question(doc, "TE1", options=FREQUENCY), known_of(doc), fresh())
    assert other.questions[0].was == doc.questions[0].identity
    spaced = settled(
        edit_question(doc, "TE1", text="  ".join(doc.questions[0].text.split(" "))), known_of(doc), fresh()
    )
    assert spaced.questions[0].identity == doc.questions[0].identity


def grid() -> Questionnaire:
    lived = Lived("v1", "People first", (Said("b1", "We say thank you"), Said("b2", "We listen")))
    return added(Questionnaire(), behaviours(1, [lived]).document, {"V1"}, title="Values").questionnaire


def test_of_a_grid_only_the_reworded_row_is_another_one():
    doc = grid()
    rows = doc.questions[0].rows
    changed = edit_question(doc, "V1", rows=(rows[0], replace(rows[1], text="We hear people out")))
    now = settled(changed, known_of(doc), fresh())
    before, after = items(doc), items(now)
    assert before[0].identity == after[0].identity
    assert earlier(now) == {after[1].identity: before[1].identity}
    assert now.themes[0].items == tuple(item.code for item in after)
    assert check(now) == []
    back = edit_question(now, "V1", rows=(rows[0], replace(now.questions[0].rows[1], text="We listen")))
    assert settled(back, known_of(doc), fresh()) == doc


def test_a_behaviour_that_was_reworded_knows_the_row_it_was():
    was = behaviours(1, [Lived("v1", "People first", (Said("b1", "We listen"),))]).document
    now = behaviours(2, [Lived("v1", "People first", (Said("b1", "We hear people out", "We listen"),))]).document
    assert earlier(now) == {items(now)[0].identity: items(was)[0].identity}
    assert [change.what for change in differences(was, now)] == ["reworded"]
    assert now.questions[0].kind is Kind.GRID
    assert isinstance(now.questions[0].rows[0], Row)


def test_a_version_says_what_was_reworded_added_and_left_out():
    first = SETS["team"]
    more = ["We meet often enough"]
    second = reworded([first], {"TE1": "We lend a hand"}, {"TE2"}, more, fresh())
    assert differences(first, second) == (
        Change("reworded", "We help out when one of us has too much to do", "We lend a hand"),
        Change("added", "", "We meet often enough"),
        Change("removed", "I can admit a mistake in my team without being made to feel small", ""),
    )
    assert second.themes[0].items == ("TE1", "TE3", "TE4", second.questions[-1].code)
    third = reworded([first, second], {"TE1": first.questions[0].text}, (), (), fresh())
    assert third.questions[0] == first.questions[0]


@given(st.sets(st.sampled_from(sorted(SETS)), min_size=1), st.data())
def test_whatever_is_put_together_passes_the_check_and_asks_nothing_twice(codes, data):
    doc = made.questionnaire()
    for code in sorted(codes):
        some = data.draw(st.sets(st.sampled_from(sorted(every(SETS[code]))), min_size=1))
        home = data.draw(st.sampled_from(["", *(each.code for each in doc.sections)]))
        doc = added(doc, SETS[code], some, home=home, title="More").questionnaire
    assert check(doc) == []
    assert settled(doc, known_of(doc), fresh()) == doc
