"""What goes with time: champions' names first, then the words; what is counted stays."""

from datetime import datetime

from sqlalchemy import func, or_, select, update

from engage.champions.models import Concern, ConcernCase
from engage.champions.rules.concerns import MONTHS_NAMED, MONTHS_WORDS, CaseState
from engage.core import clock
from engage.core.db import db


def forget_names(at: datetime) -> int:
    """Nobody's name stands beside what was answered so long ago; how many concerns that was."""
    day = clock.months_after(clock.local(at).date(), -MONTHS_NAMED)
    old = select(ConcernCase.id).where(ConcernCase.state == CaseState.ANSWERED, ConcernCase.answered_on <= day)
    named = or_(Concern.author_id.is_not(None), Concern.teller_id.is_not(None))
    found = db.session.scalars(select(Concern.id).where(Concern.case_id.in_(old), named)).all()
    db.session.execute(update(Concern).where(Concern.id.in_(found)).values(author_id=None, teller_id=None))
    return len(found)


def empty(at: datetime) -> int:
    """Delete the words of what was told, or else answered, so long ago; how many concerns that was."""
    today = clock.local(at).date()
    day = clock.months_after(today, -MONTHS_WORDS)
    since = func.coalesce(Concern.told_on, ConcernCase.answered_on)
    rows = (
        select(Concern.id)
        .join(ConcernCase, ConcernCase.id == Concern.case_id)
        .where(ConcernCase.state == CaseState.ANSWERED, since <= day, Concern.emptied_on.is_(None))
    )
    found = db.session.scalars(rows).all()
    db.session.execute(update(Concern).where(Concern.id.in_(found)).values(title="", words="", emptied_on=today))
    whole = ~ConcernCase.concerns.any(Concern.emptied_on.is_(None))
    held = (ConcernCase.answer != "") & (ConcernCase.state == CaseState.ANSWERED) & whole
    for row in db.session.scalars(select(ConcernCase).where(held)):
        row.title = row.answer = row.proposal = row.published_title = row.published_place = ""
        row.published_at = row.lead_id = row.answered_by_id = None
    return len(found)
