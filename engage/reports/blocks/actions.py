"""Actions: what came of what staff said. What is only proposed is not told."""

from collections.abc import Sequence

from flask import url_for

from engage.core.formatting import day
from engage.followup.queries.in_period import Line, stood
from engage.followup.rules import STATES, State
from engage.reports.rules.figures import (
    Asked,
    Block,
    Evidence,
    Figure,
    Sentence,
    always,
    at_most,
    ended,
    never,
    one_line,
)

NAME, TITLE, BY_DIRECTORATE = "actions", "Actions: you said, we did", True
ABOUT = "What was promised, done or cannot be done, with who decided so, and what is overdue."
MOST, MOST_REASON = 40, 300
RUN = (State.AGREED, State.UNDER_WAY, State.SAID_DONE)


def block(asked: Asked) -> Block:
    """Of the whole council all of them; of a directorate those of its services."""
    units = asked.place.units if asked.place else None
    this = stood(asked.period.first, asked.until, units)
    last = stood(asked.before.first, asked.before.last, units)
    late = tuple(each for each in this if each.overdue)
    sentences = (
        *at_most(MOST, _ended(this, State.DONE), _done, _all("done"), never),
        *at_most(MOST, _ended(this, State.CANNOT), _cannot, _all("cannot"), always),
        *at_most(MOST, late, _late, _all("promised"), always),
    )
    note = "What is only proposed is not counted. Where an action stands is told of the last day of each period."
    if asked.place is not None:
        note += " Corporate actions, for the whole council, are not counted for a directorate."
    return Block(NAME, TITLE, sentences, (*_moved(this, last), *_standing(this, last)), note)


def _moved(this: Sequence[Line], last: Sequence[Line]) -> tuple[Figure, ...]:
    refused = len(_ended(this, State.CANNOT))
    return (
        Figure("Promised in the period", sum(each.promised for each in this), sum(each.promised for each in last),
               _all()),
        Figure("Done in the period", len(_ended(this, State.DONE)), len(_ended(last, State.DONE)), _all("done")),
        Figure("Decided in the period: we can’t", refused, len(_ended(last, State.CANNOT)), _all("cannot"),
               exception=refused > 0),
    )  # fmt: skip


def _standing(this: Sequence[Line], last: Sequence[Line]) -> tuple[Figure, ...]:
    late, late_before = (sum(each.overdue for each in lines) for lines in (this, last))
    return (
        *(Figure(f"{STATES[state]}, at the end of the period", _at(state, this), _at(state, last),
                 _all("done" if state == State.SAID_DONE else "promised")) for state in RUN),
        Figure("Overdue at the end of the period", late, late_before, _all("promised"), exception=late > 0),
    )  # fmt: skip


def _at(state: State, lines: Sequence[Line]) -> int:
    return sum(each.state == state for each in lines)


def _ended(lines: Sequence[Line], state: State) -> Sequence[Line]:
    return [each for each in lines if each.ended and each.state == state]


def _all(show: str | None = None) -> Evidence:
    return Evidence(url_for("followup.index", show=show), "You said, we did")


def _said(each: Line, words: str, exception: bool = False) -> Sentence:
    return Sentence(ended(words), Evidence(url_for("followup.show", action_id=each.id), each.title), exception)


def _done(each: Line) -> Sentence:
    return _said(each, f"{each.title}: {each.words}")


def _cannot(each: Line) -> Sentence:
    why = ended(one_line(each.reason, MOST_REASON))
    return _said(each, f"{each.title}: we can’t. {why} Decided by: {one_line(each.decided_by, MOST_REASON)}", True)


def _late(each: Line) -> Sentence:
    return _said(each, f"{each.title} was due on {day(each.due_on)}, and the work goes on", True)
