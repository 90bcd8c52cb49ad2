"""Award rounds whose winners are announced."""

from collections.abc import Sequence

from flask import url_for

from engage.core.formatting import count
from engage.recognition.queries.in_period import Announced, announced
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "awards", "Awards", False
ABOUT = "Announced award rounds, their winners and those highly commended, in numbers."


def block(asked: Asked) -> Block:
    """Rounds announced in the period, and how many won."""
    this, last = (announced(each.first, each.last) for each in (asked.period, asked.before))
    evidence = Evidence(url_for("recognition.past_winners"), "Past winners")
    figures = (
        Figure("Award rounds announced", len(this), len(last), evidence),
        Figure("Winners", _sum(this, "winners"), _sum(last, "winners"), evidence),
        Figure("Highly commended", _sum(this, "commended"), _sum(last, "commended"), evidence),
    )
    return Block(NAME, TITLE, tuple(_said(each) for each in this), figures)


def _sum(rounds: Sequence[Announced], name: str) -> int:
    return sum(getattr(each, name) for each in rounds)


def _said(each: Announced) -> Sentence:
    address = url_for("recognition.winners", round_id=each.round_id)
    return Sentence(f"{each.title} was announced with {count(each.winners, 'winner')}.",
                    Evidence(address, f"Winners of {each.title}"))  # fmt: skip
