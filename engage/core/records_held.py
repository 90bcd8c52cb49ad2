"""What the core itself holds about one person, for their own copy: what they did, and what they reported."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core import moderation
from engage.core.audit import YEARS_KEPT, AuditEvent
from engage.core.db import db
from engage.core.formatting import moment, plain
from engage.core.own_data import Held

REPORTED = (
    "So that the OD team can look at what you reported, and you see what became of it. They see your words and not "
    f"your name. Deleted {moderation.KEPT_MONTHS} months after the decision."
)
ACTS = (
    "What you did that changes something for others, and when; never what you wrote or answered. Administrators can "
    f"read it. Deleted after {YEARS_KEPT} years."
)
BECAME = {moderation.OPEN: "waits for a decision", moderation.HIDDEN: "hidden", moderation.KEPT: "stays as it is"}


def held(person_id: int) -> Sequence[Held]:
    """Their reports, and their acts in the record, the newest first: two statements."""
    reports = [
        {"about": plain(row.kind).replace("-", " "), "number": row.object_id, "what you wrote": row.reason,
         "when": moment(row.reported_at), "what became of it": BECAME[row.state],
         "decided": moment(row.decided_at) or None}
        for row in moderation.reported_by(person_id)
    ]  # fmt: skip
    query = select(AuditEvent).where(AuditEvent.actor_id == person_id).order_by(AuditEvent.id.desc())
    acts = [
        {"when": moment(row.at), "act": plain(row.act), "on": plain(row.kind), "number": row.object_id or None}
        for row in db.session.scalars(query)
    ]
    return (
        Held("Problems that you reported", REPORTED, reports, others=("what you wrote",), private=True),
        Held("What you did here", ACTS, acts),
    )
