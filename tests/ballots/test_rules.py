"""What a ballot may hold, its one length, its phases, and codes that people type."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.ballots import rules
from engage.ballots.rules import BadBallot, Phase

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
VALUES = st.one_of(TEXT, st.integers(), st.booleans(), st.none(), st.lists(TEXT, max_size=4))
PAYLOADS = st.fixed_dictionaries(
    {
        "group": TEXT,
        "characteristics": st.dictionaries(TEXT, TEXT, max_size=4),
        "answers": st.dictionaries(TEXT, VALUES, max_size=8),
        "comments": st.dictionaries(TEXT, TEXT, max_size=3),
    }
)


@given(PAYLOADS)
def test_what_was_answered_comes_out_as_it_went_in(payload: dict[str, object]) -> None:
    paper = rules.parse(rules.canonical(payload))
    assert json.loads(paper.choices()) == {key: payload[key] for key in ("group", "characteristics", "answers")}
    assert paper.comments == payload["comments"]


@given(PAYLOADS)
def test_the_order_of_answering_leaves_no_trace(payload: dict[str, object]) -> None:
    backwards = {
        key: dict(reversed(list(part.items()))) if isinstance(part, dict) else part
        for key, part in reversed(list(payload.items()))
    }
    assert rules.canonical(backwards) == rules.canonical(payload)


@given(st.binary(max_size=90))
def test_every_ballot_is_padded_to_one_length_and_back(payload: bytes) -> None:
    padded = rules.pad(payload, 90)
    assert len(padded) == rules.LENGTH_BYTES + 90
    assert rules.unpad(padded) == payload


def test_answers_longer_than_the_ballot_are_refused_not_cut() -> None:
    with pytest.raises(BadBallot, match="longer"):
        rules.pad(b"x" * 91, 90)


GOOD = {"group": "PLACE", "characteristics": {}, "answers": {"Q1": "yes"}, "comments": {}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"group": "PLACE"},
        {**GOOD, "person": "1001"},
        {**GOOD, "group": None},
        {**GOOD, "group": "x" * 121},
        {**GOOD, "answers": ["Q1"]},
        {**GOOD, "characteristics": {"age": 30}},
        {**GOOD, "comments": {"Q9": ["text"]}},
        {**GOOD, "comments": {"x" * 61: "text"}},
        {**GOOD, "comments": {"Q9": "a\0b"}},
        {**GOOD, "answers": {"Q1": {"deep": ["\ud83d"]}}},
        {**GOOD, "answers": {"Q1": float("nan")}},
        {**GOOD, "answers": {"Q1": object()}},
    ],
)
def test_a_payload_that_one_database_could_not_store_is_refused_before_it_is_sealed(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(BadBallot):
        rules.canonical(wrong)


@pytest.mark.parametrize(
    "plain",
    [b"", b"\xff", b"[]", b"{", b"7" * 5000, b"[" * 100_000, b'{"group":"A","answers":{"Q":"\\ud800"}}'],
)
def test_whatever_somebody_else_sealed_is_unreadable_and_no_accident(plain: bytes) -> None:
    with pytest.raises(BadBallot):
        rules.parse(plain)


def test_a_refusal_never_repeats_what_was_answered() -> None:
    with pytest.raises(BadBallot) as caught:
        rules.canonical({**GOOD, "comments": {"Q9": "I am\0 unhappy"}})
    assert "unhappy" not in str(caught.value)


def test_the_key_goes_last() -> None:
    order = [Phase.MADE]
    while rules.NEXT[order[-1]]:
        (following,) = rules.NEXT[order[-1]]
        order.append(following)
    assert order == list(Phase)
    assert order.index(Phase.KEY_DESTROYED) == order.index(Phase.COMPACTED) + 1
    assert {phase for phase in Phase if phase not in rules.HAS_KEY} == {Phase.KEY_DESTROYED, Phase.DELETED}


@given(st.integers(min_value=0, max_value=2**150 - 1))
def test_a_recovery_code_can_be_typed_in_any_of_the_usual_ways(chance: int) -> None:
    code = rules.recovery_code(chance)
    assert len(code.split("-")) == 8
    letters = rules.read_recovery_code(code)
    assert letters is not None
    assert rules.read_recovery_code(code.lower().replace("-", " ")) == letters
    assert rules.read_recovery_code(code.replace("0", "o").replace("1", "l")) == letters


@given(st.integers(min_value=0, max_value=2**150 - 1), st.integers(0, 28), st.sampled_from(rules.ALPHABET))
def test_one_wrong_letter_or_two_swapped_are_noticed(chance: int, at: int, letter: str) -> None:
    code = rules.recovery_code(chance).replace("-", "")
    slips = {code[:at] + letter + code[at + 1 :], code[:at] + code[at + 1] + code[at] + code[at + 2 :]} - {code}
    assert all(rules.read_recovery_code(slip) is None for slip in slips)
