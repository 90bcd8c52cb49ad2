"""Thanks on the wall: what all staff can read, counted."""

from flask import url_for

from engage.recognition.queries import in_period
from engage.reports.rules.figures import Asked, Block, Evidence, Figure
from engage.reports.rules.periods import Period

NAME, TITLE, BY_DIRECTORATE = "thanks", "Thanks", True
ABOUT = "Thanks on the wall, how many came without a screen, and how many people were thanked."


def block(asked: Asked) -> Block:
    """Those of the period; of a directorate those that somebody of it got."""
    this, last = _given(asked.period, asked), _given(asked.before, asked)
    evidence = Evidence(url_for("recognition.thanks_wall"), "The wall of thanks")
    figures = (
        Figure("Thanks on the wall", this.thanks, last.thanks, evidence, exception=this.thanks * 2 < last.thanks),
        Figure("Of these by poster or paper card", this.without_screen, last.without_screen, evidence),
        Figure("People who were thanked there", this.people, last.people, evidence),
    )
    return Block(NAME, TITLE, (), figures, "Private thanks are in none of these figures.")


def _given(period: Period, asked: Asked) -> in_period.Given:
    return in_period.thanks(period.first, period.last, asked.place.units if asked.place else None)
