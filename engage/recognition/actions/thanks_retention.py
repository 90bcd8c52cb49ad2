"""Deleting thanks when they have been kept as long as was said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, select

from engage.core import audit, clock, moderation, moderation_kept
from engage.core.db import db
from engage.core.retention import whom
from engage.directory.models import Person
from engage.recognition.models import PickUp, Thanks, ThanksReaction, ThanksReceiver
from engage.recognition.rules.thanks import ENDED_DAYS, KEPT_MONTHS, LEAVER_MONTHS

PEOPLE = (
    *whom(Thanks.id, Thanks.giver_id, Thanks.entered_by_id), *whom(ThanksReceiver.thanks_id, ThanksReceiver.person_id),
    *whom(ThanksReaction.thanks_id, ThanksReaction.person_id), moderation_kept.reporters("thanks"),
)  # fmt: skip
UNITS = (*whom(Thanks.id, Thanks.giver_unit_id), *whom(ThanksReceiver.thanks_id, ThanksReceiver.unit_id))
RECEIVERS = whom(ThanksReceiver.id, ThanksReceiver.person_id)


def of_leavers(at: datetime) -> Select[int]:
    """That somebody who left a year ago received a thank-you."""
    left = clock.local(clock.months_after(at, -LEAVER_MONTHS)).date()
    gone = select(Person.id).where(Person.leaves_on.is_not(None), Person.leaves_on < left)
    return select(ThanksReceiver.id).where(ThanksReceiver.person_id.in_(gone))


def old(at: datetime) -> Select[int]:
    """What is three years old, and what is for nobody any more."""
    for_nobody = ~exists().where(ThanksReceiver.thanks_id == Thanks.id)
    return select(Thanks.id).where((Thanks.given_at < clock.months_after(at, -KEPT_MONTHS)) | for_nobody)


def ended(at: datetime) -> Select[int]:
    """What was taken back or declined a month ago."""
    return select(Thanks.id).where(Thanks.ended_at.is_not(None), Thanks.ended_at < at - timedelta(days=ENDED_DAYS))


def forget_leavers(ids: Sequence[int], at: datetime) -> None:
    """Take the names of those who left off what they received, and what waits to be picked up for them."""
    whose = select(ThanksReceiver.person_id).where(ThanksReceiver.id.in_(ids), ThanksReceiver.person_id.is_not(None))
    db.session.execute(delete(PickUp).where(PickUp.person_id.in_(whose)), execution_options={
        "synchronize_session": False,
    })  # fmt: skip
    db.session.execute(delete(ThanksReceiver).where(ThanksReceiver.id.in_(ids)))
    audit.record("delete_leavers_thanks", "thanks", "", count=len(ids))


def erase(ids: Sequence[int], at: datetime) -> None:
    """Delete these, with what was reported of them."""
    for thanks_id in ids:
        moderation.gone("thanks", thanks_id)
    db.session.execute(delete(Thanks).where(Thanks.id.in_(ids)))
    audit.record("delete_old_thanks", "thanks", "", count=len(ids))
