"""Searching: what this person may see, by what it is."""

import pytest

from engage.core.search import Hit
from engage.home import queries
from tests.factories import People
from tests.site import Site


class Finder:
    """A feature that finds things holding the words, for the tests."""

    hits = (
        Hit("Openness", "Values", "/values/", "We say <b>why</b>"), Hit("Parking", "Guides", "/guides/parking"),
        Hit("Courage", "Values", "/values/2"),
    )  # fmt: skip

    def search(self, words: tuple[str, ...], viewer: object) -> list[Hit]:
        """Everything, unless nothing of that name is there."""
        return [] if "nothing" in words else list(self.hits)


@pytest.fixture(autouse=True)
def finder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "FINDERS", (Finder(),))


def test_amara_sees_what_was_found_under_what_it_is(site: Site, people: People) -> None:
    page = site.get("/search?q=open+park", as_=people.amara)
    assert [h.text_content() for h in page.select("#search-results h2")] == ["Values", "Guides"]
    assert [a.text_content() for a in page.select("#search-results section:first-of-type a")] == ["Openness", "Courage"]
    assert page.links["Parking"] == "/guides/parking"
    assert "We say <b>why</b>" in page.text
    assert page.select("main input[name=q]")[0].get("value") == "open park"


def test_before_anything_is_typed_it_says_what_is_searched(site: Site, people: People) -> None:
    for query in ("", "?q=", "?q=++"):
        page = site.get(f"/search{query}", as_=people.amara)
        assert "What are you looking for?" in page.text and "people, thanks on the wall" in page.text


def test_where_nothing_is_found_it_says_what_to_try(site: Site, people: People) -> None:
    assert "Nothing found" in site.get("/search?q=nothing", as_=people.amara).text


def test_what_htmx_gets_is_its_part_of_the_page(site: Site, people: People) -> None:
    for query in ("", "?q=open", "?q=nothing"):
        site.assert_fragment_is_its_part_of_the_page(f"/search{query}", as_=people.amara)


def test_odd_words_are_no_error(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for typed in ("%25", "_", "\\", "'", "%F0%9F%92%A9", "a " * 60, "x" * 500):
        assert site.get(f"/search?q={typed}", as_=people.amara).status == 200


def test_every_page_has_a_box_or_an_entry_that_leads_here(site: Site, people: People) -> None:
    page = site.get("/", as_=people.amara)
    (form,) = page.select("header search form")
    assert (form.get("action"), form.get("method")) == ("/search", "get")
    assert page.select(".engage-menu a[href='/search']")
    assert not site.get("/search", as_=people.amara).select("header search")
    assert not site.get("/help").select("header search")


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site, people: People) -> None:
    assert site.get("/search?q=x").location == "/sign-in?next=/search?q%3Dx"
