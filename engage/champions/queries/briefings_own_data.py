"""What briefings hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.champions.models import Briefing, BriefingReading
from engage.champions.queries.briefings import mark
from engage.champions.rules.briefings import MONTHS_KEPT
from engage.core.db import db
from engage.core.own_data import Held

WHY = (
    "So that the OD team knows how many have read it. Your name does not stand there: a digest of you and the briefing "
    f"does, which this page has worked out anew to find it. Deleted with the briefing, {MONTHS_KEPT} months after it "
    "was shown."
)


def held(person_id: int) -> Sequence[Held]:
    """Which briefings they said that they read: two statements."""
    titles = {mark(each.id, person_id): each.title for each in db.session.scalars(select(Briefing))}
    rows = select(BriefingReading.mark).where(BriefingReading.mark.in_(titles)).order_by(BriefingReading.briefing_id)
    return (Held("Briefings that you said you read", WHY,
                 [{"briefing": titles[each]} for each in db.session.scalars(rows)], private=True),)  # fmt: skip
