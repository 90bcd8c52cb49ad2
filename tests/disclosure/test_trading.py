"""Where nobody free completes a set, another gives a member away and takes who is free: disjoint, and of full rank."""

import numpy as np
import pytest

from engage.disclosure import modular
from engage.disclosure.packing import Packing

K, LEAVES = 8, 3
# Of 120 people it is those who stand for leaf blocks that are traded, of 240 the others.
SMALL, LARGE = 120, 240


def council(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Profiles (leaf block, then five characteristics whose first category is rare) and how many people each has."""
    luck = np.random.default_rng(seed)
    told = np.column_stack(
        [luck.integers(0, LEAVES, size), *(luck.choice(3, size, p=(0.06, 0.4, 0.54)) for _ in range(5))]
    )
    return np.unique(told, axis=0, return_counts=True)


def tables(rows: np.ndarray) -> list[np.ndarray]:
    """Each characteristic in two cells, for all and then in each leaf block."""
    two = [(rows[:, at] == 0).astype(np.int64) for at in range(1, rows.shape[1])]
    return two + [np.where(rows[:, 0] == leaf, each, -1) for leaf in range(LEAVES) for each in two]


def packed(seed: int, size: int, trading: bool) -> tuple[Packing, int, list[np.ndarray]]:
    """The sets, how many tables they stand for, and the groups that these publish (each of all profiles)."""
    rows, people = council(seed, size)
    packing = Packing(rows[:, 0], people, K)
    groups = [rows[:, 0] == leaf for leaf in range(LEAVES)]
    extended = 0
    for each in tables(rows):
        if packing.extend(each, 2, trading=False) or (trading and packing.extend(each, 2, trading=True)):
            extended += 1
            groups += [each == 0, each == 1]
    return packing, extended, groups


def assert_proven(packing: Packing, groups: list[np.ndarray]) -> None:
    published = np.column_stack(groups).astype(np.int64)
    members = packing.members()
    used = np.bincount(np.concatenate(members), minlength=len(packing.people))
    assert (used + packing.remaining == packing.people).all()
    assert [modular.rank(published[each]) for each in members] == [modular.rank(published)] * K
    assert [len(each) for each in members] == [packing.rank] * K
    assert [packing.leaf[each.reps].tolist() for each in packing.sets] == [list(range(LEAVES))] * K


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("seed", range(12))
def test_sets_that_traded_are_disjoint_and_tell_everything_apart(seed: int, size: int) -> None:
    packing, _, groups = packed(seed, size, trading=True)
    assert_proven(packing, groups)


def test_trading_covers_tables_that_free_people_alone_do_not() -> None:
    alone = [packed(seed, LARGE, trading=False)[1] for seed in range(12)]
    traded = [packed(seed, LARGE, trading=True)[1] for seed in range(12)]
    assert sum(traded) > sum(alone)


def test_a_trade_that_fails_changes_nothing() -> None:
    # The category is the first block and two people more: no trade makes those two eight.
    leaf = np.repeat([0, 1], 16)
    packing = Packing(leaf, np.ones(32, dtype=np.int64), K)
    before = [each.tolist() for each in packing.members()]
    assert not packing.extend((np.arange(32) < 18).astype(np.int64), 2, trading=True)
    assert [each.tolist() for each in packing.members()] == before
    assert (packing.rank, packing.remaining.sum()) == (2, 32 - 2 * K)


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("seed", range(4))
def test_what_stands_in_the_inverse_is_the_inverse_after_trades(seed: int, size: int) -> None:
    packing, _, _ = packed(seed, size, trading=True)
    for each in packing.sets:
        beside = each.reps[packing.leaf[each.extras]]
        kept = np.array(packing.kept)
        rows = np.array([[column in packing.slots[who] for column in kept] for who in each.extras], dtype=float)
        rows -= np.array([[column in packing.slots[who] for column in kept] for who in beside], dtype=float)
        assert (np.rint(rows @ each.inverse) % (2**20 - 3) == np.eye(len(kept))).all()
