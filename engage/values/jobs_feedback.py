"""What the worker does for feedback rounds: remind, close, open boxes, make reports, delete."""

from typing import Any

from flask import current_app

from engage.ballots.actions import delete_answers
from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept
from engage.values import reporting
from engage.values.actions import feedback_opening, feedback_retention, feedback_rounds
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_promise import REPORT_MONTHS

KEPT = (
    Kept(
        "Feedback rounds: the answers, who was asked, and who answered",
        "as many months after the close as the round promises: at most 24, six unless changed",
        "deleted, and cleared from the database files",
    ),
    Kept("Feedback rounds: reports, with their comments", f"{REPORT_MONTHS} months after the close", "deleted"),
    Kept("Feedback rounds: addresses of people from outside", "until their link is on its way", "deleted"),
)


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
    """Delete what has been kept as long as was promised; each step may be repeated after a kill."""
    with transaction():
        answers, whole = queries.due_to_delete_answers(clock.now()), queries.due_to_delete(clock.now())
    for round_id, box in answers:
        try:
            _delete_answers(round_id, box)
        except Exception as error:  # whatever it is, no other round may be kept longer than was promised
            _not_done("delete answers", round_id, error)
    for round_id in whole:
        with transaction():
            feedback_retention.delete_round(round_id)


def _delete_answers(round_id: int, box: str) -> None:
    with transaction():
        feedback_retention.forget_who_was_asked(round_id)
    delete_answers(box, participation=feedback_opening.PARTICIPATION)
    with transaction():
        feedback_retention.note_deleted(round_id, clock.now())


def _not_done(act: str, round_id: int, error: Exception) -> None:
    facts = {"act": act, "round": round_id, "error": type(error).__name__}
    current_app.logger.warning("feedback round not done", extra={"facts": facts})
