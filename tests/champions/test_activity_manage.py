"""What the OD team sees of the log: figures, quiet areas and words, no names; and what the month's mail tells."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from engage.champions import jobs_activity
from engage.champions.queries import activity_heard
from engage.champions.queries.activity_figures import services
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.heard import Wanted
from engage.core.outbox import OutboxRow
from engage.directory.models import Post, Unit
from engage.directory.rules.months import month_of
from tests import factories
from tests.champions import logged, made

MANAGE, HEARD = "/networks/manage/activity", "/networks/manage/activity/heard"


@pytest.fixture
def said(people):
    """Three entries of Bryn's and one of Esi's, who is a champion, too, in two services and under one theme."""
    made.appointed(people.esi, days_ago=200)
    theme, waste, care = logged.theme("Rotas"), logged.unit("WASTE"), logged.unit("HOMECARE")
    logged.entry(people.bryn, unit_id=waste, theme_id=theme, works_well="The vans start.", people=3)
    logged.entry(people.bryn, days_ago=40, unit_id=waste, kind="event", people=40)
    logged.entry(people.bryn, unit_id=None, kind="concern", even_better="The gate was open.")
    logged.entry(people.esi, unit_id=care, theme_id=theme, even_better="News came on paper.", kind="briefing", people=9)
    return {"theme": theme, "waste": waste, "care": care}


def rows(page, caption: str) -> list[list[str]]:
    table = next(t for t in page.select("table") if t.cssselect("caption")[0].text_content() == caption)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.cssselect("tbody tr")]


def this_month() -> str:
    today = clock.today()
    return f"/champions/months/{today.year}/{today.month}"


def download(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_figures_by_service_month_and_theme(site, people, said):
    page = site.get(MANAGE, as_=people.chloe)
    assert page.h1 == "Champions’ activity" and "4 entries, 53 people reached" in page.text
    assert rows(page, "By service") == [
        ["Home care", "1", "9", "0", "1", "0", "0"],
        ["Waste and recycling", "2", "43", "1", "0", "1", "0"],
        ["No service named", "1", "1", "0", "0", "0", "1"],
        ["All together", "4", "53", "1", "1", "1", "1"],
    ]
    months = rows(page, "By month")
    assert months[0][0] == month_of(clock.today()).name and sum(int(row[1]) for row in months) == 4
    assert rows(page, "By theme") == [["Rotas", "2", "1", "1"], ["Under no theme", "1", "0", "1"]]
    for name in ("Bryn", "Esi", "Parry", "Mensah"):
        assert name not in page.text


def test_they_can_be_of_one_network_one_service_and_a_time(site, people, said):
    other = made.network(name="First aid")
    made.appointed(people.bryn, other)
    logged.entry(people.bryn, network_id=other, unit_id=said["waste"], days_ago=200)
    for query, number in (
        ("", 5), (f"?network={other}", 1), (f"?service={said['waste']}", 3), ("?months=3", 4), ("?service=999", 0),
        ("?network=x&months=7", 5),
    ):  # fmt: skip
        page = site.get(f"{MANAGE}{query}", as_=people.chloe)
        assert page.text.count(f"{number} entr"), (query, page.text[:400])
    assert "Where it is quiet: First aid" in site.get(f"{MANAGE}?network={other}", as_=people.chloe).text


def test_what_was_logged_in_a_unit_that_was_replaced_counts_with_its_successor(site, people, said):
    with transaction():
        old = db.session.get_one(Unit, said["waste"])
        new = Unit(code="CLEAN", name="Clean streets", level=old.level, parent_id=old.parent_id)
        db.session.add(new)
        db.session.flush()
        db.session.query(Post).filter_by(unit_id=old.id).update({"unit_id": new.id})
        old.closed_on, old.replaced_by_id = clock.today(), new.id
        db.session.get_one(made.Network, made.champions()).group_minimum = 1
        number = new.id
    page = site.get(MANAGE, as_=people.chloe)
    assert ["Clean streets", "2", "43", "1", "0", "1", "0"] in rows(page, "By service")
    assert not any("Clean streets" in li.text_content() for li in page.select("[aria-labelledby=silent] li"))
    assert "2 entries" in site.get(f"{MANAGE}?service={number}", as_=people.chloe).text
    assert "The vans" in site.get(f"{HEARD}?service={number}", as_=people.chloe).text


def test_quiet_is_where_somebody_has_been_for_90_days_and_nothing_was_logged(site, people):
    with transaction():
        db.session.get_one(made.Network, made.champions()).group_minimum = 1
    made.appointed(people.amara, days_ago=20)
    made.appointed(people.chloe, days_ago=200)
    logged.entry(people.bryn, days_ago=100, unit_id=logged.unit("WASTE"))

    def areas(label: str) -> list[str]:
        page = site.get(MANAGE, as_=people.chloe)
        return [" ".join(li.text_content().split()) for li in page.select(f"[aria-labelledby={label}] li")]

    # Amara is new. Bryn's entry is too old.
    assert areas("silent") == [
        "People team, Anytown Council (2 people)",
        "Waste and recycling, Place (2 people)",
    ]
    assert areas("nobody") == []
    logged.entry(people.bryn, unit_id=logged.unit("WASTE"))
    assert areas("silent") == ["People team, Anytown Council (2 people)"]


def test_what_was_heard_is_found_by_theme_service_kind_and_words_without_a_name(site, people, said):
    page = site.get(HEARD, as_=people.chloe)
    assert "3 entries" in page.text and "Bryn" not in page.text and "Esi" not in page.text
    for query, here, gone in (
        (f"?theme={said['theme']}", "The vans start.", "The gate"), ("?theme=none", "The gate", "The vans"),
        (f"?service={said['care']}", "News came", "The vans"), ("?kind=concern", "The gate", "News came"),
        ("?q=PAPER", "News came", "The vans"),
    ):  # fmt: skip
        text = site.get(f"{HEARD}{query}", as_=people.chloe).text
        assert here in text and gone not in text, query
    assert "Nothing was heard that fits" in site.get(f"{HEARD}?q=unheard", as_=people.chloe).text


def test_the_files_hold_no_names_and_no_formula(site, people, said):
    logged.entry(people.bryn, works_well="=1+1")
    figures = download(site.get(f"{MANAGE}.csv", as_=people.chloe))
    assert figures[0][:4] == ["month", "service", "entries", "people reached"] and len(figures) >= 5
    said_ = download(site.get(f"{HEARD}.csv?q=%3D1", as_=people.chloe))
    assert len(said_) == 2 and said_[1][4] == "'=1+1"
    assert "Bryn" not in str(figures) + str(said_)


def test_only_the_od_team_gets_there(site, people):
    for path in (MANAGE, HEARD, f"{MANAGE}.csv", f"{HEARD}.csv"):
        for who in (people.amara, people.bryn, people.dev):
            assert site.get(path, as_=who).status == 403
        assert site.get(path).status == 303
    assert site.get("/", as_=people.chloe).links["Champions’ activity"] == MANAGE


def test_each_list_costs_the_same_however_much_was_logged(site, people, said):
    of_od, of_bryn = (MANAGE, HEARD, "/what-we-heard"), ("/champions", "/champions/log", "/search?q=vans", this_month())
    paths = [(path, people.chloe) for path in of_od] + [(path, people.bryn) for path in of_bryn]
    few = [site.query_count(path, as_=who) for path, who in paths]
    for n in range(30):
        logged.entry(
            people.bryn, days_ago=n * 9, unit_id=said["care"], works_well=f"The vans {n}", theme_id=said["theme"]
        )
    assert [site.query_count(path, as_=who) for path, who in paths] == few
    assert "The vans 29" not in site.get(HEARD, as_=people.chloe).text
    assert "The vans 29" in site.get(f"{HEARD}?page=2", as_=people.chloe).text


def test_the_fragments_are_their_parts_of_the_pages(site, people, said):
    site.assert_fragment_is_its_part_of_the_page(MANAGE, as_=people.chloe)
    site.assert_fragment_is_its_part_of_the_page(HEARD, as_=people.chloe)
    site.assert_fragment_is_its_part_of_the_page("/champions/log", as_=people.bryn)


def test_what_champions_heard_is_part_of_what_we_heard(app, site, people, said):
    page = site.get("/what-we-heard?source=activity", as_=people.chloe)
    assert "The vans start." in page.text and "News came on paper." in page.text and "3 entries" in page.text
    # Two people work in each: too few to be named beside words.
    assert "Waste and recycling" not in page.text
    only = site.get(f"/what-we-heard?theme={said['theme']}&column=works_well", as_=people.chloe)
    assert "1 entry" in only.text
    with transaction():
        place = db.session.get_one(factories.Unit, said["waste"])
        for n in range(10):
            factories.person(f"2{n:03}", "New", f"Colleague {n}", place)
    assert "Waste and recycling" in activity_heard.services()
    with app.test_request_context():
        found = activity_heard.heard(Wanted(service="Waste and recycling"), 10)
    assert [each.text for each in found] == ["The vans start."] and found[0].month.day == 1
    assert services().large(said["care"]) != said["care"]


def at(monkeypatch, day: date) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def test_the_month_is_told_once_on_its_first_working_day_and_names_no_champion(app, people, said, monkeypatch):
    first = clock.today().replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    at(monkeypatch, following + timedelta(days=10))
    jobs_activity.tell_month()
    assert db.session.query(OutboxRow).count() == 0
    at(monkeypatch, following + timedelta(days=4))
    jobs_activity.tell_month()
    jobs_activity.tell_month()
    told = [row.payload for row in db.session.query(OutboxRow).filter_by(kind="champions.month")]
    # Bryn has no address.
    assert len(told) == 2
    for payload in told:
        jobs_activity.tell_one(json.loads(payload))
    mails = [row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail")]
    assert sorted(each for each in ("chloe@", "esi@", "femi@") if any(each in mail for mail in mails)) == [
        "chloe@",
        "esi@",
    ]
    for mail in mails:
        assert "Rotas: 2 entries" in mail and f"/champions/months/{first.year}/{first.month}" in mail
        assert "Parry" not in mail and "Mensah" not in mail and "The vans" not in mail


def test_a_month_without_entries_is_told_to_nobody(app, people, monkeypatch):
    at(monkeypatch, date(2027, 3, 1))
    jobs_activity.tell_month()
    assert db.session.query(OutboxRow).count() == 0


def test_the_month_page_is_for_champions_and_the_od_team(site, people, said):
    path = this_month()
    for who, status in ((people.bryn, 200), (people.chloe, 200), (people.amara, 404), (None, 303)):
        assert site.get(path, as_=who).status == status
    page = site.get(path, as_=people.bryn)
    assert page.h1.startswith("What champions heard in") and "Rotas" in page.text and "The vans" not in page.text
    for wrong in ("2026/13", "2026/0", "1999/1", "2199/1"):
        assert site.get(f"/champions/months/{wrong}", as_=people.bryn).status == 404
