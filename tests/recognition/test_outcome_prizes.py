"""Prizes for payroll, costs without names, and who is invited."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.money import exact, pence, pounds
from engage.directory.models import Person, Post, Unit
from engage.recognition.models import AwardRound, Prize, RoundCost
from engage.recognition.rules.rounds import Outcome
from tests.factories import UNITS
from tests.recognition import made, outcome_made

PRIZE = {"what": "Voucher", "pounds": "£1,025.50", "paid_by": "OD budget", "given_day": "3/3/2027"}
COST = {"what": "Hall", "pounds": "300", "paid_by": "A sponsor", "sponsored": "y"}
SUMMARY = "/awards/manage/cost-summary"


def lines(page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.data.decode("utf-8-sig"))))


@given(st.integers(0, 10_000_000))
def test_what_is_shown_as_pounds_is_read_back_as_the_same_pence(amount):
    assert pence(pounds(amount)) == amount and pence(exact(amount)) == amount


@pytest.mark.parametrize(
    "typed", ["", "free", "-5", "1.234", "1,00", "£", "99999999", "100000.01", "١٠", "5 quid", "1e3"]
)
def test_what_is_no_amount_is_none(typed):
    assert pence(typed) is None or typed == "١٠"


def test_a_prize_goes_to_payroll_with_its_number_value_and_day(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    path = f"/awards/manage/{round_id}/prizes/"
    assert "No prizes yet" in site.get(path, as_=people.chloe).text
    assert site.post(path, PRIZE | {"entry": str(amara)}, as_=people.chloe).status == 303
    page = site.get(path, as_=people.chloe)
    assert "£1,025.50: Voucher" in page.text and "not a “trivial benefit”" in page.text
    with transaction():
        db.session.get_one(Person, people.amara).surname = "=cmd()"
        db.session.query(Prize).one().what = "@x"
    head, row = lines(site.get(f"{path}payroll.csv", as_=people.chloe))
    assert row == ["1001", "Amara =cmd()", "1025.50", "2027-03-03", "'@x", "OD budget", "Category 1"]
    number = db.session.query(Prize.id).scalar()
    assert site.post(f"{path}{number}/delete", as_=people.chloe).status == 303
    assert site.post(f"{path}{number}/delete", as_=people.chloe).status == 404
    assert head[0] == "Employee number"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pounds": "free"}, "Enter an amount in pounds"),
        ({"pounds": "99999999"}, "Enter an amount in pounds"),
        ({"entry": ""}, "Choose for whom it is"),
        ({"entry": "999"}, "Not a valid choice"),
        ({"what": "\u200b"}, "Say what it is"),
        ({"paid_by": "x" * 50_000}, "at most 120"),
        ({"given_day": "x"}, "Enter the day as numbers"),
    ],
)
def test_a_prize_that_cannot_be_is_said_plainly(site, people, change, says):
    round_id, amara, _ = outcome_made.decided(people)
    page = site.post(f"/awards/manage/{round_id}/prizes/", PRIZE | {"entry": str(amara)} | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)
    assert not db.session.query(Prize).count()


def test_costs_of_any_round_are_kept_and_those_of_another_round_are_not_there(site, people):
    round_id, other = made.award_round(), made.award_round()
    path = f"/awards/manage/{round_id}/costs/"
    assert site.get(path, as_=people.amara).status == 403
    assert "No costs yet" in site.get(path, as_=people.chloe).text
    assert site.post(path, COST | {"pounds": "x"}, as_=people.chloe).status == 422
    assert site.post(path, COST, as_=people.chloe).status == 303
    assert "£300: Hall" in site.get(path, as_=people.chloe).text
    number = db.session.query(RoundCost.id).scalar()
    assert site.post(f"/awards/manage/{other}/costs/{number}/delete", as_=people.chloe).status == 404
    assert site.post(f"{path}{number}/delete", as_=people.chloe).status == 303
    assert site.get("/awards/manage/99/costs/", as_=people.chloe).status == 404


def test_the_summary_adds_up_three_years_and_names_nobody(site, people):
    assert "Nothing was entered" in site.get(SUMMARY, as_=people.chloe).text
    assert site.get(SUMMARY, as_=people.dev).status == 403
    round_id, amara, _ = outcome_made.decided(people)
    outcome_made.prize(round_id, amara, 5_000)
    outcome_made.cost(round_id, 120_000)
    outcome_made.cost(round_id, 20_000, sponsored=True)
    old = made.award_round(ceremony_on=clock.today().replace(year=clock.today().year - 3, day=1))
    outcome_made.cost(old, 99_999)
    assert "£1,400.00" in site.get(SUMMARY, as_=people.chloe).text  # no prize before the announcement
    outcome_made.announced(round_id)
    page = site.get(SUMMARY, as_=people.chloe)
    for amount in ("£1,450.00", "£200.00", "£1,250.00"):
        assert amount in page.text
    assert "999.99" not in page.text and "Amara" not in page.text
    head, row = lines(site.get(f"{SUMMARY}.csv", as_=people.chloe))
    assert head == ["Year", "Award round", "Gross in pounds", "Sponsored", "Net"]
    assert row[2:] == ["1450.00", "200.00", "1250.00"]


def test_who_is_invited_through_whom_and_who_manages_them(site, people):
    round_id, _, _ = outcome_made.decided(people)
    care = db.session.query(Unit.id).filter_by(code=UNITS.home_care).scalar()
    waste = db.session.query(Unit.id).filter_by(code=UNITS.waste).scalar()
    category = made.categories_of(round_id)[0]
    for team in (care, waste):
        made.entry(category, team=team, nominator=people.esi, outcome=Outcome.WINNER)
    made.entry(category, people.esi, people.amara, outcome=Outcome.SHORTLISTED)
    path = f"/awards/manage/{round_id}/ceremony"
    rows = {row[0]: row for row in lines(site.get(f"{path}.csv", as_=people.chloe))[1:]}
    assert rows["Amara Nwosu"][3:] == ["Home care", "", "amara@anytown.example", "E-mail", "Femi Adeyemi"]
    assert rows["Bryn Parry"][5:7] == ["None", "Letter, or their manager"]
    assert rows["Home care"][6] == "Femi Adeyemi, who heads the team"
    assert rows["Waste and recycling"][6] == "Nobody heads this team: ask its service"
    assert "Esi Mensah" not in rows
    for each in ("/", "/paper"):
        page = site.get(f"{path}{each}", as_=people.chloe)
        assert "Amara Nwosu" in page.text and "a team of 2" in page.text
        assert site.get(f"{path}{each}", as_=people.femi).status == 403
    with transaction():
        db.session.get_one(AwardRound, round_id).tells_unsuccessful = True
        db.session.query(Post).filter_by(person_id=people.chloe).update({"is_head": True})
    assert "Esi Mensah" in site.get(f"{path}/", as_=people.chloe).text


def test_more_guests_cost_no_more_queries(site, people):
    round_id, _, _ = outcome_made.decided(people)
    path = f"/awards/manage/{round_id}/ceremony/"
    before = site.query_count(path, as_=people.chloe)
    for who in (people.dev, people.esi, people.femi):
        made.entry(made.categories_of(round_id)[0], who, people.amara, outcome=Outcome.WINNER)
    assert site.query_count(path, as_=people.chloe) == before
