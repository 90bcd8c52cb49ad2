"""What results are set beside: figures of others, and questions joined over waves."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime


class Benchmark(Model):
    """Imported figures of others, with where they come from and of when they are."""

    __tablename__ = "benchmark"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("source <> ''", name="says_where_it_comes_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    source: Mapped[str] = mapped_column(String(300))
    figures_of: Mapped[date]
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BenchmarkFigure(Model):
    """One of them: of a question by its identity, of a theme or an index by its code."""

    __tablename__ = "benchmark_figure"
    __table_args__ = (
        CheckConstraint("kind IN ('question', 'theme', 'index')", name="kind_is_known"),
        CheckConstraint("value BETWEEN 0 AND 100", name="value_within_0_to_100"),
    )

    benchmark_id: Mapped[int] = mapped_column(ForeignKey("benchmark.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[float]


class JoinedQuestion(Model):
    """Two questions in different words that the OD team follows as one; of one identity where both are the same."""

    __tablename__ = "joined_question"
    __table_args__ = (UniqueConstraint("later", "earlier", name="uq_joined_question_later_earlier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    later: Mapped[str] = mapped_column(String(120))
    earlier: Mapped[str] = mapped_column(String(120))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
