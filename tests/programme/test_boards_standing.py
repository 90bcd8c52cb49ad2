"""How items stand: who sees how much, the colours of all, and the filters."""

from datetime import date

import pytest

from engage.core import clock
from tests.programme import made_boards as made
from tests.review import text_of

OVERVIEW = "/programme/manage/standing"


def at(item_id: int) -> str:
    return f"/programme/items/{item_id}/standing"


def full(people, published: bool = True, **more) -> int:
    """An item of Amara's that Femi's board reads, with one of everything."""
    board_id = made.board(20, readers=(people.femi,))
    plan_id = made.plan(published=published)
    item_id = made.item(plan_id, lead=people.amara, board=board_id, budget_pence=100_000, **more)
    made.milestone(item_id, name="Doors open", first_on=date(2026, 1, 1), moves=2)
    made.measure(item_id, (10_000, 9_950))
    made.risk(item_id, 4, 4, what="Nobody applies")
    made.spent(item_id, 50_000)
    made.consulted(item_id)
    made.changed(plan_id, item_id)
    made.update(item_id, 3, status="For the board.", plain_words="For everybody.", trouble=1)
    return item_id


def test_whoever_sees_all_sees_the_colour_with_every_reason(site, people):
    item_id = full(people)
    for who in (people.amara, people.femi, people.chloe):
        text = site.get(at(item_id), as_=who).text
        for words in ("Colour: Red", "misses its target by 1%", "scores 16 of 25", "has moved by", "some trouble",
                      "High: 16 of 25", "Moved 2 times", "Trade unions", "£500", "£1,000", "For the board.",
                      "For everybody.", "Late delivery", "How the colour comes about"):  # fmt: skip
            assert words in text, words


def test_other_staff_see_milestones_measures_and_plain_words_of_a_published_plan(site, people):
    page = site.get(at(full(people)), as_=people.esi)
    for words in ("Doors open", "Homes inspected", "For everybody."):
        assert words in page.text
    for words in ("Red", "trouble", "Nobody applies", "£500", "Late delivery", "For the board.", "Trade unions",
                  "Enter figures", "Add a"):  # fmt: skip
        assert words not in page.text, words


def test_nobody_else_sees_an_item_of_a_plan_that_is_not_published_or_archived(site, people):
    for item_id in (full(people, published=False), made.item(made.plan(archived_at=clock.now()))):
        assert site.get(at(item_id), as_=people.esi).status == 404
        assert site.get(at(item_id), as_=people.chloe).status == 200
        assert site.get(at(item_id)).status == 303
    for number in (999, 2**40):
        assert site.get(at(number), as_=people.chloe).status == 404


def test_whoever_read_a_board_that_has_ended_sees_what_all_staff_see(site, people):
    item_id = made.item(board=made.board(readers=(people.femi,), ended=True))
    assert "Colour" not in site.get(at(item_id), as_=people.femi).text


def test_the_overview_counts_colours_and_shows_the_worst_first(site, people):
    plan_id = made.plan()
    for name, in_days in (("Calm", 5), ("Overdue", -5), ("Long overdue", -50)):
        item_id = made.item(plan_id, lead=people.amara, name=name)
        made.milestone(item_id, in_days)
        made.update(item_id)
    made.item(plan_id, name="Finished", stage="complete")
    page = site.get(OVERVIEW, as_=people.chloe)
    assert "4 items: 1 green, 1 amber, 1 red, 1 complete" in page.text
    assert [name for name in page.links if name in ("Calm", "Overdue", "Long overdue", "Finished")] == [
        "Long overdue", "Overdue", "Calm", "Finished",
    ]  # fmt: skip


def test_the_overview_is_filtered_and_its_fragment_is_its_part(site, people):
    board_id, plan_id = made.board(9, name="Change board"), made.plan()
    made.item(plan_id, board=board_id, name="Late one")
    other = made.item(board=board_id, name="Not late")
    made.update(other)
    made.item(plan_id, name="Elsewhere", stage="stopped")

    def shown(query: str) -> set[str]:
        links = site.get(f"{OVERVIEW}?{query}", as_=people.chloe).links
        return {"Late one", "Not late", "Elsewhere"} & set(links)

    assert shown("") == {"Late one", "Not late", "Elsewhere"}
    assert shown(f"plan={plan_id}") == {"Late one", "Elsewhere"}
    assert shown(f"board={board_id}") == {"Late one", "Not late"}
    assert shown("colour=amber") == shown("late=y") == {"Late one"}
    assert shown("colour=mauve&plan=x&board=-1&page=x") == {"Late one", "Not late", "Elsewhere"}
    assert "Nothing fits" in site.get(f"{OVERVIEW}?colour=red", as_=people.chloe).text
    whole = site.get(f"{OVERVIEW}?late=y", as_=people.chloe)
    part = site.get(f"{OVERVIEW}?late=y", as_=people.chloe, htmx=True)
    assert not part.whole and part.text == text_of(whole.select("#standing-list")[0])


def test_the_overview_shows_fifty_a_page(site, people):
    plan_id = made.plan()
    for number in range(51):
        made.item(plan_id, name=f"Item {number}", stage="stopped")
    page = site.get(OVERVIEW, as_=people.chloe)
    assert "51 items" in page.text and len(page.select("tbody tr")) == 50
    assert len(site.get(f"{OVERVIEW}?page=2", as_=people.chloe).select("tbody tr")) == 1


def test_the_overview_is_for_the_od_team(site, people):
    for who in (people.amara, people.bryn, people.dev):
        assert site.get(OVERVIEW, as_=who).status == 403
    assert site.get(OVERVIEW).status == 303
    assert "No items here yet" in site.get(OVERVIEW, as_=people.chloe).text


@pytest.mark.parametrize("path", [OVERVIEW, "/programme/boards/1", "/programme/manage/exceptions", "standing"])
def test_pages_cost_the_same_however_many_items(site, people, path):
    first = full(people)
    address = at(first) if path == "standing" else path
    few = site.query_count(address, as_=people.chloe)
    for _ in range(3):
        item_id = full(people)
        made.milestone(first)
        made.risk(first)
        made.measure(first, (1, 1))
        made.update(item_id, 1)
    assert site.query_count(address, as_=people.chloe) == few
