"""Effects are done at least once, by one worker at a time, and given up in the end."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Unit
from tests.directory.accounts import Clock

DONE: list[Any] = []


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of work: one that works, one that writes and then fails."""
    DONE.clear()
    monkeypatch.setattr(outbox, "REGISTRY", outbox.Registry())
    outbox.handler("works")(lambda payload: DONE.append(payload["n"]))
    outbox.handler("fails")(_fails)


def _fails(payload: dict[str, Any]) -> None:
    db.session.add(Unit(code="HALF", name="half"))
    db.session.flush()
    raise ConnectionError("amara@anytown.example refused")


def promise(kind: str = "works", **more: Any) -> int:
    with transaction():
        row = outbox.enqueue(kind, {"n": 1}, **more)
        db.session.flush()
        return row.id


def row(row_id: int) -> OutboxRow:
    db.session.rollback()
    return db.session.get_one(OutboxRow, row_id, populate_existing=True)


def leased() -> int | None:
    found = outbox._lease()
    return found.id if found else None


def test_what_is_promised_is_done_once_and_its_payload_forgotten(app: Flask) -> None:
    row_id = promise()
    assert outbox.run_due_rows() == 1
    assert outbox.run_due_rows() == 0
    assert DONE == [1]
    assert (row(row_id).state, row(row_id).payload) == ("done", "{}")


def test_what_is_rolled_back_is_never_done(app: Flask) -> None:
    def half() -> None:
        with transaction():
            outbox.enqueue("works", {"n": 1})
            raise ConnectionError

    with pytest.raises(ConnectionError):
        half()
    assert outbox.run_due_rows() == 0


def test_nothing_is_done_before_it_is_due(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time = Clock(monkeypatch)
    promise(due_at=clock.now() + timedelta(hours=1))
    assert outbox.run_due_rows() == 0
    time.forward(hours=1)
    assert outbox.run_due_rows() == 1


def test_a_kind_that_nobody_handles_cannot_be_promised(app: Flask) -> None:
    with pytest.raises(KeyError):
        outbox.enqueue("unknown", {})


def test_a_failure_leaves_nothing_half_done_and_says_only_its_kind(app: Flask) -> None:
    row_id = promise("fails")
    assert outbox.run_due_rows() == 0
    failed = row(row_id)
    assert (failed.state, failed.tries, failed.problem) == ("waiting", 1, "ConnectionError")
    assert db.session.query(Unit).count() == 0


def test_a_failure_is_tried_again_ever_later_and_then_given_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, row_id, waits = Clock(monkeypatch), promise("fails"), []
    for _ in range(outbox.MAX_TRIES):
        outbox.run_due_rows()
        waits.append((row(row_id).due_at - time.at).total_seconds())
        time.forward(seconds=waits[-1] + 1)
    assert waits == sorted(waits)
    assert (row(row_id).state, row(row_id).tries) == ("failed", outbox.MAX_TRIES)
    assert outbox.run_due_rows() == 0


def test_one_failure_does_not_hold_up_the_others(app: Flask) -> None:
    promise("fails")
    promise()
    assert outbox.run_due_rows() == 1


def test_what_somebody_waits_for_comes_before_mail_that_can_wait(app: Flask) -> None:
    outbox.handler("mail")(lambda payload: None)
    letters = [promise("mail") for _ in range(3)]
    code, file = promise("mail", useless_at=clock.now() + timedelta(minutes=10)), promise()
    assert [leased() for _ in range(5)] == [code, file, *letters]


def test_a_row_that_a_killed_worker_held_comes_back(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, row_id = Clock(monkeypatch), promise()
    assert leased() == row_id  # and then the worker dies
    assert leased() is None
    time.forward(seconds=outbox.LEASE.total_seconds() + 1)
    assert outbox.run_due_rows() == 1


def test_a_row_that_kills_its_worker_each_time_is_given_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, row_id = Clock(monkeypatch), promise()
    for _ in range(outbox.MAX_TRIES):
        assert leased() == row_id  # and then the worker dies
        time.forward(seconds=outbox.LEASE.total_seconds() + 1)
    assert leased() is None
    assert (row(row_id).state, row(row_id).problem) == ("failed", "the worker died")


def test_two_workers_never_lease_the_same_row(app: Flask) -> None:
    promised = [promise() for _ in range(5)]
    assert [leased() for _ in range(6)] == [*promised, None]


def test_a_given_up_row_can_be_tried_again(app: Flask) -> None:
    row_id = promise()
    with transaction():
        held = row(row_id)
        held.state, held.tries = "failed", outbox.MAX_TRIES
    assert outbox.run_due_rows() == 0
    with transaction():
        outbox.retry(row(row_id))
    assert outbox.run_due_rows() == 1


def test_a_schedule_runs_when_its_time_has_come(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, ran = Clock(monkeypatch), []
    outbox.schedule("tick", 60)(lambda: ran.append(1))
    assert [outbox.run_due_schedules(), outbox.run_due_schedules()] == [1, 0]
    time.forward(seconds=61)
    assert outbox.run_due_schedules() == 1
    assert ran == [1, 1]


def test_a_schedule_that_fails_does_not_stop_the_others(app: Flask) -> None:
    ran: list[int] = []

    def broken() -> None:
        raise ValueError

    outbox.schedule("broken", 60)(broken)
    outbox.schedule("whole", 60)(lambda: ran.append(1))
    assert outbox.run_due_schedules() == 2
    assert ran == [1]


def test_the_worker_is_alive_as_long_as_it_beats(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time = Clock(monkeypatch)
    assert not outbox.worker_is_alive()
    outbox.beat()
    assert outbox.worker_is_alive()
    time.forward(minutes=3)
    assert not outbox.worker_is_alive()
