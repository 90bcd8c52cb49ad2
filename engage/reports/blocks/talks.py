"""Team conversations and feedback rounds: that they took place, and nothing of what was said."""

from flask import url_for

from engage.core import switches
from engage.reports.rules.figures import Asked, Block, Evidence, Figure
from engage.values.queries.in_period import talked
from engage.values.queries.start_feedback import ROUNDS

NAME, TITLE, BY_DIRECTORATE = "talks", "Team conversations and feedback", False
ABOUT = "How many teams have talked about the values, and how many feedback rounds closed."


def block(asked: Asked) -> Block:
    """Numbers alone."""
    this, last = (talked(each.first, each.last) for each in (asked.period, asked.before))
    talks = Evidence(url_for("values.conversation_topics"), "Team conversations")
    rounds = Evidence(url_for("values.feedback_manage"), "Feedback rounds")
    figures = [
        Figure("Teams that talked", this.teams, last.teams, talks, exception=bool(last.teams) and not this.teams),
        Figure("Team conversations", this.conversations, last.conversations, talks),
    ]
    # Where feedback rounds are switched off nobody could follow the link.
    if switches.is_on(ROUNDS):
        figures.append(Figure("Feedback rounds closed", this.rounds, last.rounds, rounds))
    return Block(NAME, TITLE, (), tuple(figures))
