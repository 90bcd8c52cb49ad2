"""Equality figures: taken in from a file in two steps, shown as shares, and held against targets."""

import io
from datetime import date

import pytest

from engage.core.db import db
from engage.programme.models import EqualityFigure, MeasurePeriod
from engage.programme.queries import equality as queries
from tests.programme import made_boards as made

HERE = "/programme/manage/equality"
HEADER = "as_at,measure,characteristic,group,people,everybody"
ROWS = (
    "2026-03-31,Workforce,Disability,Disabled,612,5100", "2026-03-31,Workforce,Disability,Not disabled,3900,5100",
    "2026-03-31,Workforce,Ethnic group,White,3900,5100", "2026-03-31,Workforce,Ethnic group,Asian,420,5100",
    "2026-03-31,Workforce,Ethnic group,Mixed,4,5100", "2026-03-31,Workforce,Ethnic group,Black,240,5100",
)  # fmt: skip


def look(site, people, *rows, header=HEADER):
    """A file that is looked at; the answer."""
    text = "\n".join([header, *rows]) + "\n"
    return site.post(f"{HERE}/import", {"file": (io.BytesIO(text.encode()), "figures.csv")}, as_=people.chloe)


def take(site, people, *rows):
    found = look(site, people, *rows)
    assert found.status == 303
    return site.post(f"{found.location}/take", as_=people.chloe)


def test_figures_are_looked_at_then_taken_in_and_the_same_file_changes_nothing(site, people):
    found = look(site, people, *ROWS)
    text = site.get(found.location, as_=people.chloe).text
    assert "2 tables added or replaced" in text and queries.count() == 0
    assert site.post(f"{found.location}/take", as_=people.chloe).location == HERE and queries.count() == 6
    page = site.get(HERE, as_=people.chloe)
    assert "14%" in page.text and "88%" in page.text and "Not shown" in page.text and "612" not in page.text
    again = look(site, people, *ROWS)
    assert "The file changes nothing" in site.get(again.location, as_=people.chloe).text
    assert site.post(f"{again.location}/take", as_=people.chloe).status == 409


def test_a_newer_file_says_what_it_replaces_and_what_was_hidden_stays_hidden(site, people):
    take(site, people, *ROWS)
    newer = [each.replace("Mixed,4,", "Mixed,400,").replace("Black,240", "African,240") for each in ROWS]
    text = site.get(look(site, people, *newer).location, as_=people.chloe).text
    assert "Another number: Mixed" in text and "New: African" in text and "No longer there: Black" in text
    assert "1 table added or replaced, 1 left" in text
    take(site, people, *newer)
    assert db.session.query(EqualityFigure).filter_by(group="Mixed").one().apart is False
    take(site, people, *(each.replace("2026-03-31", "2026-06-30") for each in newer))
    assert not any(row.apart for row in db.session.query(EqualityFigure).filter_by(group="Mixed"))


def test_a_measure_takes_its_figures_where_they_can_be_shown(site, people):
    take(site, people, *ROWS)
    measure_id = made.measure(made.item(lead=people.amara), (1_500, None), (1_500, 700), (1_500, None), unit="percent")
    path, link = f"/programme/measures/{measure_id}/figures", f"/programme/manage/measures/{measure_id}/group"
    assert site.post(link, {"group": "Nobody"}, as_=people.chloe).status == 422
    actuals = lambda: [each.actual for each in db.session.query(MeasurePeriod).order_by(MeasurePeriod.starts_on)]  # noqa: E731
    db.session.query(MeasurePeriod).filter_by(starts_on=date(2026, 3, 1)).one().ends_on = date(2026, 3, 31)
    db.session.commit()
    site.post(link, {"group": "Workforce: Disability, Disabled"}, as_=people.chloe)
    assert actuals() == [None, 700, 1_400]
    page = site.get(path, as_=people.amara)
    assert "Actual: 14%" in page.text and "Declared: 88%" in page.text
    third = db.session.query(MeasurePeriod).filter_by(actual=1_400).one().id
    site.post(path, page.form(path) | {f"actual_{third}": "99"}, as_=people.amara)
    assert actuals()[2] == 1_400
    take(site, people, *(each.replace("Disabled,612", "Disabled,5") for each in ROWS[:2]))
    assert actuals()[2] is None
    site.post(link, {"group": "Workforce: Ethnic group, Mixed"}, as_=people.chloe)
    assert actuals()[2] is None
    assert site.get(link, as_=people.chloe).status == 200
    site.post(f"{link}/drop", as_=people.chloe)
    assert "come from the equality figures" not in site.get(path, as_=people.amara).text
    number = made.measure(made.item(), (100, None))
    page = site.post(f"/programme/manage/measures/{number}/group", {"group": "Workforce: Disability, Disabled"},
                     as_=people.chloe)  # fmt: skip
    assert page.status == 422 and "in percent" in page.errors[0]


GOOD = "2026-03-31,Workforce,Sex,Women,30,64"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-13-31,W,Sex,Women,30,64", "Row 3, as_at: “2026-13-31” is no day"),
        ("2199-03-31,W,Sex,Women,30,64", "no day between"), ("2097-03-31,W,Sex,Women,30,64", "still to come"),
        (",W,Sex,Women,30,64", "Row 3, as_at: nothing"), ("2026-03,,Sex,Women,30,64", "Row 3, measure: nothing"),
        ("2026-03,W,=1+1,Women,30,64", "begins as a formula"), (f"2026-03,W,Sex,{'x' * 81},30,64", "more than 80"),
        ("2026-03,W,Sex,Women,-3,64", "no whole number"), ("2026-03,W,Sex,Women,3.5,64", "no whole number"),
        ("2026-03,W,Sex,Women,900000000,64", "too large"), ("2026-03,W,Sex,Women,65,64", "more than everybody"),
        ("2026-03-31,Workforce,Sex,women,30,64", "same group stands in row 2"),
        ("2026-03-31,Workforce,Sex,Men,30,65", "row 2 gives another number"),
        ("2026-03-31,Workforce,Sex,Men,35,64", "65 people together"),
        ("2026-03-31,W,Sex,<script>alert(1)</script>,x,64", "no whole number"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said_by_row_and_column_and_nothing_is_taken_in(site, people, row, says):
    found = look(site, people, GOOD, row)
    page = site.get(found.location, as_=people.chloe)
    assert says in page.text and "nothing can be taken in" in page.text
    assert site.post(f"{found.location}/take", as_=people.chloe).status == 409 and queries.count() == 0


@pytest.mark.parametrize(
    ("header", "rows", "says"),
    [
        (HEADER + ",name", [GOOD + ",Amara"], "is no column"), (HEADER + ",people", [GOOD + ",3"], "there twice"),
        ("as_at,measure", ["2026-03,W"], "no column “characteristic”"), (HEADER, [], "no row"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_use_is_refused_at_once(site, people, header, rows, says):
    page = look(site, people, *rows, header=header)
    assert page.status == 422 and says in page.errors[0]


def test_only_the_od_team_sees_and_brings_them(site, people):
    measure_id = made.measure(made.item(), (100, None), unit="percent")
    for path in (HERE, f"{HERE}/import", f"{HERE}/example.csv", f"/programme/manage/measures/{measure_id}/group"):
        assert site.get(path).status == 303 and site.get(path, as_=people.amara).status == 403
        assert site.get(path, as_=people.chloe).status == 200
    assert site.post(f"{HERE}/import", {}, as_=people.chloe).status == 422
    assert site.get(f"{HERE}/import/{'0' * 32}", as_=people.chloe).status in (404, 409)
    assert site.get("/programme/manage/measures/999/group", as_=people.chloe).status == 404


def test_the_example_can_be_brought_back_and_queries_do_not_grow(site, people):
    text = site.get(f"{HERE}/example.csv", as_=people.chloe).data.decode("utf-8-sig")
    take(site, people, *text.replace("\r", "").strip().split("\n")[1:])
    page = site.get(HERE, as_=people.chloe)
    take(site, people, *(each.replace("Workforce", "Applicants") for each in ROWS))
    assert site.get(HERE, as_=people.chloe).queries == page.queries


def test_a_file_with_two_measures_of_nearly_the_same_people_is_told_so_before_it_is_taken(site, people):
    near = ["2026-03-31,Without casuals,Disability,Disabled,611,5094",
            "2026-03-31,Without casuals,Disability,Not disabled,3899,5094"]  # fmt: skip
    text = site.get(look(site, people, *ROWS, *near).location, as_=people.chloe).text
    assert "Too close to each other" in text
    assert "Workforce and Without casuals, by Disability on 31 March 2026: 6 people between them" in text
    take(site, people, *ROWS)
    assert "6 people between them" in site.get(look(site, people, *near).location, as_=people.chloe).text
    far = [each.replace(",5094", ",5080") for each in near]
    assert "Too close" not in site.get(look(site, people, *far).location, as_=people.chloe).text
