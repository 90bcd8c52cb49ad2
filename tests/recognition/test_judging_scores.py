"""Calibrated scores over hundreds of generated panels: better than raw means where judges differ, never worse."""

from dataclasses import dataclass

import numpy as np
import pytest

from engage.recognition.rules import judging_scores
from engage.recognition.rules.judging_assignment import Work, share_out
from engage.recognition.rules.judging_computing import figures
from engage.recognition.rules.judging_ranks import cut, ranks
from engage.recognition.rules.judging_scores import Apart, Calibrated, Given, calibrate, raw_means, weighted

ENTRIES, JUDGES, EACH, PANELS = 12, 9, 3, 400


@dataclass(frozen=True)
class Tried:
    """Shares of right winners, of judged pairs in order, and of intervals that hold the truth."""

    raw: float
    calibrated: float
    covered: float


def panel(seed, severity, entries=ENTRIES, judges=JUDGES, each=EACH, error=0.3):
    """Truth by entry (what the whole panel would give but for error), and the scores of a panel shared out fairly."""
    luck = np.random.default_rng(seed)
    quality, strict = 3 + 0.5 * luck.standard_normal(entries), severity * luck.standard_normal(judges)
    pairs = share_out(Work(range(entries), range(judges), each, seed=seed)).pairs
    given = [Given(j, e, float(quality[e] + strict[j] + error * luck.standard_normal())) for j, e in pairs]
    return quality + strict.mean(), given


def tried(severity):
    raw = calibrated = covered = 0
    for seed in range(PANELS):
        truth, given = panel(seed, severity)
        winner, means, result = int(truth.argmax()), raw_means(given), calibrate(given)
        assert isinstance(result, Calibrated)
        raw += max(means, key=means.get) == winner
        calibrated += max(result.scores.values(), key=lambda each: each.calibrated).entry == winner
        covered += sum(each.low <= truth[each.entry] <= each.high for each in result.scores.values())
    return Tried(raw / PANELS, calibrated / PANELS, covered / PANELS / ENTRIES)


def test_where_judges_differ_the_calibrated_score_finds_the_true_winner_clearly_more_often():
    found = tried(0.5)
    # 58 % against 70 %: of 400 panels a difference of 5 points would be luck once in a few hundred times.
    assert found.calibrated > found.raw + 0.07, found
    assert 0.87 <= found.covered <= 0.93, found


def test_where_no_judge_is_stricter_it_costs_next_to_nothing():
    found = tried(0.0)
    assert abs(found.calibrated - found.raw) < 0.03, found
    assert 0.86 <= found.covered <= 0.93, found


@pytest.mark.parametrize("seed", range(8))
def test_where_every_judge_scored_every_entry_it_is_the_raw_mean(seed):
    luck = np.random.default_rng(seed)
    entries, judges = int(luck.integers(1, 9)), int(luck.integers(1, 7))
    given = [Given(j, e, float(luck.normal(3, 1))) for j in range(judges) for e in range(entries)]
    result = calibrate(given)
    assert isinstance(result, Calibrated)
    assert all(abs(each.calibrated - each.raw) < 1e-9 for each in result.scores.values())


def test_groups_that_share_no_judge_are_refused_and_named():
    given = [Given(1, 10, 3), Given(1, 11, 4), Given(2, 20, 3), Given(3, 20, 5)]
    result = calibrate(given)
    assert result == Apart(((frozenset({1}), frozenset({10, 11})), (frozenset({2, 3}), frozenset({20}))))


def test_a_strict_judge_is_found_and_the_entry_that_only_they_held_back_moves_up():
    # Judge 3 gives a point less than everybody; entry 4 had the bad luck to get them.
    quality = {1: 3.0, 2: 3.5, 3: 3.2, 4: 3.6, 5: 3.1, 6: 2.9}
    who = {1: (1, 2), 2: (2, 1), 3: (1, 3), 4: (3, 2), 5: (3, 1), 6: (2, 3)}
    wobble = {(j, e): 0.05 * ((j * e) % 3 - 1) for e in who for j in who[e]}
    given = [Given(j, e, quality[e] - (j == 3) + wobble[j, e]) for e in who for j in who[e]]
    result = calibrate(given)
    assert result.severities[3] < -0.5 < result.severities[1]
    assert ranks({e: s.raw for e, s in result.scores.items()})[4] > 1
    assert ranks({e: s.calibrated for e, s in result.scores.items()})[4] == 1
    assert abs(sum(result.severities.values())) < 1e-9


def test_nothing_is_divided_by_nought():
    assert calibrate([]).scores == {}
    (one,) = calibrate([Given(1, 1, 4.0)]).scores.values()
    assert (one.raw, one.calibrated, one.low, one.high, one.judges) == (4.0, 4.0, None, None, 1)
    alone = calibrate([Given(1, e, float(e)) for e in (1, 2, 3)])
    assert [each.calibrated for each in alone.scores.values()] == [1, 2, 3] and alone.margin(1, 2) is None
    same = calibrate([Given(j, e, 3.0) for e in range(5) for j in (e % 3, (e + 1) % 3)])
    assert {(each.calibrated, each.low, each.high) for each in same.scores.values()} == {(3.0, 3.0, 3.0)}
    # Severity explains every difference: nothing is left for the error.
    exact = calibrate([Given(j, e, 3.0 + (j == 1)) for e in range(6) for j in (e % 3, (e + 1) % 3)])
    assert all(abs(each.calibrated - 10 / 3) < 0.01 for each in exact.scores.values())


def test_the_mean_over_criteria_goes_by_their_weights_and_waits_for_all_of_them():
    assert weighted({1: 5, 2: 2}, {1: 1, 2: 3}) == pytest.approx(2.75)
    assert weighted({1: 5}, {1: 1, 2: 3}) is None
    assert weighted({}, {}) is None


def test_equals_share_a_rank():
    assert ranks({1: 4.0, 2: 3.0, 3: 3.0 + 1e-12, 4: 2.0, 5: 3.0}) == {1: 1, 2: 2, 3: 2, 5: 2, 4: 5}
    assert ranks({}) == {}


def test_too_close_are_those_around_the_cut_that_the_scores_cannot_tell_apart():
    luck = np.random.default_rng(4)
    quality = {1: 4.8, 2: 3.02, 3: 3.0, 4: 1.2}
    given = [Given(j, e, q + 0.1 * luck.standard_normal()) for e, q in quality.items() for j in range(4)]
    result, everyone = calibrate(given), frozenset(quality)
    assert cut(result, everyone, 1).too_close == frozenset()
    assert cut(result, everyone, 2).too_close == {2, 3}
    assert cut(result, everyone, 3).too_close == frozenset()
    assert cut(result, everyone, 4).too_close == cut(result, everyone, 0).too_close == frozenset()


def test_with_one_judge_equals_at_the_cut_are_too_close_and_so_are_the_two_around_it():
    result = calibrate([Given(1, 1, 5.0), Given(1, 2, 4.0), Given(1, 3, 4.0), Given(1, 4, 1.0)])
    assert cut(result, frozenset({1, 2, 3, 4}), 2).too_close == {2, 3}


def test_categories_of_a_panel_are_calibrated_together_and_one_that_falls_apart_has_raw_figures_alone():
    given = [Given(1, 10, 3), Given(2, 10, 4), Given(2, 11, 4), Given(1, 11, 4), Given(3, 20, 5), Given(4, 20, 5),
             Given(1, 21, 2), Given(2, 21, 2)]  # fmt: skip
    found = figures(given, {1: [10, 11, 12], 2: [20, 21]}, {1: (1,), 2: (1, 2)}, 5)
    whole = {each.id: each for each in found[1].entries}
    assert found[1].apart == () and whole[12].raw is None and whole[12].judges == 0 and whole[12].rank is None
    assert whole[10].calibrated == pytest.approx(3.5)
    assert set(found[2].apart) == {(20,), (21,)} and found[2].cuts == ()
    assert all(each.calibrated is None and each.raw is not None for each in found[2].entries)


def test_no_score_is_ever_turned_into_a_z_score_by_judge():
    # Such a path would make this judge, who gave everybody nearly the same, shout.
    flat = [Given(1, e, 3.0 + 0.001 * e) for e in range(4)] + [Given(2, e, (1.0, 5.0, 2.0, 4.0)[e]) for e in range(4)]
    order = sorted(calibrate(flat).scores.values(), key=lambda each: each.calibrated)
    assert [each.entry for each in order] == [0, 2, 3, 1]
    assert "zscore" not in vars(judging_scores) and not any("z_" in name for name in vars(judging_scores))
