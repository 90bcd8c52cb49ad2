"""Asking for a code by e-mail: the same answer for everybody."""

import re

import pytest
from flask import Flask

from engage.core import mail, outbox
from engage.core.db import db
from engage.directory.models import SignInCode
from tests.directory.accounts import Clock, claim, give_code
from tests.factories import People
from tests.site import Page, Site


def ask(site: Site, number: str) -> Page:
    site.get("/forgotten")
    return site.post("/forgotten", {"number": number})


def letters(app: Flask) -> list[mail.Letter]:
    while outbox.run_due_rows():
        pass
    return list(mail.laid_down(app.extensions["settings"]))


def test_amara_is_mailed_a_code_that_works(site: Site, app: Flask, people: People) -> None:
    assert ask(site, "1001").location == "/forgotten/sent"
    assert site.get("/forgotten/sent").h1 == "Look at your e-mail"
    (letter,) = letters(app)
    assert letter.to == "amara@anytown.example"
    code = re.search(r"\w{4}-\w{4}-\w{4}", letter.body)
    assert code
    assert claim(site, "1001", "Nwosu", code[0]).status == 303


def test_nobody_is_told_whether_a_number_exists(site: Site, app: Flask, people: People) -> None:
    answers = []
    for number in ("1001", "9999", "1002"):  # known, unknown, known without e-mail
        page = ask(site, number)
        rows = db.session.query(outbox.OutboxRow).count()
        answers.append((page.status, page.location, page.data, page.queries, rows))
        db.session.query(outbox.OutboxRow).delete()
    assert answers[0] == answers[1] == answers[2]


def test_nothing_is_sent_to_whoever_is_unknown_or_has_no_address(site: Site, app: Flask, people: People) -> None:
    ask(site, "9999")
    ask(site, "1002")
    assert letters(app) == []
    assert db.session.query(SignInCode).count() == 0


def test_a_strangers_request_leaves_a_printed_slip_good(site: Site, app: Flask, people: People) -> None:
    printed = give_code(people.amara)
    ask(site, "1001")
    letters(app)
    assert claim(site, "1001", "Nwosu", printed).status == 303


def test_nobody_floods_a_mailbox(site: Site, app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    time = Clock(monkeypatch)
    assert [ask(site, "1001").status for _ in range(4)] == [303, 303, 303, 429]
    time.forward(minutes=61)
    assert ask(site, "1001").status == 303
    assert len(letters(app)) == 4


def test_the_outbox_keeps_no_code_once_it_is_sent(site: Site, app: Flask, people: People) -> None:
    ask(site, "1001")
    letters(app)
    assert {row.payload for row in db.session.query(outbox.OutboxRow)} == {"{}"}


def test_an_empty_number_is_asked_for(site: Site) -> None:
    page = ask(site, "")
    assert (page.status, page.errors) == (422, ["Enter your employee number"])
