"""kill -9 of the opening, anywhere: every ballot is counted once, none is lost, and the key goes last."""

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import pytest
from flask import Flask

from engage.ballots import keys, opened, queries
from engage.ballots.rules import Phase
from engage.core.db import ballot_owner_engine, db, transaction
from tests.ballots import boxes

BALLOTS = 24
RANDOM_POINTS = 30
CHECKPOINTS = (
    "closed", "ballot", "unsealed", "written", "deleted", "rewritten", "phase", "counted", "phase",
    "ballots_compacted", "main_compacted", "phase", "key_destroyed", "phase",
)  # fmt: skip
AFTER_COMPACTING = {Phase.COMPACTED, Phase.KEY_DESTROYED}


@dataclass(frozen=True)
class Worker:
    """The process that opens boxes on order."""

    orders: IO[str]
    answers: IO[str]

    def open_box(self, code: str, point: str = "-") -> str:
        """Let it open a box; answers whether it was killed, or done."""
        self.orders.write(f"{code} {BALLOTS} {point}\n")
        self.orders.flush()
        return self.answers.readline().strip()


@pytest.fixture
def worker(app: Flask) -> Iterator[Worker]:
    """A worker on the same databases and the same keys."""
    urls = [engine.url.render_as_string(hide_password=False) for engine in (db.engine, ballot_owner_engine())]
    folder = str(app.extensions["settings"].instance)
    command = [sys.executable, "-m", "tests.ballots.opener", folder, *urls]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Worker(process.stdin, process.stdout)
        process.stdin.close()
        assert process.wait() == 0


def look(code: str) -> Phase:
    """What must hold whenever anybody looks, right after a kill too; answers the phase."""
    with transaction():
        phase = Phase(queries.box(code).phase)
    lying = (boxes.sealed(code), boxes.opened(code))
    assert lying in {(BALLOTS, 0), (0, BALLOTS)}
    if not keys.is_here(code):
        assert phase in AFTER_COMPACTING
        assert lying == (0, BALLOTS)
    else:
        assert phase != Phase.KEY_DESTROYED
    return phase


def finish(worker: Worker, code: str) -> None:
    """The next worker takes it up, and everything is there once."""
    assert worker.open_box(code) == "done"
    assert look(code) == Phase.KEY_DESTROYED
    assert not keys.is_here(code)
    with transaction():
        assert boxes.marks(code) == boxes.expected(BALLOTS)
        comments = sorted(comment.text for comment in opened.comments(code))
        assert comments == [f"Comment of M{mark:05d}." for mark in range(0, BALLOTS, 3)]
        assert queries.counts(code) == queries.Counts(BALLOTS, BALLOTS, 0, 0)


def test_a_worker_killed_at_each_checkpoint_in_turn_loses_nothing(worker: Worker) -> None:
    code = boxes.full_box(BALLOTS)
    reached = []
    for name in CHECKPOINTS:
        assert worker.open_box(code, name) == "killed", name
        reached.append(look(code))
    assert sorted(set(reached), key=reached.index) == list(Phase)[2:7]
    finish(worker, code)


def test_kill_9_at_thirty_random_points_loses_nothing_and_counts_nothing_twice(worker: Worker) -> None:
    chance = random.Random(20240229)
    killed = 0
    while killed < RANDOM_POINTS:
        code = boxes.full_box(BALLOTS)
        answer = ""
        while answer != "done":
            # Half at a checkpoint, half from outside at any moment: inside a commit, a VACUUM, a file's end.
            at = chance.randrange(1, BALLOTS + 14) if chance.random() < 0.5 else -chance.randrange(2, 150)
            answer = worker.open_box(code, str(at))
            assert answer in {"killed", "done"}
            killed += answer == "killed"
            look(code)
        finish(worker, code)
