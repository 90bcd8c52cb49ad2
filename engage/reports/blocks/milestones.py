"""Milestones of the programme: met, due, overdue and moved, each with its first and its current date."""

from collections.abc import Sequence
from datetime import date

from flask import url_for

from engage.core.formatting import day
from engage.programme.queries import in_period
from engage.programme.queries.in_period import Dated, Moved
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence, always, at_most, never
from engage.reports.rules.programme import of_plans

NAME, TITLE, BY_DIRECTORATE = "milestones", "Milestones", False
ABOUT = "Milestones of plans that were met, due or moved, with their first and current dates. Those overdue too."
MOST = 40
NOTE = "Days are those of today: a milestone that was moved to another period is due there, and counts here as moved."


def block(asked: Asked) -> Block:
    """Met, due and not met, then moved."""
    first, last = asked.period.first, asked.until
    # What is due later in a period that runs is told too.
    held = in_period.milestones(first, asked.period.last)
    moves = in_period.moved(first, last)
    was = in_period.milestones(asked.before.first, asked.before.last)
    moves_before = in_period.moved(asked.before.first, asked.before.last)
    met = [each for each in held if each.met_in(first, last)]
    still = [each for each in held if each.open_on(last)]
    sentences = (
        *at_most(MOST, met, _met, _all(), never),
        *at_most(MOST, still, lambda each: _open(each, last), _all(), lambda each: each.due_on < last),
        *at_most(MOST, moves, _moved, _all(), always),
    )
    before = asked.before
    late = _late(still, last)
    figures = (
        Figure("Milestones met", len(met), sum(each.met_in(before.first, before.last) for each in was), _all()),
        Figure("Milestones due in the period", _due(held, first, asked.period.last),
               _due(was, before.first, before.last), _all()),
        Figure("Overdue at the end of the period", late, _late(was, before.last), _all(), exception=late > 0),
        Figure("Milestones moved", len(moves), len(moves_before), _all(), exception=bool(moves)),
    )  # fmt: skip
    return Block(NAME, TITLE, sentences, figures, f"{of_plans(in_period.plans_told())} {NOTE}")


def _due(held: Sequence[Dated], first: date, last: date) -> int:
    return sum(first <= each.due_on <= last for each in held)


def _late(held: Sequence[Dated], day_: date) -> int:
    return sum(each.due_on < day_ and each.open_on(day_) for each in held)


def _all() -> Evidence:
    return Evidence(url_for("programme.standing_overview"), "How the programme stands")


def _of(each: Dated | Moved) -> Evidence:
    return Evidence(url_for("programme.item_standing", item_id=each.item_id), f"How {each.item} stands")


def _dates(each: Dated) -> str:
    return f"First date: {day(each.first_on)}. Current date: {day(each.due_on)}."


def _met(each: Dated) -> Sentence:
    return Sentence(f"{each.item}: {each.name} was met on {day(each.met_on)}. {_dates(each)}", _of(each))


def _open(each: Dated, last: date) -> Sentence:
    late = each.due_on < last
    said = f"was not met by {day(last)}" if late else "is due"
    return Sentence(f"{each.item}: {each.name} {said}. {_dates(each)}", _of(each), late)


def _moved(each: Moved) -> Sentence:
    first = f" First date: {day(each.now.first_on)}. Current date: {day(each.now.due_on)}." if each.now else ""
    return Sentence(f"{each.item}: {each.name} was moved from {each.was} to {each.becomes}.{first}", _of(each), True)
