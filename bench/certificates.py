"""How long the worker takes to make 400 certificates and 400 letters out of an award round, from asked to stored."""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bench.council import databases
from engage import config, create_app
from engage.core import clock, migrate, outbox
from engage.core.db import ballot_owner_engine, db, transaction
from engage.directory.models import Person, Post, Unit
from engage.recognition.actions import outcome_print
from engage.recognition.models import AwardCategory, AwardRound, AwardScheme, Nomination, PrintBatch
from engage.recognition.queries.outcome_print import Asked
from engage.recognition.rules.outcome import Batch
from engage.recognition.rules.rounds import NominationState, Nominees, Outcome, RoundStage

SHEETS, SITES, TIMES = 400, 20, 3
NAMES = ("Łukasz O’Brien", "Amara Nwosu", "محمد علي", "Wilhelmina Featherstonehaugh-Montague", "Nguyễn Văn Đức")


def main(postgres: str) -> None:
    """Print the table: the slowest of three."""
    print(
        "\n| database, batch | sheets | asked to stored, s | PDF kB | peak memory MB |\n|:--|--:|--:|--:|--:|",
        flush=True,
    )
    for name, url in (("SQLite", ""), *((("PostgreSQL", postgres),) if postgres else ())):
        with _round(url) as (round_id, by):
            for words, kind in (("certificates", Batch.NOMINEES), ("letters", Batch.TO_NOMINATORS)):
                took, made = max((_made(kind, round_id, by) for _ in range(TIMES)), key=lambda each: each[0])
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
                size = len(made.content or b"") / 1000
                print(f"| {name}, {words} | {made.total} | {took:.1f} | {size:,.0f} | {peak:,.0f} |", flush=True)


def _made(kind: Batch, round_id: int, by: int) -> tuple[float, PrintBatch]:
    with transaction():
        row = db.session.get_one(AwardRound, round_id)
        number = outcome_print.ask(kind, row, Asked(), by, clock.now()).id
    began = time.perf_counter()
    outbox.run_due_rows()
    took = time.perf_counter() - began
    made = db.session.get_one(PrintBatch, number, populate_existing=True)
    assert (made.state, made.done, made.total) == ("made", SHEETS, SHEETS), made.problem
    return took, made


@contextmanager
def _round(postgres: str) -> Iterator[tuple[int, int]]:
    """A decided round of an instance of its own, in which 400 people at 20 sites were nominated."""
    with tempfile.TemporaryDirectory() as folder, databases(postgres, "certificates") as urls:
        secrets = {name: os.urandom(24).hex() for name in ("SECRET_KEY", "KEY_WRAPPING_SECRET", "AUDIT_SECRET")}
        app = create_app(config.read({"ENGAGE_INSTANCE": folder, **secrets, **urls}))
        with app.app_context():
            migrate.upgrade()
            with transaction():
                people = _people()
                yielded = _nominated(people[1:]), people[0]
            yield yielded
            db.session.remove()
            db.engine.dispose()
            ballot_owner_engine().dispose()


def _people() -> list[int]:
    unit = Unit(code="U", name="Parks and open spaces")
    db.session.add(unit)
    db.session.flush()
    rows = []
    for number in range(SHEETS + 1):
        first, surname = NAMES[number % len(NAMES)].split(" ", 1)
        row = Person(employee_number=f"B{number}", first_name=first, surname=f"{surname} {number}",
                     started_on=date(2010, 1, 1))  # fmt: skip
        row.posts = [Post(unit_id=unit.id, site=f"Site {number % SITES}")]
        rows.append(row)
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def _nominated(people: list[int]) -> int:
    scheme = AwardScheme(name="Staff awards")
    row = AwardRound(scheme=scheme, title="Staff awards 2027", stage=RoundStage.DECIDED, created_at=clock.now(),
                     tells_unsuccessful=True)  # fmt: skip
    category = AwardCategory(position=1, name="Going the extra mile", nominees=Nominees.PERSON)
    row.categories = [category]
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        Nomination(category_id=category.id, nominee_id=each, nominator_id=people[0], made_at=clock.now(),
                   state=NominationState.SUBMITTED, outcome=Outcome.NOT_SHORTLISTED, once=f"b{each}")
        for each in people
    )  # fmt: skip
    db.session.flush()
    return row.id
