"""Turns at SQLite's pen: one at a time, in order of coming, and nobody who is killed keeps theirs."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engage import create_app
from engage.core import turns
from engage.core.db import ballot_owner_engine, db
from engage.core.turns import Turns
from tests.conftest import settings

HANGS = 30
HOLDER = (
    "import sys; from engage.core.turns import Turns; Turns(sys.argv[1]).take(); print('mine', flush=True); input()"
)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "some.db")


def holder(database: str) -> subprocess.Popen[str]:
    """Another process that has the turn, and keeps it until it is told or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


def waiting(mine: Turns) -> tuple[threading.Thread, list[bool]]:
    """A thread that takes its turn and leaves it at once; what it was told stands in the list."""
    told: list[bool] = []

    def work() -> None:
        told.append(mine.take())
        mine.leave()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, told


def test_a_thread_waits_until_the_one_before_leaves(database: str) -> None:
    mine = Turns(database)
    assert mine.take()
    thread, told = waiting(mine)
    thread.join(0.2)
    assert not told
    mine.leave()
    thread.join(HANGS)
    assert told == [True]


def test_a_process_waits_until_the_other_leaves(database: str) -> None:
    with holder(database) as other:
        thread, told = waiting(Turns(database))
        thread.join(0.2)
        assert not told
        other.communicate("\n", HANGS)
        thread.join(HANGS)
        assert told == [True]


def test_who_is_killed_leaves_their_turn(database: str) -> None:
    with holder(database) as other:
        other.kill()
        other.wait(HANGS)
        mine = Turns(database)
        assert mine.take()
        mine.leave()


def test_a_turn_that_never_comes_is_not_waited_for_longer_than_sqlite_would(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    mine = Turns(database)
    assert mine.take()
    thread, told = threading.Thread(target=lambda: told.append(mine.take())), []
    thread.start()
    thread.join(HANGS)
    assert told == [False]
    mine.leave()


def test_a_new_connection_lets_go_of_no_lock_of_the_others(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, f"sqlite:///{tmp_path}/engage.db", f"sqlite:///{tmp_path}/ballots.db"))
    with app.app_context():
        first = db.engine.raw_connection()
        first.cursor().execute("CREATE TABLE thing (id INTEGER)")
        second = db.engine.raw_connection()
        second.cursor().execute("SELECT * FROM thing")
        # Another process that ends would take itself for the last, and delete the log that ours go on writing.
        ends = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM thing'); c.close()"
        subprocess.run([sys.executable, "-c", ends, f"{tmp_path}/engage.db"], check=True)
        assert (tmp_path / "engage.db-wal").exists()
        first.close()
        second.close()
        db.engine.dispose()
        ballot_owner_engine().dispose()
