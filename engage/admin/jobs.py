"""What the worker does for what crosses features, and how long that is kept."""

from engage.core import audit_verify, clock, moderation, moderation_kept, outbox, traces
from engage.core.retention import Kept, Rule, run_all, whom

KEPT = (
    Kept("Reports of problems that wait for a decision", "until they are decided", "kept as decided"),
    Rule(name="reports", what="Decided reports: the reason, who reported, the decision and its note",
         how_long=f"{moderation.KEPT_MONTHS} months after the decision", then="deleted",
         due=moderation_kept.due, erase=moderation_kept.forget_decided,
         people=whom(moderation.Report.id, moderation.Report.reporter_id, moderation.Report.decided_by_id)),
    Kept("What a switch was turned to, by whom and why", "until it is turned again", "replaced by the next turn"),
    Kept("Legal holds: what they cover, why, who set and who lifted them", "for good",
         "nothing: they say why something was kept"),
    Kept("When each retention rule last ran, how much it deleted, and what is due", "until its next run", "replaced"),
)  # fmt: skip


@outbox.schedule("decided reports", outbox.DAY)
def forget_reports() -> None:
    """Delete reports twelve months after they were decided."""
    run_all(KEPT, clock.now())


@outbox.schedule("audit log", outbox.DAY)
def forget_acts() -> None:
    """Delete acts that have been kept as long as was said."""
    run_all(audit_verify.KEPT, clock.now())


@outbox.schedule("retention traces", outbox.HOUR)
def clear_traces() -> None:
    """At night after deletions, or a day later, leave nothing of what was deleted in the database's files."""
    traces.clear_where_due()
