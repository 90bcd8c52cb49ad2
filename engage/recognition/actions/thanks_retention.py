"""Deleting thanks when they have been kept as long as was said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select

from engage.core import audit, clock, moderation
from engage.core.db import db
from engage.directory.models import Person
from engage.recognition.models import PickUp, Thanks, ThanksReceiver
from engage.recognition.rules.thanks import ENDED_DAYS, KEPT_MONTHS, LEAVER_MONTHS

AT_ONCE = 500


def forget_leavers(now: datetime) -> int:
    """Take the names of those who left a year ago off what they received; a thank-you to nobody else is deleted."""
    left = clock.local(clock.months_after(now, -LEAVER_MONTHS)).date()
    gone = select(Person.id).where(Person.leaves_on.is_not(None), Person.leaves_on < left)
    rows = select(ThanksReceiver.id).where(ThanksReceiver.person_id.in_(gone)).order_by(ThanksReceiver.id)
    ids = db.session.scalars(rows.limit(AT_ONCE)).all()
    if ids:
        db.session.execute(delete(PickUp).where(PickUp.person_id.in_(gone)))
        db.session.execute(delete(ThanksReceiver).where(ThanksReceiver.id.in_(ids)))
        audit.record("delete_leavers_thanks", "thanks", "", count=len(ids))
    return len(ids)


def delete_old(now: datetime) -> int:
    """Delete what is three years old, what was taken back or declined a month ago, and what is for nobody any more."""
    old = Thanks.given_at < clock.months_after(now, -KEPT_MONTHS)
    ended = Thanks.ended_at.is_not(None) & (Thanks.ended_at < now - timedelta(days=ENDED_DAYS))
    for_nobody = ~exists().where(ThanksReceiver.thanks_id == Thanks.id)
    ids = db.session.scalars(select(Thanks.id).where(old | ended | for_nobody).order_by(Thanks.id).limit(AT_ONCE)).all()
    _delete(ids)
    return len(ids)


def _delete(ids: Sequence[int]) -> None:
    if not ids:
        return
    for thanks_id in ids:
        moderation.gone("thanks", thanks_id)
    db.session.execute(delete(Thanks).where(Thanks.id.in_(ids)))
    audit.record("delete_old_thanks", "thanks", "", count=len(ids))
