"""What the worker does for feedback rounds: remind, close, open boxes, make reports, delete."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from engage.ballots.actions import delete_answers
from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, run_all
from engage.values import reporting
from engage.values.actions import feedback_opening, feedback_retention, feedback_rounds
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_promise import REPORT_MONTHS


def _delete_answers(ids: Sequence[int], at: datetime) -> None:
    """Each step may be repeated after a kill."""
    for round_id in ids:
        with transaction():
            feedback_retention.forget_who_was_asked(round_id)
            box = feedback_retention.box_of(round_id)
        delete_answers(box, participation=feedback_opening.PARTICIPATION)
        with transaction():
            feedback_retention.note_deleted(round_id, at)


# Who said what cannot be told apart in a round, so it is kept whole for whoever is in it.
KEPT = (
    Rule(name="feedback-answers", what="Feedback rounds: the answers, who was asked, and who answered",
         how_long="as many months after the close as the round promises: at most 24, six unless changed",
         then="deleted, and cleared from the database files", due=queries.due_to_delete_answers, erase=_delete_answers,
         people=feedback_retention.PEOPLE, alone=True),
    Rule(name="feedback-reports", what="Feedback rounds: reports, with their comments",
         how_long=f"{REPORT_MONTHS} months after the close", then="deleted", due=queries.due_to_delete,
         erase=feedback_retention.delete_rounds, people=feedback_retention.PEOPLE, touches=("feedback-answers",)),
    Kept("Feedback rounds: addresses of people from outside", "until their link is on its way", "deleted"),
)  # fmt: skip


@outbox.schedule("feedback rounds", 30)
def run_due() -> None:
    """Remind and close what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        closing, reminding = queries.due_to_close(clock.now()), queries.due_to_remind(clock.now())
    for round_id in closing:
        _guarded(round_id, "close")
    for round_id in reminding:
        _guarded(round_id, "remind")


def _guarded(round_id: int, act: str) -> None:
    try:
        with transaction():
            found = queries.round_(round_id)
            if act == "close":
                feedback_rounds.close(found, clock.now())
            else:
                feedback_rounds.remind(found)
    except Problem as problem:
        _not_done(act, round_id, problem)


@outbox.handler("feedback.open_box")
def open_the_box(payload: dict[str, Any]) -> None:
    """Open the box of a closed round, from wherever an earlier try was stopped, and make its reports."""
    round_id = int(payload["round"])
    feedback_opening.open_box_of(round_id)
    with transaction():
        reporting.compute(round_id)


@outbox.schedule("feedback retention", outbox.HOUR)
def delete_due() -> None:
    """Delete what has been kept as long as was promised."""
    run_all(KEPT, clock.now())


def _not_done(act: str, round_id: int, error: Exception) -> None:
    facts = {"act": act, "round": round_id, "error": type(error).__name__}
    current_app.logger.warning("feedback round not done", extra={"facts": facts})
