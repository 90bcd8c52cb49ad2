"""The OD guide, help and privacy: what they lead to, and that they are true."""

import pytest

from engage.config import ROOT
from engage.home.rules import GUIDE_AREAS, grouped
from tests.factories import People
from tests.site import Site

WRITTEN = sorted(path.stem for path in (ROOT / "templates" / "home" / "guide").glob("*.html"))


def test_the_guide_lists_the_parts_that_are_written_in_their_order(site: Site, people: People) -> None:
    page = site.get("/guide/", as_=people.chloe)
    expected = [GUIDE_AREAS[area][0] for area in GUIDE_AREAS if area in WRITTEN]
    assert [" ".join(h.text_content().split()) for h in page.select("main h2")] == expected
    assert {"pages", "moderation", "surveys"} <= set(WRITTEN)


def test_no_part_is_written_that_the_guide_does_not_list() -> None:
    assert set(WRITTEN) <= set(GUIDE_AREAS)


@pytest.mark.parametrize("area", WRITTEN)
def test_each_part_is_read_by_whoever_is_signed_in(site: Site, people: People, area: str) -> None:
    page = site.get(f"/guide/{area}", as_=people.chloe)
    assert page.status == 200
    assert page.links["OD guide"] == "/guide/"
    assert site.get(f"/guide/{area}").location == f"/sign-in?next=/guide/{area}"


@pytest.mark.parametrize("area", ["nothing", "index", "..%2Fstart", "pages.html"])
def test_what_is_no_part_is_404(site: Site, people: People, area: str) -> None:
    assert site.get(f"/guide/{area}", as_=people.chloe).status == 404


def test_the_desk_leads_to_everything_that_the_od_team_keeps(site: Site, people: People) -> None:
    links = site.get("/", as_=people.chloe).links
    assert links["OD guide: how it is all done"] == "/guide/"
    assert links["Guides and help: write and review"] == "/guides/manage/"
    assert links["Surveys: make, run and publish"] == "/surveys/manage/"
    assert links["What colleagues reported"] == "/admin/moderation"
    for who in (people.amara, people.dev):
        assert not {"/guide/", "/admin/moderation"} & set(site.get("/", as_=who).links.values())


def test_privacy_says_who_sees_what_is_reported_and_leads_to_ones_own_data(site: Site, people: People) -> None:
    page = site.get("/privacy", as_=people.amara)
    assert "12 months after the decision" in page.text
    assert page.links["All of it, to read and to download"] == "/account/my-data"
    assert "/account/my-data" not in site.get("/privacy").links.values()


def test_things_are_grouped_in_the_order_in_which_they_come() -> None:
    assert grouped(["b1", "a", "b2"], "__class__") == [(str, ["b1", "a", "b2"])]
    assert grouped([1 + 2j, 1j, 1 + 0j], "real") == [(1.0, [1 + 2j, 1 + 0j]), (0.0, [1j])]
