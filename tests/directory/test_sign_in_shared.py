"""A shared device: signed out sooner, and nothing kept on it."""

import pytest
from flask import Flask

from engage.core import audit
from engage.core.db import transaction
from engage.directory.models import Person
from engage.directory.queries_accounts import DEMONSTRATION
from tests.directory.accounts import PASSWORD, Clock, claim, give_code, give_password, sign_in
from tests.factories import People
from tests.site import Site

NEW = "otter lantern biscuit"
EVERYTHING = '"cache", "storage"'


def is_shared(site: Site) -> bool:
    with site.client().session_transaction() as session:
        return bool(session.get("shared_device"))


def here(site: Site) -> bool:
    return site.get("/account").location is None


def test_on_a_shared_device_amara_is_signed_out_after_ten_minutes(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    give_password(people.amara)
    sign_in(site, "1001", shared="y")
    assert "after 10 minutes in which you do nothing" in site.get("/account").text
    time.forward(minutes=9)
    assert here(site)
    time.forward(minutes=9)
    assert here(site)
    time.forward(minutes=10, seconds=1)
    assert not here(site)


def test_on_her_own_device_she_stays_signed_in_for_longer(
    site: Site, people: People, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    give_password(people.amara)
    sign_in(site, "1001")
    assert f"after {app.extensions['settings'].idle_minutes} minutes" in site.get("/account").text
    time.forward(minutes=11)
    assert here(site)
    assert not is_shared(site)


def test_signing_out_of_a_shared_device_clears_what_lies_on_it(site: Site, people: People) -> None:
    give_password(people.amara)
    sign_in(site, "1001", shared="y")
    site.get("/account")
    page = site.post("/sign-out")
    assert page.response.headers["Clear-Site-Data"] == EVERYTHING
    assert "engage=;" in page.response.headers["Set-Cookie"]
    assert not is_shared(site)
    site.forget()
    sign_in(site, "1001", shared="y")
    site.get("/account")
    assert site.post("/account/sign-out-everywhere").response.headers["Clear-Site-Data"] == EVERYTHING


def test_the_cookie_of_a_shared_device_goes_with_its_browser(site: Site, people: People) -> None:
    give_password(people.amara)
    assert "Expires" not in sign_in(site, "1001", shared="y").response.headers["Set-Cookie"]
    site.forget()
    assert "Expires" in sign_in(site, "1001").response.headers["Set-Cookie"]


def test_whoever_claims_an_account_can_say_so_too(site: Site, people: People) -> None:
    claim(site, "1001", "Nwosu", give_code(people.amara))
    form = site.get("/claim/password").form()
    site.post("/claim/password", form | {"password": PASSWORD, "again": PASSWORD, "shared": "y"})
    assert here(site)
    assert is_shared(site)


def test_one_of_the_demonstrations_six_can_say_so_too(site: Site, people: People, app: Flask) -> None:
    with transaction():
        app.extensions["sqlalchemy"].session.get_one(Person, people.amara).employee_number = "D0001"
        audit.record(*DEMONSTRATION)
    form = site.get("/sign-in").form("/demo/sign-in")
    site.post("/demo/sign-in", form | {"number": "D0001", "shared": "y"})
    assert here(site)
    assert is_shared(site)


def test_a_new_password_does_not_make_the_device_her_own(site: Site, people: People) -> None:
    give_password(people.amara)
    sign_in(site, "1001", shared="y")
    site.get("/account/password")
    site.post("/account/password", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert here(site)
    assert is_shared(site)


def test_a_shared_device_is_still_shared_when_the_time_is_over(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    give_password(people.amara)
    sign_in(site, "1001", shared="y")
    time.forward(minutes=11)
    assert not here(site)
    assert len(site.get("/sign-in").select("input[name=shared][checked]")) == 2  # with and without a password
    assert site.post("/sign-out").response.headers["Clear-Site-Data"] == EVERYTHING
    assert site.get("/sign-in").select("input[name=shared][checked]") == []
