import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.disclosure.bounds import leaves_open, margin
from engage.disclosure.overlap import Overlap, stays_open
from engage.disclosure.packing import Grid

# Two tables that overlap: service (first two rows) by length of service, cells of 50, 5, 5 and 25 people.
PEOPLE = np.array([50, 5, 5, 25])
SERVICE = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
LENGTH = np.array([[1, 0], [0, 1], [1, 0], [0, 1]])
BOTH = np.hstack([SERVICE, LENGTH])
# 25 of 50, 5 of 5, 0 of 5, 12 of 25 are positive: every block has large shares of both.
POSITIVE = np.array([25, 5, 0, 12])


def test_overlapping_blocks_that_each_pass_make_ten_answers_certain():
    published = POSITIVE @ BOTH
    assert (np.minimum(published, PEOPLE @ BOTH - published) >= 12).all()
    assert margin(BOTH, PEOPLE, published) == pytest.approx(0, abs=1e-9)
    assert not leaves_open(BOTH, PEOPLE, published)


def test_without_the_second_table_they_are_open_again():
    assert leaves_open(SERVICE, PEOPLE, POSITIVE @ SERVICE)


def test_a_table_that_leaves_room_in_every_cell_is_open():
    published = np.array([25, 3, 2, 12]) @ BOTH
    assert margin(BOTH, PEOPLE, published) > 0.05


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(10, 400), st.floats(0, 1)), min_size=1, max_size=12))
def test_on_a_tree_the_margin_is_the_smallest_minority_share_of_a_leaf(leaves):
    people = np.array([n for n, _ in leaves])
    positive = np.array([round(n * share) for n, share in leaves])
    membership = np.hstack([np.eye(len(leaves), dtype=int), np.ones((len(leaves), 1), dtype=int)])
    smallest = (np.minimum(positive, people - positive) / people).min()
    assert margin(membership, people, positive @ membership) == pytest.approx(smallest, abs=1e-6)


def test_one_person_of_twenty_thousand_is_still_a_margin():
    assert leaves_open(np.array([[1]]), np.array([20_000]), np.array([1]))


def test_counts_that_no_answers_fit_are_refused():
    with pytest.raises(ValueError, match="no answers fit"):
        margin(np.array([[1, 1]]), np.array([10]), np.array([3, 4]))


def test_nobody_is_certain_of_nobody():
    assert margin(np.zeros((0, 1), dtype=int), np.zeros(0, dtype=int), np.array([0])) == 0.5


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1), st.booleans())
def test_what_is_found_open_without_the_programme_is_open(leaves, first, second, seed, lopsided):
    luck = np.random.default_rng(seed)
    leaf, *of = (each.reshape(-1) for each in np.indices((leaves, first, second)))
    slots = np.column_stack([of[0], np.where(of[1] > 0, of[1] + first - 1, -1)])
    people = luck.integers(1, 6, len(leaf))
    positive = luck.binomial(people, 0.03 if lopsided else 0.5)
    overlap = Overlap.of(Grid(leaf, slots, people), leaves, first + second - 1)
    columns = np.column_stack([leaf[:, None] == np.arange(leaves), slots[:, :1] == np.arange(first),
                               slots[:, 1:] == np.arange(first, first + second - 1)]).astype(int)  # fmt: skip
    assert np.array_equal(overlap.crossed(people), columns.T @ (columns * people[:, None]))
    open_ = stays_open(overlap, overlap.crossed(people), positive)
    assert open_ == leaves_open(columns, people, positive @ columns)
