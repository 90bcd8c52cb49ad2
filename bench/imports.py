"""How long an import of the largest file takes, how long others must wait for it, and how much memory it needs."""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.council import DIRECTORATES, SERVICES, TEAMS, databases
from engage import config, create_app
from engage.core import migrate
from engage.core.db import ballot_owner_engine, db

ROWS = 200_000
HEADER = (
    "Employee number", "Position ID", "First name", "Surname", "Email", "Start date", "Directorate", "Service", "Team",
    "Job title", "Grade", "Site", "Contract", "Hours", "Manager position ID",
)  # fmt: skip
COLUMNS = "database, file, file MB, seconds, of which writing, peak memory MB"
HEAD = f"| {' | '.join(COLUMNS.split(', '))} |\n|:--|:--{'|--:' * 4}|"


@dataclass(frozen=True)
class Taken:
    """What one import took: seconds in all, those of writing (SQLite's writers wait), its process's largest memory."""

    seconds: float
    writing: float
    megabytes: float


def main(postgres: str) -> None:
    """Print the table: a first import, and the next month's file with one person in 20 new, gone or moved."""
    print(f"\n{HEAD}", flush=True)
    for name, url in (("SQLite", ""), *((("PostgreSQL", postgres),) if postgres else ())):
        with _instance(url) as environ:
            for what, changed in (("first", False), ("a month later", True)):
                path = _file(Path(environ["ENGAGE_INSTANCE"]) / "staff.csv", changed)
                took = _import(path, environ)
                size = path.stat().st_size / 1_000_000
                print(f"| {name} | {what}, {ROWS:,} rows | {size:.0f} | {took.seconds:.1f} | {took.writing:.1f} "
                      f"| {took.megabytes:,.0f} |", flush=True)  # fmt: skip


@contextmanager
def _instance(postgres: str) -> Iterator[dict[str, str]]:
    """Empty databases of their own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, databases(postgres, "imports") as urls:
        secrets = {name: os.urandom(24).hex() for name in ("SECRET_KEY", "KEY_WRAPPING_SECRET", "AUDIT_SECRET")}
        environ = {"ENGAGE_INSTANCE": folder, **secrets, **urls}
        with create_app(config.read(environ)).app_context():
            migrate.upgrade()
            db.engine.dispose()
            ballot_owner_engine().dispose()
        yield environ


def _file(path: Path, changed: bool) -> Path:
    """So many people, one post each, ten to a team; later some have gone, others have come, others have moved."""
    first = ROWS // 20 if changed else 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_row(at, first, changed) for at in range(first, first + ROWS))
    return path


def _row(at: int, first: int, changed: bool) -> tuple[object, ...]:
    luck = random.Random(at)
    team = luck.randrange(TEAMS) if not changed or luck.random() < 0.95 else (at * 7) % TEAMS
    manager = at - at % 10 if at % 10 else at - at % 1000 if at % 1000 else first
    return (
        f"{at:06d}", f"P{at:06d}", f"First{at % 900}", f"Last{at % 7001}", f"p{at}@anytown.example", "06/01/2020",
        f"Directorate {team % SERVICES % DIRECTORATES}", f"Service {team % SERVICES}", f"Team {team}",
        f"Officer {at % 300}", f"G{at % 12}", f"Site {at % 90}", "Permanent", 37 - at % 20,
        f"P{manager:06d}" if at > first else "",
    )  # fmt: skip


def _import(path: Path, environ: dict[str, str]) -> Taken:
    """The command as an operator types it, in a process of its own; it says itself when it begins to write."""
    command = [sys.executable, "-m", "flask", "--app", "engage", "people", "import", str(path)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    said, writing = [], began
    for line in process.stderr:
        said.append(line)
        if line.startswith("writing") and writing == began:
            writing = time.perf_counter()
    told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    ended = time.perf_counter()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or "Done: people import" not in told:
        raise AssertionError("".join(said[-5:]) + told)
    return Taken(ended - began, ended - writing, used.ru_maxrss / 1024)
