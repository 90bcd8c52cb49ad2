"""Addresses of what results are set beside: benchmarks, joined questions, trends, drivers."""

from datetime import date
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import benchmarks
from engage.surveys.models import JoinedQuestion
from engage.surveys.rules.benchmarks import Figure, Of

SIGNED_IN = "surveys.results_trends surveys.results_drivers surveys.results_question surveys.results_theme"
OD = """surveys.manage_benchmarks surveys.import_benchmark surveys.benchmark_template surveys.remove_benchmark
surveys.joined_questions surveys.join_questions surveys.separate_questions"""
PAGES = (
    ("Amara", "/surveys/2/results/groups/{group}/trends"), ("Amara", "/surveys/2/results/groups/{group}/drivers"),
    ("Amara", "/surveys/2/results/groups/{group}?beside=before"),
    ("Amara", "/surveys/2/results/questions/M2?group={group}"), ("Chloe", "/surveys/2/results/themes/manager"),
    ("Amara", "/surveys/2/results/heatmap?show=organisation"),
    ("Amara", "/surveys/2/results/heatmap?show=before&of=s1"),
    ("Chloe", "/surveys/2/results/groups/{group}/drivers"), ("Chloe", "/surveys/manage/benchmarks"),
    ("Chloe", "/surveys/manage/joined-questions"),
)  # fmt: skip
ELSEWHERE = {"surveys.benchmark_template": "a download"}


def scene(people: Any) -> dict[str, object]:
    """A benchmark, and two questions that are joined."""
    with transaction():
        about = benchmarks.About("Councils of our size", "A published table", date(2026, 3, 31))
        made = benchmarks.bring_in(about, [Figure(Of.QUESTION, "i1", 61.0)], clock.now())
        benchmarks.join("i1", "i0", clock.now())
        joined = db.session.query(JoinedQuestion.id).scalar()
        return {"surveys.benchmark_id": made.id, "surveys.joined_id": joined}
