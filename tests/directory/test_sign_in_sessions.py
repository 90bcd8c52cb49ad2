"""When a session ends, and what no session carries over."""

from datetime import timedelta

import pytest
from flask import Flask

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person
from tests.directory.accounts import PASSWORD, Clock, give_password, sign_in
from tests.factories import People
from tests.site import Site

NEW = "otter lantern biscuit"
SIGNED_OUT = "/sign-in?next=/account"


def here(site: Site, person: int | None = None) -> bool:
    page = site.get("/account", as_=person)
    assert page.location in (None, SIGNED_OUT)
    return page.location is None


def test_a_new_session_carries_nothing_of_the_one_before(site: Site, people: People) -> None:
    give_password(people.amara)
    site.get("/sign-in")
    with site.client().session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    sign_in(site, "1001")
    with site.client().session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before
        assert session.permanent


def test_an_idle_session_ends(site: Site, people: People, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, idle = Clock(monkeypatch), app.extensions["settings"].idle_minutes
    give_password(people.amara)
    sign_in(site, "1001")
    time.forward(minutes=idle - 1)
    assert here(site)
    time.forward(minutes=idle - 1)
    assert here(site)
    time.forward(minutes=idle + 1)
    assert not here(site)


def test_a_session_ends_after_its_hours_however_busy(
    site: Site, people: People, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, hours = Clock(monkeypatch), app.extensions["settings"].session_hours
    give_password(people.amara)
    sign_in(site, "1001")
    for _ in range(hours * 2):
        assert here(site)
        time.forward(minutes=30)
    time.forward(minutes=1)
    assert not here(site)


def test_a_session_ends_on_the_day_after_the_last(site: Site, people: People) -> None:
    assert here(site, people.amara)
    leaver = db.session.get_one(Person, people.amara)
    leaver.leaves_on = clock.today()
    assert here(site, people.amara)
    leaver = db.session.get_one(Person, people.amara)
    leaver.leaves_on = clock.today() - timedelta(days=1)
    assert not here(site, people.amara)


def test_changing_the_password_ends_the_sessions_elsewhere(site: Site, people: People) -> None:
    give_password(people.amara)
    sign_in(site, "1001")
    assert here(site, people.amara)  # another browser
    form = {"present": PASSWORD, "password": NEW, "again": NEW}
    site.get("/account/password")
    page = site.post("/account/password", form)
    assert page.location == "/account"
    assert here(site)
    assert not here(site, people.amara)
    site.forget()
    assert sign_in(site, "1001", PASSWORD).status == 422
    assert sign_in(site, "1001", NEW).status == 303


def test_signing_out_everywhere_ends_every_session(site: Site, people: People) -> None:
    give_password(people.amara)
    sign_in(site, "1001")
    assert here(site, people.amara)
    site.get("/account")
    assert site.post("/account/sign-out-everywhere").location == "/sign-in"
    assert not here(site)
    assert not here(site, people.amara)


def test_a_form_sent_after_the_session_has_ended_is_told_so(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    give_password(people.amara)
    sign_in(site, "1001")
    site.get("/account/password")
    time.forward(hours=5)
    page = site.post("/account/password", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert page.status == 401
    assert any(href.startswith("/sign-in") for href in page.links.values())
    assert site.post("/account/password", {"present": PASSWORD}, htmx=True).status == 401


@pytest.mark.parametrize("cookie", ["nonsense", "1.1", "0.1", "999999.1"])
def test_a_made_up_session_is_nobodys(site: Site, people: People, cookie: str) -> None:
    with site.client().session_transaction() as session:
        session["_user_id"] = cookie if cookie != "1.1" else f"{people.amara}.7"
    assert not here(site)
