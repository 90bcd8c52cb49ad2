"""What must be true of thanks, stories and awards."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engage.core.checks import Check, rows
from engage.core.db import db
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Letterhead,
    Nomination,
    RecognitionYear,
    Score,
    Story,
    Thanks,
    ThanksReceiver,
)

KINDS = {
    "thanks": Thanks.id,
    "story": Story.id,
    "nomination": Nomination.id,
    "award-round": AwardRound.id,
    "letterhead": Letterhead.id,
}
PRIZED = ("winner", "highly_commended")
AFTER_JUDGING = ("decided", "announced")


def _years_changed() -> int:
    years = select(RecognitionYear.document, RecognitionYear.sha256).where(RecognitionYear.document != "")
    found = db.session.execute(years.order_by(RecognitionYear.id))
    return sum(hashlib.sha256(document.encode()).hexdigest() != digest for document, digest in found)


def _off_the_scale() -> int:
    query = (
        select(func.count())
        .select_from(Score)
        .join(Assignment, Assignment.id == Score.assignment_id)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .join(AwardRound, AwardRound.id == AwardCategory.round_id)
        .where(Score.points > AwardRound.scale_top)
    )
    return db.session.scalar(query) or 0


def _joined_elsewhere() -> int:
    other = aliased(Nomination)
    query = (
        select(func.count())
        .select_from(Nomination)
        .join(other, other.id == Nomination.joined_to_id)
        .where(other.category_id != Nomination.category_id)
    )
    return db.session.scalar(query) or 0


def _won_too_early() -> int:
    query = (
        select(func.count())
        .select_from(Nomination)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .join(AwardRound, AwardRound.id == AwardCategory.round_id)
        .where(Nomination.outcome.in_(PRIZED), AwardRound.stage.not_in((*AFTER_JUDGING, "final")))
    )
    return db.session.scalar(query) or 0


CHECKS = (
    Check("thanks have somebody who receives them", rows(Thanks, Thanks.id.not_in(select(ThanksReceiver.thanks_id)))),
    Check("a year's figures of who gets recognised are as they were worked out", _years_changed),
    Check("scores lie on their round's scale", _off_the_scale),
    Check("nominations are joined within one category", _joined_elsewhere),
    Check("nobody has won in a round that is still being judged", _won_too_early),
)
