"""What of judging somebody of the OD team may see where they are nominated themselves: nothing of their own entry."""

from sqlalchemy import select

from engage.core.db import db
from engage.recognition.models import AwardCategory, Nomination
from engage.recognition.queries.nominations import visible_to_od
from engage.recognition.rules.rounds import NominationState


def own_categories(viewer_id: int, round_id: int | None = None) -> frozenset[int]:
    """Categories whose scores the viewer must not see, since an entry in it is about them: one statement."""
    rows = (
        select(Nomination.category_id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .where(~visible_to_od(viewer_id), Nomination.state == NominationState.SUBMITTED)
        .distinct()
    )
    if round_id is not None:
        rows = rows.where(AwardCategory.round_id == round_id)
    return frozenset(db.session.scalars(rows))
