"""Award rounds whose winners are announced."""

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
        Figure("Winners", sum(each.winners for each in this), sum(each.winners for each in last), evidence),
        Figure("Highly commended", sum(each.commended for each in this), sum(each.commended for each in last), evidence),
    )  # fmt: skip
    return Block(NAME, TITLE, tuple(_said(each) for each in this), figures)


def _said(each: Announced) -> Sentence:
    address = url_for("recognition.winners", round_id=each.round_id)
    return Sentence(f"{each.title} was announced with {count(each.winners, 'winner')}.",
                    Evidence(address, f"Winners of {each.title}"))  # fmt: skip
