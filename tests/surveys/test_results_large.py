"""Results of a large council: as many statements as of a small one, and no table longer than can be read."""

import pytest

from tests.surveys import large

MOST = {
    "results": 8,
    "results/groups/d1?beside=parent": 9,
    "results/groups/d1s2?beside=before": 9,
    "results/heatmap": 4,
    "results/heatmap?inside=d1&show=organisation": 4,
    "results/heatmap?inside=d1&show=before&of=s1": 6,
    "results/groups/all/trends": 5,
    "results/groups/all/drivers": 3,
}


@pytest.fixture
def survey(people):
    large.wave(1)
    return large.wave(2)


def test_each_page_costs_the_same_statements_whatever_the_size(site, people, survey):
    for path, most in MOST.items():
        assert site.query_count(f"/surveys/{survey}/{path}", as_=people.amara) <= most + 1, path


def test_the_heatmap_of_many_groups_begins_at_the_top_and_leads_further_down(site, people, survey):
    page = site.get(f"/surveys/{survey}/results/heatmap", as_=people.amara)
    assert len(page.select(".engage-heat tbody tr")) == 9
    assert "There are groups further down" in page.text
    inside = site.get(f"/surveys/{survey}/results/heatmap?inside=d3", as_=people.amara)
    assert len(inside.select(".engage-heat tbody tr")) == 21
    assert "further down" not in inside.text
