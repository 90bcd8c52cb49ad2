"""The year, what a figure tells, who is not thanked, thanks across directorates, bands of grades."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.directory.rules.rollup import roll_up
from engage.recognition.rules import recognised as rules
from engage.recognition.rules import recognised_groups as groups
from engage.recognition.rules.recognised import Crossing, Year, year_of


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2027, 12, 31), 2027), (date(2028, 2, 29), 2027)],
)
def test_a_recognition_year_runs_from_april_to_march(day, first):
    year = year_of(day)
    assert (year.first_day, year.last_day) == (date(first, 4, 1), date(first + 1, 3, 31))
    assert not year.over(year.last_day) and year.over(date(first + 1, 4, 1))
    assert year.as_of(day) == day and year.as_of(date(2099, 1, 1)) == year.last_day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_years_do_not_overlap_and_twelve_months_are_a_year(day):
    year = year_of(day)
    assert year.first_day <= day <= year.last_day
    assert year_of(year.last_day) == year and year_of(year.first_day) == year
    assert 364 <= (day - rules.twelve_months_to(day)).days <= 366
    assert rules.twelve_months_to(year.last_day) == year.first_day


def test_wilson_gives_what_the_textbooks_give():
    low, high = rules.wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert rules.wilson(0, 10)[0] == 0 and round(rules.wilson(0, 10)[1], 4) == 0.2775
    with pytest.raises(ValueError, match="3 of 2"):
        rules.wilson(3, 2)


@given(st.integers(1, 5000), st.data())
def test_a_share_tells_its_whole_percent_and_nothing_closer(of, data):
    part = data.draw(st.integers(0, of))
    share = rules.share(part, of, guarded=False)
    assert share.percent is not None and share.low is not None and share.high is not None
    assert share.low <= share.percent + 1 and share.percent - 1 <= share.high
    for other in range(max(0, part - 3), min(of, part + 3) + 1):
        if rules.percent(other, of) == rules.percent(part, of) and 0 < other < of and 0 < part < of:
            assert rules.share(other, of, guarded=False) == share


def test_of_what_is_confidential_nobody_and_everybody_are_never_said():
    assert (rules.share(2, 900, True).end, rules.share(2, 900, True).percent) == ("under", 1)
    assert (rules.share(898, 900, True).end, rules.share(898, 900, True).percent) == ("over", 99)
    assert (rules.share(0, 30, False).percent, rules.share(0, 30, False).end) == (0, "")


def test_a_document_is_the_same_text_each_time_and_comes_back_whole():
    share = rules.Share(3, 1, 9, "", ("Parks",))
    figures = rules.Figures(
        "2026-04-01", "2027-03-31", "2026-04-01", True, 10, 40, 12, 1, 0, ("thanked",),
        (rules.Table("units", (rules.Row("Café council", 0, 40, (share,)),)),), Crossing(31, 20, 50),
        (rules.Named("Kind", "", 12), rules.Named("Kind", "Listens", None)), (rules.Unthanked("Depot", 12, 1, 80),),
    )  # fmt: skip
    text = rules.to_text(figures)
    assert rules.from_text(text) == figures and rules.to_text(rules.from_text(text)) == text
    assert len(rules.digest(text)) == 64 and figures.since_day == date(2026, 4, 1)


PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3}


def quiet(parents, headcount, thanked):
    rolled = roll_up(parents, headcount, 10)
    return groups.quiet_groups(rolled.stands_in, rolled.people, thanked)


def test_small_teams_that_nobody_thanked_are_told_of_only_together():
    headcount = {4: 12, 5: 4, 6: 30, 2: 3, 3: 8, 1: 9}
    found = quiet(PARENTS, headcount, thanked=[6])
    assert [(each.unit, each.people) for each in found] == [(1, 24), (4, 12)]  # 5, 2 and 3 count at the top
    assert found[0].joining == {5, 2, 3}
    assert [each.unit for each in quiet(PARENTS, headcount, thanked=[5, 6])] == [4]


@given(st.integers(0, 10_000))
def test_no_group_under_ten_is_ever_listed_and_nobody_who_was_thanked_is_in_one(seed):
    luck = random.Random(seed)
    parents = {unit: luck.randrange(1, unit) if unit > 1 else None for unit in range(1, 12)}
    headcount = {unit: luck.randrange(0, 15) for unit in parents}
    thanked = {unit for unit in parents if luck.random() < 0.3}
    listed: set[int] = set()
    for each in quiet(parents, headcount, thanked):
        assert each.people >= 10 and not ({each.unit, *each.joining} & thanked)
        assert not listed & {each.unit, *each.joining}
        assert each.people == sum(headcount[unit] for unit in (each.unit, *each.joining))
        listed |= {each.unit, *each.joining}


def test_thanks_that_never_leave_their_directorate_against_chance():
    assert groups.crossing({("a", "a"): 50, ("b", "b"): 50}) == Crossing(100, 0, 50)
    assert groups.crossing({("a", "b"): 20, ("b", "a"): 20}) == Crossing(40, 100, 50)
    # Nearly all of a large directorate's thanks stay inside by chance alone.
    assert groups.crossing({("a", "a"): 81, ("a", "b"): 9, ("b", "a"): 9, ("b", "b"): 1}) == Crossing(100, 18, 18)


def test_too_few_thanks_are_compared_with_nothing():
    assert groups.crossing({("a", "a"): 29}) == Crossing(29)
    assert groups.crossing({}) == Crossing(0)


@given(st.integers(0, 1000))
def test_thanks_given_at_random_cross_as_often_as_the_formula_says(seed):
    luck = random.Random(seed)
    pairs: dict[tuple[int, int], int] = {}
    for _ in range(4000):
        key = luck.choices((0, 1, 2), (5, 3, 2))[0], luck.choices((0, 1, 2), (2, 2, 6))[0]
        pairs[key] = pairs.get(key, 0) + 1
    found = groups.crossing(pairs)
    assert found.percent is not None and found.expected is not None
    assert abs(found.percent - found.expected) <= 3


def test_every_unit_has_its_directorate_and_a_ring_ends():
    assert groups.top_level(PARENTS) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 2, 6: 3}
    assert groups.top_level({1: None, 2: None, 3: 2}) == {1: 1, 2: 2, 3: 2}
    assert set(groups.top_level({1: 2, 2: 1, 3: 1})) == {1, 2, 3}


def test_grades_make_bands_of_neighbours():
    people = {"Grade 4": 5, "Grade 5": 40, "Grade 10": 30, "Grade 11": 3, "": 8, "Soulbury": 12}
    found = groups.bands(people)
    assert found["Grade 4"] == found["Grade 5"] == "Grade 4 to Grade 5"
    assert found["Grade 10"] == found["Grade 11"] == "Grade 10 to Grade 11"
    assert (found[""], found["Soulbury"]) == ("Not recorded", "Soulbury")
    assert Year(date(2026, 4, 1)).name == "April 2026 to March 2027"
