"""Boards as the OD team keeps them: made, changed, ended; their meetings and readers."""

from datetime import date, timedelta

import pytest

from engage.core import clock
from engage.core.db import db
from engage.programme.models import Board, BoardMeeting, BoardReader
from tests.programme import made_boards as made

AT = "/programme/manage/boards/"
SENT = {"name": "Change board", "about": "Reads it all.", "cadence": "quarterly", "notice_days": "14"}


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def meetings(board_id: int) -> list[BoardMeeting]:
    return db.session.query(BoardMeeting).filter_by(board_id=board_id).order_by(BoardMeeting.on).all()


def test_chloe_makes_a_board_with_a_year_of_meetings(site, people):
    assert "No boards yet" in site.get(AT, as_=people.chloe).text
    assert site.get(f"{AT}new", as_=people.chloe).status == 200
    page = site.follow(site.post(AT, SENT, as_=people.chloe), as_=people.chloe)
    assert page.h1 == "Meetings: Change board"
    board = db.session.query(Board).one()
    site.post(f"{AT}{board.id}/meetings", {"first": "13/4/2027"}, as_=people.chloe)
    found = meetings(board.id)
    assert [each.on for each in found] == [
        date(2027, 4, 13), date(2027, 7, 13), date(2027, 10, 12), date(2028, 1, 11),
    ]  # fmt: skip
    assert found[0].due_on == date(2027, 3, 30)
    # Once more adds only what is not there.
    site.post(f"{AT}{board.id}/meetings", {"first": "13/7/2027"}, as_=people.chloe)
    assert len(meetings(board.id)) == 5
    assert "Change board" in site.get(AT, as_=people.chloe).links


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Enter the name"), ({"name": "x" * 161}, "Use at most 160"),
        ({"cadence": "daily"}, "Not a valid choice"),
        ({"notice_days": "61"}, "whole number of days from 0 to 60"), ({"notice_days": "two"}, "whole number"),
        ({"name": "OLD board"}, "of this name already"),
    ],
)  # fmt: skip
def test_what_is_no_board_is_said_and_kept(site, people, sent, says):
    made.board(name="Old board")
    page = site.post(AT, SENT | sent, as_=people.chloe)
    assert page.status == 422 and says in page.errors[0] and "Reads it all." in page.source
    assert db.session.query(Board).count() == 1


def test_a_board_is_changed_ended_and_taken_up_again(site, people):
    board_id = made.board(20, name="Old board")
    assert "Old board" in site.get(f"{AT}{board_id}/edit", as_=people.chloe).source
    site.post(f"{AT}{board_id}/edit", SENT | {"name": "old board"}, as_=people.chloe)
    row = db.session.get_one(Board, board_id)
    assert (row.name, row.notice_days) == ("old board", 14)
    assert meetings(board_id)[0].due_on == clock.today() + timedelta(days=10)
    assert site.post(f"{AT}{board_id}/end", as_=people.chloe).status == 303
    assert site.post(f"{AT}{board_id}/end", as_=people.chloe).status == 409
    assert "Ended" in site.get(f"/programme/boards/{board_id}", as_=people.chloe).text
    site.post(f"{AT}{board_id}/take-up", as_=people.chloe)
    assert db.session.get_one(Board, board_id).ended is False


def test_a_meeting_is_moved_and_removed_while_it_is_ahead(site, people):
    board_id = made.board(-30, 20, 50)
    held, ahead, later = meetings(board_id)
    path = f"/programme/manage/meetings/{ahead.id}"
    day = clock.today() + timedelta(days=25)
    assert site.get(f"{path}/edit", as_=people.chloe).form()["on"] == typed(ahead.on)
    site.post(f"{path}/edit", {"on": typed(day), "due_on": typed(day)}, as_=people.chloe)
    assert (meetings(board_id)[1].on, meetings(board_id)[1].due_on) == (day, day)
    for on, due, says in ((day, day + timedelta(days=1), "or before"), (later.on, day, "on that day already")):
        page = site.post(f"{path}/edit", {"on": typed(on), "due_on": typed(due)}, as_=people.chloe)
        assert page.status == 422 and says in page.errors[0] and typed(due) in page.source
    assert site.post(f"{path}/remove", as_=people.chloe).status == 303
    page = site.post(f"/programme/manage/meetings/{held.id}/remove", as_=people.chloe)
    assert page.status == 409 and "stays" in page.errors[0]
    assert [each.id for each in meetings(board_id)] == [held.id, later.id]


@pytest.mark.parametrize("day", ["", "31/2/2027", "1/1/1999", "1/1/9999", "soon"])
def test_what_is_no_day_makes_no_meeting(site, people, day):
    board_id = made.board()
    page = site.post(f"{AT}{board_id}/meetings", {"first": day}, as_=people.chloe)
    assert page.status == 422 and page.errors and not meetings(board_id)


def test_readers_are_found_added_and_removed(site, people):
    board_id = made.board(name="Change board")
    path = f"{AT}{board_id}/readers"
    found = site.post(path, {"q": "Femi", "find": "y"}, as_=people.chloe)
    assert found.status == 200 and "Femi Adeyemi" in found.text
    assert site.post(path, {"person": f"person:{people.femi}"}, as_=people.chloe).status == 303
    assert "Femi Adeyemi" in site.get(path, as_=people.chloe).text
    assert site.get(f"/programme/boards/{board_id}", as_=people.femi).status == 200
    for bad in ("", "person:999", "unit:1", "person:x"):
        page = site.post(path, {"person": bad}, as_=people.chloe)
        assert page.status == 422 and page.errors == ["Choose somebody who works here."]
    assert site.post(f"{path}/{people.femi}/remove", as_=people.chloe).status == 303
    assert site.post(f"{path}/{people.femi}/remove", as_=people.chloe).status == 404
    assert db.session.query(BoardReader).count() == 0
    assert site.get(f"/programme/boards/{board_id}", as_=people.femi).status == 404


def test_boards_are_kept_by_the_od_team_alone(site, people):
    board_id = made.board(readers=(people.femi,))
    for path in (AT, f"{AT}new", f"{AT}{board_id}/edit", f"{AT}{board_id}/meetings", f"{AT}{board_id}/readers"):
        assert site.get(path, as_=people.femi).status == site.get(path, as_=people.dev).status == 403
        assert site.get(path).status == 303
    assert (
        site.post(AT, SENT, as_=people.femi).status == site.post(f"{AT}{board_id}/end", as_=people.femi).status == 403
    )
    for path in (f"{AT}999/edit", f"{AT}{2**40}/meetings", "/programme/manage/meetings/999/edit"):
        assert site.get(path, as_=people.chloe).status == 404
