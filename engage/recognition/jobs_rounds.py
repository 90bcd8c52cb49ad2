"""What the worker does for award rounds: opens, closes, deletes."""

from flask import current_app

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, run_all
from engage.recognition.actions import nominations_retention as retention
from engage.recognition.actions import rounds_stages
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.nominations import MONTHS_DRAFT, MONTHS_KEPT, MONTHS_UNANNOUNCED

KEPT: tuple[Kept, ...] = (
    Rule(name="nominations", what="Nominations that did not win, were withdrawn or not taken: words, files, seconder, "
         "manager’s view, scores",
         how_long=f"{MONTHS_KEPT} months after the announcement, or {MONTHS_UNANNOUNCED} after the close where "
         "nothing was announced", then="deleted",
         due=retention.due_to_delete, erase=retention.forget, people=retention.PEOPLE, units=retention.UNITS,
         touches=("judging",)),
    Rule(name="nominations-honoured", what="Nominations that won or were highly commended: words, files, who "
         "nominated, seconded and judged", how_long=f"{MONTHS_KEPT} months after the announcement",
         then="deleted; category, name and year stay for good",
         due=retention.due_to_strip, erase=retention.strip, people=retention.PEOPLE, units=retention.UNITS,
         touches=("judging",)),
    Rule(name="nominations-drafts", what="Drafts of nominations that were never sent",
         how_long=f"{MONTHS_DRAFT} months after the close", then="deleted",
         due=retention.due_drafts, erase=retention.forget, people=retention.PEOPLE, units=retention.UNITS),
    Kept("Award rounds, their categories and criteria", "for good", "they are the council’s record"),
)  # fmt: skip


@outbox.schedule("award rounds", 30)
def run_due() -> None:
    """Open and close what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        opening, closing = queries.due_to_open(clock.now()), queries.due_to_close(clock.now())
    for act, ids in ((rounds_stages.open_round, opening), (rounds_stages.close_round, closing)):
        for round_id in ids:
            try:
                with transaction():
                    act(queries.award_round(round_id), clock.now())
            except Problem as problem:
                facts = {"act": act.__name__, "round": round_id, "error": type(problem).__name__}
                current_app.logger.warning("award round not done", extra={"facts": facts})


@outbox.schedule("nominations kept", outbox.HOUR)
def forget_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
