"""Two workers at once, and what the outbox forgets."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from engage.core import clock, outbox
from engage.core.beats import NEVER, WorkerBeat
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from tests.directory.accounts import Clock
from tests.factories import People
from tests.site import Site

WAIT = 30
REAL = outbox.REGISTRY


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "REGISTRY", outbox.Registry())
    outbox.handler("mail")(lambda payload: None)


def beside(app: Flask, work: Callable[[], object], faults: list[BaseException]) -> Thread:
    """Another worker, which does this."""

    def run() -> None:
        with app.app_context():
            try:
                work()
            except BaseException as fault:
                faults.append(fault)
            finally:
                db.session.remove()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_worker_may_come_up_while_another_makes_its_first_beat(app: Flask) -> None:
    faults: list[BaseException] = []
    with transaction():
        db.session.add(WorkerBeat(name="worker", at=NEVER))
        db.session.flush()
        second = beside(app, outbox.beat, faults)
        second.join(0.5)
        assert second.is_alive(), "it waits for the first"
    second.join(WAIT)
    assert not second.is_alive()
    assert faults == []
    assert outbox.worker_is_alive()


def test_two_workers_that_start_together_do_each_schedule_once(app: Flask) -> None:
    ran: list[str] = []
    for n in range(10):
        outbox.schedule(f"tick {n}", 60)(lambda n=n: ran.append(f"tick {n}"))
    faults: list[BaseException] = []
    together = Barrier(2, timeout=WAIT)

    def start() -> None:
        together.wait()
        outbox.beat()
        outbox.run_due_schedules()

    for thread in [beside(app, start, faults) for _ in range(2)]:
        thread.join(WAIT)
    assert faults == []
    assert sorted(ran) == [f"tick {n}" for n in range(10)]


def kept(state: str, days: int) -> int:
    with transaction():
        row = OutboxRow(kind="mail", payload='{"to": "amara@anytown.example"}', state=state,
                        due_at=clock.now() - timedelta(days=days))  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def payload(row_id: int) -> str | None:
    db.session.rollback()
    found = db.session.get(OutboxRow, row_id, populate_existing=True)
    return found.payload if found else None


def test_what_is_done_is_forgotten_after_thirty_days(app: Flask) -> None:
    old, fresh = kept("done", 31), kept("done", 29)
    outbox.tidy()
    assert payload(old) is None
    assert payload(fresh) is not None


def test_what_was_given_up_forgets_whom_it_was_for_after_fourteen_days(app: Flask) -> None:
    old, fresh, waiting = kept("failed", 15), kept("failed", 13), kept("waiting", 40)
    outbox.tidy()
    assert payload(old) == ""
    assert "amara" in str(payload(fresh))
    assert "amara" in str(payload(waiting))


def test_what_is_forgotten_cannot_be_tried_again(site: Site, people: People) -> None:
    row_id = kept("failed", 15)
    assert "Try again" in site.get("/admin/outbox", as_=people.dev).text
    outbox.tidy()
    page = site.get("/admin/outbox", as_=people.dev)
    assert "Too late: what it held is forgotten" in page.text
    assert "Try again" not in page.text
    assert site.post(f"/admin/outbox/{row_id}/retry", as_=people.dev).status == 404


def test_the_worker_tidies_every_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    time, old = Clock(monkeypatch), kept("failed", 15)
    outbox.REGISTRY.schedules["tidy outbox"] = REAL.schedules["tidy outbox"]
    assert outbox.run_due_schedules() == 1
    assert payload(old) == ""
    time.forward(minutes=59)
    assert outbox.run_due_schedules() == 0
