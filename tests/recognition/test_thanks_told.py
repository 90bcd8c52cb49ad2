"""Who hears of a thank-you: cards, mail, the month's summary of managers; and how long all of it is kept."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Person, Post
from engage.directory.rules.months import month_of, tells_of_last_month
from engage.directory.rules.working_days import first_working_day
from engage.home.queries import held_about
from engage.recognition import jobs_thanks as jobs
from engage.recognition.models import Thanks, ThanksPreference, ThanksReceiver
from engage.recognition.queries.thanks_told import managers
from tests import factories
from tests.factories import UNITS, People
from tests.recognition import made
from tests.recognition.thanks_scene import unit_id
from tests.site import Site


def mails() -> list[dict[str, Any]]:
    db.session.rollback()
    return [
        json.loads(row.payload) for row in db.session.query(OutboxRow).filter_by(kind="mail").order_by(OutboxRow.id)
    ]


def prefer(person_id: int, **wishes: Any) -> None:
    with transaction():
        db.session.merge(ThanksPreference(person_id=person_id, **wishes))


def last_month() -> datetime:
    return clock.now().replace(day=1, hour=12) - timedelta(days=5)


def on(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """Today is that day of this month."""
    monkeypatch.setattr(clock, "today", lambda: clock.now().date().replace(day=day))


def test_whoever_is_thanked_has_a_mail_with_the_words_and_whoever_has_no_address_has_none(people: People) -> None:
    number = made.thanks(people.chloe, [people.amara, people.esi], [unit_id(UNITS.home_care)], words="So kind & calm.")
    with transaction():
        db.session.get_one(Person, people.esi).email = None
    jobs.tell({"thanks": number})
    sent = mails()
    assert len(sent) == 2
    subjects = {mail["to"][:4]: mail["subject"] for mail in sent}
    assert subjects == {"amar": "Chloe Martin thanked you", "femi": "Chloe Martin thanked Home care"}
    assert all("So kind & calm." in mail["body"] and f"/thanks/{number}" in mail["body"] for mail in sent)


def test_of_a_large_team_its_head_has_the_mail_and_nobody_is_written_to_about_what_is_not_shown(people: People) -> None:
    with transaction():
        place = db.session.get_one(factories.Unit, unit_id(UNITS.home_care))
        for n in range(35):
            factories.person(f"7{n:03d}", "Many", f"Person {n}", place, email=f"many{n}@anytown.example")
    jobs.tell({"thanks": made.thanks(people.chloe, teams=[place.id])})
    assert [mail["to"] for mail in mails()] == ["femi@anytown.example"]
    for state in ("waiting", "hidden", "taken_back", "declined"):
        jobs.tell({"thanks": made.thanks(people.chloe, [people.amara], state=state)})
    jobs.tell({"thanks": 999})
    assert len(mails()) == 1


def test_it_is_on_the_start_page_until_it_was_read_or_a_month_old(site: Site, people: People) -> None:
    made.thanks(people.chloe, [people.amara], words="For you.", to_all=False)
    made.thanks(people.dev, teams=[unit_id(UNITS.adults)], words="For all of you.")
    made.thanks(people.dev, [people.amara], words="Long ago.", at=clock.now() - timedelta(days=31))
    page = site.get("/", as_=people.amara)
    assert {"Chloe Martin thanked you", "Dev Shah thanked Adults and communities"} <= page.links.keys()
    assert "Dev Shah thanked you" not in page.links
    assert "Dev Shah thanked Adults and communities" in site.get("/", as_=people.femi).links
    assert "thanked" not in " ".join(site.get("/", as_=people.bryn).links)
    site.get("/thanks/mine", as_=people.amara)
    assert site.post("/thanks/mine/seen", as_=people.amara).location == "/thanks/mine"
    assert "Chloe Martin thanked you" not in site.get("/", as_=people.amara).links
    assert "clear my start page" not in site.get("/thanks/mine", as_=people.amara).text
    assert "For you." in site.get("/thanks/mine", as_=people.amara).text


def test_more_than_three_share_one_card(site: Site, people: People) -> None:
    for n in range(6):
        made.thanks(people.chloe, [people.amara], words=f"Number {n}", to_all=False)
    links = site.get("/", as_=people.amara).links
    assert links["4 other thank-yous for you"] == "/thanks/mine"


def test_femi_hears_once_a_month_of_what_is_on_the_wall_for_others_in_the_team(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = unit_id(UNITS.home_care)
    made.thanks(people.esi, [people.amara], words="On the wall.", at=last_month(), receivers_unit=care)
    made.thanks(people.esi, teams=[care], words="To the team.", at=last_month())
    made.thanks(people.esi, [people.amara], words="In private.", at=last_month(), to_all=False, receivers_unit=care)
    made.thanks(people.esi, [people.amara], words="Hidden.", at=last_month(), state="hidden", receivers_unit=care)
    made.thanks(people.esi, [people.amara], words="This month.", receivers_unit=care)
    made.thanks(people.esi, [people.femi], words="To herself.", at=last_month(), receivers_unit=care)
    made.thanks(people.amara, [people.esi], words="Elsewhere.", at=last_month(), receivers_unit=unit_id(UNITS.waste))
    on(monkeypatch, 9)
    for _ in range(2):
        jobs.tell_managers()
    promised = db.session.query(OutboxRow).filter_by(kind="thanks.month").all()
    assert [json.loads(row.payload)["person"] for row in promised] == [people.femi]
    jobs.tell_one_manager({"person": people.femi})
    (mail,) = mails()
    assert mail["subject"].startswith("2 thank-yous in your teams in ")
    for words, there in (("On the wall.", True), ("To the team.", True), ("In private.", False), ("Hidden.", False),
                         ("This month.", False), ("To herself.", False), ("Elsewhere.", False)):  # fmt: skip
        assert (words in mail["body"]) is there, words
        assert (words in site.get("/thanks/teams", as_=people.femi).text) is there, words
    month = month_of(clock.today()).before.name
    assert site.get("/", as_=people.femi).links[f"2 thank-yous in your teams in {month}"] == "/thanks/teams"
    assert site.get("/thanks/teams", as_=people.amara).status == 404


def test_whoever_does_not_want_it_gets_nothing_and_nothing_is_no_mail(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, 9)
    jobs.tell_one_manager({"person": people.femi})
    assert mails() == []
    made.thanks(people.esi, teams=[unit_id(UNITS.home_care)], at=last_month())
    site.get("/thanks/preferences", as_=people.femi)
    assert site.post("/thanks/preferences", {"no_digest": "y"}, as_=people.femi).status == 303
    assert people.femi not in managers()
    jobs.tell_one_manager({"person": people.femi})
    assert mails() == [] and "in your teams in" not in " ".join(site.get("/", as_=people.femi).links)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2027, 3, 20), date(2027, 3, 1)), (date(2027, 5, 1), date(2027, 5, 4)), (date(2027, 8, 9), date(2027, 8, 2)),
     (date(2027, 1, 9), date(2027, 1, 4)), (date(2026, 1, 9), date(2026, 1, 2)), (date(2028, 1, 9), date(2028, 1, 4)),
     (date(2023, 1, 9), date(2023, 1, 3))],
)  # fmt: skip
def test_the_first_working_day_of_a_month(today: date, first: date) -> None:
    assert first_working_day(today) == first
    assert tells_of_last_month(first)
    assert not tells_of_last_month(first - timedelta(days=1)) and not tells_of_last_month(first.replace(day=11))


def test_three_years_a_month_after_it_ended_and_a_year_after_somebody_left(people: People) -> None:
    now = clock.now()
    old = made.thanks(people.esi, [people.amara], at=clock.months_after(now, -36) - timedelta(days=1))
    kept = made.thanks(people.esi, [people.amara], at=clock.months_after(now, -36) + timedelta(days=1))
    ended = made.thanks(people.esi, [people.amara], state="taken_back", ended_at=now - timedelta(days=31))
    fresh = made.thanks(people.esi, [people.amara], state="declined", ended_at=now - timedelta(days=29))
    both, alone = made.thanks(people.esi, [people.amara, people.dev]), made.thanks(people.esi, [people.dev])
    with transaction():
        db.session.get_one(Person, people.dev).leaves_on = clock.today() - timedelta(days=370)
        db.session.get_one(Person, people.esi).leaves_on = clock.today() - timedelta(days=900)
    jobs.delete_due()
    left = {row.id for row in db.session.query(Thanks)}
    assert left == {kept, fresh, both} and not {old, ended, alone} & left
    assert [r.person_id for r in db.session.query(ThanksReceiver).filter_by(thanks_id=both)] == [people.amara]


def test_everything_is_in_their_own_copy_and_in_the_file(site: Site, people: People) -> None:
    made.thanks(people.esi, [people.amara], words="=Received", to_all=False)
    made.thanks(people.amara, [people.bryn], words="Given", state="taken_back")
    prefer(people.amara, in_private=True)
    with transaction():
        held = {record.title: record.rows for record in held_about(people.amara)}
    assert [row["words"] for row in held["Thanks that you received"]] == ["=Received"]
    assert [(row["words"], row["state"]) for row in held["Thanks that you gave"]] == [("Given", "Taken back")]
    assert held["How you like to be thanked"][0]["thank me in private"] is True
    file = site.get("/thanks/mine.csv", as_=people.amara).data.decode("utf-8-sig")
    assert "received," in file and "'=Received" in file and "given," in file
    assert "=Received" not in site.get("/thanks/mine.csv", as_=people.bryn).data.decode()
    assert "=Received" in site.get("/thanks/mine/print", as_=people.amara).text


def test_what_is_ones_own_costs_the_same_for_one_and_for_many(site: Site, people: People) -> None:
    paths = ("/thanks/mine", "/thanks/mine?show=given", "/thanks/mine/print", "/")
    made.thanks(people.esi, [people.amara])
    made.thanks(people.amara, [people.esi])
    few = [site.query_count(path, as_=people.amara) for path in paths]
    for _ in range(30):
        made.thanks(people.esi, [people.amara, people.femi])
        made.thanks(people.amara, [people.esi, people.bryn])
    assert [site.query_count(path, as_=people.amara) for path in paths] == few
    assert len(site.get("/thanks/mine?page=2", as_=people.amara).select(".engage-thanks")) == 7


def test_who_manages_nobody_is_no_manager(app: Flask, people: People) -> None:
    with transaction():
        post = db.session.query(Post).filter_by(person_id=people.femi).one()
        post.is_head = False
    assert list(managers()) == [people.femi]  # Amara's post hangs on hers
    with transaction():
        db.session.query(Post).filter_by(person_id=people.amara).one().ended_on = clock.today()
    assert list(managers()) == []
    assert outbox.REGISTRY.schedules["thanks for managers"].run is jobs.tell_managers
