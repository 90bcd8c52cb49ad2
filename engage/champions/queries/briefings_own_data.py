"""What briefings hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

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


TITLES = select(Briefing.id, Briefing.title)
READ = (
    select(BriefingReading.mark)
    .where(BriefingReading.mark.in_(bindparam("marks", expanding=True)))
    .order_by(BriefingReading.briefing_id)
)


def held(person_id: int) -> Sequence[Held]:
    """Which briefings they said that they read: two statements."""
    titles = {mark(number, person_id): title for number, title in db.session.execute(TITLES)}
    read = db.session.scalars(READ, {"marks": list(titles)})
    return (Held("Briefings that you said you read", WHY,
                 [{"briefing": titles[each]} for each in read], private=True),)  # fmt: skip
