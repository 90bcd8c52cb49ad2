"""A board's page, the changes since it met, and the exceptions: on screen and as files."""

from datetime import timedelta

import pytest

from engage.core import clock
from tests.programme import made_boards as made
from tests.review import text_of


def lines(page) -> list[str]:
    return page.data.decode("utf-8-sig").splitlines()


def test_a_board_reads_its_items_with_colour_update_and_direction(site, people):
    board_id = made.board(-40, 30, readers=(people.femi,), name="Change board", about="Reads the programme.")
    plan_id = made.plan()
    for name, then, in_days in (("Better one", "red", 5), ("Worse one", "green", -5), ("New one", "", 5)):
        item_id = made.item(plan_id, lead=people.amara, board=board_id, name=name)
        if then:
            made.update(item_id, 60, colour="amber")
            made.update(item_id, 41, colour=then)
        made.update(item_id, 1, status=f"What {name} says", colour="green")
        made.milestone(item_id, in_days)
    made.item(made.plan(archived_at=clock.now()), board=board_id, name="Archived one")
    made.item(name="Of no board")
    page = site.get(f"/programme/boards/{board_id}", as_=people.femi)
    rows = {text_of(row.cssselect("th a")[0]): text_of(row) for row in page.select("tbody tr")}
    assert list(rows) == ["Worse one", "Better one", "New one"]
    assert "Better than at the meeting before" in rows["Better one"]
    assert "Worse than at the meeting before" in rows["Worse one"] and "Amber: The milestone" in rows["Worse one"]
    assert "at the meeting before" not in rows["New one"] and "What New one says" in rows["New one"]
    assert "Late updates 0 items" in page.text and "Change the board" not in page.links
    red = site.get(f"/programme/boards/{board_id}?colour=amber", as_=people.femi, htmx=True)
    assert "Worse one" in red.links and "Better one" not in red.links


def test_a_board_is_for_its_readers_and_the_od_team(site, people):
    board_id = made.board(-10, readers=(people.femi,))
    ended = made.board(readers=(people.femi,), ended=True)
    for part in ("", "/changes", "/exceptions", "/changes.csv", "/exceptions.csv"):
        path = f"/programme/boards/{board_id}{part}"
        assert site.get(path, as_=people.femi).status == site.get(path, as_=people.chloe).status == 200
        assert site.get(path, as_=people.amara).status == 404
        assert site.get(path).status == 303
        assert site.get(f"/programme/boards/{ended}{part}", as_=people.femi).status == 404
        assert site.get(f"/programme/boards/999{part}", as_=people.chloe).status == 404


def test_changes_since_the_board_met_with_their_reasons(site, people):
    board_id, plan_id = made.board(-20, 10), made.plan(name="Our plan")
    item_id = made.item(plan_id, board=board_id, name="New depot")
    made.changed(plan_id, item_id, 5, by_id=people.chloe, what="=End")
    made.changed(plan_id, item_id, 30, what="Long before")
    made.changed(plan_id, None, 4, kind="removed", what="Old item")
    path = f"/programme/boards/{board_id}/changes"
    page = site.get(path, as_=people.chloe)
    for words in ("Dates: =End", "1 May 2027", "1 June 2027", "Late delivery", "Chloe Martin"):
        assert words in page.text
    assert "Long before" not in page.text and "Old item" not in page.text
    day = clock.today() - timedelta(days=40)
    early = site.get(f"{path}?since={day.day}/{day.month}/{day.year}", as_=people.chloe)
    assert "Long before" in early.text
    assert len(lines(site.get(early.links["Download as CSV"], as_=people.chloe))) == 3
    (_, row) = lines(site.get(f"{path}.csv", as_=people.chloe))
    assert row.startswith("New depot,") and ",Dates,'=End,1 May 2027,1 June 2027,Late delivery,Chloe Martin" in row
    whole = site.get(f"/programme/manage/plans/{plan_id}/changes", as_=people.chloe)
    assert whole.h1 == "Changes: Our plan" and "Old item" in whole.text and "Long before" in whole.text
    assert len(lines(site.get(whole.links["Download as CSV"], as_=people.chloe))) == 4


@pytest.mark.parametrize("since", ["soon", "31/2/2027", "1/1/1"])
def test_what_is_no_day_is_said_and_the_usual_one_is_taken(site, people, since):
    board_id = made.board(-20)
    page = site.get(f"/programme/boards/{board_id}/changes?since={since}", as_=people.chloe)
    assert page.status == 422 and page.errors and since in page.source
    assert site.get(f"/programme/boards/{board_id}/changes.csv?since={since}", as_=people.chloe).status == 200


def test_exceptions_are_only_what_is_red_late_or_changed(site, people):
    plan_id, board_id = made.plan(), made.board(-20, 9)
    made.milestone(made.item(plan_id, lead=people.amara, name="Red one"), -40)
    made.item(plan_id, board=board_id, name="Late one")
    made.changed(plan_id, made.item(plan_id, name="Changed one", stage="complete"), 5)
    calm = made.item(plan_id, name="Calm one")
    amber = made.item(plan_id, name="Amber one")
    made.milestone(amber, -2)
    for item_id in (calm, amber):
        made.update(item_id)
    page = site.get("/programme/manage/exceptions", as_=people.chloe)
    rows = {text_of(row.cssselect("th a")[0]): text_of(row.cssselect("td")[1]) for row in page.select("tbody tr")}
    # The one that is red has no update since long ago, either.
    assert rows == {"Red one": "red and late", "Late one": "late", "Changed one": "changed"}
    found = lines(site.get(page.links["Download as CSV"], as_=people.chloe))
    assert len(found) == 4 and any(row.startswith("Late one,") and ",amber,late," in row for row in found)
    own = site.get(f"/programme/boards/{board_id}/exceptions", as_=people.chloe)
    assert "Late one" in own.links and "Red one" not in own.links
    assert len(lines(site.get(own.links["Download as CSV"], as_=people.chloe))) == 2


def test_without_exceptions_and_changes_the_pages_say_so(site, people):
    plan_id = made.plan()
    assert "No exceptions" in site.get("/programme/manage/exceptions", as_=people.chloe).text
    page = site.get(f"/programme/manage/plans/{plan_id}/changes", as_=people.chloe)
    assert "Nothing has changed since then" in page.text
    for path in (f"/programme/manage/plans/{plan_id}/changes", "/programme/manage/exceptions.csv"):
        assert site.get(path, as_=people.amara).status == 403
    assert site.get("/programme/manage/plans/999/changes", as_=people.chloe).status == 404
