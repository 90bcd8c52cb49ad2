"""Sets of the plain groups, completed for those who answered one figure: disjoint, among them, and of full rank."""

import numpy as np
import pytest

from engage.disclosure import modular
from engage.disclosure.certificate import of_leaves
from engage.disclosure.packing import Grid, Packing
from engage.disclosure.refill import Base, Refill

K, LEAVES, PEOPLE = 10, 6, 900


def base(seed: int = 3, spare: float = 0.25) -> Base:
    """People of six blocks, split by three characteristics; profiles as they fall."""
    luck = np.random.default_rng(seed)
    told = np.column_stack([luck.integers(0, LEAVES, PEOPLE), *(luck.integers(0, n, PEOPLE) for n in (3, 4, 2))])
    rows, people = np.unique(told, axis=0, return_counts=True)
    packing = Packing(rows[:, 0], people, K)
    packing.hold_back(spare)
    for slot, many in enumerate((3, 4, 2)):
        assert packing.extend(rows[:, slot + 1], many, slot)
    grid = Grid(rows[:, 0], packing.slots, people)
    return Base.of(packing, grid, np.arange(len(rows)))


def matrix(made: Base, groups: list[list[int]] | None = None) -> np.ndarray:
    """(profiles, groups): leaf blocks and columns, or unions of them."""
    leaf = np.eye(made.leaves)[made.grid.leaf]
    whole = np.hstack([leaf, made.rows(np.arange(len(made.grid.leaf)))])
    return whole if groups is None else np.column_stack([whole[:, each].sum(axis=1) for each in groups])


def assert_proven(made: Base, people: np.ndarray, sets: list[list[int]], groups: list[list[int]] | None = None) -> None:
    used = np.bincount(np.concatenate([np.array(each) for each in sets]), minlength=len(people))
    assert len(sets) == K
    assert (used <= people).all()
    shown = matrix(made, groups).astype(np.int64)
    rank = modular.rank(shown[people > 0])
    assert [modular.rank(shown[each]) for each in sets] == [rank] * K


@pytest.mark.parametrize("skipped", [0.0, 0.1, 0.2])
def test_who_skipped_is_replaced(skipped: float) -> None:
    made = base()
    luck = np.random.default_rng(5)
    people = luck.binomial(made.grid.people, 1 - skipped)
    sets = Refill(made, people).run()
    assert sets is not None
    assert_proven(made, people, sets)


def test_groups_that_are_shown_together_need_no_more_than_their_union() -> None:
    made = base()
    people = made.grid.people.copy()
    column = made.leaves  # the first category of the first characteristic: four people answered
    inside = np.flatnonzero(made.grid.slots[:, 0] == 0)
    people[inside[4:]] = 0
    people[inside[:4]] = 1
    assert Refill(made, people).run() is None
    together = [[each] for each in range(made.leaves)] + [[column, column + 1], [column + 2]]
    together += [[each] for each in range(column + 3, made.leaves + made.width)]
    sets = Refill(made, people, made.outside(together)).run()
    assert sets is not None
    assert_proven(made, people, sets, together)


def test_a_block_that_nobody_answered_holds_nothing_up() -> None:
    made = base()
    people = np.where(made.grid.leaf == 2, 0, made.grid.people)
    sets = Refill(made, people).run()
    assert sets is not None
    assert_proven(made, people, sets)


def test_of_each_block_a_share_is_held_back() -> None:
    made = base(spare=0.25)
    used = np.bincount(np.concatenate(made.members), minlength=len(made.grid.people))
    for leaf in range(made.leaves):
        inside = made.grid.leaf == leaf
        extra = used[inside].sum() - K
        assert 0 <= extra <= 0.75 * made.grid.people[inside].sum()
    assert used.sum() <= 0.75 * PEOPLE + K * LEAVES


def test_sets_of_blocks_alone_have_one_of_each() -> None:
    leaf = np.random.default_rng(1).integers(-1, 5, 400)
    found = of_leaves(leaf, K)
    assert found.rank == 5
    assert all(sorted(leaf[each]) == [0, 1, 2, 3, 4] for each in found.sets)
    assert len(np.unique(np.concatenate(found.sets))) == K * 5
    with pytest.raises(ValueError, match="fewer than k"):
        of_leaves(np.repeat([0, 1], [10, 9]), K)
