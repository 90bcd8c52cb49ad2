"""The page of who gets recognised: read by the OD team, computed by the worker, frozen once the year is over."""

import csv
import io
from datetime import date, timedelta

import pytest

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Account, Person, Post
from engage.recognition import jobs_recognised as jobs
from engage.recognition.actions import thanks_moderating as moderating
from engage.recognition.models import Nomination, RecognitionYear, Thanks, ThanksReceiver
from engage.recognition.queries import recognised as queries
from engage.recognition.rules.recognised import Year, year_of
from engage.recognition.rules.rounds import Outcome, RoundStage
from tests.factories import person
from tests.recognition import made

PAGE = "/recognition/"


@pytest.fixture
def crowd(people) -> list[int]:
    """Sixty more in Home care and in Waste, the latter without e-mail."""
    units = [db.session.get_one(Person, each).posts[0].unit for each in (people.amara, people.bryn)]
    with transaction():
        found = [person(f"2{n:03d}", "P", f"N{n:02d}", units[n % 2], email=None if n % 2 else f"p{n}@anytown.example")
                 for n in range(60)]  # fmt: skip
        for post in db.session.query(Post):
            post.grade, post.site, post.work_type, post.contract = "Grade 5", "Town hall", "office", "permanent"
        return [each.id for each in found]


def this() -> Year:
    return year_of(clock.today())


def last() -> Year:
    return Year(date(this().first_day.year - 1, 4, 1))


def during(year: Year):
    return clock.now() - (clock.today() - year.last_day) - timedelta(days=40)


def awarded(crowd: list[int]) -> None:
    """A round of last year: every third of the crowd nominated, every other of these shortlisted, one winner."""
    at = during(last())
    number = made.award_round(RoundStage.ANNOUNCED, opens_at=at - timedelta(days=20), closes_at=at, announces_at=at)
    (category,) = made.categories_of(number)
    for n, each in enumerate(crowd[::3]):
        outcome = (Outcome.WINNER if n == 0 else Outcome.SHORTLISTED) if n % 2 == 0 else Outcome.NOT_SHORTLISTED
        made.entry(category, each, crowd[1], outcome=outcome)


def work(site, people, year: Year) -> None:
    site.get(PAGE, as_=people.chloe)
    assert site.post(f"{PAGE}{year.first_day.year}/work-out", as_=people.chloe).status == 303
    outbox.run_due_rows()


def test_an_empty_page_says_what_to_do_first(site, people):
    page = site.get(PAGE, as_=people.chloe)
    assert page.h1 == "Who gets recognised" and "Not worked out yet" in page.text
    assert site.get(f"{PAGE}{this().first_day.year}/figures.csv", as_=people.chloe).status == 404
    assert "Who gets recognised" in site.get("/", as_=people.chloe).links


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_reads_it(site, people, who):
    year = this().first_day.year
    for path in (PAGE, f"{PAGE}{year}/figures.csv"):
        assert site.get(path).status == 303
        assert site.get(path, as_=getattr(people, who)).status == 403
    assert site.post(f"{PAGE}{year}/work-out", as_=getattr(people, who)).status == 403


@pytest.mark.parametrize("year", [0, 1999, 9999, 2**40])
def test_a_year_that_is_none_is_not_there(site, people, year):
    assert site.post(f"{PAGE}{year}/work-out", as_=people.chloe).status == 404
    assert site.get(f"{PAGE}{year}/figures.csv", as_=people.chloe).status == 404
    assert site.get(f"{PAGE}?year={year}", as_=people.chloe).status == 200


def test_the_running_year_is_worked_out_by_the_worker_and_shows_what_is_on_the_wall(site, people, crowd):
    for each in crowd[:8:2]:
        made.thanks(people.esi, [each])
    made.thanks(people.esi, [crowd[1]], to_all=False)
    made.thanks(people.esi, [crowd[3]], state="hidden")
    awarded(crowd)
    site.post(f"{PAGE}{this().first_day.year}/work-out", as_=people.chloe)
    assert "Being worked out" in site.get(PAGE, as_=people.chloe).text
    outbox.run_due_rows()
    page = site.get(PAGE, as_=people.chloe)
    figures = queries.kept(queries.all_rows(), this()).figures
    assert figures is not None and (figures.people, figures.thanks) == (66, 4)
    assert figures.tables[0].rows[0].shares[0].percent == 6  # 4 of 66
    assert "Nominated and shortlisted are added when the year is over" in page.text
    assert "Waste and recycling" in page.text and "Nobody in these has been thanked" in page.text
    waste = next(each for each in figures.unthanked if each.people > 30)
    assert waste.without > 90  # no e-mail, and nobody has claimed an account


def test_what_leaves_the_wall_leaves_the_figures_of_the_running_year(site, people, crowd):
    back, off, hidden, _ = [made.thanks(people.esi, [each]) for each in crowd[:8:2]]
    work(site, people, this())
    site.post(f"/thanks/{back}/take-back", as_=people.esi)
    with transaction():
        db.session.query(ThanksReceiver).filter_by(thanks_id=off).one().person_id = people.amara
    site.post(f"/thanks/{off}/take-off-wall", as_=people.amara)
    with transaction():
        moderating.hide(hidden)
    outbox.run_due_rows()
    figures = queries.kept(queries.all_rows(), this()).figures
    assert figures is not None and figures.thanks == 1


def test_an_account_that_was_claimed_is_access(site, people, crowd):
    with transaction():
        for account in db.session.query(Account):
            account.claimed_at = clock.now()
    work(site, people, this())
    figures = queries.kept(queries.all_rows(), this()).figures
    assert figures is not None and figures.tables[0].rows[0].shares[1].percent == 0


def test_a_year_that_is_over_is_frozen_and_stays_when_thanks_and_people_go(site, people, crowd):
    for each in crowd[:8]:
        made.thanks(people.esi, [each], at=during(last()))
    awarded(crowd)
    work(site, people, last())
    path = f"{PAGE}{last().first_day.year}/figures.csv"
    before = site.get(path, as_=people.chloe).data
    shown = site.get(f"{PAGE}?year={last().first_day.year}", as_=people.chloe).text
    assert "Frozen on" in shown and "Freeze the year" not in shown
    with transaction():
        for row in db.session.query(Thanks):
            db.session.delete(row)
        for entry in db.session.query(Nomination):
            db.session.delete(entry)
        db.session.get_one(Person, crowd[0]).leaves_on = clock.today() - timedelta(days=1)
    assert site.post(f"{PAGE}{last().first_day.year}/work-out", as_=people.chloe).status == 409
    jobs.work_out(last())
    jobs.freeze_last_year()
    assert site.get(path, as_=people.chloe).data == before
    rows = list(csv.reader(io.StringIO(before.decode("utf-8-sig"))))
    told = {(row[0], row[1], row[3]): row[4] for row in rows[1:]}
    assert told["Part of the organisation", "Anytown Council", "Nominated for an award"] == "30%"  # 20 of 66
    assert told["Part of the organisation", "Anytown Council", "Shortlisted"] == "15%"  # 10 of 66
    assert any(row[1] == "People who won an award" and row[2] == "1" for row in rows)
    assert not any("N0" in cell for row in rows for cell in row)  # nobody's name


def test_the_worker_freezes_the_last_year_once_and_only_where_it_holds_anything(site, people, crowd):
    jobs.freeze_last_year()
    assert db.session.query(RecognitionYear).count() == 0
    awarded(crowd)
    jobs.freeze_last_year()
    jobs.freeze_last_year()
    (row,) = db.session.query(RecognitionYear).all()
    assert row.first_day == last().first_day and row.frozen_at is not None


def test_a_round_that_is_not_announced_is_in_no_figure(site, people, crowd):
    number = made.award_round(RoundStage.DECIDED, announces_at=during(last()))
    for each in crowd[::2]:
        made.entry(made.categories_of(number)[0], each, outcome=Outcome.WINNER)
    made.thanks(people.esi, [crowd[0]], at=during(last()))
    work(site, people, last())
    figures = queries.kept(queries.all_rows(), last()).figures
    assert figures is not None and figures.winners == 0
    assert all(share.percent is None for row in figures.tables[0].rows for share in row.shares[2:])


def test_whoever_came_later_or_left_before_is_not_counted(site, people, crowd):
    with transaction():
        db.session.get_one(Person, crowd[0]).started_on = last().last_day + timedelta(days=1)
        db.session.get_one(Person, crowd[1]).leaves_on = last().last_day - timedelta(days=1)
        db.session.get_one(Person, crowd[2]).leaves_on = last().last_day + timedelta(days=1)
    made.thanks(people.esi, [crowd[0]], at=during(last()))
    work(site, people, last())
    figures = queries.kept(queries.all_rows(), last()).figures
    assert figures is not None and figures.people == 64


def test_the_fragment_is_its_part_and_the_page_costs_the_same_however_many_thanks(site, people, crowd):
    made.thanks(people.esi, [crowd[0]])
    work(site, people, this())
    site.assert_fragment_is_its_part_of_the_page(PAGE, as_=people.chloe)
    few = site.query_count(PAGE, as_=people.chloe)
    for each in crowd[:20]:
        made.thanks(people.esi, [each])
    work(site, people, this())
    work(site, people, last())
    assert site.query_count(PAGE, as_=people.chloe) == few
