"""Keeping the pages: the list, publishing, reviewing, archiving; and the way back."""

from datetime import timedelta

import pytest

from engage.core import audit, clock
from tests.factories import People
from tests.pages import made
from tests.site import Page, Site


def names(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.select(".engage-outline__title")]


def acts() -> list[str]:
    return [event.act for event in reversed(audit.latest(20, kind="page"))]


def test_chloe_sees_what_is_due_first_then_drafts_and_the_archive_last(site: Site, people: People) -> None:
    made.archived(people, title="Old")
    made.published(people, title="Fresh")
    made.draft(people, title="Draft")
    made.overdue(people, 3, title="Due")
    made.overdue(people, 9, title="Long due")
    page = site.get("/guides/manage/", as_=people.chloe)
    assert names(page) == ["Long due", "Due", "Draft", "Fresh", "Old"]
    assert page.text.count("Review due") == 2


def test_an_empty_list_says_what_to_do_first(site: Site, people: People) -> None:
    assert site.get("/guides/manage/", as_=people.chloe).links["Write the first page"] == "/guides/manage/new"


def test_nobody_but_the_od_team_keeps_pages(site: Site, people: People) -> None:
    number = made.published(people)
    for who in (people.amara, people.dev, people.femi):
        for path in ("", "new", f"{number}/", f"{number}/edit", f"{number}/preview"):
            assert site.get(f"/guides/manage/{path}", as_=who).status == 403
        for path in ("publish", "archive", "delete", "reviewed", "files", "edit", "bring-back"):
            assert site.post(f"/guides/manage/{number}/{path}", as_=who).status == 403
    assert site.get("/guides/manage/").location == "/sign-in?next=/guides/manage/"


def test_a_page_that_is_not_there_is_404(site: Site, people: People) -> None:
    for path in ("", "edit", "preview"):
        assert site.get(f"/guides/manage/77/{path}", as_=people.chloe).status == 404
    for path in ("publish", "archive", "files/1/remove"):
        assert site.post(f"/guides/manage/77/{path}", as_=people.chloe).status == 404


def test_a_draft_is_published_seen_archived_and_brought_back(site: Site, people: People) -> None:
    number = made.draft(people)
    address = f"/guides/manage/{number}"
    assert "Published, it is seen by: everyone." in site.get(f"{address}/", as_=people.chloe).text
    done = site.post(f"{address}/publish", as_=people.chloe)
    assert "is published" in site.follow(done, as_=people.chloe).source
    assert site.get("/guides/sickness-absence", as_=people.amara).status == 200
    site.post(f"{address}/archive", as_=people.chloe)
    assert site.get("/guides/sickness-absence", as_=people.amara).status == 404
    site.post(f"{address}/bring-back", as_=people.chloe)
    assert (made.row(number).state, made.row(number).archived_at) == ("draft", None)
    assert acts() == ["create", "publish", "archive", "bring back"]


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ("draft", ("archive", "bring-back")),
        ("published", ("publish", "bring-back", "delete")),
        ("archived", ("archive", "publish", "delete")),
    ],
)
def test_an_act_that_no_longer_fits_is_409_and_changes_nothing(
    site: Site, people: People, state: str, wrong: tuple[str, ...]
) -> None:
    number = {"draft": made.draft, "published": made.published, "archived": made.archived}[state](people)
    for act in wrong:
        assert site.post(f"/guides/manage/{number}/{act}", as_=people.chloe).status == 409
        assert made.row(number).state == state


def test_a_draft_that_lacks_something_says_what_and_is_not_published(site: Site, people: People) -> None:
    number = made.draft(people, lead_officer_id=None, review_on=None, text="")
    page = site.get(f"/guides/manage/{number}/", as_=people.chloe)
    assert "It has no lead officer." in page.text and "It has no review date." in page.text
    refused = site.post(f"/guides/manage/{number}/publish", as_=people.chloe)
    assert refused.status == 422
    assert len(refused.errors) == 3
    assert made.row(number).state == "draft"


def test_a_page_that_was_reviewed_is_due_again_on_the_day_that_was_said(site: Site, people: People) -> None:
    number = made.overdue(people)
    address = f"/guides/manage/{number}"
    assert "Review due" in site.get(f"{address}/", as_=people.chloe).text
    later = clock.today() + timedelta(days=365)
    site.post(f"{address}/reviewed", {"next_day": f"{later.day}/{later.month}/{later.year}"}, as_=people.chloe)
    row = made.row(number)
    assert (row.review_on, row.reviewed_at is not None) == (later, True)
    assert "Review due" not in site.get(f"{address}/", as_=people.chloe).text
    assert "Last reviewed on" in site.get("/guides/sickness-absence", as_=people.amara).text


@pytest.mark.parametrize(
    ("day", "why"),
    [("", "Enter the day"), ("soon", "Enter the day"), ("31/2/2099", "no such day"), ("1/1/2020", "to come")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_one_clear_error(site: Site, people: People, day: str, why: str) -> None:
    number = made.overdue(people)
    before = made.row(number).review_on
    page = site.post(f"/guides/manage/{number}/reviewed", {"next_day": day}, as_=people.chloe)
    assert page.status == 422
    assert len(page.errors) == 1 and why in page.errors[0]
    assert page.title.startswith("Error: ")
    assert made.row(number).review_on == before


def test_a_draft_is_deleted_with_what_hangs_on_it(site: Site, people: People) -> None:
    number = made.draft(people)
    assert site.post(f"/guides/manage/{number}/delete", as_=people.chloe).location == "/guides/manage/"
    assert site.get(f"/guides/manage/{number}/", as_=people.chloe).status == 404


def test_the_preview_is_what_staff_will_read(site: Site, people: People) -> None:
    number = made.benefit(people)
    body = ".engage-guide"
    preview = site.get(f"/guides/manage/{number}/preview", as_=people.chloe)
    shown = site.get("/guides/cycle-to-work", as_=people.amara)
    assert preview.select(body)[0].text_content().split() == shown.select(body)[0].text_content().split()
    assert "This is how the page looks to the people it is for" in preview.text


def test_many_pages_cost_as_many_statements_as_two(site: Site, people: People) -> None:
    made.overdue(people)
    few = site.query_count("/guides/manage/", as_=people.chloe)
    for number in range(30):
        made.published(people, title=f"Another {number}", lead_officer_id=people.femi)
    assert site.query_count("/guides/manage/", as_=people.chloe) == few <= 6
    assert site.get("/guides/manage/", as_=people.chloe).links["Page 2"] == "/guides/manage/?page=2"
