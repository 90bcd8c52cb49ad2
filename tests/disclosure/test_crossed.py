import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure.crossed import Council, brute_force, made, small_group_by_kind, threshold

K = 5
LEAKS: list[bool] = []


def small_council(seed: int) -> Council:
    luck = np.random.default_rng(seed)
    people, teams, kinds = int(luck.integers(12, 40)), int(luck.integers(1, 6)), int(luck.integers(1, 4))
    return made(luck, people, teams, [2, 3, 4][:kinds], 1)


def naive(council: Council, release, code: str):
    people = np.flatnonzero(release.answered[code]).tolist()
    return small_group_by_kind([set(each.tolist()) for each in threshold(council, release, code, K)], people, K)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_combination_of_blocks_and_cells_is_about_fewer_than_five(seed):
    release = small_council(seed).release(K, seed)
    assert [brute_force(release, code, K) for code in release.answered] == [None, None]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_same_search_finds_what_a_plain_threshold_leaks(seed):
    # One directorate of twelve of whom two are women, and a council that shows women by directorates.
    council = planted(np.random.default_rng(seed))
    release = council.release(K, seed)
    assert naive(council, release, "Q0") is not None
    assert brute_force(release, "Q0", K) is None


def planted(luck):
    council = made(luck, int(luck.integers(25, 40)), 4, [2, 3], 1, directorates=2)
    at = np.array([int(unit[1:]) % 2 for unit in council.carried])
    answered = council.figures[0].answered
    told = council.characteristics[0].values
    rows = [np.flatnonzero((at == d) & answered) for d in (0, 1)]
    small, large = sorted(rows, key=len)
    answered[:] = True
    # Of the smaller directorate two are of the first category, of the larger one all but those few that fill it.
    told[:] = 1
    told[large[: max(5, len(large) // 2)]] = 0
    told[small[:2]] = 0
    return council
