"""Making and closing networks, appointing, renewing, ending and handing over."""

from datetime import date, timedelta

import pytest
from flask import Flask

from engage.champions.actions import concerns as passing
from engage.champions.queries.concerns import OwnConcern
from engage.core import audit, clock, mail, outbox
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person, Post, Unit
from tests.champions import made
from tests.factories import People
from tests.site import Page, Site

MANAGE = "/networks/manage"
NEW = {"kind": "champions", "name": "Digital champions", "term_months": "12", "role": "Help"}


def row(number: int = 1) -> Appointment:
    db.session.rollback()
    return db.session.get_one(Appointment, number)


def mails(app: Flask) -> list[str]:
    outbox.run_due_rows()
    return [f"{each.to}\n{each.subject}\n{each.body}" for each in mail.laid_down(app.extensions["settings"])]


def typed(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def shown(page: Page) -> list[str]:
    return [each.text_content() for each in page.select("#people-table tbody th a")]


@pytest.fixture
def with_concerns(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Two open concerns with everybody, and what was passed on."""
    passed: list[tuple[int, int]] = []
    one = OwnConcern(1, "Gloves", "open", clock.today(), clock.today(), "")
    monkeypatch.setattr("engage.champions.actions.networks_people.own", lambda person, open_only=False: [one, one])
    monkeypatch.setattr(passing, "hand_over", lambda old, new: passed.append((old, new)) or 2)
    return passed


def test_only_who_runs_networks_manages_them(site: Site, people: People) -> None:
    for path in (MANAGE + "/", f"{MANAGE}/1", f"{MANAGE}/new", f"{MANAGE}/appointments/1", f"{MANAGE}/training"):
        assert site.get(path, as_=people.chloe).status == 200
        assert {site.get(path, as_=who).status for who in (people.amara, people.bryn, people.dev)} == {403}
    assert site.post(f"{MANAGE}/1/close", as_=people.bryn).status == 403


def test_a_network_is_made_with_its_sponsor_changed_and_closed(site: Site, people: People) -> None:
    sent = NEW | {"sponsor": f"person:{people.femi}", "hidden": "y"}
    found = site.post(f"{MANAGE}/", sent | {"find": "y", "q": "Esi"}, as_=people.chloe)
    assert found.status == 200 and found.select(f"input[value='person:{people.esi}']") and "Digital" in found.source
    here = site.post(f"{MANAGE}/", sent, as_=people.chloe).location
    number = int(here.rsplit("/", 1)[1])
    made_row = db.session.get_one(Network, number)
    assert (made_row.sponsor_id, made_row.hidden, made_row.term_months, made_row.position) == (
        people.femi,
        False,
        12,
        1,
    )
    site.post(f"{here}/edit", NEW | {"kind": "union", "name": "Reps", "no_sponsor": "y"}, as_=people.chloe)
    db.session.expire_all()
    assert db.session.get_one(Network, number).sponsor_id is None
    assert site.get(f"/networks/{number}", as_=people.amara).h1 == "Reps"
    site.post(f"{here}/close", as_=people.chloe)
    assert site.get(f"/networks/{number}", as_=people.amara).status == 404
    assert site.post(f"{here}/edit", NEW, as_=people.chloe).status == 422
    site.post(f"{here}/reopen", as_=people.chloe)
    assert site.get(f"/networks/{number}", as_=people.amara).status == 200
    assert site.post(f"{here}/reopen", as_=people.chloe).status == 409


def test_a_new_staff_network_hides_until_somebody_unticks_it(site: Site, people: People) -> None:
    form = site.get(f"{MANAGE}/new", as_=people.chloe).form(f"{MANAGE}/")
    assert form["hidden"] == "y"
    site.post(f"{MANAGE}/", form | {"kind": "staff", "name": "Carers"}, as_=people.chloe)
    carers = db.session.query(Network).filter_by(name="Carers").one()
    assert carers.hidden and carers.term_months is None
    sent = {"kind": "union", "name": "Family carers"}
    site.post(f"{MANAGE}/{carers.id}/edit", sent, as_=people.chloe)
    db.session.expire_all()
    assert (carers.name, carers.kind, carers.hidden) == ("Family carers", "staff", True)
    assert site.get(f"{MANAGE}/{carers.id}/appoint", as_=people.chloe).status == 409


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"name": ""}, "Give the network a name."), ({"kind": "club"}, "Choose what kind"),
     ({"name": "Employee champions"}, "Another network has this name"), ({"term_months": "0"}, "from 1 to 120"),
     ({"term_months": "x"}, "whole number"), ({"training_months": "3"}, "Name the course"),
     ({"role": "x" * 6001}, "6,000")],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_made(
    site: Site, people: People, sent: dict[str, str], says: str
) -> None:
    page = site.post(f"{MANAGE}/", NEW | sent, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)
    assert db.session.query(Network).count() == 1


def test_with_people_in_it_the_kind_is_fixed_and_it_cannot_be_closed(site: Site, people: People) -> None:
    here = f"{MANAGE}/{made.champions()}"
    assert "The kind is fixed" in site.get(f"{here}/edit", as_=people.chloe).text
    site.post(f"{here}/edit", {"kind": "union", "name": "Champions"}, as_=people.chloe)
    assert (db.session.get_one(Network, 1).kind, db.session.get_one(Network, 1).name) == ("champions", "Champions")
    page = site.post(f"{here}/close", as_=people.chloe)
    assert page.status == 409 and "1 person is in this network" in page.text


def test_coordinators_are_given_and_taken_and_name_themselves(site: Site, people: People) -> None:
    here = f"{MANAGE}/1/coordinators"
    assert site.post(here, as_=people.chloe).errors == ["Choose somebody who works here."]
    site.post(here, {"person": f"person:{people.esi}"}, as_=people.chloe)
    assert site.post(here, {"person": f"person:{people.esi}"}, as_=people.chloe).status == 409
    assert "Esi" not in site.get("/networks/1", as_=people.amara).text
    assert site.post("/networks/mine/coordinating/1/name", {"named": "y"}, as_=people.amara).status == 404
    site.post("/networks/mine/coordinating/1/name", {"named": "y"}, as_=people.esi)
    assert "Esi Mensah" in site.get("/networks/1", as_=people.amara).text
    site.post("/networks/mine/coordinating/1/name", as_=people.esi)
    assert "Esi" not in site.get("/networks/1", as_=people.amara).text
    site.post(f"{here}/{people.esi}/take", as_=people.chloe)
    assert db.session.query(NetworkCoordinator).count() == 0
    assert site.post(f"{here}/{people.esi}/take", as_=people.chloe).status == 404


def test_appointing_writes_to_them_and_only_once(site: Site, people: People, app: Flask) -> None:
    here, sent = f"{MANAGE}/1/people", {"person": f"person:{people.esi}", "starts_on": "1/10/2026"}
    form = site.get(f"{MANAGE}/1/appoint", as_=people.chloe).form(here)
    assert form["starts_on"] == typed(clock.today())
    site.post(here, sent, as_=people.chloe)
    made_row = db.session.query(Appointment).filter_by(person_id=people.esi).one()
    assert (made_row.started_on, made_row.term_ends_on) == (date(2026, 10, 1), date(2028, 10, 1))
    (sent_mail,) = mails(app)
    for said in ("esi@anytown.example", "until 1 October 2028", "/networks/mine"):
        assert said in sent_mail
    again = site.post(here, sent, as_=people.chloe)
    assert again.status == 409 and "They are in this network already" in again.errors[0]
    assert audit.latest(1)[0].act == "appoint"


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"person": ""}, "Choose somebody who works here."), ({"starts_on": "soon"}, "Enter the day as numbers"),
     ({"starts_on": "1/1/9999"}, "Enter a year from 1970 on"), ({"named": ""}, "Tick that their union has named them")],
)  # fmt: skip
def test_a_union_representative_is_one_whom_their_union_named(
    site: Site, people: People, sent: dict[str, str], says: str
) -> None:
    here = f"{MANAGE}/{made.network('union')}/people"
    good = {"person": f"person:{people.esi}", "starts_on": "1/10/2026", "named": "y"}
    page = site.post(here, good | sent, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)
    assert site.post(here, good, as_=people.chloe).status == 303


def test_the_list_shows_who_needs_a_decision_and_the_file_holds_the_same(site: Site, people: People) -> None:
    today, here = clock.today(), f"{MANAGE}/1"
    made.appointed(people.amara, term_ends_on=today + timedelta(days=90))
    made.appointed(people.esi, term_ends_on=today - timedelta(days=1))
    made.appointed(people.femi)
    made.trained(people.amara, "Listening", expires_in=90)
    made.trained(people.bryn, "Listening", expires_in=91)
    with transaction():
        db.session.get_one(Network, 1).training = "Listening"
        db.session.get_one(Person, people.femi).leaves_on = today - timedelta(days=1)
        new = Unit(code="NEW", name="New waste")
        db.session.add(new)
        db.session.flush()
        old = db.session.query(Unit).filter_by(code="WASTE").one()
        old.closed_on, old.replaced_by_id = today, new.id
        for who in (people.bryn, people.esi):
            db.session.query(Post).filter_by(person_id=who).one().unit_id = new.id
        db.session.query(Appointment).filter_by(person_id=people.esi).one().unit_id = 1
    for show, found in {
        "": ["Femi Adeyemi", "Esi Mensah", "Amara Nwosu", "Bryn Parry"], "ending": ["Amara Nwosu"],
        "over": ["Esi Mensah"], "training": ["Femi Adeyemi", "Esi Mensah", "Amara Nwosu"], "moved": ["Esi Mensah"],
        "left": ["Femi Adeyemi"], "ended": [], "nonsense": ["Femi Adeyemi", "Esi Mensah", "Amara Nwosu", "Bryn Parry"],
    }.items():  # fmt: skip
        assert shown(site.get(f"{here}?show={show}", as_=people.chloe)) == found, show
        lines = site.get(f"{here}/people.csv?show={show}", as_=people.chloe).data.decode("utf-8-sig").splitlines()
        assert len(lines) == len(found) + 1
    assert "1 person has left the council" in site.get("/", as_=people.chloe).text
    part = site.assert_fragment_is_its_part_of_the_page(f"{here}?show=moved", as_=people.chloe)
    assert "Moved" in part.text


def test_the_list_costs_the_same_however_many_are_in_it(site: Site, people: People) -> None:
    paths = (f"{MANAGE}/1", f"{MANAGE}/", f"{MANAGE}/1/people.csv")
    before = [site.query_count(path, as_=people.chloe) for path in paths]
    for who in (people.amara, people.esi, people.femi, people.dev):
        made.appointed(who)
    assert [site.query_count(path, as_=people.chloe) for path in paths] == before
