import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.disclosure import Certificate, Fault, Sets, check, faults, release_tree, small
from engage.disclosure.modular import PRIME, independent_columns, rank, reduced
from engage.disclosure.packing import Packing, chosen_and_left
from tests.disclosure import attacks
from tests.disclosure.attacks import COUNCIL, people, small_group, split
from tests.disclosure.test_tree import rng


def release_of_three():
    carried = people(adults=12, children=11, place=10)
    return release_tree(COUNCIL, carried, [split(carried)], 10, rng())


def test_a_release_carries_ten_sets_each_with_one_respondent_of_every_block():
    release = release_of_three()
    certificate = release.certificate("Q")
    assert (certificate.rank, len(certificate.sets)) == (3, 10)
    assert release.faults("Q", certificate) == ()
    assert all(len(members) == 3 for members in certificate.sets)


def forged(change):
    certificate = release_of_three().certificate("Q")
    sets = [members.copy() for members in certificate.sets]
    return Certificate(change(sets) or certificate.rank, tuple(sets))


def twice(sets):
    sets[1][0] = sets[0][0]


def one_set_missing(sets):
    sets.pop()


def one_block_missing(sets):
    sets[3] = sets[3][:-1]


def smaller_rank(sets):
    for i, members in enumerate(sets):
        sets[i] = members[:-1]
    return 2


def nobody(sets):
    sets[2][1] = 33


def below_nobody(sets):
    sets[2][1] = -1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (twice, Fault.NOT_DISJOINT),
        (one_set_missing, Fault.TOO_FEW_SETS),
        (one_block_missing, Fault.SET_NOT_FULL_RANK),
        (smaller_rank, Fault.WRONG_RANK),
        (smaller_rank, Fault.SET_NOT_FULL_RANK),
        (nobody, Fault.OUTSIDE),
        (below_nobody, Fault.OUTSIDE),
    ],
)
def test_a_forged_certificate_is_refused(change, fault):
    assert fault in release_of_three().faults("Q", forged(change))


def test_people_who_skipped_the_question_cannot_stand_in_a_set():
    release = release_of_three()
    certificate = release.certificate("Q")
    release.answered["Q"][certificate.sets[4][0]] = False
    assert release.faults("Q", certificate) == (Fault.OUTSIDE,)


def test_a_certificate_of_the_leaves_does_not_cover_a_group_that_cuts_across():
    release = release_of_three()
    groups = [release.members(block) for block in release.shown("Q").blocks]
    men = np.arange(0, 33, 2)
    found = faults(release.certificate("Q"), [*groups, men], release.answered["Q"], 10)
    assert set(found) == {Fault.WRONG_RANK, Fault.SET_NOT_FULL_RANK}


def test_a_leaf_under_the_minimum_cannot_be_certified():
    with pytest.raises(ValueError, match="fewer than k"):
        Sets(np.repeat([0, 1], [10, 9]), 10)


def two_way(cells):
    """Leaf blocks by a characteristic: (leaf of each, whether in the category)."""
    leaf = np.concatenate([np.full(a + b, i) for i, (a, b) in enumerate(cells)])
    inside = np.concatenate([[1] * a + [0] * b for a, b in cells])
    return leaf, inside


def packed(leaf, k):
    """Every respondent a profile of their own."""
    return Packing(leaf, np.ones(len(leaf), dtype=np.int64), k)


def certified(packing):
    return Certificate(packing.rank, tuple(packing.members()))


def test_a_characteristic_is_certified_on_top_of_the_tree():
    leaf, women = two_way([(8, 8), (8, 8)])
    packing = packed(leaf, 5)
    assert packing.extend(women, 2)
    groups = [np.flatnonzero(leaf == 0), np.flatnonzero(leaf == 1), np.flatnonzero(women), np.arange(32)]
    assert packing.rank == 3
    assert faults(certified(packing), groups, np.ones(32, bool), 5) == ()
    assert small_group([group.tolist() for group in groups], range(32), 5) is None


def test_a_table_that_tells_nothing_new_costs_nobody():
    leaf, women = two_way([(8, 8), (8, 8)])
    packing = packed(leaf, 5)
    assert packing.extend(leaf, 2)
    assert packing.rank == 2
    assert packing.extend(women, 2) and packing.extend(1 - women, 2)
    assert packing.rank == 3


def test_tables_that_nearly_coincide_are_not_certified():
    # The category is the first block and two people more: their difference is those two.
    leaf, almost = two_way([(16, 0), (2, 14)])
    packing = packed(leaf, 5)
    before = [members.tolist() for members in packing.members()]
    assert not packing.extend(almost, 2)
    assert (packing.rank, [members.tolist() for members in packing.members()]) == (2, before)
    groups = [range(16), range(16, 32), range(18)]
    assert small_group(groups, range(32), 5) is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=3), st.integers(2, 4))
def test_what_is_certified_stands_up_to_every_combination(cells, k):
    cells = [row for row in cells if sum(row)]
    leaf = np.repeat(np.arange(len(cells)), [sum(row) for row in cells])
    category = np.concatenate([np.zeros(0, dtype=np.int64), *(np.repeat(np.arange(3), row) for row in cells)])
    if not len(leaf) or np.bincount(leaf).min() < k:
        return
    packing = packed(leaf, k)
    shown = [i for i in range(2) if packing.extend(np.where(category == i, 0, -1), 1)]
    groups = [np.flatnonzero(leaf == i) for i in np.unique(leaf)]
    groups += [np.flatnonzero(category == i) for i in shown]
    assert faults(certified(packing), groups, np.ones(len(leaf), bool), k) == ()
    assert small_group([group.tolist() for group in groups], range(len(leaf)), k) is None


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 30), st.integers(1, 90), st.integers(0, 2**32 - 1), st.sampled_from([10, 10**6]))
def test_elimination_in_strips_gives_what_plain_elimination_gives(rows, columns, seed, small_up_to):
    luck = np.random.default_rng(seed)
    matrix = luck.integers(-1, 2, (rows, columns)) * (luck.random(columns) < 0.7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small, "SMALL", small_up_to)
        patch.setattr(small, "WIDTH", 7)
        form, pivots = small.echelon(matrix.astype(float))
        silent = small.nullspace(matrix.astype(float))
    assert pivots == reduced(matrix)[1]
    assert not small.product(matrix.astype(float), silent).any()
    assert silent.shape[1] == columns - len(pivots)
    assert np.array_equal(form[:, pivots], np.eye(len(pivots)))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_who_is_chosen_comes_with_what_that_leaves(rows, columns, seed):
    luck = np.random.default_rng(seed)
    matrix, free = luck.integers(-1, 2, (rows, columns)).astype(float), luck.integers(0, 3, rows)
    picked, left = chosen_and_left(matrix, free, columns)
    assert len(picked) == small.rank(matrix[picked]) == small.rank(matrix[free > 0])
    assert np.array_equal(left, small.nullspace(matrix[picked]))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 8), st.integers(0, 4), st.sampled_from([2, 3]), st.integers(0, 2**32 - 1))
def test_full_rank_is_proven_only_where_it_is(columns, more, entries, seed):
    rows = np.random.default_rng(seed).integers(0, entries, (columns + more, columns)).astype(float)
    # Of entries of two nothing is eliminated beforehand.
    full = attacks.rank(rows.astype(int).tolist()) == columns
    assert check._surely_full(rows, check._apart(rows)) == full


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_ranks_modulo_the_prime_equal_those_in_fractions(rows, columns, data):
    numbers = st.lists(st.integers(0, 1), min_size=columns, max_size=columns)
    matrix = data.draw(st.lists(numbers, min_size=rows, max_size=rows))
    assert rank(np.array(matrix)) == attacks.rank(matrix) == len(independent_columns(np.array(matrix)))


def test_a_rank_that_falls_only_modulo_the_prime_is_not_taken_for_true():
    # Its determinant is the prime itself, written in base 1000.
    matrix = np.array([[647, 483, 147, 2], [1000, -1, 0, 0], [0, 1000, -1, 0], [0, 0, 1000, -1]])
    assert round(abs(np.linalg.det(matrix))) == PRIME
    assert (rank(matrix), attacks.rank(matrix.tolist())) == (3, 4)
    assert independent_columns(matrix) is None
