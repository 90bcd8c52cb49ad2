"""Milestones: added and moved by the OD team with a reason, met by the lead officer; and consultation."""

from datetime import date, timedelta

import pytest

from engage.core import clock
from engage.core.db import db
from engage.programme.models import ConsultationStage, ItemChange, Milestone
from tests.programme import made_boards as made

SENT = {"name": "Doors open", "due": "27/3/2027"}


def typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def milestone(milestone_id: int) -> Milestone:
    return db.session.get_one(Milestone, milestone_id)


def changes() -> list[ItemChange]:
    return db.session.query(ItemChange).order_by(ItemChange.id).all()


def test_a_milestone_is_added_and_its_first_date_stays_when_it_moves(site, people):
    item_id = made.item(lead=people.amara)
    path = f"/programme/manage/items/{item_id}/milestones"
    assert site.get(f"{path}/new", as_=people.chloe).status == 200
    assert site.post(path, SENT, as_=people.chloe).status == 303
    (row,) = db.session.query(Milestone)
    edit = f"/programme/manage/milestones/{row.id}/edit"
    sent = site.get(edit, as_=people.chloe).form(edit) | {"due": "27/5/2027"}
    page = site.post(edit, sent, as_=people.chloe)
    assert page.status == 422 and page.errors == ["Say why the date moves, or why the milestone is dropped."]
    assert site.post(edit, sent | {"reason": "The builder is late."}, as_=people.chloe).status == 303
    row = milestone(row.id)
    assert (row.first_on, row.due_on, row.moves) == (date(2027, 3, 27), date(2027, 5, 27), 1)
    added, moved = changes()
    assert (added.what, added.was, added.becomes) == ("Added: Doors open", "", "27 March 2027")
    assert (moved.kind, moved.was, moved.becomes, moved.reason, moved.by_id) == (
        "milestone", "27 March 2027", "27 May 2027", "The builder is late.", people.chloe,
    )  # fmt: skip
    page = site.get(f"/programme/items/{item_id}/standing", as_=people.amara)
    assert "Moved 1 time" in page.text and "27 March 2027" in page.text


def test_of_two_windows_the_second_is_told_that_the_date_has_moved(site, people):
    row = milestone(made.milestone(made.item()))
    path, first = f"/programme/manage/milestones/{row.id}/edit", site.get
    opened = first(f"/programme/manage/milestones/{row.id}/edit", as_=people.chloe).form(path)
    later = {"due": "27/5/2027", "reason": "Late"}
    site.post(path, opened | later, as_=people.chloe)
    page = site.post(path, opened | {"due": "1/6/2027", "reason": "Later still"}, as_=people.chloe)
    assert page.status == 409 and "meanwhile" in page.errors[0] and "Later still" in page.source
    assert page.form(path)["due"] == "27/5/2027" and milestone(row.id).moves == 1


def test_a_milestone_is_dropped_with_a_reason_and_taken_up_again(site, people):
    item_id = made.item()
    row_id = made.milestone(item_id, -40)
    path = f"/programme/manage/milestones/{row_id}/edit"
    sent = site.get(path, as_=people.chloe).form(path)
    assert site.post(path, sent | {"dropped": "y"}, as_=people.chloe).status == 422
    site.post(path, sent | {"dropped": "y", "reason": "Not needed"}, as_=people.chloe)
    assert (
        milestone(row_id).dropped
        and "Dropped" in site.get(f"/programme/items/{item_id}/standing", as_=people.chloe).text
    )
    assert site.post(f"/programme/milestones/{row_id}/meet", {"on": "1/1/2026"}, as_=people.chloe).status == 409
    site.post(path, sent, as_=people.chloe)
    assert not milestone(row_id).dropped
    assert [each.what.split(":")[0] for each in changes()] == ["Dropped", "Taken up again"]


def test_the_lead_officer_meets_a_milestone_and_moves_none(site, people):
    item_id = made.item(lead=people.amara)
    row_id = made.milestone(item_id, -5)
    path = f"/programme/milestones/{row_id}/meet"
    assert site.get(path, as_=people.amara).form(path)["on"] == typed(clock.today())
    ahead = clock.today() + timedelta(days=1)
    page = site.post(path, {"on": typed(ahead)}, as_=people.amara)
    assert page.status == 422 and page.errors == ["A milestone is met today or earlier."]
    assert site.post(path, {"on": "1/11/2026"}, as_=people.amara).status == 303
    assert milestone(row_id).met_on == date(2026, 11, 1)
    edit = f"/programme/manage/milestones/{row_id}/edit"
    assert site.post(edit, SENT, as_=people.amara).status == site.get(edit, as_=people.amara).status == 403
    # A milestone that is met stays where it is.
    sent = site.get(edit, as_=people.chloe).form(edit) | {"due": "1/6/2027", "reason": "Late"}
    assert site.post(edit, sent, as_=people.chloe).errors == ["This milestone is met: its date stays."]
    site.post(f"/programme/milestones/{row_id}/reopen", as_=people.amara)
    assert milestone(row_id).met_on is None


def test_who_sees_an_item_and_does_not_lead_it_meets_nothing(site, people):
    seen = made.milestone(made.item())
    hidden = made.milestone(made.item(made.plan(published=False)))
    for row_id, status in ((seen, 403), (hidden, 404), (999, 404)):
        for part in ("meet", "reopen"):
            assert site.post(f"/programme/milestones/{row_id}/{part}", as_=people.esi).status == status
        assert site.get(f"/programme/milestones/{row_id}/meet", as_=people.esi).status == status
    assert site.get(f"/programme/milestones/{seen}/meet").status == 303


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Say what is reached"), ({"due": ""}, "Enter the date"), ({"due": "31/2/2027"}, "no such day"),
        ({"due": "1/1/2200"}, "Enter a year from"), ({"name": "x" * 201}, "Use at most 200"),
    ],
)  # fmt: skip
def test_what_is_no_milestone_is_said(site, people, sent, says):
    path = f"/programme/manage/items/{made.item()}/milestones"
    page = site.post(path, SENT | sent, as_=people.chloe)
    assert page.status == 422 and says in page.errors[0] and db.session.query(Milestone).count() == 0


def test_a_stage_of_consultation_is_added_and_its_outcome_written(site, people):
    item_id = made.item()
    path = f"/programme/manage/items/{item_id}/consultation"
    sent = {"with_whom": "Trade unions", "starts": "1/4/2027", "ends": "1/3/2027"}
    assert site.get(f"{path}/new", as_=people.chloe).status == 200
    assert site.post(path, sent, as_=people.chloe).errors == ["It cannot end before it begins."]
    assert site.post(path, sent | {"ends": ""}, as_=people.chloe).status == 303
    (row,) = db.session.query(ConsultationStage)
    edit = f"/programme/manage/consultation/{row.id}/edit"
    again = site.get(edit, as_=people.chloe).form(edit) | {"outcome": "They agree."}
    bad = site.post(edit, again | {"ends": "1/3/2027"}, as_=people.chloe)
    assert bad.status == 422 and "They agree." in bad.source
    site.post(edit, again, as_=people.chloe)
    assert "They agree." in site.get(f"/programme/items/{item_id}/standing", as_=people.chloe).text
    assert site.get(edit, as_=people.amara).status == 403
    assert site.get("/programme/manage/consultation/999/edit", as_=people.chloe).status == 404
