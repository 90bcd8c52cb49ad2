"""A request for data that takes longer: once, in time, and its person is told why."""

from datetime import timedelta

import pytest
from flask import Flask

from engage.core import audit, clock, outbox
from engage.core.db import db, transaction
from engage.core.formatting import day
from engage.directory.models import Person
from tests.factories import People
from tests.governance import made
from tests.site import Page, Site

LIST = "/governance/requests"
WHY = "You asked for eleven years, and two archives are on paper."
OFFERED = "Extend by two months"


def extend(site: Site, people: People, number: int, why: str = WHY) -> Page:
    return site.post(f"{LIST}/{number}/extend", {"why": why}, as_=people.dev)


def mails(app: Flask) -> list[str]:
    outbox.run_due_rows()
    return [file.read_text() for file in sorted((app.extensions["settings"].instance / "mail").glob("*.eml"))]


def test_amara_is_told_the_new_day_and_why(app: Flask, site: Site, people: People) -> None:
    number = made.taken(people)
    first, came = made.row(number).due_on, made.row(number).received_on
    assert OFFERED in site.get(f"{LIST}/{number}", as_=people.dev).text
    assert "takes longer" not in site.get("/", as_=people.amara).text
    before = len(mails(app))
    done = extend(site, people, number)
    assert done.location == f"{LIST}/{number}"
    due = made.row(number).due_on
    assert due > first and timedelta(0) <= due - clock.months_after(came, 3) < timedelta(days=7)
    assert [(each.act, each.actor_id) for each in audit.latest(1)] == [("extend", people.dev)]
    assert WHY not in audit.latest(1)[0].facts
    page = site.get(f"{LIST}/{number}", as_=people.dev).text
    assert day(due) in page and WHY in page and OFFERED not in page
    start = site.get("/", as_=people.amara)
    assert f"Why: {WHY}" in start.text and f"By {day(due)}" in start.text
    assert start.links["Your request for your data takes longer"] == "/account/my-data"
    mine = site.get("/account/my-data", as_=people.amara).text
    assert WHY in mine and day(due) in mine
    (letter,) = mails(app)[before:]
    assert "amara@" in letter and "two archives" in letter and day(due) in letter
    assert "takes longer" not in site.get("/", as_=people.esi).text
    assert f"Due {day(due)}" in site.get("/", as_=people.dev).text


def test_somebody_without_an_address_is_to_be_told_by_letter(app: Flask, site: Site, people: People) -> None:
    number = made.taken(people)
    with transaction():
        db.session.get_one(Person, people.amara).email = None
    before = len(mails(app))
    assert "write a letter" in site.get(f"{LIST}/{number}", as_=people.dev).text
    assert "tell them why by letter" in site.follow(extend(site, people, number), as_=people.dev).source
    assert len(mails(app)) == before


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_without_a_reason_nothing_changes_and_what_was_typed_stays(site: Site, people: People, why: str) -> None:
    number = made.taken(people)
    due = made.row(number).due_on
    page = extend(site, people, number, why)
    assert page.status == 422 and page.title.startswith("Error: ") and len(page.errors) == 1
    assert page.form(f"{LIST}/{number}/extend")["why"].strip() == why.strip()
    assert (made.row(number).due_on, made.row(number).extended_at) == (due, None)


def test_not_twice_not_late_and_not_once_it_is_answered(site: Site, people: People) -> None:
    number, answered, late = made.taken(people), made.released(people, people.amara), made.taken(people)
    assert extend(site, people, number).status == 303 and extend(site, people, number).status == 409
    assert extend(site, people, answered).status == 409
    with transaction():
        row = made.row(late)
        row.received_on, row.due_on = clock.today() - timedelta(days=32), clock.today() - timedelta(days=1)
    assert OFFERED not in site.get(f"{LIST}/{late}", as_=people.dev).text
    refused = extend(site, people, late)
    assert refused.status == 409 and "not after the day it was due" in refused.text
    with transaction():
        made.row(late).due_on = clock.today()
    assert extend(site, people, late).status == 303


def test_nobody_extends_their_own_and_only_whoever_answers_does(site: Site, people: People) -> None:
    number = made.taken(people)
    for who in (people.amara, people.chloe):
        assert site.post(f"{LIST}/{number}/extend", {"why": WHY}, as_=who).status == 403
    with transaction():
        made.row(number).person_id = people.dev
    assert extend(site, people, number).status == 403 and made.row(number).extended_at is None


def test_a_copy_that_is_released_is_told_in_place_of_the_wait(site: Site, people: People) -> None:
    number = made.taken(people)
    extend(site, people, number)
    site.post(f"{LIST}/{number}/release", as_=people.dev)
    start = site.get("/", as_=people.amara)
    assert "takes longer" not in start.text and "Your copy of what we hold about you" in start.links
