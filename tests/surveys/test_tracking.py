"""The day's rates: who is in them, how they are rounded, and when they move."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core.db import db, transaction
from engage.disclosure import End, Unit, while_open
from engage.surveys import jobs_reach
from engage.surveys.actions import lifecycle
from engage.surveys.models import SurveyReach
from engage.surveys.rules.reach import Chosen
from tests import factories
from tests.surveys import made, reaching

PAGE = Chosen(page_only=True)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Unit], dict[str, int], dict[str, int]]:
    """A small organisation, with people asked and people who took part."""
    size = draw(st.integers(1, 9))
    parents = [None, *(f"U{draw(st.integers(0, at - 1))}" for at in range(1, size))]
    units = [Unit(f"U{at}", parent) for at, parent in enumerate(parents)]
    asked = {unit.code: draw(st.integers(0, 45)) for unit in units}
    return units, asked, {code: draw(st.integers(0, number)) for code, number in asked.items()}


@given(trees())
def test_no_part_and_no_difference_of_nested_parts_is_of_fewer_than_20(
    council: tuple[list[Unit], dict[str, int], dict[str, int]],
) -> None:
    units, asked, took = council
    found = while_open(units, asked, took)
    assert bool(found) == (sum(asked.values()) >= 20)
    size = {each.block.code: each.block.n for each in found}
    beside = {code: n - sum(size[e.block.code] for e in found if e.block.parent == code) for code, n in size.items()}
    leaves = set(size) - {each.block.parent for each in found}
    for code, number in size.items():
        assert number >= 20
        assert code in leaves or beside[code] == 0, "the blocks below share out all of it"


@given(trees(), st.data())
def test_a_rate_stands_for_at_least_five_counts(
    council: tuple[list[Unit], dict[str, int], dict[str, int]], data: st.DataObject
) -> None:
    units, asked, took = council
    for each in while_open(units, asked, took):
        step = next(s for s in (5, 10, 20, 25) if s * each.block.n >= 500)
        assert each.rate.percent % step == 0
        assert each.rate.end in {None, End.UNDER, End.OVER}
        assert (each.rate.end is End.UNDER) <= (each.rate.percent == step)
        assert (each.rate.end is End.OVER) <= (each.rate.percent == 100 - step)


def test_a_leftover_that_stands_already_is_not_mixed_up_with_what_is_left_over_now() -> None:
    units = [Unit("X", None), Unit("A", "X"), Unit("X~other", "X"), Unit("C", "X"), Unit("D", "X")]
    found = while_open(units, {"A": 30, "X~other": 25, "C": 12, "D": 12}, {})
    assert {each.block.code: each.block.n for each in found} == {
        "X": 79, "A": 30, "X~other": 25, "X~other~other": 24,
    }  # fmt: skip


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


@pytest.fixture
def asked(people, times):
    """An open survey of sixty in three services, six of the small council besides."""
    for code in (factories.UNITS.home_care, factories.UNITS.waste, factories.UNITS.people_team):
        made.crowd(code, 20)
    return reaching.opened(PAGE)


def lines(survey_id: int) -> dict[str, str]:
    db.session.expire_all()
    row = db.session.get(SurveyReach, survey_id)
    return {each["code"]: f"{each['end']} {each['percent']}".strip() for each in json.loads(row.rates or "[]")}


def test_rates_come_in_the_night_and_stand_still_all_day(asked, people, times):
    jobs_reach.track()
    assert lines(asked) == {}, "not on the day of the opening"
    reaching.cast(asked, *list(reaching.invited(asked))[:33])
    times.go(1, 0, 5)
    jobs_reach.track()
    night = lines(asked)
    assert night["COUNCIL"] == "50"
    reaching.cast(asked, *list(reaching.invited(asked))[33:50])
    times.go(1, 16)
    jobs_reach.track()
    assert lines(asked) == night
    times.go(2, 0, 5)
    jobs_reach.track()
    assert lines(asked)["COUNCIL"] == "80", "50 of 66, in steps of 10%"


def test_small_services_are_put_together_and_codes_count_as_the_page_does(people, times):
    made.crowd("HOMECARE", 25)
    made.crowd("WASTE", 12)
    reaching.addresses()
    with transaction():
        for each in made.crowd("PEOPLETEAM", 30):
            each.email = None
    survey_id = reaching.opened()
    times.go(1)
    jobs_reach.track()
    row = db.session.get_one(SurveyReach, survey_id)
    sizes = {each["code"]: each["invited"] for each in json.loads(row.rates)}
    assert sizes["COUNCIL"] == len(reaching.invited(survey_id)) == 6 + 25 + 12 + 30
    assert sizes["PEOPLETEAM"] >= 30
    assert all(number >= 20 for number in sizes.values())


def test_the_page_shows_the_night_s_rates_in_words_and_works_nothing_out(site, asked, people, times):
    here = f"/surveys/manage/{asked}/progress"
    assert "There is nothing to show yet" in site.get(here, as_=people.chloe).text
    times.go(1)
    site.forget(people.chloe)
    jobs_reach.track()
    before = site.query_count(here, as_=people.chloe)
    reaching.cast(asked, *list(reaching.invited(asked))[:40])
    page = site.get(here, as_=people.chloe)
    assert "under 10%" in page.text and "60%" not in page.text
    assert page.queries == before
    for stranger in (people.amara, people.femi, people.dev):
        assert site.get(here, as_=stranger).status == 403


def test_rates_go_when_the_survey_ends(site, asked, people, times):
    times.go(1)
    jobs_reach.track()
    assert lines(asked)
    with transaction():
        lifecycle.close(reaching.survey(asked), times.at + timedelta(hours=1))
    assert lines(asked) == {}
    jobs_reach.track()
    assert lines(asked) == {}
    assert "stand with its results" in site.get(f"/surveys/manage/{asked}/progress", as_=people.chloe).text
