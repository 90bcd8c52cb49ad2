"""Who gets recognised: the headline of frozen years, never of one that runs."""

from flask import url_for

from engage.recognition.queries.in_period import frozen_years
from engage.recognition.rules.recognised import Figures, Year
from engage.reports.rules.figures import PERCENT, Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "recognised", "Who gets recognised", False
ABOUT = "The headline of the newest frozen recognition year, beside the year before."


def block(asked: Asked) -> Block:
    """The newest year that was over and frozen by the end of the period."""
    years = frozen_years(asked.period.last)
    if not years:
        return Block(NAME, TITLE, (Sentence("No recognition year is frozen yet.", Evidence(
            url_for("recognition.recognised"), "Who gets recognised")),))  # fmt: skip
    (year, this), last = years[0], years[1][1] if len(years) > 1 else None
    evidence = Evidence(
        url_for("recognition.recognised", year=year.first_day.year), f"Who gets recognised, {year.name}"
    )
    figures = (
        Figure("Thanks in the year", this.thanks, last.thanks if last else None, evidence, why="No year before"),
        Figure("Thanks between directorates", this.crossing.percent, last.crossing.percent if last else None, evidence,
               PERCENT, why="Not shown"),
        Figure("Groups in which nobody was thanked", len(this.unthanked), len(last.unthanked) if last else None,
               evidence, exception=bool(this.unthanked), why="No year before"),
    )  # fmt: skip
    note = "A year runs from April to March. Here the column of the period before holds the year before."
    return Block(NAME, TITLE, (_said(year, this, evidence),), figures, note)


def _said(year: Year, figures: Figures, evidence: Evidence) -> Sentence:
    return Sentence(f"{year.name}: {figures.thanks:,} thanks among {figures.people:,} people.", evidence)
