"""Items: made, changed with a reason, moved, removed; their quarters and sessions; what staff read."""

from datetime import date

import pytest
from flask_login import login_user

from engage.access import Role, Viewer
from engage.core import clock, links
from engage.core.db import db
from engage.programme.models import Item, ItemChange, Output, Session
from tests.programme import made

ITEM = {"name": "Skills", "kind": "project", "objective": "Learn", "starts": "1/4/2027", "ends": "31/3/2028",
        "budget": "37,443,000"}  # fmt: skip


def create(site, people, plan_id, **more):
    address = f"/programme/manage/plans/{plan_id}/items/"
    form = site.get(f"{address}new", as_=people.chloe).form(address)
    return site.post(address, form | ITEM | more, as_=people.chloe)


def edit(site, people, item_id, **more):
    address = f"/programme/manage/items/{item_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    return site.post(address, form | more, as_=people.chloe)


def viewer(person, *roles):
    return Viewer(person, "Name", "Name", "en", frozenset({Role.STAFF, *roles}), 1)


def test_an_item_is_made_with_its_lead_officer_and_staff_read_it_without_its_budget(site, people):
    plan_id = made.plan()
    heading = made.heading(plan_id)
    page = create(site, people, plan_id, lead=f"person:{people.femi}", heading=str(heading), reason="Asked for")
    item = db.session.query(Item).one()
    assert (item.lead_id, item.heading_id, item.budget_pence) == (people.femi, heading, 3_744_300_000)
    assert page.location == f"/programme/items/{item.id}"
    made.update(item.id, "The first course was full.")
    text = site.get(f"/programme/items/{item.id}", as_=people.amara).text
    for said in ("Femi Adeyemi", "1 April 2027 to 31 March 2028", "The first course was full.", "Skills was added"):
        assert said in text
    assert "37,443" not in text
    text = site.get(f"/programme/plans/{plan_id}", as_=people.amara).text
    assert "The first course was full." in text and "Not started" in text


def test_somebody_is_looked_for_without_scripts_and_what_was_typed_stays(site, people):
    page = create(site, people, made.plan(), find="y", q="Femi", name="Typed")
    assert page.status == 200 and "Femi Adeyemi" in page.text and page.select("input[name=name][value=Typed]")
    assert not db.session.query(Item).count()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "Taken"}, "There is an item of this name"),
        ({"heading": "99"}, "Choose a heading of this plan."),
        ({"board": "99"}, "Choose a board of the list."),
        ({"ends": "31/3/2027"}, "The end lies before the start."),
        ({"stage": "nearly"}, "Not a valid choice."),
        ({"budget": "-5"}, "Enter an amount in pounds"),
        ({"budget": "9" * 20}, "The amount is too large"),
        ({"objective": "x" * 5001}, "Use at most 5,000 characters."),
        ({"reason": ""}, "Say why: this plan is published"),
    ],
)
def test_what_an_item_cannot_be_is_said_and_nothing_is_lost(site, people, sent, says):
    plan_id = made.plan()
    made.item(plan_id, "Taken")
    page = create(site, people, plan_id, **({"reason": "Asked for", "status": "Typed <b>"} | sent))
    assert page.status == 422 and len(page.errors) == 1 and says in page.errors[0]
    assert page.select("textarea[name=status]")[0].text.strip() == "Typed <b>" and db.session.query(Item).count() == 1


def test_after_publishing_changes_of_dates_scope_and_budget_are_logged_with_their_reason(site, people):
    plan_id = made.plan(published=False)
    create(site, people, plan_id)
    item_id = db.session.query(Item.id).scalar()
    assert edit(site, people, item_id, ends="30/4/2028").status == 303 and not db.session.query(ItemChange).count()
    site.post(f"/programme/manage/plans/{plan_id}/publish", as_=people.chloe)
    assert edit(site, people, item_id, status="In words only").status == 303
    refused = edit(site, people, item_id, ends="31/5/2028")
    assert refused.status == 422 and refused.errors[0].startswith("Say why")
    done = edit(site, people, item_id, ends="31/5/2028", budget="5", objective="Learn more", reason="The board")
    assert done.status == 303
    log = {row.kind: (row.was, row.becomes, row.reason, row.by_id) for row in db.session.query(ItemChange)}
    assert log["dates"] == ("1 April 2027 to 30 April 2028", "1 April 2027 to 31 May 2028", "The board", people.chloe)
    assert log["budget"][:2] == ("£37,443,000", "£5") and log["scope"][:2] == ("Learn", "Learn more")


def test_of_two_windows_the_second_is_told(site, people):
    item_id = made.item(made.plan(), "Before")
    address = f"/programme/manage/items/{item_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    assert site.post(address, form | {"status": "First"}, as_=people.chloe).status == 303
    page = site.post(address, form | {"status": "Second"}, as_=people.chloe)
    assert page.status == 409 and page.select("textarea[name=status]")[0].text.strip() == "Second"
    assert db.session.get_one(Item, item_id).status == "First"


def test_an_item_moves_among_its_own_and_is_removed_with_a_reason(site, people):
    plan_id = made.plan()
    one, two = made.item(plan_id, "One"), made.item(plan_id, "Two")
    made.output(one, date(2027, 4, 1))
    assert site.post(f"/programme/manage/items/{two}/move", {"way": "up"}, as_=people.chloe).status == 303
    assert [row.id for row in db.session.query(Item).order_by(Item.position, Item.id)] == [two, one]
    page = site.post(f"/programme/manage/items/{one}/remove", {"reason": ""}, as_=people.chloe)
    assert page.status == 422 and page.errors == ["Say why the item is removed."]
    gone = site.post(f"/programme/manage/items/{one}/remove", {"reason": "Done elsewhere"}, as_=people.chloe)
    page = site.follow(gone, as_=people.chloe)
    assert "One was removed" in page.text and "Done elsewhere" in page.text and not db.session.query(Output).count()


def test_quarters_are_filled_in_by_hand_and_ticked_off(site, people):
    item_id = made.item(made.plan(starts_on=date(2027, 4, 1)), "Skills")
    made.output(item_id, date(2031, 4, 1), "Later")
    address = f"/programme/manage/items/{item_id}/outputs"
    form = site.get(address, as_=people.chloe).form(address)
    sent = form | {"words-2027-04-01": "First", "there-2027-07-01": "y", "done-2027-10-01": "y"}
    assert site.post(address, sent, as_=people.chloe).status == 303
    rows = {row.quarter_on: (row.text, row.done_on) for row in db.session.query(Output)}
    assert rows == {
        date(2027, 4, 1): ("First", None), date(2027, 7, 1): ("", None), date(2027, 10, 1): ("", clock.today()),
        date(2031, 4, 1): ("Later", None),
    }  # fmt: skip
    late = site.post(address, sent | {"words-2027-04-01": "Second"}, as_=people.chloe)
    assert late.status == 409 and late.select("input[value=Second]")
    form = site.get(address, as_=people.chloe).form(address)
    long = site.post(address, form | {"words-2027-04-01": "x" * 501}, as_=people.chloe)
    assert long.status == 422 and long.errors == ["Use at most 500 characters."]
    form = {name: value for name, value in form.items() if not name.startswith(("there-", "done-"))}
    assert site.post(address, form | {"words-2027-04-01": ""}, as_=people.chloe).status == 303
    assert [row.text for row in db.session.query(Output)] == ["Later"]


def test_sessions_are_added_changed_and_removed(site, people):
    item_id = made.item(made.plan())
    address = f"/programme/manage/items/{item_id}/sessions/"
    sent = {"group": "Executive", "starts": "1/10/2027", "ends": "31/3/2028", "cost": "300"}
    bad = site.post(address, sent | {"group": "", "ends": "1/9/2027"}, as_=people.chloe)
    assert bad.status == 422 and len(bad.errors) == 2
    assert site.post(address, sent, as_=people.chloe).status == 303
    session = db.session.query(Session).one()
    assert (session.group, session.cost_pence) == ("Executive", 30_000)
    assert "300" not in site.get(f"/programme/items/{item_id}", as_=people.amara).text
    there = f"{address}{session.id}"
    assert site.post(f"{there}/edit", sent | {"held": "2/10/2027"}, as_=people.chloe).status == 303
    assert "Held" in site.get(f"/programme/items/{item_id}", as_=people.amara).text
    assert site.post(f"/programme/manage/items/{made.item(made.plan())}/sessions/{session.id}/remove",
                     as_=people.chloe).status == 404  # fmt: skip
    assert site.post(f"{there}/remove", as_=people.chloe).status == 303 and not db.session.query(Session).count()


def test_staff_find_and_follow_what_is_published_and_nothing_else(app, site, people):
    shown, hidden = made.plan(name="Open plan"), made.plan(False, name="Hidden plan")
    made.item(shown, "Open skills", lead_id=people.femi), made.item(hidden, "Hidden skills")
    item_id = db.session.query(Item.id).filter_by(name="Hidden skills").scalar()
    assert site.get(f"/programme/items/{item_id}", as_=people.amara).status == 404
    assert site.get(f"/programme/items/{item_id}", as_=people.chloe).status == 200
    text = site.get("/search?q=skills", as_=people.amara).text
    assert "Open skills" in text and "Hidden skills" not in text
    assert "Hidden skills" in site.get("/search?q=skills", as_=people.chloe).text
    assert "0 of 1 item complete" in site.get("/", as_=people.amara).text
    assert "Hidden plan" in site.get("/", as_=people.chloe).text
    for who, sees in ((viewer(people.amara), False), (viewer(people.chloe, Role.OD), True)):
        with app.test_request_context():
            login_user(who)
            assert (links.resolve("plan item", item_id) is not None) is sees
            assert (links.resolve("plan", hidden) is not None) is sees and links.resolve("plan", 99) is None
    assert "Open skills" in site.get("/account/my-data", as_=people.femi).text
