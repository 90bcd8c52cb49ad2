"""What the worker does from decided to certificates, and how long its records are kept."""

from typing import Any

from flask import current_app

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, run_all, whom
from engage.recognition.actions import outcome as actions
from engage.recognition.actions import outcome_print
from engage.recognition.models import PrintBatch
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_print as queries_print
from engage.recognition.rules.outcome import DAYS_PRINTED

KEPT: tuple[Kept, ...] = (
    Kept("Past winners and highly commended: name, team, award, citation", "for good",
         "shown to all staff; deleted when the person asks for it"),
    Kept("Citations of a round before it is announced", "as long as the nomination",
         "deleted with it; what was announced stands among the past winners"),
    Kept("Prizes: what, its value, who paid", "for good", "for whom it was goes with the nomination"),
    Kept("Costs of an award round", "for good", "nothing: they hold nobody’s name"),
    Rule(name="printed", what="Printed letters and certificates, as PDF", how_long=f"{DAYS_PRINTED} days",
         then="deleted", due=queries_print.too_old, erase=outcome_print.delete_old,
         people=whom(PrintBatch.id, PrintBatch.made_by_id)),
    Kept("Milestones of long service that were marked", "for good", "so that each is marked once"),
    Kept("The letterhead: who signs, the address, the logo", "until it is changed", "replaced"),
)  # fmt: skip


@outbox.schedule("award announcements", 30)
def announce_due() -> None:
    """Announce what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        due = queries.due(clock.now())
    for round_id in due:
        try:
            with transaction():
                actions.announce(queries.award_round(round_id), clock.now())
        except Problem as problem:
            facts = {"round": round_id, "error": type(problem).__name__}
            current_app.logger.warning("not announced", extra={"facts": facts})


@outbox.handler("outcome.print")
def make_batch(payload: dict[str, Any]) -> None:
    """Make a batch of letters or certificates; it holds its own transactions."""
    outcome_print.make(int(payload["batch"]))


@outbox.schedule("printed batches", outbox.DAY)
def delete_old() -> None:
    """Delete batches that have waited to be fetched long enough."""
    run_all(KEPT, clock.now())
