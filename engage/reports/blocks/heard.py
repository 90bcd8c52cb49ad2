"""What people said, by theme: from the sources of "What we heard", themes with few voices left out."""

from collections import Counter
from collections.abc import Mapping

from flask import url_for

from engage.champions.queries import activity_heard, concerns_heard
from engage.consultation.queries import heard as consultation_heard
from engage.core.heard import Source, Wanted
from engage.events.queries import after_heard
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence
from engage.reports.rules.periods import Period
from engage.surveys.queries import comments_heard

NAME, TITLE, BY_DIRECTORATE = "heard", "What we heard", False
ABOUT = "How often each theme was spoken of, in consultations, by champions, at events and in surveys."
SOURCES: tuple[Source, ...] = (
    consultation_heard, activity_heard, concerns_heard, after_heard, comments_heard,
)  # fmt: skip
# A theme with fewer voices is not told: few people may know who spoke of it.
LEAST, MOST = 5, 10


def block(asked: Asked) -> Block:
    """The themes of the period, the most spoken of first."""
    this, last = _counted(asked.period), _counted(asked.before)
    told = [
        (key, number) for key, number in sorted(this.items(), key=lambda each: (-each[1], each[0])) if number >= LEAST
    ]
    figures = [_line(key, number, last.get(key, 0), asked.period) for key, number in told[:MOST]]
    if not figures:
        return Block(NAME, TITLE, (Sentence(f"No theme was spoken of {LEAST} times or more.", _all(asked.period)),))
    return Block(NAME, TITLE, (), tuple(figures), f"Themes spoken of fewer than {LEAST} times are left out.")


def _counted(period: Period) -> Mapping[tuple[str, int], int]:
    wanted, found = Wanted(since=period.first, until=period.after), Counter[tuple[str, int]]()
    for source in SOURCES:
        for (theme_id, name), columns in source.counted(wanted).by_theme.items():
            if theme_id:
                found[(name, theme_id)] += sum(columns.values())
    return found


def _all(period: Period) -> Evidence:
    return Evidence(url_for("home.what_we_heard"), "What we heard")


def _line(key: tuple[str, int], this: int, last: int, period: Period) -> Figure:
    name, theme_id = key
    evidence = Evidence(url_for("home.what_we_heard", theme=theme_id), f"What we heard about {name}")
    return Figure(name, this, last if last >= LEAST else None, evidence, why=f"Fewer than {LEAST}",
                  exception=last >= LEAST and this >= 2 * last)  # fmt: skip
