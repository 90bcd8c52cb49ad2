"""Sharing out: enough judges each, never a barred pair, even loads, joined up, and nothing scored is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engage.recognition.rules.judging_assignment import Work, groups, share_out, spread


@st.composite
def works(draw):
    entries = range(100, 100 + draw(st.integers(1, 14)))
    judges = range(draw(st.integers(1, 8)))
    pairs = [(j, e) for j in judges for e in entries]
    barred = draw(st.sets(st.sampled_from(pairs), max_size=len(pairs) // 2))
    free = [pair for pair in pairs if pair not in barred]
    kept = draw(st.sets(st.sampled_from(free), max_size=6)) if free else set()
    return Work(entries, judges, draw(st.integers(1, 4)), dict.fromkeys(barred, ("tie",)), frozenset(kept),
                seed=draw(st.integers(0, 99)))  # fmt: skip


@given(works())
@settings(max_examples=200, deadline=None)
def test_whatever_the_ties_every_entry_gets_all_the_judges_it_can_and_never_a_barred_one(work):
    shared = share_out(work)
    pairs = set(shared.pairs)
    assert len(pairs) == len(shared.pairs) and not pairs & work.barred.keys() and work.kept <= pairs
    short = {each.entry: each for each in shared.lacking}
    for entry in work.entries:
        has = sum(e == entry for _, e in pairs)
        possible = sum((j, entry) not in work.barred for j in work.judges)
        if entry in short:
            assert short[entry].has == has == possible < work.each
            assert len(short[entry].kept_from) == len(work.judges) - possible
        else:
            assert has >= work.each
    assert share_out(work) == shared  # the same seed, the same answer


@given(works())
@settings(max_examples=60, deadline=None)
def test_no_move_would_make_the_loads_more_even(work):
    shared = share_out(Work(work.entries, work.judges, 1, work.barred, seed=work.seed))
    for judge, entry in shared.pairs:
        for other in work.judges:
            if (other, entry) not in work.barred and other != judge:
                assert shared.loads[other] >= shared.loads[judge] - 1


def test_without_ties_nobody_has_more_than_one_entry_more_than_anybody_else():
    for entries, judges, each in ((10, 4, 3), (40, 9, 3), (7, 5, 2), (33, 8, 1)):
        low, high = spread(share_out(Work(range(entries), range(judges), each)).loads)
        assert high - low <= 1
    assert spread({}) == (0, 0)


def test_what_would_fall_into_two_parts_is_joined_by_an_exchange_that_leaves_the_loads():
    # Two camps that only two pairs can join.
    barred = {(j, e): ("tie",) for j in range(10) for e in range(40)
              if (j < 5) != (e < 20) and (j, e) not in {(0, 30), (7, 3)}}  # fmt: skip
    shared = share_out(Work(range(40), range(10), 3, barred))
    assert len(shared.groups) == 1 and not shared.lacking and spread(shared.loads) == (12, 12)


def test_what_cannot_be_joined_is_told_as_its_groups():
    barred = {(j, e): ("tie",) for j in range(6) for e in range(12) if (j < 3) != (e < 6)}
    shared = share_out(Work(range(12), range(6), 2, barred))
    assert [(set(j), set(e)) for j, e in shared.groups] == [
        ({0, 1, 2}, set(range(6))), ({3, 4, 5}, set(range(6, 12))),
    ]  # fmt: skip


def test_when_a_judge_leaves_only_what_they_had_not_scored_goes_to_others():
    first = share_out(Work(range(20), range(5), 3))
    scored = frozenset(pair for pair in first.pairs if pair[0] == 0)  # judge 0 has scored all, judge 1 nothing
    stays = frozenset(pair for pair in first.pairs if pair[0] != 1)
    then = share_out(Work(range(20), [0, 2, 3, 4], 3, kept=stays | scored))
    assert stays <= set(then.pairs) and not any(judge == 1 for judge, _ in then.pairs)
    assert all(sum(e == entry for _, e in then.pairs) == 3 for entry in range(20))
    gone = share_out(Work(range(20), [1, 2, 3, 4], 3, kept=frozenset(first.pairs)))
    assert scored <= set(gone.pairs)  # who left keeps what they scored


def test_a_new_judge_takes_work_that_nobody_has_begun():
    first = share_out(Work(range(12), range(3), 2))
    begun = frozenset(first.pairs)
    kept = frozenset(list(first.pairs)[:4])
    then = share_out(Work(range(12), range(4), 2, kept=kept, begun=begun))
    assert kept <= set(then.pairs) and then.loads[3] == 6 and spread(then.loads)[1] <= 6


def test_an_entry_that_everybody_has_a_tie_to_says_who_and_why():
    barred = {(0, 1): ("same_team", "named"), (1, 1): ("nominee",)}
    (lack,) = share_out(Work([1, 2], [0, 1], 1, barred)).lacking
    assert (lack.entry, lack.has, lack.needs) == (1, 0, 1)
    assert lack.kept_from == ((0, ("same_team", "named")), (1, ("nominee",)))
    assert groups([]) == ()
