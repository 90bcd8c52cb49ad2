"""Reads of what a release is set beside: its own groups, earlier waves, benchmarks, joined questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from engage.core.db import db
from engage.surveys.models import Benchmark, BenchmarkFigure, JoinedQuestion, Release, ReleaseBlock, Survey
from engage.surveys.queries import sight
from engage.surveys.queries.results import SEEN, Results, head_of
from engage.surveys.rules.benchmarks import Of
from engage.surveys.rules.published import BlockFigures, Head
from engage.surveys.rules.published_text import block_from
from engage.surveys.rules.trends import Joins, same_series

MOST_WAVES = 8


@dataclass(frozen=True)
class Wave:
    """An earlier release that may be read, and its survey."""

    survey_id: int
    title: str
    release_id: int
    head: Head


@dataclass(frozen=True)
class Listed:
    """A benchmark in a list."""

    id: int
    name: str
    source: str
    figures_of: date


@lru_cache(maxsize=256)
def block_of(text: str) -> BlockFigures:
    """A block's figures out of their text, read once."""
    return block_from(text)


def figures_of(release_id: int, codes: Iterable[str]) -> Mapping[str, BlockFigures]:
    """The figures of some blocks of one release."""
    rows = db.session.execute(
        select(ReleaseBlock.code, ReleaseBlock.document)
        .where(ReleaseBlock.release_id == release_id, ReleaseBlock.code.in_(sorted(set(codes))))
        .order_by(ReleaseBlock.code)
    )
    return {code: block_of(text) for code, text in rows}


def over_waves(release_ids: Sequence[int], code: str) -> Mapping[int, BlockFigures]:
    """The figures of one block in several releases, by release."""
    rows = db.session.execute(
        select(ReleaseBlock.release_id, ReleaseBlock.document)
        .where(ReleaseBlock.release_id.in_(release_ids), ReleaseBlock.code == code)
        .order_by(ReleaseBlock.release_id)
    )
    return {release_id: block_of(text) for release_id, text in rows}


def waves_before(found: Results, joins: Joins) -> list[Wave]:
    """The published waves of the same series before a release, as far as its reader sees them, newest first."""
    rows = db.session.execute(
        select(Survey.id, Survey.title, Release.id, Release.head, *sight.COLUMNS)
        .join(Release, Release.survey_id == Survey.id)
        .outerjoin(*sight.HOMES)
        .where(Release.id < found.release_id, Release.withdrawn_at.is_(None), Survey.stage.in_(SEEN))
        .order_by(Release.id.desc())
        .limit(MOST_WAVES)
    )
    waves = (
        Wave(row[0], row[1], row[2], found.reader.sees(head, sight.terms(row[4:])) if found.reader else head)
        for row, head in ((row, head_of(row[3])) for row in rows)
    )
    return [wave for wave in waves if same_series(found.head, wave.head, joins)]


def joins() -> Joins:
    """All questions that are joined: (later identity, earlier identity)."""
    rows = db.session.execute(select(JoinedQuestion.later, JoinedQuestion.earlier).order_by(JoinedQuestion.id))
    return frozenset((later, earlier) for later, earlier in rows)


def benchmarks() -> Sequence[Listed]:
    """Every benchmark, by name."""
    rows = db.session.execute(
        select(Benchmark.id, Benchmark.name, Benchmark.source, Benchmark.figures_of).order_by(Benchmark.name)
    )
    return [Listed(*row) for row in rows]


def benchmark_figures(benchmark_id: int) -> Mapping[tuple[Of, str], float]:
    """A benchmark's figures by what they are of."""
    rows = db.session.execute(
        select(BenchmarkFigure.kind, BenchmarkFigure.key, BenchmarkFigure.value)
        .where(BenchmarkFigure.benchmark_id == benchmark_id)
        .order_by(BenchmarkFigure.kind, BenchmarkFigure.key)
    )
    return {(Of(kind), key): value for kind, key, value in rows}


@dataclass(frozen=True)
class Joined:
    """Two questions that are followed as one."""

    id: int
    later: str
    earlier: str


def joined() -> Sequence[Joined]:
    """Every join, newest first."""
    rows = db.session.execute(
        select(JoinedQuestion.id, JoinedQuestion.later, JoinedQuestion.earlier).order_by(JoinedQuestion.id.desc())
    )
    return [Joined(*row) for row in rows]


def published_waves() -> list[Wave]:
    """The newest published surveys with what they asked, newest first."""
    rows = db.session.execute(
        select(Survey.id, Survey.title, Release.id, Release.head)
        .join(Release, Release.survey_id == Survey.id)
        .where(Release.withdrawn_at.is_(None), Survey.stage.in_(SEEN))
        .order_by(Release.id.desc())
        .limit(MOST_WAVES + 1)
    )
    return [Wave(survey_id, title, found, head_of(text)) for survey_id, title, found, text in rows]
