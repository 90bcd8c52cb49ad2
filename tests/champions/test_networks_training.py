"""Training by hand and by file; reminders, what is kept and for how long, and one's own copy."""

import io
import json
from datetime import timedelta

import pytest
from flask import Flask

from engage.champions import jobs_networks as jobs
from engage.champions.models import NetworkReminder
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person, Training
from tests.champions import made
from tests.champions.test_networks_manage import MANAGE, mails, typed
from tests.factories import People
from tests.site import Page, Site

UPLOAD, COURSE = f"{MANAGE}/training", "Mental health first aid"
HEAD = "Employee number,Course,Date,Expiry\n"


def courses() -> list[Training]:
    db.session.rollback()
    return db.session.query(Training).order_by(Training.id).all()


@pytest.fixture
def aiders(people: People) -> int:
    number = made.network(name="First aiders", training=COURSE, training_months=36, coordinator=people.femi)
    made.appointed(people.esi, number, term_ends_on=clock.today() + timedelta(days=60))
    return number


def upload(site: Site, who: int, text: str, name: str = "training.csv") -> Page:
    return site.post(UPLOAD, {"file": (io.BytesIO(text.encode()), name)}, as_=who, content_type="multipart/form-data")


def test_a_course_is_entered_with_the_networks_expiry_once_and_deleted(site: Site, people: People, aiders: int) -> None:
    number = db.session.query(Appointment.id).filter_by(person_id=people.esi).one()[0]
    here = f"{MANAGE}/appointments/{number}"
    form = site.get(here, as_=people.chloe).form(f"{here}/training")
    assert form["course"] == COURSE
    done = clock.today() - timedelta(days=3)
    sent = form | {"done_on": typed(done)}
    wrongs = {"done_on": typed(clock.today() + timedelta(days=1)), "course": "", "expires_on": "1/1/1980"}
    for wrong, says in zip(wrongs, ("not in the future", "Enter the course.", "cannot expire"), strict=True):
        assert says in site.post(f"{here}/training", sent | {wrong: wrongs[wrong]}, as_=people.chloe).errors[0]
    site.post(f"{here}/training", sent, as_=people.chloe)
    (held,) = courses()
    assert (held.person_id, held.expires_on, held.origin) == (people.esi, clock.months_after(done, 36), "entry")
    assert site.post(f"{here}/training", sent, as_=people.chloe).status == 409
    assert site.post(f"{MANAGE}/appointments/1/training/{held.id}/delete", as_=people.chloe).status == 404
    site.post(f"{here}/training/{held.id}/delete", as_=people.chloe)
    assert courses() == []


def test_a_file_is_looked_at_its_good_rows_taken_and_the_same_file_adds_nothing(
    site: Site, people: People, aiders: int
) -> None:
    text = (
        HEAD
        + f"1005,mental health FIRST aid,1/2/2026,\n1001,{COURSE},1/2/2026,\n\n1005,{COURSE},soon,\n"
        + "1005,Fire,2026-02-01,2027-02-01\n"
    )
    shown = site.follow(upload(site, people.chloe, text), as_=people.chloe)
    assert shown.h1 == "What is in the file" and courses() == []
    for said in ("Row 2: Esi Mensah", "Counts until 1 February 2029", "Row 6: Esi Mensah, Fire",
                 "Row 3: Employee number: Whoever has the number “1001” is in no network",
                 "Row 5: Date: “soon” is no date."):  # fmt: skip
        assert said in shown.text, said
    action = shown.select("main form")[0].get("action")
    assert action is not None and site.get(action.replace("/take", ""), as_=people.dev).status == 403
    left = site.get(action.replace("/take", "/left-out.csv"), as_=people.chloe).data.decode("utf-8-sig")
    assert left.count("\r\n") == 3 and "no date" in left
    site.post(action, as_=people.chloe)
    assert [(each.course, each.origin) for each in courses()] == [(COURSE, "file"), ("Fire", "file")]
    assert site.post(action, as_=people.chloe).status == 409
    again = site.follow(upload(site, people.chloe, text), as_=people.chloe)
    assert "No row can be taken in" in again.text and "Row 2: This training is entered already." in again.text
    assert (
        site.query_count(again.select("a[href$='.csv']")[0].get("href").replace("/left-out.csv", ""), as_=people.chloe)
        < 12
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "The file is empty."), ("Employee number,Course\n", "no column “Date”"),
     ("PK\x03\x04", "The workbook cannot be read"),
     (HEAD + "1001,a,1/1/2026,\n" * 2001, "at most 2,000"), (HEAD + '1001,"a,1/1/2026,\n', "quotation mark")],
)  # fmt: skip
def test_a_file_that_is_none_is_said_to_be(site: Site, people: People, text: str, says: str) -> None:
    page = upload(site, people.chloe, text)
    assert page.status == 422 and says in page.errors[0]
    assert site.post(UPLOAD, as_=people.chloe).errors == ["Choose a file."]


def test_the_template_can_be_filled_in_and_taken(site: Site, people: People) -> None:
    template = site.get(f"{UPLOAD}/template.csv", as_=people.chloe).data.decode("utf-8-sig")
    assert template.startswith(HEAD.strip()) and upload(site, people.chloe, template).status == 303


def test_each_end_is_told_once_and_a_new_day_anew(site: Site, people: People, app: Flask, aiders: int) -> None:
    made.trained(people.esi, COURSE, days_ago=900, expires_in=-5)
    made.trained(people.esi, COURSE, expires_in=60)
    made.trained(people.esi, "Unasked", expires_in=10)
    jobs.remind()
    jobs.remind()
    told = mails(app)
    assert len(told) == 2 and all("esi@anytown.example" in mail for mail in told)
    assert any("Your term" in mail and "First aiders" in mail for mail in told) and any(COURSE in mail for mail in told)
    assert "Would you like another?" in site.get("/", as_=people.esi).text
    assert (
        "Book a refresher" in site.get("/", as_=people.esi).text
        and "Expires soon" in site.get("/networks/mine", as_=people.esi).text
    )
    with transaction():
        db.session.query(Appointment).filter_by(person_id=people.esi).one().term_ends_on += timedelta(days=-1)
    jobs.remind()
    assert len(mails(app)) == 3 and db.session.query(NetworkReminder).count() == 3


def test_nobody_is_reminded_of_what_is_over_closed_or_far(people: People, app: Flask, aiders: int) -> None:
    made.trained(people.esi, COURSE, expires_in=30)
    made.trained(people.esi, COURSE, days_ago=1, expires_in=1000)
    with transaction():
        db.session.get_one(Network, aiders).closed_on = clock.today()
    made.appointed(people.amara, term_ends_on=clock.today() + timedelta(days=61))
    jobs.remind()
    assert mails(app) == []


def test_what_is_over_is_deleted_after_its_time(people: People, aiders: int) -> None:
    today = clock.today()
    made.trained(people.esi), made.trained(people.amara)
    jobs.remind()
    with transaction():
        old = db.session.query(Appointment).filter_by(person_id=people.esi).one()
        old.ended_on, old.ended_why = clock.months_after(today, -24), "term"
        bryn = db.session.get_one(Appointment, 1)
        bryn.started_on, bryn.ended_on, bryn.ended_why = (
            today - timedelta(days=900),
            today - timedelta(days=800),
            "term",
        )
        db.session.get_one(Person, people.esi).leaves_on = clock.months_after(today, -12)
        db.session.get_one(Person, people.amara).leaves_on = clock.months_after(today, -12) - timedelta(days=1)
        db.session.get_one(Person, people.femi).leaves_on = today - timedelta(days=1)
    jobs.delete_due()
    assert [each.person_id for each in db.session.query(Appointment)] == [people.esi]
    assert [each.person_id for each in courses()] == [people.esi]
    assert db.session.query(NetworkCoordinator).count() == 0


def test_a_persons_own_copy_holds_appointments_training_and_what_they_look_after(
    site: Site, people: People, aiders: int
) -> None:
    made.trained(people.esi)
    held = json.loads(site.post("/account/my-data/download", as_=people.esi).data)["records"]
    found = {record["title"]: record["rows"] for record in held}
    assert found["Networks you are or were appointed to"][0]["network"] == "First aiders"
    assert found["Training for networks"][0]["course"] == COURSE
    held = json.loads(site.post("/account/my-data/download", as_=people.femi).data)["records"]
    (looks,) = next(record["rows"] for record in held if record["title"] == "Networks that you look after")
    assert looks == {"network": "First aiders", "as": "coordinator", "your name is shown": False}


def test_what_is_kept_and_how_it_is_run_is_said(site: Site, people: People) -> None:
    assert "Appointments that have ended" in site.get("/admin/retention", as_=people.dev).text
    assert site.get("/guide/networks", as_=people.chloe).h1 == "Networks and appointments: a guide"
