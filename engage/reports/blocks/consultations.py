"""Consultations, and what changed because of them."""

from flask import url_for

from engage.consultation.queries import in_period
from engage.core.formatting import count
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "consultations", "Consultations and what changed", False
ABOUT = "Consultations that opened, closed and were answered, and in how many themes something changed."


def block(asked: Asked) -> Block:
    """Opened, closed, answered; each answer as a sentence; what waits too long."""
    this, last = (in_period.asked(each.first, each.last) for each in (asked.period, asked.before))
    told, told_before = (in_period.answered(each.first, each.last) for each in (asked.period, asked.before))
    evidence = Evidence(url_for("consultation.index"), "All consultations")
    figures = (
        Figure("Consultations opened", this.opened, last.opened, evidence),
        Figure("Consultations closed", this.closed, last.closed, evidence),
        Figure("Consultations answered", len(told), len(told_before), evidence),
        Figure("Themes in which something changed", sum(each.changed for each in told),
               sum(each.changed for each in told_before), evidence),
    )  # fmt: skip
    late = in_period.unanswered(asked.until)
    return Block(NAME, TITLE, (*map(_answered, told), *(_late(*each) for each in late)), figures)


def _answered(each: in_period.Answered) -> Sentence:
    themes = count(each.themes, "theme")
    words = f"{each.title} was answered: {themes}, something changed in {each.changed}."
    address = url_for("consultation.what_changed", consultation_id=each.consultation_id)
    return Sentence(words, Evidence(address, f"What changed: {each.title}"))


def _late(number: int, title: str) -> Sentence:
    address = url_for("consultation.show", consultation_id=number)
    return Sentence(
        f"{title} closed more than 60 days ago and is not answered.", Evidence(address, title), exception=True
    )
