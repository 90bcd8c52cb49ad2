"""Concerns that champions passed on, and their answers: numbers of the whole council, and published answers."""

from flask import url_for

from engage.champions.queries import in_period
from engage.reports.rules.figures import PERCENT, Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "concerns", "Concerns answered", False
ABOUT = "Concerns that champions passed on, how many were answered in time, and the answers for all staff."


def block(asked: Asked) -> Block:
    """Came, answered, in time, overdue; and the published answers as sentences."""
    this = in_period.passed_on(asked.period.first, asked.period.last)
    last = in_period.passed_on(asked.before.first, asked.before.last)
    late, late_before = in_period.overdue(asked.until), in_period.overdue(asked.before.last)
    evidence = Evidence(url_for("champions.concerns_figures"), "Figures of concerns")
    figures = (
        Figure("Concerns passed on", this.came, last.came, evidence),
        Figure("Concerns answered", this.answered, last.answered, evidence),
        Figure("Of these answered in time", _share(this), _share(last), evidence, PERCENT, why="None answered",
               exception=this.answered > this.in_time),
        Figure("Overdue at the end of the period", late, late_before, evidence, exception=late > 0),
    )  # fmt: skip
    return Block(NAME, TITLE, _answers(asked), figures, "In time: within ten working days of being passed on.")


def _share(passed: in_period.Passed) -> int | None:
    return round(100 * passed.in_time / passed.answered) if passed.answered else None


def _answers(asked: Asked) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"You said: {title}. It is answered for all staff.",
                 Evidence(url_for("champions.concern_answered", case_id=number), f"Answer: {title}"))
        for number, title in in_period.published(asked.period.first, asked.period.last)
    )  # fmt: skip
