"""The demonstration's benchmark: invented figures, and said to be."""

import random
from datetime import date, timedelta

from engage.core import clock
from engage.core.db import transaction
from engage.demo.questionnaire import questionnaire
from engage.surveys.actions import benchmarks
from engage.surveys.rules import Kind, items
from engage.surveys.rules.benchmarks import Figure, Of

NAME = "Invented for this demonstration"
SOURCE = "Demonstration data: made up, and nobody’s real figures"
SPREAD = (48, 78)


def build(luck: random.Random, today: date) -> None:
    """A figure for every scale, every theme and the index."""
    paper = questionnaire()
    scales = [Figure(Of.QUESTION, each.identity, _some(luck)) for each in items(paper) if each.kind is Kind.SCALE]
    themes = [Figure(Of.THEME, each.code, _some(luck)) for each in paper.themes]
    indices = [Figure(Of.INDEX, each.code, _some(luck)) for each in paper.indices]
    with transaction():
        about = benchmarks.About(NAME, SOURCE, today - timedelta(days=200))
        benchmarks.bring_in(about, [*scales, *themes, *indices], clock.now())


def _some(luck: random.Random) -> float:
    return float(luck.randint(*SPREAD))
