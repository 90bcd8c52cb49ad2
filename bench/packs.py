"""Files of published results: one group's PDF on request, the zip of all, the pack to publish, the CSV."""

import resource
import time
from statistics import median

from bench import paper
from bench.council import Council, council
from bench.release import TIMES, answered, published
from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import packs
from engage.surveys.models import ResultPack
from engage.surveys.queries import results
from engage.surveys.release import compute
from engage.surveys.rules.packs import Kind

PEOPLE = 20_000


def main() -> None:
    """Print the table: seconds of processor time, kilobytes, and the most memory the process has had by then."""
    print("\n| what | s of CPU | kB | MB of memory |")
    print("|---|--:|--:|--:|", flush=True)
    with council(PEOPLE, items=paper.ITEMS + paper.COMMENTS) as made:
        answered(made)
        with transaction():
            compute(made.survey)
        published(made)
        found = results.whole(made.survey, before_publishing=False)
        assert found is not None
        _line(f"release of {len(found.head.blocks)} groups × {len(found.head.items)} items, computed", 0.0, 0)
        block = found.head.blocks[-1].code
        client = made.app.test_client()
        client.set_cookie("engage", made.cookies[0].partition("=")[2], domain="localhost")
        for name, path in (("PDF of a group, on request", f"results/groups/{block}/report.pdf"),
                           ("CSV, on request", "results.csv"), ("workbook, on request", "results.xlsx")):  # fmt: skip
            _line(name, *_fetched(client, f"/surveys/{made.survey}/{path}"))
        for kind in (Kind.PUBLISH, Kind.ALL):
            _line(f"zip: {kind}", *_made(made, kind))


def _fetched(client: object, path: str) -> tuple[float, int]:
    seconds, size = [], 0
    for _ in range(TIMES):
        began = time.process_time()
        reply = client.get(path)  # type: ignore[attr-defined]  # a Flask test client
        seconds.append(time.process_time() - began)
        assert reply.status_code == 200, (path, reply.status_code)
        size = len(reply.data)
    return median(seconds), size


def _made(made: Council, kind: Kind) -> tuple[float, int]:
    with transaction():
        pack = packs.ask(made.survey, kind, clock.now()).id
    began = time.process_time()
    packs.make(pack)
    seconds = time.process_time() - began
    with transaction():
        row = db.session.get_one(ResultPack, pack)
        assert row.state == "made", row.problem
        return seconds, row.size


def _line(name: str, seconds: float, size: int) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(f"| {name} | {seconds:.2f} | {size // 1000:,} | {memory} |", flush=True)
