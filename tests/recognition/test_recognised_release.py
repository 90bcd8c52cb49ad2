"""Nobody can work out from a year's figures that one colleague was nominated, nor that a small group was not."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.recognition import release
from engage.recognition.rules.recognised import LEAST, NOMINATED, SHORTLISTED, THANKED
from tests.recognition.generated_council import council, isolates, naive, published, smallest_support


@pytest.mark.parametrize("measure", [NOMINATED, SHORTLISTED])
@pytest.mark.parametrize("seed", range(6))
def test_no_sum_or_difference_of_published_groups_is_about_fewer_than_ten_people(seed, measure):
    groups = published(council(seed), measure)
    assert smallest_support(groups, 3) >= LEAST
    assert len(groups) > (8 if measure == NOMINATED else 1)  # there is something to attack


def test_the_same_attack_finds_small_groups_where_a_threshold_alone_protects():
    assert any(smallest_support(naive(council(seed, people=90)), 1) < LEAST for seed in range(6))


@pytest.mark.parametrize("seed", range(4))
def test_no_person_and_no_small_hidden_team_can_be_isolated_over_the_rationals(seed):
    material = council(seed, people=150)
    groups, luck = published(material, NOMINATED), random.Random(seed)
    size = len(material.profiles)
    teams = {each.unit for each in material.profiles}
    hidden = [[at for at, each in enumerate(material.profiles) if each.unit == team] for team in sorted(teams)]
    some = [luck.sample(range(size), luck.randrange(1, LEAST)) for _ in range(12)]
    for people in [*(team for team in hidden if len(team) < LEAST), *some]:
        assert not isolates(groups, people)
    assert isolates(groups, np.flatnonzero(groups[0].members).tolist())  # the attack does find what is published


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rate", [0.03, 0.2, 0.9])
def test_of_no_published_group_everybody_or_nobody_was_nominated_or_shortlisted(seed, rate):
    material = council(seed, rate=rate)
    flags = release.flags_of(material.profiles)
    for measure, shares in ((NOMINATED, [flags[NOMINATED]]),
                            (SHORTLISTED, [flags[SHORTLISTED], flags[NOMINATED] & ~flags[SHORTLISTED]])):  # fmt: skip
        for group in published(material, measure):
            for share in shares:
                part, of = int(share[group.members].sum()), int(group.members.sum())
                assert 2 <= part <= of - 2 and of >= LEAST


def test_a_table_that_nearly_coincides_with_a_team_is_not_shown_beside_it():
    """The front line is Team 1 and three others: less that team it would be those three."""
    everybody = np.ones(60, np.bool_)
    team, front = np.arange(60) < 30, np.arange(60) < 33
    flag = np.arange(60) % 3 == 0
    groups = [release.Group("all", 0, everybody), release.Group("team", 1, team), release.Group("rest", 1, ~team)]
    assert release.certified(groups, [flag])
    beside = [release.Group("all", 0, everybody), release.Group("front", 1, front), release.Group("office", 1, ~front)]
    assert not release.certified([*groups, *beside], [flag])
    same = [release.Group("all", 0, everybody), release.Group("front", 1, team), release.Group("office", 1, ~team)]
    assert release.certified([*groups, *same], [flag])


def test_groups_that_pin_each_other_are_not_shown_together():
    """Each block has both, and yet together they would make some people's nomination certain."""
    first, second = np.arange(60) < 30, (np.arange(60) % 30) < 15
    flag = (first & second) | (~first & ~second & (np.arange(60) % 2 == 0))
    whole = release.Group("all", 0, np.ones(60, np.bool_))
    groups = [whole, release.Group("a", 1, first), release.Group("b", 1, ~first)]
    beside = [whole, release.Group("c", 1, second), release.Group("d", 1, ~second)]
    sure = first & second
    assert release.certified([*groups, *beside], [flag])
    assert not release.certified([*groups, *beside], [sure | (~first & second)])  # all of "c", nobody of "d"


def test_a_year_with_hardly_a_nomination_shows_none_of_it():
    material = council(3, rate=0.0)
    figures = release.work_out(material, "Council", np.random.default_rng(1))
    at = figures.measures.index(NOMINATED)
    assert all(row.shares[at].percent is None for table in figures.tables for row in table.rows)
    thanked = figures.tables[0].rows[0].shares[figures.measures.index(THANKED)]
    assert thanked.percent == round(100 * sum(each.thanked for each in material.profiles) / 260)


def test_while_the_year_runs_nothing_confidential_is_in_the_document():
    figures = release.work_out(council(1, closed=False), "Council", np.random.default_rng(1))
    assert figures.measures == ("thanked", "without") and not figures.closed
    assert len(figures.tables) == 5 and len(figures.tables[0].rows) > 3


def test_the_known_truth_comes_out_right():
    """Two directorates of 100: all of the first thanked, a tenth of each nominated."""
    base = council(1).profiles[0]
    rows = [
        replace(base, unit=unit, grade="Grade 5", thanked=unit == 2, without=unit == 3, nominated=n < 10,
                shortlisted=n < 4, people=1)
        for unit in (2, 3) for n in range(100)
    ]  # fmt: skip
    figures = release.work_out(replace(council(1), profiles=rows), "Council", np.random.default_rng(5))
    units = {row.name: dict(zip(figures.measures, row.shares, strict=True)) for row in figures.tables[0].rows}
    assert [row.people for row in figures.tables[0].rows] == [200, 100, 100]
    (first, second) = (name for name in units if name != "Council")
    assert (units["Council"]["thanked"].percent, units["Council"]["nominated"].percent) == (50, 10)
    assert (units[first]["thanked"].percent, units[second]["thanked"].percent) == (100, 0)
    assert (units[first]["without"].percent, units[second]["without"].percent) == (0, 100)
    assert (units[first]["nominated"].percent, units[first]["shortlisted"].percent) == (10, 4)
    assert (units[first]["nominated"].low, units[first]["nominated"].high) == (6, 17)


def test_units_in_a_ring_or_closed_are_counted_with_the_whole():
    material = council(2)
    ring = [replace(unit, parent=31 if unit.id == 3 else unit.parent) for unit in material.units]
    ring = [replace(unit, parent=3 if unit.id == 31 else unit.parent) for unit in ring]
    figures = release.work_out(replace(material, units=ring), "Council", np.random.default_rng(1))
    assert figures.tables[0].rows[0].people == 260


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(30, 120), st.floats(0.02, 0.6))
def test_whatever_the_council_every_shown_group_has_ten_people(seed, people, rate):
    material = council(seed, people, rate)
    figures = release.work_out(material, "Council", np.random.default_rng(seed))
    for table in figures.tables:
        for row in table.rows:
            assert row.people >= LEAST
        tops = [row for row in table.rows if row.depth == 1]
        assert not tops or sum(row.people for row in tops) == people
    assert smallest_support(published(material, NOMINATED, seed) or naive(material, people), 2) >= LEAST
