"""Updates: who writes them, what they must say, and what becomes of the item."""

import pytest

from engage.core.db import db
from engage.programme.models import Item, ItemUpdate
from tests.programme import made_boards as made

SENT = {"stage": "under way", "status": "The tender is out.", "trouble": "0", "plain_words": "We are buying a new van."}


def at(item_id: int) -> str:
    return f"/programme/items/{item_id}/updates"


def updates(item_id: int) -> list[ItemUpdate]:
    return db.session.query(ItemUpdate).filter_by(item_id=item_id).order_by(ItemUpdate.id).all()


def test_the_lead_officer_writes_an_update_that_stays_as_it_is(site, people):
    item_id = made.item(lead=people.amara, status="Old words")
    assert "Update: " in site.get(f"{at(item_id)}/new", as_=people.amara).h1
    assert site.post(at(item_id), SENT, as_=people.amara).status == 303
    site.post(at(item_id), SENT | {"status": "It is not out yet, after all.", "trouble": "1"}, as_=people.amara)
    first, second = updates(item_id)
    assert (first.status, first.colour, first.by_id) == ("The tender is out.", "green", people.amara)
    assert second.colour == "amber"
    item = db.session.get_one(Item, item_id)
    assert (item.status, item.stage, item.version) == (second.status, "under way", 3)
    page = site.get(f"/programme/items/{item_id}/standing", as_=people.amara)
    assert "The tender is out." in page.text and "Trouble: Some: it needs watching" in page.text
    assert "The lead officer sees some trouble." in page.text


def test_an_update_that_is_sent_twice_is_one(site, people):
    item_id = made.item(lead=people.amara)
    for _ in range(2):
        assert site.post(at(item_id), SENT, as_=people.amara).status == 303
    assert len(updates(item_id)) == 1


def test_what_is_overdue_must_say_why(site, people):
    item_id = made.item(lead=people.amara)
    made.milestone(item_id, -5)
    assert "say why" in site.get(f"{at(item_id)}/new", as_=people.amara).text
    page = site.post(at(item_id), SENT, as_=people.amara)
    assert page.status == 422 and page.errors == [
        "Say why: something is overdue, or a date has moved since the last update."
    ]
    assert "The tender is out." in page.source and not updates(item_id)
    site.post(at(item_id), SENT | {"delay_reason": "The builder is late."}, as_=people.amara)
    (row,) = updates(item_id)
    assert (row.delay_reason, row.colour) == ("The builder is late.", "amber")


def test_a_date_that_has_moved_since_the_last_update_must_say_why_once(site, people):
    plan_id = made.plan()
    item_id = made.item(plan_id, lead=people.amara)
    made.update(item_id, 10)
    made.changed(plan_id, item_id, 5)
    assert site.post(at(item_id), SENT, as_=people.amara).status == 422
    site.post(at(item_id), SENT | {"delay_reason": "Late delivery"}, as_=people.amara)
    assert site.post(at(item_id), SENT | {"status": "More."}, as_=people.amara).status == 303


def test_nothing_is_complete_while_a_milestone_is_open(site, people):
    item_id = made.item(lead=people.amara)
    milestone_id = made.milestone(item_id)
    page = site.post(at(item_id), SENT | {"stage": "complete"}, as_=people.amara)
    assert page.status == 422 and "1 milestone is neither met nor dropped" in page.errors[0]
    day = made.clock.today()
    site.post(
        f"/programme/milestones/{milestone_id}/meet", {"on": f"{day.day}/{day.month}/{day.year}"}, as_=people.amara
    )
    assert site.post(at(item_id), SENT | {"stage": "complete"}, as_=people.amara).status == 303
    assert updates(item_id)[0].colour == "complete"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"stage": ""}, "Choose how far"), ({"stage": "perfect"}, "Not a valid choice"), ({"status": " "}, "Say what"),
        ({"status": "x" * 2001}, "Use at most 2,000"), ({"trouble": "-1"}, "Not a valid choice"),
        ({"plain_words": "x" * 1001}, "Use at most 1,000"),
    ],
)  # fmt: skip
def test_what_is_no_update_is_said_and_kept(site, people, sent, says):
    item_id = made.item(lead=people.amara)
    page = site.post(at(item_id), SENT | {"next_steps": "Sign it"} | sent, as_=people.amara)
    assert page.status == 422 and says in page.errors[0] and "Sign it" in page.source
    assert page.title.startswith("Error: Update") and not updates(item_id)


def test_only_the_lead_officer_and_the_od_team_write(site, people):
    board_id = made.board(readers=(people.femi,))
    item_id = made.item(made.plan(published=False), lead=people.amara, board=board_id)
    for path, call in ((f"{at(item_id)}/new", site.get), (at(item_id), site.post)):
        assert call(path, as_=people.femi).status == 403
        assert call(path, as_=people.esi).status == 404
    assert site.get(f"{at(item_id)}/new").status == 303
    assert site.post(at(item_id), SENT, as_=people.chloe).status == 303
    assert site.get(f"{at(999)}/new", as_=people.chloe).status == 404
