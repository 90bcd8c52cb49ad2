"""The list of guides: what is published for this person, found by words and kind."""

import pytest

from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.pages.rules import Kind
from tests.factories import UNITS, People
from tests.pages import made
from tests.site import Page, Site


def titles(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.select(".engage-card__title")]


def test_amara_finds_what_is_published_by_kind(site: Site, people: People) -> None:
    made.published(people, title="Zoning for beginners")
    made.published(people, title="Appraisals")
    made.benefit(people)
    made.draft(people, title="Not yet")
    made.archived(people, title="No longer")
    page = site.get("/guides/", as_=people.amara)
    assert page.status == 200
    assert titles(page) == ["Appraisals", "Zoning for beginners", "Cycle to work"]
    assert [h.text_content() for h in page.select("#page-list h2")] == ["Guides", "Benefits"]
    assert "Write and review" not in page.text
    assert page.links["Appraisals"] == "/guides/appraisals"


def test_chloe_is_led_to_where_pages_are_written(site: Site, people: People) -> None:
    assert site.get("/guides/", as_=people.chloe).links["Write and review these pages"] == "/guides/manage/"


def test_an_empty_list_says_what_will_be_here(site: Site, people: People) -> None:
    assert "No guides yet" in site.get("/guides/", as_=people.amara).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ring", ["Sickness absence"]),
        ("?q=RING+manager", ["Sickness absence"]),
        ("?q=permanent", ["Cycle to work"]),
        ("?kind=benefit", ["Cycle to work"]),
        ("?kind=toolkit", []),
        ("?kind=nonsense", ["Sickness absence", "Cycle to work"]),
        ("?q=ring&kind=benefit", []),
        ("?q=100%25", []),
        ("?page=99", ["Sickness absence", "Cycle to work"]),
    ],
)
def test_amara_finds_by_words_and_by_kind(site: Site, people: People, query: str, found: list[str]) -> None:
    made.published(people)
    made.benefit(people, text="Ride here.")
    page = site.get(f"/guides/{query}", as_=people.amara)
    assert titles(page) == found
    assert ("Nothing found" in page.text) is (not found)


def test_the_words_stay_in_the_box(site: Site, people: People) -> None:
    page = site.get("/guides/?q=absence&kind=guide", as_=people.amara)
    assert page.select("#q")[0].get("value") == "absence"
    assert [o.get("value") for o in page.select("#kind option[selected]")] == ["guide"]


def test_a_page_for_home_care_or_managers_is_for_nobody_else(site: Site, people: People) -> None:
    made.published(people, title="For adults", audience=made.only(UNITS.adults))
    made.published(people, title="For managers", audience=made.only(roles=("manager",)))
    made.published(people, title="For waste and champions", audience=made.only(UNITS.waste, roles=("champion",)))
    seen = {name: titles(site.get("/guides/", as_=getattr(people, name))) for name in ("amara", "femi", "bryn", "dev")}
    assert seen == {
        "amara": ["For adults"],
        "femi": ["For adults", "For managers"],
        "bryn": ["For waste and champions"],
        "dev": [],
    }


def test_a_long_list_comes_in_pages_that_keep_the_words(site: Site, people: People) -> None:
    for number in range(30):
        made.published(people, title=f"Guide number {number:02}")
    first = site.get("/guides/?q=number&kind=guide", as_=people.amara)
    assert len(titles(first)) == 24
    second = site.get(first.links["Page 2"], as_=people.amara)
    assert titles(second) == [f"Guide number {number:02}" for number in range(24, 30)]
    assert second.select("#q")[0].get("value") == "number"


def test_what_htmx_gets_is_its_part_of_the_page(site: Site, people: People) -> None:
    made.published(people)
    made.published(people, title="Other", kind=Kind.HELP)
    for query in ("", "?q=ring", "?q=nothing-holds-this"):
        site.assert_fragment_is_its_part_of_the_page(f"/guides/{query}", as_=people.amara)


def test_many_pages_cost_as_many_statements_as_one(site: Site, people: People) -> None:
    made.published(people)
    few = site.query_count("/guides/?q=ring", as_=people.amara)
    for number in range(30):
        made.published(people, title=f"Another {number}", audience=made.only(UNITS.adults))
    assert site.query_count("/guides/?q=ring", as_=people.amara) == few <= 5


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site, people: People) -> None:
    made.published(people)
    for address in ("/guides/", "/guides/sickness-absence"):
        assert site.get(address).location == f"/sign-in?next={address}"


def test_somebody_without_any_post_sees_what_is_for_everyone(site: Site, people: People) -> None:
    made.published(people)
    made.published(people, title="For adults", audience=made.only(UNITS.adults))
    with transaction():
        for post in db.session.get_one(Person, people.amara).posts:
            post.ended_on = post.person.started_on
    assert titles(site.get("/guides/", as_=people.amara)) == ["Sickness absence"]
