"""Guessing: only failures count, by account and by address, and everywhere at once."""

import pytest
from flask import Flask

from engage import create_app
from engage.core.db import db
from engage.directory.models import Throttle
from engage.directory.rules.accounts import ACCOUNT_LIMIT, ADDRESS_LIMIT
from tests import factories
from tests.directory.accounts import PASSWORD, Clock, claim, give_code, give_password, sign_in
from tests.factories import People
from tests.site import Site

OFTEN = ["That was tried too often. Wait 15 minutes, then try again"]


def guess(site: Site, identifier: str, times: int) -> list[int]:
    return [sign_in(site, identifier, "a wrong password").status for _ in range(times)]


def test_after_ten_failures_the_door_is_closed_even_to_the_right_password(site: Site, people: People) -> None:
    give_password(people.amara)
    assert guess(site, "1001", ACCOUNT_LIMIT.failures) == [422] * 10
    page = sign_in(site, "1001")
    assert (page.status, page.errors) == (429, OFTEN)


def test_number_and_address_of_one_person_are_one_account(site: Site, people: People) -> None:
    give_password(people.amara)
    assert guess(site, "1001", 5) + guess(site, "Amara@anytown.example", 5) == [422] * 10
    assert sign_in(site, "amara@ANYTOWN.example").status == sign_in(site, "1001").status == 429


def test_an_unknown_account_is_throttled_alike(site: Site) -> None:
    assert guess(site, "9999", 11) == [422] * 10 + [429]


def test_others_behind_the_same_address_still_get_in(site: Site, people: People) -> None:
    give_password(people.esi)
    guess(site, "1001", 11)
    assert sign_in(site, "1005").status == 303


def test_the_door_opens_again_after_15_minutes(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(people.amara)
    time = Clock(monkeypatch)
    guess(site, "1001", 11)
    time.forward(minutes=14)
    assert sign_in(site, "1001").status == 429
    time.forward(minutes=2)
    assert sign_in(site, "1001").status == 303


def test_only_failures_count(site: Site, people: People) -> None:
    give_password(people.amara)
    for _ in range(ACCOUNT_LIMIT.failures + 2):
        assert sign_in(site, "1001").status == 303
        site.forget()
    assert db.session.query(Throttle).count() == 0


def test_a_success_forgives_the_account_but_not_the_address(site: Site, people: People) -> None:
    give_password(people.amara)
    guess(site, "1001", 9)
    assert sign_in(site, "1001").status == 303
    left = [row.failures for row in db.session.query(Throttle)]
    assert left == [9]
    site.forget()
    assert guess(site, "1001", 10) == [422] * 10


def test_an_address_that_tries_many_accounts_is_stopped(site: Site, people: People) -> None:
    give_password(people.amara)
    guess(site, "9999", 1)
    for row in db.session.query(Throttle):
        row.failures = ADDRESS_LIMIT.failures  # as after 500 accounts
    assert sign_in(site, "1001").status == 429


def test_an_address_may_fail_far_more_often_than_an_account() -> None:
    assert ADDRESS_LIMIT.failures >= 50 * ACCOUNT_LIMIT.failures


def test_what_is_kept_of_a_failure_names_nobody(site: Site) -> None:
    guess(site, "1001", 1)
    kept = db.session.query(Throttle).all()
    assert len(kept) == 2
    assert all(len(row.key) == 64 and "1001" not in row.key and "127.0.0.1" not in row.key for row in kept)


def test_failures_hold_over_several_workers(site: Site, app: Flask, people: People) -> None:
    """Another process is another application on the same database."""
    give_password(people.amara)
    guess(site, "1001", 5)
    other = create_app(app.extensions["settings"])
    other.testing = True
    with other.app_context():
        elsewhere = Site(other, factories.sign_in)
        assert guess(elsewhere, "1001", 6) == [422] * 5 + [429]
        other.extensions["sqlalchemy"].engine.dispose()
    assert sign_in(site, "1001").status == 429


def test_guessing_codes_is_throttled_apart_from_passwords(site: Site, people: People) -> None:
    give_password(people.amara)
    code = give_code(people.amara)
    for _ in range(10):
        assert claim(site, "1001", "Nwosu", "WRNG-WRNG-WRNG").status == 422
    page = claim(site, "1001", "Nwosu", code)
    assert (page.status, page.errors) == (429, OFTEN)
    assert sign_in(site, "1001", PASSWORD).status == 303
