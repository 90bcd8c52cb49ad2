"""The grid of quarters: three financial years at a glance, and rows pasted from a spreadsheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core.db import db
from engage.programme.models import Output
from engage.programme.rules import plans as rules
from engage.programme.rules.grid import GridFault, PastedCell, cell, pasted
from tests.programme import made

ITEMS = {"skills": [1], "money": [2], "twice": [3, 4]}


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("", PastedCell(False)), ("x", PastedCell(True)), ("X ", PastedCell(True)), ("✓", PastedCell(True, "", True)),
        ("done", PastedCell(True, "", True)), ("Done: a report", PastedCell(True, "a report", True)),
        ("✓ a report", PastedCell(True, "a report", True)), ("done with it", PastedCell(True, "done with it")),
        ("  A   report ", PastedCell(True, "A report")),
    ],
)  # fmt: skip
def test_a_cell_says_what_is_planned_and_what_is_done(typed, means):
    assert cell(typed) == means


@pytest.mark.parametrize(
    ("text", "row", "fault"),
    [
        ("", 1, GridFault.EMPTY), ("Skills\tx\nNobody\tx", 2, GridFault.UNKNOWN), ("Twice\tx", 1, GridFault.SEVERAL),
        ("Skills\tx\nskills\tx", 2, GridFault.TWICE), ("Skills" + "\tx" * 13, 1, GridFault.WIDE),
        ("Skills\t" + "x" * 501, 1, GridFault.LONG), ("Skills\tx\n" * 501, 501, GridFault.MANY),
        ("Nobody\tx", 1, GridFault.UNKNOWN),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_told(text, row, fault):
    _, bad = pasted(text, ITEMS)
    assert (bad[0].row, bad[0].fault) == (row, fault)


def test_a_header_is_passed_over_and_a_cell_of_two_lines_is_one():
    good, bad = pasted('Item\tQ1\tQ2\nSkills\t\t"two\nlines"\n\nMoney\tx\t\t', ITEMS)
    assert not bad and [each.item_id for each in good] == [1, 2]
    assert good[0].cells == (PastedCell(False), PastedCell(True, "two lines"))


@given(st.text(max_size=200))
def test_whatever_is_pasted_there_is_an_answer(text):
    good, bad = pasted(text, ITEMS)
    assert bad or good


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_lies_in_its_quarter_and_its_financial_year(day):
    begins = rules.quarter_start(day)
    assert begins <= day < rules.next_quarter(begins)
    assert begins in rules.quarters(rules.financial_year(day), 1)
    assert len(set(rules.quarters(day.year))) == 12


def test_the_grid_shows_three_financial_years_from_the_plans_start_and_any_others(site, people):
    plan_id = made.plan(starts_on=date(2021, 4, 1))
    item_id = made.item(plan_id, "Skills")
    made.output(item_id, date(2021, 4, 1), "First part", date(2021, 6, 1))
    made.output(item_id, date(2024, 4, 1), "Later part")
    page = site.get(f"/programme/plans/{plan_id}/grid", as_=people.amara)
    assert "2021/22 to 2023/24" in page.text and "Done: First part" in page.text and "Later part" not in page.text
    assert page.select("td[data-label='April to June 2021']") and "Fill in" not in page.text
    assert "Later part" in site.get(f"/programme/plans/{plan_id}/grid?year=2024", as_=people.amara).text
    assert site.get(f"/programme/plans/{plan_id}/grid?year=1", as_=people.amara).status == 200
    assert site.get(f"/programme/plans/{made.plan(False)}/grid", as_=people.amara).status == 404


def test_rows_are_looked_at_first_then_taken_in_and_an_empty_cell_changes_nothing(site, people):
    plan_id = made.plan(starts_on=date(2027, 4, 1))
    item_id = made.item(plan_id, "Skills")
    made.output(item_id, date(2027, 4, 1), "Stays")
    there = f"/programme/manage/plans/{plan_id}/grid"
    rows = "Item\tQ1\tQ2\tQ3\r\nSkills\t\tdone: A report\tx\r\n"
    page = site.get(f"{there}/paste", as_=people.chloe)
    page = site.post(f"{there}/look", page.form(f"{there}/look") | {"rows": rows}, as_=people.chloe)
    assert page.status == 200 and "July to September 2027: done, A report" in page.text
    assert db.session.query(Output).count() == 1
    assert site.post(f"{there}/take", page.form(f"{there}/take"), as_=people.chloe).status == 303
    held = {row.quarter_on.month: (row.text, bool(row.done_on)) for row in db.session.query(Output)}
    assert held == {4: ("Stays", False), 7: ("A report", True), 10: ("", False)}
    again = site.post(f"{there}/take", page.form(f"{there}/take"), as_=people.chloe)
    assert "0 quarters changed" in site.follow(again, as_=people.chloe).source


def test_one_bad_row_and_nothing_is_taken_in(site, people):
    plan_id = made.plan()
    made.item(plan_id, "Skills")
    for act in ("look", "take"):
        there = f"/programme/manage/plans/{plan_id}/grid/{act}"
        page = site.post(there, {"rows": "Skills\tx\nNobody\tx"}, as_=people.chloe)
        assert page.status == 422 and len(page.errors) == 1 and "“Nobody” is no item of this plan" in page.errors[0]
        assert "Skills" in page.select("textarea")[0].text and not db.session.query(Output).count()
        assert site.post(there, {"rows": " "}, as_=people.chloe).errors == ["Paste at least one row."]
        assert site.post(there, {"rows": "Skills\tx"}, as_=people.amara).status == 403
