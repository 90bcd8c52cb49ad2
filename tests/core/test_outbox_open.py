"""No handler runs inside the outbox's transaction; what it is kept up with meanwhile; a database that goes away."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import click
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from engage import cli
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Unit
from tests.directory.accounts import Clock

WAIT = 30
Handler = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "REGISTRY", outbox.Registry())


def promise(handler: Handler) -> int:
    outbox.handler("work")(handler)
    with transaction():
        row = outbox.enqueue("work", {})
        db.session.flush()
        return row.id


def row(row_id: int) -> OutboxRow:
    db.session.rollback()
    return db.session.get_one(OutboxRow, row_id, populate_existing=True)


def write_beside(code: str) -> None:
    with Session(db.engine) as another:
        another.add(Unit(code=code, name=code))
        another.commit()


def test_while_a_handler_runs_everybody_can_write(app: Flask) -> None:
    def slow(_: dict[str, Any]) -> None:
        assert not db.session().in_transaction()
        write_beside("BESIDE")
        with Session(db.engine) as another:
            another.get_one(OutboxRow, row_id, with_for_update={"nowait": True}).problem = "seen"
            another.commit()

    row_id = promise(slow)
    assert outbox.run_due_rows() == 1
    assert (row(row_id).state, db.session.query(Unit.code).all()) == ("done", [("BESIDE",)])


def test_a_handler_that_raises_leaves_nothing_half_written_and_its_row_for_later(app: Flask) -> None:
    def fails(_: dict[str, Any]) -> None:
        with transaction():
            db.session.add(Unit(code="HALF", name="half"))
            db.session.flush()
            raise ConnectionError

    row_id = promise(fails)
    assert outbox.run_due_rows() == 0
    left = row(row_id)
    assert (left.state, left.tries, left.payload, left.leased_until) == ("waiting", 1, "{}", None)
    assert left.due_at > clock.now()
    assert db.session.query(Unit).count() == 0


def test_a_handler_that_forgets_its_transaction_is_found_out(app: Flask) -> None:
    row_id = promise(lambda _: db.session.add(Unit(code="LOST", name="lost")) or db.session.flush())
    assert outbox.run_due_rows() == 0
    assert (row(row_id).state, row(row_id).problem) == ("waiting", "Unfinished")
    assert db.session.query(Unit).count() == 0


def test_a_long_handler_outlives_neither_its_lease_nor_the_beat(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "RENEWED", timedelta(milliseconds=1))
    time = Clock(monkeypatch)
    seen = []

    def long(_: dict[str, Any]) -> None:
        time.forward(seconds=outbox.LEASE.total_seconds() + outbox.BEAT_FRESH.total_seconds() + 1)
        for _ in range(WAIT * 100):
            if outbox.worker_is_alive() and (row(row_id).leased_until or time.at) > time.at:
                break
            db.session.rollback()
            Event().wait(0.01)
        seen.extend([outbox.worker_is_alive(), outbox._lease()])
        db.session.rollback()

    row_id = promise(long)
    assert outbox.run_due_rows() == 1
    assert seen == [True, None]
    assert row(row_id).leased_until is None


def test_what_hangs_for_ever_is_not_kept_up_for_ever(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed = []
    ended = Event()

    def renew() -> None:
        renewed.append(1)
        if len(renewed) == 3:
            ended.set()

    with outbox.meanwhile(renew, 0.001, 3):
        assert ended.wait(WAIT)
        Event().wait(0.1)
    assert renewed == [1, 1, 1]


def test_each_mail_is_leased_when_its_turn_has_come(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, alive = Clock(monkeypatch), []

    def mail(_: dict[str, Any]) -> None:
        alive.append(outbox.worker_is_alive())
        db.session.rollback()
        time.forward(seconds=20)

    rows = [promise(mail) for _ in range(50)]
    assert outbox.run_due_rows() == 50
    assert alive == [True] * 50
    assert {row(each).tries for each in rows} == {1}


def test_what_another_worker_has_leased_since_is_left_to_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, row_id = Clock(monkeypatch), promise(lambda _: None)
    slow = outbox._lease()
    time.forward(seconds=outbox.LEASE.total_seconds() + 1)
    assert outbox._lease()
    outbox._note(slow, state="failed", leased_until=None)
    assert (row(row_id).state, row(row_id).leased_until is None) == ("waiting", False)


class Keep(logging.Handler):
    """What the log says."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.lines.append(record.getMessage())


class Enough(Exception):
    """The worker has shown what it does."""


def test_the_worker_waits_for_a_database_that_is_away_and_goes_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [OperationalError("BEGIN", {}, Exception("database is locked")) for _ in range(3)]
    slept: list[float] = []

    def beat() -> None:
        if answers:
            raise answers.pop()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 5:
            raise Enough

    keep = Keep()
    monkeypatch.setattr(cli.outbox, "beat", beat)
    monkeypatch.setattr(cli.time, "sleep", sleep)
    app.logger.addHandler(keep)
    try:
        with pytest.raises(Enough):
            cli.worker.callback(once=False)
    finally:
        app.logger.removeHandler(keep)
    assert slept == [cli.AWAY_SECONDS] * 3 + [cli.IDLE_SECONDS] * 2
    assert [line.partition(":")[0] for line in keep.lines] == ["the worker waits", "the worker goes on"]


def test_a_worker_that_is_to_end_says_in_one_line_that_the_database_is_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise OperationalError("BEGIN", {}, Exception("database is locked\nand more"))

    monkeypatch.setattr(cli.outbox, "beat", locked)
    with pytest.raises(click.ClickException, match=r"run flask database upgrade\. It said: database is locked\.$"):
        cli.worker.callback(once=True)
