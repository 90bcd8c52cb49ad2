"""One transaction a request: what lands, what does not, and the three named exceptions."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, flash
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from engage import create_app
from engage.access import public
from engage.core.db import ballot_owner_engine, db, flush_or, independent, transaction
from engage.core.errors import Conflict, Invalid, NotThere, Refused, TooMany
from engage.core.marks import reads, writes
from engage.directory.models import Unit

Ask = Callable[..., TestResponse]


def unit(code: str) -> None:
    db.session.add(Unit(code=code, name=code))
    db.session.flush()


def codes() -> set[str]:
    db.session.rollback()
    found = set(db.session.scalars(db.select(Unit.code)))
    db.session.rollback()
    return found


def save() -> str:
    unit("SAVED")
    return "saved"


def refuse(error: Exception) -> Callable[[], str]:
    def view() -> str:
        unit("HALF")
        raise error

    return view


def counted() -> tuple[str, int]:
    unit("HALF")
    independent(lambda own: own.add(Unit(code="COUNTED", name="counted")))
    return "no", 422


def cannot_commit() -> str:
    def boom(_session: Session) -> None:
        raise RuntimeError("disk full")

    flash("Saved")
    unit("HALF")
    event.listen(db.session(), "before_commit", boom, once=True)
    return "saved"


def while_reading() -> str:
    """Reads, then asks whether somebody else may write meanwhile."""
    codes()
    db.session.scalars(db.select(Unit.code)).all()
    other = sqlite3.connect(str(db.engine.url.database), timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return "locked"
    finally:
        other.close()
    return "free"


ERRORS = {
    "refused": Refused("No."), "not-there": NotThere(), "conflict": Conflict("Moved on."),
    "invalid": Invalid("Line 3.", ["one", "two"]), "often": TooMany(), "broken": RuntimeError("Amara Nwosu"),
}  # fmt: skip


@pytest.fixture
def ask(app: Flask) -> Iterator[Ask]:
    """A browser on an application with a few routes of its own, on the same databases."""
    own = create_app(app.extensions["settings"])
    own.config["WTF_CSRF_ENABLED"] = False
    own.testing = True
    own.config["PROPAGATE_EXCEPTIONS"] = False
    for name, view in {"save": save, "counted": counted, "cannot-commit": cannot_commit}.items():
        own.add_url_rule(f"/{name}", name, public(view), methods=["GET", "POST"])
    for name, error in ERRORS.items():
        own.add_url_rule(f"/{name}", name, public(refuse(error)), methods=["POST"])
    own.add_url_rule("/computes", "computes", public(reads(lambda: save())), methods=["POST"])
    own.add_url_rule("/returns", "returns", public(writes(lambda: save())))
    own.add_url_rule("/free", "free", public(reads(lambda: while_reading())), methods=["POST"])
    own.add_url_rule("/locked", "locked", public(lambda: while_reading()), methods=["POST"])
    client: FlaskClient = own.test_client()

    def do(method: str, path: str, **more: object) -> TestResponse:
        db.session.rollback()
        with own.app_context():
            return client.open(path, method=method, **more)

    yield do
    with own.app_context():
        db.engine.dispose()
        ballot_owner_engine().dispose()


def test_a_post_lands_and_a_get_does_not(ask: Ask) -> None:
    assert ask("GET", "/save").status_code == 200
    assert codes() == set()
    assert ask("POST", "/save").status_code == 200
    assert codes() == {"SAVED"}


def test_a_post_that_only_computes_never_lands(ask: Ask) -> None:
    assert ask("POST", "/computes").status_code == 200
    assert codes() == set()


def test_the_one_get_that_writes_lands(ask: Ask) -> None:
    assert ask("GET", "/returns").status_code == 200
    assert codes() == {"SAVED"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("refused", 403),
        ("not-there", 404),
        ("conflict", 409),
        ("invalid", 422),
        ("often", 429),
        ("broken", 500),
    ],
)
def test_what_is_refused_leaves_nothing_half_done(ask: Ask, path: str, status: int) -> None:
    answer = ask("POST", f"/{path}")
    assert answer.status_code == status
    assert "Amara" not in answer.text
    assert codes() == set()


def test_a_refusal_says_why(ask: Ask) -> None:
    assert "Moved on." in ask("POST", "/conflict").text
    answer = ask("POST", "/invalid").text
    assert all(words in answer for words in ("Line 3.", "one", "two"))


def test_a_counter_survives_the_refusal_that_it_counts(ask: Ask) -> None:
    assert ask("POST", "/counted").status_code == 422
    assert codes() == {"COUNTED"}


def test_when_the_commit_fails_nobody_is_told_saved(ask: Ask) -> None:
    assert ask("POST", "/cannot-commit").status_code == 500
    assert codes() == set()
    assert "Saved" not in ask("GET", "/sign-in").text


def test_a_post_marked_as_reading_takes_no_write_lock(ask: Ask, app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one lock for all who write")
    assert ask("POST", "/free").text == "free"
    assert ask("POST", "/locked").text == "locked"


def test_a_command_does_all_or_nothing(app: Flask) -> None:
    def half() -> None:
        with transaction():
            unit("HALF")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        half()
    assert codes() == set()
    with transaction():
        unit("WHOLE")
    assert codes() == {"WHOLE"}


def test_outside_a_request_a_counter_lands_at_once(app: Flask) -> None:
    independent(lambda own: own.add(Unit(code="COUNTED", name="counted")))
    assert codes() == {"COUNTED"}


def test_a_second_row_where_one_may_be_is_a_conflict_and_any_other_fault_stays_one(app: Flask) -> None:
    with transaction():
        unit("ONE")
    db.session.add(Unit(code="ONE", name="once more"))
    with pytest.raises(Conflict, match="there already"):
        flush_or(Conflict("It is there already."))
    assert codes() == {"ONE"}, "what was half done is gone, and the session reads again"
    db.session.add(Unit(code="TWO", name="two", parent_id=999_999))
    with pytest.raises(IntegrityError):
        flush_or(Conflict("It is there already."))
    db.session.rollback()
