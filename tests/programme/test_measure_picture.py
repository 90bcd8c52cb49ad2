"""A measure as a picture: where its figures stand, what is left open, and how it is read without being seen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules.measure_picture import BOTTOM, LEFT, RIGHT, TOP, picture, short
from engage.programme.rules.measures import MOST, Figure
from tests.programme import made_boards as made

VALUES = st.none() | st.integers(-MOST, MOST)


def figures(*values):
    return [Figure(date(2020 + at, 1, 1), date(2020 + at, 12, 31), *each) for at, each in enumerate(values)]


def test_target_and_actual_stand_on_one_scale_that_begins_at_nought():
    found = picture(figures((10_000, 5_000), (10_000, 20_000)), "number")
    assert [tick.words for tick in found.across] == ["0", "50", "100", "150", "200"]
    assert [tick.words for tick in found.along] == ["Dec 2020", "Dec 2021"]
    (_, before), (_, after) = found.actual.points
    assert (before, after) == (found.across[1].at, TOP)
    assert found.across[0].at == BOTTOM and found.target.lines == ["60.0,86.0 322.0,86.0"]


def test_what_nobody_knows_is_a_gap_and_never_nought():
    found = picture(figures((100, 100), (100, None), (100, 300), (100, 300)), "percent")
    assert len(found.actual.points) == 3 and len(found.actual.lines) == 1 and len(found.target.lines) == 1
    assert picture(figures((100, 100), (None, None)), "percent") is None
    assert picture([], "percent") is None
    assert picture(figures((0, 0), (0, 0)), "percent").actual.points[0][1] == BOTTOM


@given(st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=60))
def test_everything_known_is_drawn_inside_the_picture(values):
    found = picture(figures(*values), "pounds")
    if sum(each != (None, None) for each in values) < 2:
        assert found is None
        return
    drawn = [*found.target.points, *found.actual.points]
    assert len(drawn) == sum(value is not None for each in values for value in each)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in drawn)
    assert 2 <= len(found.across) <= 7 and len(found.along) <= 4
    assert "0" in {tick.words.strip("£") for tick in found.across}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1_250, "percent", "12.5%"), (25_000_000, "pounds", "£250k"), (-150_000_000, "number", "-1.5m"),
        (10**12, "pounds", "£10bn"), (0, "number", "0"), (50, "number", "0.5"),
    ],
)  # fmt: skip
def test_the_side_of_the_picture_is_short(value, unit, words):
    assert short(value, unit) == words


def test_the_page_shows_it_beside_the_table_with_words_for_whoever_does_not_see_it(site, people):
    item_id = made.item(lead=people.amara)
    made.measure(item_id, (10_000, 5_000), (10_000, 7_500), name="<Homes> inspected")
    made.measure(item_id, (10_000, 5_000), name="Begun just now")
    page = site.get(f"/programme/items/{item_id}/standing", as_=people.amara)
    (drawn,) = page.select("figure svg[role=img]")
    assert drawn.get("aria-label").startswith("<Homes> inspected: target and actual")
    assert len(drawn.cssselect("circle")) == 4 and len(page.select("table caption")) >= 2
    assert "style=" not in page.source.split("<figure")[1].split("</figure>")[0]
