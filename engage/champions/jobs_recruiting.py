"""What the worker does for recruitment rounds: opens, closes, reminds managers once, forgets."""

from flask import current_app

from engage.champions.actions import recruiting as rounds
from engage.champions.actions import recruiting_forgetting as forgetting
from engage.champions.actions import recruiting_telling as telling
from engage.champions.queries import recruiting as queries
from engage.champions.rules.recruiting import MONTHS_APPLICATION, MONTHS_SUGGESTION, reminder_due
from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, run_all

KEPT: tuple[Kept, ...] = (
    Rule(name="applications", what="Applications in recruitment rounds, with what managers answered",
         how_long=f"{MONTHS_APPLICATION} months after the round ended, or closed where nobody ended it",
         then="deleted; an appointment stays with its network", due=forgetting.due_applications,
         erase=forgetting.forget_applications, people=forgetting.APPLICANTS),
    Rule(name="recruitment-decisions", what="What was decided in a recruitment round",
         how_long=f"as long as the round; who and why, {MONTHS_APPLICATION} months",
         then="names and reasons are taken out; that something was decided, and when, stays",
         due=forgetting.due_decisions, erase=forgetting.forget_names, people=forgetting.DECIDED),
    Rule(name="suggestions", what="Suggestions that a colleague would be good in a network",
         how_long=f"{MONTHS_SUGGESTION} months", then="deleted", due=forgetting.due_suggestions,
         erase=forgetting.forget_suggestions, people=forgetting.SUGGESTED),
    Kept("Recruitment rounds and their targets", "for good", "they are the council’s record"),
)  # fmt: skip


@outbox.schedule("recruitment rounds", 60)
def run_due() -> None:
    """Open and close what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        opening, closing = queries.due_to_open(clock.now()), queries.due_to_close(clock.now())
    for act, ids in ((rounds.open_round, opening), (rounds.close_round, closing)):
        for round_id in ids:
            try:
                with transaction():
                    act(queries.round_(round_id), clock.now())
            except Problem as problem:
                facts = {"act": act.__name__, "round": round_id, "error": type(problem).__name__}
                current_app.logger.warning("recruitment round not done", extra={"facts": facts})


@outbox.schedule("recruitment reminders", outbox.HOUR)
def remind() -> None:
    """Remind each manager once, five working days after they were asked."""
    with transaction():
        now = clock.now()
        for made in queries.unanswered(now):
            if made.asked_at is not None and reminder_due(clock.local(made.asked_at).date(), clock.today()):
                made.reminded_at = now
                telling.remind(made)


@outbox.schedule("recruitment kept", outbox.DAY)
def forget() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
