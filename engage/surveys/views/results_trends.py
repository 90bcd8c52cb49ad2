"""Trends: a group's questions, themes and indices over the waves that asked them alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response

from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.queries import results_beside as queries
from engage.surveys.rules.published import Head
from engage.surveys.rules.results_words import GAPS, change
from engage.surveys.rules.trends import (
    Point,
    Told,
    blocks_alike,
    closed,
    group_series,
    itself,
    question_series,
    same,
)
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results

WIDTH, HEIGHT, EDGE = 140, 40, 6


@dataclass(frozen=True)
class Series:
    """One line of a table: its points, the change since the point before the last, and its drawing."""

    name: str
    points: tuple[Point, ...]

    @property
    def change(self) -> int | None:
        """From the wave before to the last, where both have a figure."""
        last = [point.value for point in self.points[-2:]]
        return last[1] - last[0] if len(last) == 2 and last[0] is not None and last[1] is not None else None

    @property
    def spots(self) -> list[tuple[int, int]]:
        """Where the points lie in the drawing."""
        return [(_across(at, self.points), _down(p.value)) for at, p in enumerate(self.points) if p.value is not None]

    @property
    def strokes(self) -> list[tuple[int, int, int, int]]:
        """Lines between neighbours that both have a figure; none across a seam."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [
            (_across(at, self.points), _down(one.value), _across(at + 1, self.points), _down(two.value))
            for at, (one, two) in enumerate(pairs)
            if one.value is not None and two.value is not None and not two.seam
        ]

    @property
    def seams(self) -> list[int]:
        """Where a question goes on in other words."""
        step = (WIDTH - 2 * EDGE) // max(len(self.points) - 1, 1) // 2
        return [_across(at, self.points) - step for at, point in enumerate(self.points) if point.seam]


def _across(at: int, points: Sequence[Point]) -> int:
    return EDGE + at * (WIDTH - 2 * EDGE) // max(len(points) - 1, 1)


def _down(value: int) -> int:
    return round(HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE) / 100)


@bp.get("/<int:survey_id>/results/groups/<code>/trends")
@READ
def results_trends(survey_id: int, code: str) -> Response:
    """One group over the waves of the same series."""
    found = published_results(survey_id)
    head, block = found.head, found.head.block(code)
    if block is None:
        raise NotThere("No group of these results has that address.")
    joins = closed(queries.joins())
    waves = queries.waves_before(found, joins)
    told = queries.over_waves([found.release_id, *(wave.release_id for wave in waves)], code)
    series = [
        Told(
            each.head,
            told.get(each.release_id) if blocks_alike(block, each.head.block(code)) else None,
            same(head, each.head, joins),
        )
        for each in waves[::-1]
    ]
    series.append(Told(head, told.get(found.release_id), itself(head)))
    return page(
        "surveys/results/trends.html", results=found, head=head, block=block, gaps=GAPS, change=change,
        titles=[*(wave.title for wave in waves[::-1]), found.title], tables=_tables(head, series),
        width=WIDTH, height=HEIGHT,
    )  # fmt: skip


def _tables(head: Head, waves: Sequence[Told]) -> list[tuple[str, str, list[Series]]]:
    """Tables by title: indices, themes, then questions by section; with what their numbers are."""
    indices = [Series(each.name, group_series("indices", each.code, waves)) for each in head.indices]
    themes = [Series(each.name, group_series("themes", each.code, waves)) for each in head.themes]
    sections: dict[str, list[Series]] = {}
    for item in head.items:
        if item.directed:
            sections.setdefault(item.section, []).append(Series(item.text, question_series(item.code, waves)))
    tables = [("Indices", "from 0 to 100", indices), ("Themes", "percent positive", themes)]
    tables += [(title, "percent positive", lines) for title, lines in sections.items()]
    return [table for table in tables if table[2]]
