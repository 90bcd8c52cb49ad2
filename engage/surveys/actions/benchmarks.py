"""Benchmarks in and out, and questions joined over waves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.surveys.models import Benchmark, BenchmarkFigure, JoinedQuestion
from engage.surveys.rules.benchmarks import Figure

MOST_BENCHMARKS = 50
NAME_TAKEN = "A benchmark of this name is there already. Nothing was changed. Choose another name."
JOINED = "These two are joined already. Nothing was changed."


@dataclass(frozen=True)
class About:
    """What is said of a benchmark."""

    name: str
    source: str
    figures_of: date


def bring_in(about: About, figures: Sequence[Figure], at: datetime) -> Benchmark:
    """A benchmark with its figures, all or nothing; Conflict where one of that name is there, or too many."""
    names = db.session.scalars(select(Benchmark.name).order_by(Benchmark.name)).all()
    if about.name.casefold() in {name.casefold() for name in names}:
        raise Conflict(NAME_TAKEN)
    if len(names) >= MOST_BENCHMARKS:
        raise Conflict(f"There are {MOST_BENCHMARKS} benchmarks already. Nothing was changed. Remove one first.")
    made = Benchmark(name=about.name, source=about.source, figures_of=about.figures_of, imported_at=at)
    db.session.add(made)
    flush_or(Conflict(NAME_TAKEN))
    db.session.add_all(
        BenchmarkFigure(benchmark_id=made.id, kind=each.of.value, key=each.key, value=each.value) for each in figures
    )
    audit.record("import", "benchmark", made.id, figures=len(figures))
    db.session.flush()
    return made


def remove(benchmark_id: int) -> str:
    """Take a benchmark out with its figures; its name."""
    found = db.session.get(Benchmark, benchmark_id)
    if found is None:
        raise NotThere("This benchmark is not there any more.")
    name = found.name
    db.session.execute(delete(BenchmarkFigure).where(BenchmarkFigure.benchmark_id == benchmark_id))
    db.session.delete(found)
    audit.record("remove", "benchmark", benchmark_id)
    db.session.flush()
    return name


def join(later: str, earlier: str, at: datetime) -> None:
    """Follow two questions as one; Invalid where they are joined already."""
    if db.session.scalar(select(JoinedQuestion.id).where(JoinedQuestion.later == later,
                                                         JoinedQuestion.earlier == earlier)):  # fmt: skip
        raise Invalid(JOINED)
    row = JoinedQuestion(later=later, earlier=earlier, joined_at=at)
    db.session.add(row)
    flush_or(Invalid(JOINED))
    audit.record("join questions", "joined question", row.id)


def separate(joined_id: int) -> None:
    """Follow them apart again."""
    found = db.session.get(JoinedQuestion, joined_id)
    if found is None:
        raise NotThere("These questions are not joined any more.")
    db.session.delete(found)
    audit.record("separate questions", "joined question", joined_id)
    db.session.flush()
