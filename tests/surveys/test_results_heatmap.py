"""The heatmap, trends and what goes along with the index: /surveys/<id>/results/…"""

from dataclasses import replace

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import benchmarks
from engage.surveys.models import ReleaseBlock
from engage.surveys.queries import results as queries
from engage.surveys.rules.published import Driver, Drivers
from engage.surveys.rules.published_text import block_from, dumps
from tests.surveys import taken
from tests.surveys.test_results import mixed
from tests.surveys.test_results_beside import SMALL, both, crowd, wave  # noqa: F401  # fixtures

PAGES = ("heatmap", "groups/{root}/trends", "groups/{root}/drivers", "groups/{root}")


def root_of(survey):
    return queries.whole(survey, before_publishing=True).head.blocks[0].code


def heat(site, people, survey, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return site.get(f"/surveys/{survey}/results/heatmap?{query}", as_=people.chloe)


def test_every_page_is_there_for_staff_once_published_and_not_before(site, crowd):  # noqa: F811
    survey = taken.open_survey(SMALL)
    taken.cast_all(survey, SMALL, mixed(40))
    taken.release_survey(survey, publish=False)
    for each in PAGES:
        path = f"/surveys/{survey}/results/" + each.format(root=root_of(survey))
        assert site.get(path).location.startswith("/sign-in")
        assert site.get(path, as_=crowd.amara).status == 404
        assert site.get(path, as_=crowd.dev).status == 404
        assert site.get(path, as_=crowd.chloe).status == 200


def test_a_group_that_is_not_there_has_no_trends_and_no_drivers(site, crowd, both):  # noqa: F811
    for each in ("trends", "drivers"):
        assert site.get(f"/surveys/{both[1]}/results/groups/NOBODY/{each}", as_=crowd.amara).status == 404


@pytest.mark.parametrize("show", ["value", "organisation", "before"])
@pytest.mark.parametrize("of", ["themes", "s1"])
def test_each_cell_has_its_number_its_word_and_the_name_of_its_column(site, crowd, both, show, of):  # noqa: F811
    page = heat(site, crowd, both[1], show=show, of=of)
    names = [each.text_content() for each in page.select(".engage-heat thead th")][1:]
    assert names == (["Liking", "My work"] if of == "themes" else ["I like the work I do", "I have what I need"])
    rows = page.select(".engage-heat tbody tr")
    assert len(rows) > 3
    for row in rows:
        cells = row.cssselect("td")
        assert [each.get("data-label") for each in cells] == names
        assert all(each.text_content().strip() for each in cells)
    shown = [each.text_content() for each in page.select(".engage-heat td")]
    if show == "value":
        assert any(each.strip().isdigit() for each in shown)
    else:
        words = ("higher", "lower", "no clear difference", "not tested")
        assert all(any(word in each for word in words) for each in shown if not each.startswith("–"))


def test_the_whole_is_not_set_beside_itself_and_the_time_before_is(site, crowd, both):  # noqa: F811
    top = heat(site, crowd, both[1], show="organisation").select(".engage-heat__top td")
    assert all("nothing to compare" in each.text_content() for each in top)
    before = heat(site, crowd, both[1], show="before", of="s1").select(".engage-heat__top td")
    assert "higher" in before[0].text_content()
    first = heat(site, crowd, both[0], show="before")
    assert "nothing to compare with" in first.text


def test_a_part_of_the_organisation_is_shown_by_itself(site, crowd, both):  # noqa: F811
    head = queries.whole(both[1], before_publishing=False).head
    inside = next(block for block in head.blocks if block.parent and head.children(block.code))
    rows = heat(site, crowd, both[1], inside=inside.code).select(".engage-heat tbody th")
    assert rows[0].text_content() == inside.name
    assert len(rows) == 1 + len(head.children(inside.code))
    whole = heat(site, crowd, both[1], inside="NOBODY", of="s99", show="x").select(".engage-heat tbody th")
    assert whole[0].text_content() == head.blocks[0].name


def test_the_heatmap_is_a_part_of_its_page_at_a_fixed_price(site, crowd, both):  # noqa: F811
    for show, most in (("value", 4), ("organisation", 4), ("before", 6)):
        path = f"/surveys/{both[1]}/results/heatmap?show={show}&of=s1"
        site.assert_fragment_is_its_part_of_the_page(path, as_=crowd.chloe)
        assert site.query_count(path, as_=crowd.chloe) <= most


def test_a_trend_follows_questions_themes_and_indices(site, crowd, both):  # noqa: F811
    page = site.get(f"/surveys/{both[1]}/results/groups/{root_of(both[1])}/trends", as_=crowd.amara)
    assert "Spring survey" in page.text
    row = next(each for each in page.select("tr") if each.text_content().strip().startswith("I like the work I do"))
    numbers = [int(each.text_content()) for each in row.cssselect("td strong")]
    assert len(numbers) == 2
    assert numbers[0] < numbers[1]
    assert f"+{numbers[1] - numbers[0]}" in row.text_content()
    assert page.queries <= 6
    first = site.get(f"/surveys/{both[0]}/results/groups/{root_of(both[0])}/trends", as_=crowd.amara)
    assert "Nothing to compare with yet" in first.text


def test_a_reworded_question_begins_anew_until_it_is_joined_and_then_shows_the_seam(site, crowd):  # noqa: F811
    wave(mixed(60), title="Spring survey")
    one, *rest = SMALL.sections
    first, *others = one.questions
    other = replace(first, text="I enjoy my work")
    survey = wave(mixed(60), replace(SMALL, sections=(replace(one, questions=(other, *others)), *rest)))
    path = f"/surveys/{survey}/results/groups/{root_of(survey)}/trends"

    def row():
        page = site.get(path, as_=crowd.amara)
        return next(each for each in page.select("tr") if each.text_content().strip().startswith("I enjoy my work"))

    assert "not asked alike" in row().text_content()
    with transaction():
        benchmarks.join("i1", "i1", clock.now())
    assert "not asked alike" not in row().text_content()
    assert "reworded" in row().text_content()
    assert row().cssselect("line.engage-trends__cut")


def with_drivers(survey):
    """The same release as if a hundred had answered."""
    release = queries.whole(survey, before_publishing=True).release_id
    with transaction():
        block = db.session.get_one(ReleaseBlock, (release, root_of(survey)))
        drivers = Drivers("liking", 150, 48, (Driver("work", 100),))
        block.document = dumps(replace(block_from(block.document), drivers=drivers))


def test_too_few_answers_have_no_drivers_and_the_page_says_how_many_it_takes(site, crowd, both):  # noqa: F811
    page = site.get(f"/surveys/{both[1]}/results/groups/{root_of(both[1])}/drivers", as_=crowd.amara)
    assert "at least 100 people" in page.text
    assert page.queries <= 4


def test_only_pages_of_groups_that_may_have_drivers_lead_to_them(site, crowd, both):  # noqa: F811
    here = f"/surveys/{both[1]}/results/groups"
    blocks = queries.whole(both[1], before_publishing=True).head.blocks
    assert {min(block.depth, 2) for block in blocks} == {0, 1, 2}
    for block in blocks:
        links = site.get(f"{here}/{block.code}", as_=crowd.chloe).links.values()
        assert (f"{here}/{block.code}/drivers" in links) == (block.depth < 2)
        up = site.get(f"{here}/{block.code}/drivers", as_=crowd.chloe).links.values()
        assert (f"{here}/{root_of(both[1])}/drivers" in up) == (block.parent is not None)


def test_drivers_are_told_beside_scores_with_what_they_do_not_say(site, crowd, both):  # noqa: F811
    with_drivers(both[1])
    page = site.get(f"/surveys/{both[1]}/results/groups/{root_of(both[1])}/drivers", as_=crowd.amara)
    assert "does not say what causes what" in page.text
    assert "150 people answered all of it" in page.text
    assert "explain 48%" in page.text


def test_reliability_is_for_the_od_team_alone(site, crowd, both):  # noqa: F811
    path = f"/surveys/{both[1]}/results/groups/{root_of(both[1])}/drivers"
    assert "Cronbach" in site.get(path, as_=crowd.chloe).text
    for person in (crowd.amara, crowd.dev, crowd.femi):
        assert "Cronbach" not in site.get(path, as_=person).text
