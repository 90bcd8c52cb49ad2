"""What pages bring to the start page, the OD desk, search, help, one's own data; and when they are deleted."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.files import StoredFile, store
from engage.pages import jobs
from engage.pages.models import GuidePage
from engage.pages.rules import ARCHIVED_MONTHS, Kind
from tests.factories import UNITS, People
from tests.pages import made
from tests.site import Site


def since(page_id: int, **when: timedelta) -> None:
    """As if it had happened so long ago."""
    with transaction():
        for name, ago in when.items():
            setattr(db.session.get_one(GuidePage, page_id), name, clock.now() - ago)


def test_the_newest_page_for_amara_stands_on_her_start_page_for_two_weeks(site: Site, people: People) -> None:
    since(made.published(people, title="Older"), published_at=timedelta(days=5))
    number = made.benefit(people, audience=made.only(UNITS.adults))
    links = site.get("/", as_=people.amara).links
    assert links["Cycle to work"] == "/guides/cycle-to-work" and "Older" not in links
    assert "Older" in site.get("/", as_=people.esi).links
    since(number, published_at=timedelta(days=15))
    since(number - 1, published_at=timedelta(days=15))
    links = site.get("/", as_=people.amara).links
    assert "Cycle to work" not in links and "Older" not in links


def test_the_desk_names_what_is_due_for_review_and_nobody_else_sees_it(site: Site, people: People) -> None:
    number = made.overdue(people)
    made.published(people, title="Not due")
    page = site.get("/", as_=people.chloe)
    assert page.links["Sickness absence"] in (f"/guides/manage/{number}/", "/guides/sickness-absence")
    assert f"/guides/manage/{number}/" in [a.get("href") for a in page.select(".engage-todo a")]
    assert "review due" in page.text
    assert "review due" not in site.get("/", as_=people.dev).text


def test_the_start_page_costs_the_same_however_many_pages_are_due(site: Site, people: People) -> None:
    made.overdue(people)
    few = site.query_count("/", as_=people.chloe)
    for number in range(15):
        made.overdue(people, title=f"Another {number}")
    assert site.query_count("/", as_=people.chloe) == few


@pytest.mark.parametrize(("typed", "found"), [("cycle", True), ("permanent contract", True), ("cycle nothing", False)])
def test_search_finds_pages_that_hold_every_word(site: Site, people: People, typed: str, found: bool) -> None:
    made.benefit(people)
    page = site.get(f"/search?q={typed}", as_=people.amara)
    assert ("Cycle to work" in page.links) is found


def test_search_finds_nothing_that_is_not_for_amara(site: Site, people: People) -> None:
    made.benefit(people, audience=made.only(UNITS.place))
    made.draft(people, title="Cycle lanes")
    assert "Nothing found" in site.get("/search?q=cycle", as_=people.amara).text
    assert "Cycle to work" in site.get("/search?q=cycle", as_=people.esi).links


def test_help_leads_to_the_pages_of_help_for_whoever_is_signed_in(site: Site, people: People) -> None:
    made.published(people, title="Using Engage", kind=Kind.HELP)
    made.published(people, title="A guide")
    made.published(people, title="Elsewhere", kind=Kind.HELP, audience=made.only(UNITS.place))
    page = site.get("/help", as_=people.amara)
    assert page.links["Using Engage"] == "/guides/using-engage"
    assert "A guide" not in page.links and "Elsewhere" not in page.links
    assert "Using Engage" not in site.get("/help").links


def test_chloe_finds_the_pages_that_she_leads_among_her_own_data(site: Site, people: People) -> None:
    made.published(people)
    assert "Sickness absence" in site.get("/account/my-data", as_=people.chloe).text
    assert "Sickness absence" not in site.get("/account/my-data", as_=people.amara).text


def test_archived_pages_go_with_their_files_after_two_years_and_no_day_before(site: Site, people: People) -> None:
    old, young, live = made.archived(people), made.archived(people), made.published(people)
    for number in (old, young, live):
        with transaction():
            store("guide.pdf", made.PDF, "page", number, 1000)
    now = clock.now()
    just = clock.months_after(now, -ARCHIVED_MONTHS)
    since(old, archived_at=now - just + timedelta(hours=1))
    since(young, archived_at=now - just - timedelta(days=1))
    jobs.delete_archived()
    jobs.delete_archived()
    assert [row.id for row in db.session.query(GuidePage).order_by(GuidePage.id)] == [young, live]
    assert {row.on_id for row in db.session.query(StoredFile)} == {young, live}
