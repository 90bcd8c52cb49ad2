"""What the core itself holds about one person, for their own copy: what they did, and what they reported."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core import moderation
from engage.core.audit import YEARS_KEPT, AuditEvent
from engage.core.formatting import moment, plain
from engage.core.own_data import WHO, Held, rows_of

REPORTED = (
    "So that the OD team can look at what you reported, and you see what became of it. They see your words and not "
    f"your name. Deleted {moderation.KEPT_MONTHS} months after the decision."
)
ACTS = (
    "What you did that changes something for others, and when; never what you wrote or answered. Administrators can "
    f"read it. Deleted after {YEARS_KEPT} years."
)
BECAME = {moderation.OPEN: "waits for a decision", moderation.HIDDEN: "hidden", moderation.KEPT: "stays as it is"}


DONE = (
    select(AuditEvent.at, AuditEvent.act, AuditEvent.kind, AuditEvent.object_id)
    .where(AuditEvent.actor_id == WHO)
    .order_by(AuditEvent.id.desc())
)


def held(person_id: int) -> Sequence[Held]:
    """Their reports, and their acts in the record, the newest first: two statements."""
    reports = [
        {"about": plain(row.kind).replace("-", " "), "number": row.object_id, "what you wrote": row.reason,
         "when": moment(row.reported_at), "what became of it": BECAME[row.state],
         "decided": moment(row.decided_at) or None}
        for row in moderation.reported_by(person_id)
    ]  # fmt: skip
    acts = [
        {"when": moment(at), "act": plain(act), "on": plain(kind), "number": object_id or None}
        for at, act, kind, object_id in rows_of(DONE, person_id)
    ]
    return (
        Held("Problems that you reported", REPORTED, reports, others=("what you wrote",), private=True),
        Held("What you did here", ACTS, acts),
    )
