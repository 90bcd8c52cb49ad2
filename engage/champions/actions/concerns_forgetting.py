"""What goes with time: champions' names first, then the words; what is counted stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select, update

from engage.champions.models import Concern, ConcernCase
from engage.champions.rules.concerns import MONTHS_NAMED, MONTHS_WORDS, CaseState
from engage.core import audit, clock
from engage.core.db import db
from engage.core.retention import whom

LEADS = (ConcernCase.lead_id, ConcernCase.answered_by_id)
PEOPLE = whom(Concern.id, Concern.author_id, Concern.teller_id)
# The words of a case stay for whoever answers it, too.
ALL_PEOPLE = (
    *PEOPLE,
    *(select(Concern.id, each).join(ConcernCase, ConcernCase.id == Concern.case_id).where(each.is_not(None))
      for each in LEADS),
)  # fmt: skip
UNITS = whom(Concern.id, Concern.unit_id)


def due_names(at: datetime) -> Select[int]:
    """Concerns that were answered so long ago that no name stands beside them."""
    day = clock.months_after(clock.local(at).date(), -MONTHS_NAMED)
    old = select(ConcernCase.id).where(ConcernCase.state == CaseState.ANSWERED, ConcernCase.answered_on <= day)
    named = or_(Concern.author_id.is_not(None), Concern.teller_id.is_not(None))
    return select(Concern.id).where(Concern.case_id.in_(old), named)


def forget_names(ids: Sequence[int], at: datetime) -> None:
    """Nobody's name stands beside these any more."""
    db.session.execute(update(Concern).where(Concern.id.in_(ids)).values(author_id=None, teller_id=None))
    audit.record("forget", "concern", names=len(ids), words=0)


def due_words(at: datetime) -> Select[int]:
    """Concerns that were told, or else answered, so long ago that their words go."""
    day = clock.months_after(clock.local(at).date(), -MONTHS_WORDS)
    since = func.coalesce(Concern.told_on, ConcernCase.answered_on)
    return (
        select(Concern.id)
        .join(ConcernCase, ConcernCase.id == Concern.case_id)
        .where(ConcernCase.state == CaseState.ANSWERED, since <= day, Concern.emptied_on.is_(None))
    )


def empty(ids: Sequence[int], at: datetime) -> None:
    """Delete their words, and the answer with its names where a whole case is empty."""
    today = clock.local(at).date()
    db.session.execute(update(Concern).where(Concern.id.in_(ids)).values(title="", words="", emptied_on=today))
    whole = ~ConcernCase.concerns.any(Concern.emptied_on.is_(None))
    held = (ConcernCase.answer != "") & (ConcernCase.state == CaseState.ANSWERED) & whole
    for row in db.session.scalars(select(ConcernCase).where(held)):
        row.title = row.answer = row.proposal = row.published_title = row.published_place = ""
        row.published_at = row.lead_id = row.answered_by_id = None
    audit.record("forget", "concern", names=0, words=len(ids))
