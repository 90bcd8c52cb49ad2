"""The seal: only the box's key opens it, whole, and all ballots look alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.ballots import seal
from engage.ballots.rules import BadBallot

PRIVATE, PUBLIC = seal.new_key_pair()
BOX, OTHER = "a" * 32, "b" * 32
SIZE = 120


@given(st.binary(max_size=SIZE))
def test_what_is_sealed_opens_with_the_key_of_its_box(payload: bytes) -> None:
    assert seal.unseal(PRIVATE, BOX, seal.seal(PUBLIC, BOX, payload, SIZE)) == payload


@given(st.binary(max_size=SIZE), st.binary(max_size=SIZE))
def test_a_long_comment_and_none_make_ballots_of_one_length(one: bytes, other: bytes) -> None:
    lengths = {len(seal.seal(PUBLIC, BOX, each, SIZE)) for each in (one, other)}
    assert lengths == {seal.OVERHEAD + SIZE}


@given(st.binary(max_size=SIZE))
def test_the_same_answers_never_look_the_same(payload: bytes) -> None:
    one, other = (seal.seal(PUBLIC, BOX, payload, SIZE) for _ in range(2))
    assert not any(one[at : at + 8] == other[at : at + 8] for at in range(1, len(one) - 8))


def test_a_ballot_moved_to_another_box_does_not_open() -> None:
    with pytest.raises(BadBallot):
        seal.unseal(PRIVATE, OTHER, seal.seal(PUBLIC, BOX, b"yes", SIZE))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(BadBallot):
        seal.unseal(seal.new_key_pair()[0], BOX, seal.seal(PUBLIC, BOX, b"yes", SIZE))


@settings(max_examples=200)
@given(st.data())
def test_a_single_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal.seal(PUBLIC, BOX, b"yes", SIZE))
    # The topmost bit of a public key is masked away by X25519 (RFC 7748), but bound in by the derivation.
    place = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[place // 8] ^= 1 << (place % 8)
    with pytest.raises(BadBallot):
        seal.unseal(PRIVATE, BOX, bytes(sealed))


@given(st.binary(max_size=300))
def test_bytes_from_anybody_are_refused_and_no_accident(junk: bytes) -> None:
    for bytes_ in (junk, seal.VERSION + junk, seal.VERSION + b"\0" * 32 + junk):
        with pytest.raises(BadBallot):
            seal.unseal(PRIVATE, BOX, bytes_)


def test_answers_too_long_for_the_ballot_are_refused() -> None:
    with pytest.raises(BadBallot, match="longer"):
        seal.seal(PUBLIC, BOX, b"x" * (SIZE + 1), SIZE)


def test_the_canary_opens_with_the_right_key_alone() -> None:
    canary = seal.seal_canary(PUBLIC, BOX)
    assert seal.opens(PRIVATE, BOX, canary)
    assert not seal.opens(PRIVATE, OTHER, canary)
    assert not seal.opens(seal.new_key_pair()[0], BOX, canary)
