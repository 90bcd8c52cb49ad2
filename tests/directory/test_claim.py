"""Claiming an account, and replacing a password, with a one-time code."""

import pytest
from flask import Flask

from engage.core import audit, mail, outbox
from engage.core.db import db
from engage.directory.models import Account, Person, SignInCode
from tests.directory.accounts import PASSWORD, Clock, claim, give_code, give_password, sign_in
from tests.factories import People
from tests.site import Page, Site

NO_MATCH = ["The employee number, surname and code do not go together, or the code has run out"]


def choose(site: Site, password: str = PASSWORD, again: str | None = None) -> Page:
    site.get("/claim/password")
    return site.post("/claim/password", {"password": password, "again": again or password})


def test_amara_claims_her_account_and_is_signed_in(site: Site, people: People) -> None:
    page = claim(site, "1001", "Nwosu", give_code(people.amara))
    assert page.location == "/claim/password"
    assert "Welcome, Amara" in site.follow(page).text
    assert choose(site).location == "/"
    assert site.get("/account").h1 == "Your account"
    site.forget()
    assert sign_in(site, "1001").status == 303


def test_a_code_may_be_typed_as_people_type(site: Site, people: People) -> None:
    code = give_code(people.amara)
    assert claim(site, "1001", "Nwosu", f"  {code.lower().replace('-', ' ')} ").status == 303


@pytest.mark.parametrize("typed", ["O'BRIEN-NÚÑEZ", "obrien nunez", "O’Brien Nunez", "ObrienNunez"])
def test_a_surname_may_be_typed_as_people_type(site: Site, people: People, typed: str) -> None:
    db.session.get_one(Person, people.amara).surname = "O'Brien-Núñez"
    assert claim(site, "1001", typed, give_code(people.amara)).status == 303


def test_a_code_works_once(site: Site, people: People) -> None:
    code = give_code(people.amara)
    claim(site, "1001", "Nwosu", code)
    choose(site)
    site.forget()
    page = claim(site, "1001", "Nwosu", code)
    assert (page.status, page.errors) == (422, NO_MATCH)


def test_two_browsers_with_one_code_cannot_both_use_it(site: Site, people: People) -> None:
    code = give_code(people.amara)
    claim(site, "1001", "Nwosu", code)
    form = site.get("/claim/password").form() | {"password": PASSWORD, "again": PASSWORD}
    first = site.client()
    site.forget()
    claim(site, "1001", "Nwosu", code)
    assert choose(site, "otter lantern biscuit").location == "/"
    assert first.post("/claim/password", data=form).status_code == 409
    site.forget()
    assert sign_in(site, "1001", "otter lantern biscuit").status == 303


def test_a_code_runs_out_after_14_days(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    time, code = Clock(monkeypatch), give_code(people.amara)
    time.forward(days=13.9)
    assert claim(site, "1001", "Nwosu", code).status == 303
    time.forward(days=0.2)
    assert claim(site, "1001", "Nwosu", code).status == 422


def test_a_code_that_runs_out_while_the_password_is_chosen_is_refused(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, code = Clock(monkeypatch), give_code(people.amara)
    time.forward(days=13.995)
    claim(site, "1001", "Nwosu", code)
    time.forward(minutes=20)
    assert choose(site).status == 409


def test_the_password_must_be_chosen_within_half_an_hour(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    claim(site, "1001", "Nwosu", give_code(people.amara))
    time.forward(minutes=31)
    assert site.get("/claim/password").location == "/claim"


def test_nobody_chooses_a_password_without_a_code(site: Site) -> None:
    assert site.get("/claim/password").location == "/claim"
    site.get("/claim")
    assert site.post("/claim/password", {"password": PASSWORD, "again": PASSWORD}).location == "/claim"


def test_the_answer_is_the_same_whatever_is_wrong(site: Site, people: People) -> None:
    code = give_code(people.amara)
    theirs = give_code(people.esi)
    tried = [
        ("1001", "Nwosu", "CDFG-2347-HJKM"),
        ("1001", "Mensah", code),
        ("1001", "Nwosu", theirs),
        ("9999", "Nwosu", code),
        ("1002", "Parry", code),  # known, without any code
    ]
    assert [(p.status, p.errors) for p in (claim(site, *one) for one in tried)] == [(422, NO_MATCH)] * 5


def test_a_leaver_claims_nothing(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    time, code = Clock(monkeypatch), give_code(people.amara)
    leaver = db.session.get_one(Person, people.amara)
    leaver.leaves_on = time.at.date()
    time.forward(days=1)
    assert claim(site, "1001", "Nwosu", code).status == 422


def test_a_weak_password_is_refused_and_the_code_still_works(site: Site, people: People) -> None:
    claim(site, "1001", "Nwosu", give_code(people.amara))
    page = choose(site, "short")
    assert (page.status, page.errors) == (422, ["Use at least 10 characters"])
    assert choose(site, "nwosu lives here").errors == [
        "Leave out your name, your number, your e-mail address and the council’s name"
    ]
    assert choose(site, PASSWORD, "something else").errors == ["The two passwords are not the same"]
    assert choose(site).location == "/"


def test_a_code_replaces_a_forgotten_password_and_ends_sessions(site: Site, people: People) -> None:
    give_password(people.amara)
    assert site.get("/account", as_=people.amara).status == 200
    claim(site, "1001", "Nwosu", give_code(people.amara))
    choose(site, "otter lantern biscuit")
    assert site.get("/account", as_=people.amara).location == "/sign-in?next=/account"
    site.forget()
    assert sign_in(site, "1001", PASSWORD).status == 422
    assert sign_in(site, "1001", "otter lantern biscuit").status == 303


def test_a_claim_is_audited_and_its_owner_told(site: Site, people: People, app: Flask) -> None:
    claim(site, "1001", "Nwosu", give_code(people.amara))
    choose(site)
    event = audit.latest(1)[0]
    assert (event.act, event.kind, event.object_id) == ("claim", "account", str(people.amara))
    outbox.run_due_rows()
    letter = mail.laid_down(app.extensions["settings"])[0]
    assert letter.to == "amara@anytown.example"
    assert "was set" in letter.subject
    assert PASSWORD not in letter.body


def test_only_a_keyed_hash_of_a_code_is_kept(site: Site, people: People) -> None:
    code = give_code(people.amara)
    kept = db.session.query(SignInCode).one()
    assert len(kept.code_hash) == 64
    assert code.replace("-", "") not in kept.code_hash
    assert not db.session.query(Account).filter(Account.password_hash.is_not(None)).count()


def test_a_new_code_ends_the_one_before(site: Site, people: People) -> None:
    lost, fresh = give_code(people.amara), give_code(people.amara)
    assert claim(site, "1001", "Nwosu", lost).status == 422
    assert claim(site, "1001", "Nwosu", fresh).status == 303
