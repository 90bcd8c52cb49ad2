"""Completed submissions a second, the server's processor time for each, and how long a cast takes."""

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench import paper, server
from bench.client import Respondent, Task, drive
from bench.council import Council, council

LEVELS = {1: 150, 8: 500, 32: 1200}
WARM = 64


@dataclass(frozen=True)
class Measured:
    """One level: all times in milliseconds but the wall's."""

    at_once: int
    scripts: bool
    submissions: int
    wall: float
    server_ms: float
    database_ms: float
    client_ms: float
    casts: tuple[float, ...]

    def line(self) -> str:
        """As a row of the table."""
        cuts = statistics.quantiles(self.casts, n=20)
        return (
            f"| {self.at_once:>2} | {'yes' if self.scripts else 'no':>3} | {self.submissions / self.wall:6.1f} "
            f"| {self.server_ms:5.2f} | {self.database_ms:5.2f} | {self.client_ms:5.2f} "
            f"| {statistics.median(self.casts):6.1f} | {cuts[18]:6.1f} |"
        )


COLUMNS = "at once, scripts, submissions/s, server CPU ms, PostgreSQL CPU ms, client CPU ms, cast p50 ms, cast p95 ms"
HEAD = f"| {' | '.join(COLUMNS.split(', '))} |\n{'|--:' * 8}|"


def respondents(made: Council, cookies: Iterator[str], number: int, scripts: bool = True) -> list[Respondent]:
    """So many who have not taken part yet."""
    luck = random.Random(7)
    return [
        Respondent(next(cookies), paper.bodies(made.paper, paper.answers(luck, made.paper)), made.survey, scripts)
        for _ in range(number)
    ]


def tasks(people: list[Respondent]) -> Iterator[Task]:
    """Each answers the whole survey."""
    return ((each, each.walk()) for each in people)


def level(running: server.Server, people: list[Respondent], at_once: int, postgres: bool) -> Measured:
    """Have them all answer, so many at a time; every answer is checked."""
    database, used, own, began = server.postgres_cpu(), running.cpu(), time.process_time(), time.perf_counter()
    drive(running.port, tasks(people), at_once)
    wall = time.perf_counter() - began
    parts = (running.cpu() - used, server.postgres_cpu() - database if postgres else 0.0, time.process_time() - own)
    if not all(each.acknowledged for each in people):
        raise AssertionError("a submission was not acknowledged")
    each_ms = [part / len(people) * 1000 for part in parts]
    casts = tuple(each.cast_seconds * 1000 for each in people)
    return Measured(at_once, people[0].scripts, len(people), wall, *each_ms, casts)


def measure(postgres: str) -> Iterator[Measured]:
    """Every level on one database; the last one again without scripts: whole pages."""
    runs = [*((at_once, number, True) for at_once, number in LEVELS.items()), (32, LEVELS[32], False)]
    with council(sum(number for _, number, _ in runs) + WARM, postgres) as made:
        cookies = iter(made.cookies)
        running = server.Server(made.environ)
        running.start()
        try:
            drive(running.port, tasks(respondents(made, cookies, WARM)), 32)
            for at_once, number, scripts in runs:
                yield level(running, respondents(made, cookies, number, scripts), at_once, bool(postgres))
        finally:
            running.stop()


def main(postgres: str) -> None:
    """Print the tables."""
    for name, url in (("SQLite", ""), *((("PostgreSQL", postgres),) if postgres else ())):
        print(f"\n{name}\n\n{HEAD}", flush=True)
        for each in measure(url):
            print(each.line(), flush=True)
