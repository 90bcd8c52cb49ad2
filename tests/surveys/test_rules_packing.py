"""Choices in one text: what is packed comes out as it was, and always takes the same room."""

from hypothesis import assume, given
from hypothesis import strategies as st

from engage.surveys.rules import (
    Aside,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    encoded,
    largest_ballot,
    to_payload,
)
from engage.surveys.rules.items import items
from engage.surveys.rules.packing import BASE, LETTERS, PACKED, layout, pack, unpack
from engage.surveys.rules.scales import AGREEMENT
from tests.surveys import strategies


def of(*questions: Question) -> Questionnaire:
    return Questionnaire((Section("s", "Section", questions=questions),))


@given(strategies.answered())
def test_whatever_was_answered_comes_out_as_it_was(made):
    questionnaire, raw = made
    try:
        answers = to_payload(questionnaire, raw)
    except ValueError:
        assume(False)
    places = layout(questionnaire)
    packed = pack(places, answers)
    assert unpack(places, packed) == answers
    assert len(encoded(packed)) <= largest_ballot(questionnaire) + len('"":"",')
    assert len(packed[PACKED]) == sum(place.width for place in places)


@given(st.integers(2, 500), st.data())
def test_every_option_of_a_long_list_has_letters_of_its_own(many, data):
    options = tuple(Option(f"o{n}", f"Option {n}") for n in range(many))
    questionnaire = of(Question("S", "s", Kind.SINGLE, "Which?", options=options),
                       Question("M", "m", Kind.MULTIPLE, "Which?", options=options))  # fmt: skip
    one = data.draw(st.integers(0, many - 1))
    several = sorted(data.draw(st.sets(st.integers(0, many - 1), min_size=1)))
    answers = {"S": f"o{one}", "M": [f"o{n}" for n in several]}
    assert unpack(layout(questionnaire), pack(layout(questionnaire), answers)) == answers


def test_the_text_is_as_long_whether_all_or_nothing_was_answered():
    questionnaire = of(Question("A", "a", Kind.SCALE, "A", options=AGREEMENT), Question("N", "n", Kind.NPS, "N"))
    places = layout(questionnaire)
    assert pack(places, {}) == {PACKED: "--"}
    assert pack(places, {"A": "5", "N": "10"})[PACKED] != "--"
    assert len(pack(places, {"A": "5", "N": "10"})[PACKED]) == 2


def test_a_choice_that_the_questionnaire_does_not_know_is_left_out():
    places = layout(of(Question("A", "a", Kind.SCALE, "A", options=AGREEMENT)))
    assert unpack(places, pack(places, {"A": "77", "free": "kept"})) == {"free": "kept"}


def test_the_letters_are_all_different_and_fit_for_a_text():
    assert len(set(LETTERS)) == BASE == 64
    assert LETTERS.isascii()
    assert LETTERS.isprintable()


def test_what_is_set_aside_has_its_letters_too():
    aside = Option("na", "Not applicable", aside=Aside.NOT_APPLICABLE)
    questionnaire = of(Question("A", "a", Kind.SINGLE, "A", options=(Option("y", "Yes"), Option("n", "No"), aside)))
    assert [item.code for item in items(questionnaire)] == ["A"]
    assert unpack(layout(questionnaire), pack(layout(questionnaire), {"A": "na"})) == {"A": "na"}
