"""What every answer carries, what every form takes out, and what no log line holds."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, StringField

from engage import create_app
from engage.core import logs, mail, outbox
from engage.core.db import ballot_owner_engine, db, transaction
from engage.core.forms import Form, clean
from tests.directory.accounts import PASSWORD, claim, give_code, give_password, sign_in
from tests.factories import People
from tests.site import Site


def test_every_answer_carries_the_security_headers(site: Site, people: People) -> None:
    for path in ("/sign-in", "/", "/nowhere", "/healthz"):
        headers = site.get(path).response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_each_answer_has_a_nonce_of_its_own(site: Site) -> None:
    first, second = (site.get("/sign-in").response.headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


@pytest.fixture
def behind_https(app: Flask) -> Iterator[Flask]:
    """The same service as staff reach it in production."""
    own = create_app(replace(app.extensions["settings"], base_url="https://engage.example", proxies=1))
    own.testing = True
    yield own
    with own.app_context():
        db.engine.dispose()
        ballot_owner_engine().dispose()


def test_behind_https_cookies_are_locked_and_the_browser_stays(behind_https: Flask) -> None:
    with behind_https.app_context():
        answer = behind_https.test_client().get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-engage=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Domain" not in cookie


def test_a_post_without_its_token_is_refused(site: Site, people: People) -> None:
    give_password(people.amara)
    form = {"identifier": "1001", "password": PASSWORD, "csrf_token": "forged"}
    assert site.post("/sign-in", form).status == 400


class Odd(Form):
    words = StringField()
    secret = PasswordField()


def test_a_form_takes_out_what_no_database_should_hold(app: Flask) -> None:
    sent = MultiDict({"words": " Cafe\u0301\x00 \ud800one\r\ntwo\x07 ", "secret": " kept as typed "})
    with app.test_request_context("/", method="POST"):
        form = Odd(sent, meta={"csrf": False})
    assert form.words.data == "Café one\ntwo"
    assert form.secret.data == " kept as typed "


def test_cleaning_twice_changes_nothing() -> None:
    assert clean(clean(" a\u0308\r\nb ")) == clean(" a\u0308\r\nb ") == "ä\nb"


def test_no_log_line_holds_a_name_a_number_or_a_code(site: Site, app: Flask, people: People) -> None:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(logs.JsonLines().format(record))

    keep, level = Keep(), app.logger.level
    app.logger.addHandler(keep)
    app.logger.setLevel(logging.DEBUG)
    try:
        code = give_code(people.amara)
        sign_in(site, "1001", "a wrong password")
        sign_in(site, "amara@anytown.example", PASSWORD, next="/account")
        claim(site, "1001", "Nwosu", "CDFG-2347-HJKM")
        claim(site, "1001", "Nwosu", code)
        site.get("/claim/password")
        site.post("/claim/password", {"password": PASSWORD, "again": PASSWORD})
        site.get("/account?search=Amara", as_=people.amara)
        site.get("/Amara/Nwosu/1001", as_=people.amara)
        outbox.run_due_rows()
    finally:
        app.logger.removeHandler(keep)
        app.logger.setLevel(level)
    assert len(lines) >= 8
    told = "\n".join(lines).lower()
    for secret in (
        "amara",
        "nwosu",
        "1001",
        "127.0.0.1",
        code.lower(),
        code.replace("-", "").lower(),
        "heron",
    ):
        assert secret not in told, secret


def test_an_error_outside_a_view_is_logged_without_its_path(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    lines: list[dict[str, str]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(logs.JsonLines().format(record)))

    keep = Keep()
    app.logger.addHandler(keep)
    try:
        with app.test_request_context("/people/Amara"):
            app.log_exception((ValueError, ValueError("Amara"), None))
    finally:
        app.logger.removeHandler(keep)
    assert [line["error"] for line in lines] == ["ValueError outside a view"]
    assert "Amara" not in json.dumps(lines)


def test_a_line_break_in_what_is_logged_starts_no_new_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, 'one\n{"what": "forged"}', (), None)
    assert "\n" not in logs.JsonLines().format(record)


def test_a_mail_cannot_be_given_another_header(app: Flask, people: People) -> None:
    with transaction():
        mail.send(
            "amara@anytown.example", "Hello\r\nBcc: all@anytown.example", "password_set.txt",
            person={"first_name": "Amara"}, what="x", settings=app.extensions["settings"],
        )  # fmt: skip
    assert outbox.run_due_rows() == 1
    (letter,) = mail.laid_down(app.extensions["settings"])
    assert letter.subject == "Hello Bcc: all@anytown.example"


def test_with_a_mail_server_set_mail_goes_there_encrypted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []

    class Server:
        def __init__(self, host: str, port: int, timeout: int) -> None:
            said.append((host, port))

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_: object) -> None:
            said.append("bye")

        def starttls(self) -> None:
            said.append("starttls")

        def login(self, user: str, password: str) -> None:
            said.append((user, password))

        def send_message(self, message: EmailMessage) -> None:
            said.append((message["To"], message["Subject"], message.get_content().strip()))

    set_up = replace(
        app.extensions["settings"], smtp_host="mail.example", smtp_port=587, smtp_user="engage",
        smtp_password="p" * 8, smtp_starttls=True,
    )  # fmt: skip
    monkeypatch.setitem(app.extensions, "settings", set_up)
    monkeypatch.setattr(mail.smtplib, "SMTP", Server)
    with transaction():
        outbox.enqueue("mail", {"to": "amara@anytown.example", "subject": "Hello", "body": "Words"})
    assert outbox.run_due_rows() == 1
    letter = ("amara@anytown.example", "Hello", "Words")
    assert said == [("mail.example", 587), "starttls", ("engage", "p" * 8), letter, "bye"]
    assert not mail.mail_folder(set_up).exists()


def test_a_file_that_is_too_large_is_told_the_limit_and_the_way_for_larger_ones(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.get("/surveys/manage/", as_=people.chloe)
    monkeypatch.setitem(site.app.config, "MAX_CONTENT_LENGTH", 1000)
    form = {"file": (BytesIO(b"x" * 2000), "survey.json")}
    page = site.post("/surveys/manage/import", form, as_=people.chloe, content_type="multipart/form-data")
    assert page.status == 413
    assert "all files together, may have at most 20 MB. Make the file smaller" in page.text
    site.get("/admin/imports", as_=people.dev)
    page = site.post("/admin/imports", {"file": (BytesIO(b"x" * 2000), "staff.csv")}, as_=people.dev,
                     content_type="multipart/form-data")  # fmt: skip
    assert page.status == 413 and "flask people import" in page.text
    monkeypatch.setitem(site.app.config, "MAX_FORM_MEMORY_SIZE", 1000)
    assert "MB" not in site.post("/sign-in", {"identifier": "x" * 2000}).text
