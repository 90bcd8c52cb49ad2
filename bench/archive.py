"""What a backup costs while people send their answers, what its restore takes, and that no ballot is lost."""

import random
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from sqlalchemy import func, insert, select, update

from bench import paper, wall
from bench.council import Council, council
from engage.ballots import actions as ballots
from engage.ballots.models import Ballot, BallotBox
from engage.core.db import ballot_owner_engine, db, reading, transaction
from engage.operation import backup, data, restoring
from engage.operation.findings import State
from engage.surveys.actions import casting
from engage.surveys.models import Invitation

PEOPLE, CAST_BEFORE, THREADS, ALONE = 10_000, 6_000, 2, 5.0
Casts = list[tuple[float, float]]


def main(postgres: str) -> None:
    """Print the table, for SQLite and where there is one for PostgreSQL."""
    print("\n| archive | rows | MB | backup s | slowest cast ms alone | during | median cast ms alone | during "
          "| casts during | check s | restore s | doctor s | broken |")  # fmt: skip
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with council(PEOPLE, url, "archive") as made, tempfile.TemporaryDirectory() as folder:
                wall.fill()
                _cast_before(made)
                print(f"| {name} | {_measured(made, Path(folder))} |", flush=True)


def _cast_before(made: Council) -> None:
    """Ballots of the right size, and their flags."""
    size = len(_one_sealed(made))
    chance = ballots.new_ballot_id
    with ballot_owner_engine().connect() as connection:
        rows = [{"box": made.box, "id": chance(), "sealed": chance() * (size // 16)} for _ in range(CAST_BEFORE)]
        for start in range(0, CAST_BEFORE, 1000):
            connection.execute(insert(Ballot), rows[start : start + 1000])
        connection.exec_driver_sql("COMMIT")
    with transaction():
        db.session.execute(update(Invitation).where(Invitation.person_id <= CAST_BEFORE).values(taken_part=True))


def _one_sealed(made: Council) -> bytes:
    with transaction():
        return b"x" * (db.session.get_one(BallotBox, made.box).ballot_size + 100)


def _measured(made: Council, folder: Path) -> str:
    casts: Casts = []
    stop = threading.Event()
    threads = [threading.Thread(target=_vote, args=(made, n, stop, casts)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    time.sleep(ALONE)
    began = time.monotonic()
    file, manifest = backup.make(folder)
    ended = time.monotonic()
    stop.set()
    for thread in threads:
        thread.join()
    alone = [took for at, took in casts if at < began]
    during = [took for at, took in casts if began <= at < ended]
    rows = sum(sum(part.rows.values()) for part in manifest.parts.values())
    return " | ".join([
        f"{rows:,}", f"{file.stat().st_size / 1e6:.0f}", f"{ended - began:.1f}", *(
            f"{how(took) * 1000:.0f}" for how in (max, median) for took in (alone, during)
        ), str(len(during)), *_restored(made, file),
    ])  # fmt: skip


def _vote(made: Council, number: int, stop: threading.Event, casts: Casts) -> None:
    answers = paper.answers(random.Random(number), made.paper)  # alike for all: it is sealed anyway
    with made.app.app_context():
        for person in range(CAST_BEFORE + 1 + number, PEOPLE + 1, THREADS):
            if stop.is_set():
                break
            began = time.monotonic()
            with transaction():
                casting.cast(made.survey, person, ballots.new_ballot_id(), made.paper, answers)
            casts.append((began, time.monotonic() - began))
        db.session.remove()


def _restored(made: Council, file: Path) -> list[str]:
    """Seconds of the check, the restore and the doctor, and what is broken afterwards."""
    took = [time.monotonic()]
    manifest = restoring.read(file)
    took.append(time.monotonic())
    with restoring.practice():
        restoring.put_back(file, manifest)
        took.append(time.monotonic())
        with reading():
            broken = sum(each.state == State.BROKEN for each in data.findings())
        took.append(time.monotonic())
        flags = db.session.scalar(select(func.count()).where(Invitation.taken_part))
        with ballot_owner_engine().connect() as connection:
            sealed = connection.execute(select(func.count()).select_from(Ballot)).scalar_one()
        if flags != sealed:
            raise RuntimeError(f"{flags} have taken part, and {sealed} ballots are there")
    return [*(f"{after - before:.1f}" for before, after in pairwise(took)), str(broken)]
