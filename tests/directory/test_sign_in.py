"""Signing in: who gets in, where to, and what nobody learns."""

import re
import sqlite3
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import passwords
from engage.directory.models import Account, Person
from tests.directory.accounts import PASSWORD, give_password, sign_in
from tests.factories import People
from tests.site import Site

WRONG = "The employee number, e-mail or password is not right"


def test_amara_signs_in_with_her_employee_number(site: Site, people: People) -> None:
    give_password(people.amara)
    page = sign_in(site, "1001")
    assert (page.status, page.location) == (303, "/")
    assert site.get("/account").status == 200


def test_amara_signs_in_with_her_e_mail_however_she_writes_it(site: Site, people: People) -> None:
    give_password(people.amara)
    assert sign_in(site, " Amara@Anytown.EXAMPLE ").status == 303


def test_letters_of_an_employee_number_may_be_small(site: Site, people: People) -> None:
    db.session.get_one(Person, people.amara).employee_number = "AB17"
    give_password(people.amara)
    assert sign_in(site, "ab17").status == 303


def test_whoever_is_signed_in_already_is_sent_on(site: Site, people: People) -> None:
    assert site.get("/sign-in?next=/account", as_=people.amara).location == "/account"


def test_an_empty_form_says_what_is_missing(site: Site) -> None:
    page = sign_in(site, "", "")
    assert page.status == 422
    assert page.errors == ["Enter your employee number or e-mail", "Enter your password"]


def test_the_page_that_was_asked_for_comes_after_signing_in(site: Site, people: People) -> None:
    give_password(people.amara)
    asked = site.get("/account")
    assert asked.location == "/sign-in?next=/account"
    form = site.get(asked.location).form("/sign-in")
    assert form["next"] == "/account"
    assert sign_in(site, "1001", next="/account").location == "/account"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "javascript:x()",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(site: Site, people: People, elsewhere: str) -> None:
    give_password(people.amara)
    assert sign_in(site, "1001", next=elsewhere).location == "/"


def _blind(source: str, typed: str) -> str:
    """A page without what differs by nature: tokens, nonces, and what was typed."""
    source = re.sub(r'(nonce|name="csrf_token"[^>]*value)="[^"]*"', "", source)
    return source.replace(typed, "TYPED")


def test_a_page_never_says_whether_an_account_exists(site: Site, people: People) -> None:
    give_password(people.amara)
    give_password(people.esi)
    leaver = db.session.get_one(Person, people.esi)
    leaver.leaves_on = clock.today() - timedelta(days=1)
    answers = []
    for typed, password in (
        ("1001", "a wrong password"),  # known
        ("9999", "a wrong password"),  # unknown
        ("1002", "a wrong password"),  # known, nothing claimed yet
        ("1005", PASSWORD),  # left
        ("no@where.example", "a wrong password"),
    ):
        page = sign_in(site, typed, password)
        headers = {k: v for k, v in page.response.headers if k not in {"Set-Cookie", "Content-Security-Policy"}}
        headers.pop("Content-Length")
        answers.append((page.status, page.errors, _blind(page.source, typed), headers))
    assert answers[0][:2] == (422, [WRONG])
    assert all(answer == answers[0] for answer in answers)


def test_an_unknown_number_costs_as_much_hashing_as_a_known_one(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = passwords.hasher()
    monkeypatch.setattr(passwords, "HASHER", real)
    give_password(people.amara)
    checked: list[bool] = []

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            checked.append(kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$"))
            return real.verify(kept, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    monkeypatch.setattr(passwords, "_nobodys", lambda: real.hash("nobody"))
    for typed in ("1001", "9999", "1002"):
        sign_in(site, typed, "a wrong password")
    assert checked == [True, True, True]


def test_checking_a_password_holds_nobody_up(
    site: Site, app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one lock for all who write")
    give_password(people.amara)
    took: list[bool] = []
    real = passwords.matches

    def matches(kept: str | None, password: str) -> bool:
        other = sqlite3.connect(str(db.engine.url.database), timeout=0)
        other.execute("BEGIN IMMEDIATE")  # raises where the request holds the lock
        other.close()
        took.append(True)
        return real(kept, password)

    monkeypatch.setattr(passwords, "matches", matches)
    assert sign_in(site, "1001").status == 303
    assert took == [True]


def test_an_old_hash_is_renewed_when_its_owner_signs_in(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "HASHER", passwords.hasher())
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    db.session.get_one(Account, people.amara).password_hash = weaker
    assert sign_in(site, "1001").status == 303
    db.session.rollback()
    kept = db.session.get_one(Account, people.amara, populate_existing=True).password_hash
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_signing_out_ends_the_session(site: Site, people: People) -> None:
    page = site.post("/sign-out", as_=people.amara)
    assert page.location == "/sign-in"
    assert page.response.headers["Clear-Site-Data"] == '"cache"'
    assert site.get("/account", as_=people.amara).location == "/sign-in?next=/account"


def test_who_has_not_started_yet_cannot_sign_in_before_the_day(site: Site, people: People) -> None:
    give_password(people.amara)
    with transaction():
        db.session.get_one(Person, people.amara).started_on = clock.today() + timedelta(days=1)
    assert sign_in(site, "1001").status == 422
    with transaction():
        db.session.get_one(Person, people.amara).started_on = clock.today()
    assert sign_in(site, "1001").status == 303
