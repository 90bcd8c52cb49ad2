"""Measures, risks and spending: entered, corrected, and never taken for 0."""

from datetime import date

import pytest

from engage.core.db import db
from engage.programme.models import ItemChange, Measure, MeasurePeriod, Risk, Spend
from tests.programme import made_boards as made

SENT = {"name": "Homes inspected", "unit": "number", "better": "higher"}
RISK = {"what": "Nobody applies", "likelihood": "4", "impact": "5", "response": "Ask again", "owner": ""}


def periods() -> list[MeasurePeriod]:
    return db.session.query(MeasurePeriod).order_by(MeasurePeriod.starts_on).all()


def test_a_measure_is_made_with_its_periods_and_figures_are_entered_at_once(site, people):
    item_id = made.item(lead=people.amara)
    page = site.post(f"/programme/manage/items/{item_id}/measures", SENT, as_=people.chloe)
    (row,) = db.session.query(Measure)
    assert page.location == f"/programme/manage/measures/{row.id}/periods"
    sent = {"first": "1/4/2026", "length": "3", "count": "4", "target": "1,250.5"}
    site.post(page.location, sent, as_=people.chloe)
    assert [(each.starts_on, each.ends_on, each.target) for each in periods()][3] == (
        date(2027, 1, 1), date(2027, 3, 31), 125_050,
    )  # fmt: skip
    assert "overlap" in site.post(page.location, sent, as_=people.chloe).errors[0]
    path = f"/programme/measures/{row.id}/figures"
    first, second = periods()[:2]
    form = site.get(path, as_=people.amara).form(path)
    site.post(path, form | {f"actual_{first.id}": "1,200", f"note_{first.id}": "Two inspectors ill"}, as_=people.amara)
    assert [each.actual for each in periods()] == [120_000, None, None, None]
    text = site.get(f"/programme/items/{item_id}/standing", as_=people.amara).text
    assert "misses its target by 5%" in text and "Not known" in text and "Two inspectors ill" in text
    # What another window has entered meanwhile stays.
    site.post(path, form | {f"actual_{second.id}": "0"}, as_=people.amara)
    assert [each.actual for each in periods()] == [120_000, 0, None, None]


def test_a_target_moves_by_the_od_team_alone_and_with_a_reason(site, people):
    item_id = made.item(lead=people.amara)
    measure_id = made.measure(item_id, (10_000, None), (None, None))
    path = f"/programme/measures/{measure_id}/figures"
    one, two = periods()
    form = site.get(path, as_=people.chloe).form(path)
    site.post(path, form | {f"target_{one.id}": "50"}, as_=people.amara)
    assert periods()[0].target == 10_000
    page = site.post(path, form | {f"target_{one.id}": "50"}, as_=people.chloe)
    assert page.status == 422 and page.errors == ["Say why a target changes."]
    site.post(path, form | {f"target_{one.id}": "50", "reason": "Fewer homes"}, as_=people.chloe)
    (change,) = db.session.query(ItemChange)
    assert (change.was, change.becomes, change.reason, change.kind) == ("100", "50", "Fewer homes", "scope")
    # A first target is no change.
    form = site.get(path, as_=people.chloe).form(path)
    site.post(path, form | {f"target_{two.id}": "50"}, as_=people.chloe)
    assert periods()[1].target == 5_000 and db.session.query(ItemChange).count() == 1


def test_what_is_no_figure_is_said_and_kept(site, people):
    measure_id = made.measure(made.item(lead=people.amara), (100, 50), (100, None))
    path = f"/programme/measures/{measure_id}/figures"
    one, two = periods()
    form = site.get(path, as_=people.amara).form(path)
    page = site.post(path, form | {f"actual_{one.id}": "7", f"actual_{two.id}": "many"}, as_=people.amara)
    assert page.status == 422 and page.errors == ["Enter a figure, such as 25 or 1,250.50."]
    assert "many" in page.source and periods()[0].actual == 50


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Say what is measured"), ({"unit": "hours"}, "Not a valid"), ({"better": ""}, "Choose which"),
        ({"saving": "y"}, "Savings are measured in pounds"),
    ],
)  # fmt: skip
def test_what_is_no_measure_is_said(site, people, sent, says):
    page = site.post(f"/programme/manage/items/{made.item()}/measures", SENT | sent, as_=people.chloe)
    assert page.status == 422 and says in page.errors[0] and db.session.query(Measure).count() == 0


def test_figures_are_for_the_lead_officer_and_the_od_team(site, people):
    board_id = made.board(readers=(people.femi,))
    item_id = made.item(made.plan(published=False), lead=people.amara, board=board_id)
    path = f"/programme/measures/{made.measure(item_id, (100, 50))}/figures"
    for who, status in ((people.femi, 403), (people.esi, 404), (people.chloe, 200), (people.amara, 200)):
        assert site.get(path, as_=who).status == status
    assert site.post(path, as_=people.femi).status == 403 and site.get(path).status == 303
    for part in ("measures/new", "risks/new", "spending"):
        address = f"/programme/manage/items/{item_id}/{part}"
        assert site.get(address, as_=people.amara).status == 403 and site.get(address, as_=people.chloe).status == 200
        assert site.get(f"/programme/manage/items/999/{part}", as_=people.chloe).status == 404
    assert site.get("/programme/measures/999/figures", as_=people.chloe).status == 404
    assert "No periods yet" in site.get(f"/programme/measures/{made.measure(item_id)}/figures", as_=people.amara).text


def test_a_risk_is_written_changed_and_closed(site, people):
    board_id = made.board(readers=(people.femi,))
    item_id = made.item(lead=people.amara, board=board_id)
    made.update(item_id)
    path = f"/programme/manage/items/{item_id}/risks"
    assert site.get(f"{path}/new", as_=people.chloe).status == 200
    for bad in ({"what": ""}, {"likelihood": "6"}, {"impact": "0"}, {"owner": str(people.esi)}):
        page = site.post(path, RISK | bad, as_=people.chloe)
        assert page.status == 422 and page.errors and db.session.query(Risk).count() == 0
    site.post(path, RISK | {"owner": str(people.femi)}, as_=people.chloe)
    text = site.get(f"/programme/items/{item_id}/standing", as_=people.amara).text
    assert "Very high: 20 of 25" in text and "Looked after by Femi Adeyemi" in text and "Colour: Red" in text
    (row,) = db.session.query(Risk)
    edit = f"/programme/manage/risks/{row.id}/edit"
    sent = site.get(edit, as_=people.chloe).form(edit)
    assert site.post(edit, sent | {"what": ""}, as_=people.chloe).status == 422
    site.post(edit, sent | {"closed": "y"}, as_=people.chloe)
    assert db.session.get_one(Risk, row.id).closed_on == made.clock.today()
    assert "Colour: Green" in site.get(f"/programme/items/{item_id}/standing", as_=people.amara).text
    site.post(edit, sent, as_=people.chloe)
    assert db.session.get_one(Risk, row.id).closed_on is None
    assert site.get(edit, as_=people.amara).status == 403
    assert site.get("/programme/manage/risks/999/edit", as_=people.chloe).status == 404


def test_spending_is_corrected_by_a_negative_line_that_says_what_it_corrects(site, people):
    item_id = made.item(budget_pence=100_000)
    path = f"/programme/manage/items/{item_id}/spending"
    sent = {"on": "1/11/2026", "pounds": "1,250.50", "note": "Design"}
    assert site.post(path, sent, as_=people.chloe).status == 303
    bad = ({"pounds": "0"}, {"pounds": "a lot"}, {"pounds": ""}, {"on": "1/1/2099"}, {"pounds": "-5", "note": ""})
    for wrong in bad:
        page = site.post(path, sent | wrong, as_=people.chloe)
        assert page.status == 422 and page.errors and page.title.startswith("Error: Spending")
    site.post(path, sent | {"pounds": "-250.50", "note": "Entered twice"}, as_=people.chloe)
    page = site.get(path, as_=people.chloe)
    assert "Spent: £1,000 of a budget of £1,000." in page.text and "-£250.50" in page.text
    assert db.session.query(Spend).count() == 2
