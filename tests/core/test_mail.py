"""Where mail goes when no server is set, and how long a code may lie anywhere in clear."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from engage.core import clock, mail, outbox
from engage.core.db import db, transaction
from engage.core.errors import Invalid
from engage.core.outbox import OutboxRow
from engage.directory import queries_accounts
from engage.directory.actions import codes
from engage.directory.models import SignInCode
from tests.directory.accounts import Clock
from tests.factories import People


@pytest.fixture
def production(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """Production where nobody has set a mail server."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], production=True))
    return app


def rows() -> list[OutboxRow]:
    db.session.rollback()
    return db.session.query(OutboxRow).order_by(OutboxRow.id).populate_existing().all()


def issue(people: People) -> None:
    with transaction():
        person = queries_accounts.slip_for(people.amara)
        assert person
        codes.issue_by_mail(person, clock.now())


def test_mail_is_set_up_with_a_server_or_outside_production(app: Flask) -> None:
    settings = app.extensions["settings"]
    assert settings.sends_mail
    assert replace(settings, production=True, smtp_host="mail.example").sends_mail
    assert not replace(settings, production=True).sends_mail


def test_production_without_a_mail_server_makes_no_code_and_lays_nothing_down(
    production: Flask, people: People
) -> None:
    with pytest.raises(Invalid, match="Mail is not set up here: print the code instead"):
        issue(people)
    with transaction():
        outbox.enqueue("sign-in code", {"typed": "1001"})
        mail.send("a@b.example", "Hello", "password_set.txt", person={"first_name": "A"}, what="x", settings=None)
    assert outbox.run_due_rows() == 1
    assert db.session.query(SignInCode).count() == 0
    assert [row.kind for row in rows()] == ["sign-in code"]
    assert not mail.mail_folder(production.extensions["settings"]).exists()


def test_what_waits_from_when_there_was_a_mail_server_is_not_laid_down(production: Flask) -> None:
    with transaction():
        outbox.enqueue("mail", {"to": "a@b.example", "subject": "Hello", "body": "words"})
    assert outbox.run_due_rows() == 0
    assert (rows()[0].state, rows()[0].problem) == ("waiting", "NotSetUp")
    assert not mail.mail_folder(production.extensions["settings"]).exists()


def test_what_lies_in_the_folder_goes_after_thirty_days(app: Flask) -> None:
    folder = mail.mail_folder(app.extensions["settings"])
    folder.mkdir(parents=True)
    for name, days in (("old", 31), ("fresh", 29)):
        (folder / f"{name}.eml").write_text("code")
        at = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(folder / f"{name}.eml", (at, at))
    mail.tidy()
    assert [file.stem for file in folder.glob("*.eml")] == ["fresh"]
    assert outbox.REGISTRY.schedules["tidy mail"].run is mail.tidy


def test_a_code_that_was_not_sent_within_a_day_is_not_kept(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    issue(people)
    (row,) = rows()
    with transaction():
        row.state, row.tries = "failed", outbox.MAX_TRIES
    time.forward(hours=23)
    outbox.tidy()
    assert "amara" in rows()[0].payload
    assert outbox.failed_row(rows()[0].id) is not None
    time.forward(hours=2)
    assert outbox.failed_row(rows()[0].id) is None
    outbox.tidy()
    assert rows()[0].payload == ""


def test_a_code_that_waited_for_the_worker_for_too_long_is_forgotten_unsent(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)
    issue(people)
    time.forward(hours=25)
    assert outbox.run_due_rows() == 0
    (row,) = rows()
    assert (row.state, row.payload, row.problem) == ("failed", "", "too late")
    assert mail.laid_down(app.extensions["settings"]) == []


@pytest.mark.parametrize("title", ["Staff\nBcc: x@y.example", "Staff\u2028survey", "Staff \x0b survey"])
def test_no_title_starts_a_header_or_stops_a_mail(app: Flask, title: str) -> None:
    mail.deliver("a@b.example", title, "Words")
    (found,) = mail.laid_down(app.extensions["settings"])
    assert found.subject == " ".join(title.split())
