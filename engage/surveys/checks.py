"""What must be true of surveys."""

from collections import Counter
from typing import Any

from sqlalchemy import Integer, TypeDecorator, func, or_, select, type_coerce
from sqlalchemy.sql import operators

from engage.ballots.checks import fewer_than
from engage.ballots.models import BallotBox
from engage.ballots.rules import Phase
from engage.core.checks import Check, rows
from engage.core.db import db
from engage.surveys.models import (
    CodeBatch,
    CommentReview,
    Invitation,
    Quotation,
    Release,
    ReleaseBlock,
    ResultPack,
    ResultTalk,
    StandingPool,
    Survey,
    SurveyCode,
    SurveyComment,
    SurveyMail,
    SurveyMailTo,
)
from engage.surveys.queries.audit import audit
from engage.surveys.rules import Stage
from engage.surveys.rules.comments import PLACES


class _Reference(TypeDecorator[int]):
    """A number that names a place in a survey (rules.comments.reference): it leads somewhere where the survey is."""

    impl = Integer
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[int]):
        """Equal where the survey is the one that the number names."""

        def operate(self, op: Any, *other: Any, **more: Any) -> Any:
            """The one comparison there is."""
            if op is not operators.eq:
                raise NotImplementedError(op)
            return Survey.id == other[0] // PLACES

    comparator_factory = Comparator


PLACE: Any = type_coerce(Survey.id, _Reference())
KINDS = {
    "result-talk": ResultTalk.id,
    "survey results": Survey.id,
    "survey question": PLACE,
    "survey theme": PLACE,
    "survey comments": PLACE,
}


def _changed() -> int:
    """Surveys of which a frozen text, a promise, or a published figure is not what its digest says."""
    frozen = or_(Survey.promise != "", Survey.collected_elsewhere != "")
    ids = db.session.scalars(select(Survey.id).where(frozen).order_by(Survey.id)).all()
    return sum(not all(finding.is_right for finding in audit(each)) for each in ids)


def _without_ballots() -> int:
    flags = Counter[str]()
    for flagged, is_set in ((Invitation, Invitation.taken_part), (SurveyCode, SurveyCode.used)):
        counted = (
            select(Survey.box, func.count())
            .join(flagged, flagged.survey_id == Survey.id)
            .where(Survey.box.is_not(None), is_set)
            .group_by(Survey.box)
            .order_by(Survey.box)
        )
        for box, count in db.session.execute(counted):
            flags[str(box)] += count
    return fewer_than(flags)


def _batches_that_lie() -> int:
    """Batches with another number of codes, or with codes of another survey or group, than they say."""
    counted = select(SurveyCode.batch_id, func.count().label("codes")).group_by(SurveyCode.batch_id).subquery()
    wrong = select(func.count()).select_from(CodeBatch).outerjoin(counted, counted.c.batch_id == CodeBatch.id)
    other = (SurveyCode.survey_id != CodeBatch.survey_id) | (SurveyCode.group_code != CodeBatch.group_code)
    strange = select(func.count()).select_from(SurveyCode).join(CodeBatch, CodeBatch.id == SurveyCode.batch_id)
    return sum(
        db.session.scalar(each) or 0
        for each in (wrong.where(func.coalesce(counted.c.codes, 0) != CodeBatch.number), strange.where(other))
    )


def _few_shown() -> int:
    """Questions and parts of which fewer comments are shown than the survey promised."""
    few = select(SurveyComment.survey_id).join(Survey, Survey.id == SurveyComment.survey_id)
    few = few.where(SurveyComment.shown).group_by(
        SurveyComment.survey_id, SurveyComment.question, SurveyComment.block, Survey.comment_threshold
    )
    few = few.having(func.count() < Survey.comment_threshold)
    return db.session.scalar(select(func.count()).select_from(few.subquery())) or 0


def _kept_of_cancelled() -> int:
    """Boxes that still have a key or a ballot to lose."""
    cancelled = select(Survey.id).join(BallotBox, BallotBox.code == Survey.box)
    gone = cancelled.where(Survey.stage == Stage.CANCELLED, Survey.answers_deleted_at.is_not(None))
    return len(db.session.scalars(gone.where(BallotBox.phase != Phase.DELETED)).all())


def _strange_pools() -> int:
    pools = select(StandingPool.survey_id)
    dated = (Survey.stage == Stage.OPEN) & Survey.closes_at.is_not(None)
    found = select(func.count()).select_from(Survey).where(Survey.standing, dated | Survey.id.not_in(pools))
    return db.session.scalar(found) or 0


UNREAD = select(Release.survey_id).where(Release.withdrawn_at.is_not(None))

CHECKS = (
    Check("promises, questionnaires and published figures are as they were frozen (flask survey audit)", _changed),
    Check("surveys hold a ballot for everybody who has taken part", _without_ballots),
    Check("batches hold as many codes as were made, each of their survey and group", _batches_that_lie),
    Check(
        "surveys that were opened have a ballot box",
        rows(
            Survey,
            Survey.stage.in_(("open", "closed", "released")),
            Survey.box.is_(None),
            Survey.collected_elsewhere == "",
        ),
    ),
    Check(
        "surveys whose answers were collected elsewhere asked nobody here",
        rows(Invitation, Invitation.survey_id.in_(select(Survey.id).where(Survey.collected_elsewhere != ""))),
    ),
    Check(
        "nobody is noted as having taken part where a survey was cancelled, or by a code",
        rows(
            Invitation,
            Invitation.taken_part.is_(True),
            (Invitation.channel == "code")
            | Invitation.survey_id.in_(select(Survey.id).where(Survey.stage == Stage.CANCELLED)),
        ),
    ),
    Check("surveys that never close belong to a series, and have no last day while they are open", _strange_pools),
    Check(
        "teams that have talked about their results are groups of published ones",
        rows(
            ResultTalk,
            ~select(ReleaseBlock.code)
            .join(Release, Release.id == ReleaseBlock.release_id)
            .where(Release.survey_id == ResultTalk.survey_id, ReleaseBlock.code == ResultTalk.code)
            .exists(),
        ),
    ),
    Check("no key is left of a cancelled survey whose answers are recorded as deleted", _kept_of_cancelled),
    Check(
        "nobody waits for mail about a survey that has ended",
        rows(SurveyMailTo, SurveyMailTo.mail_id.in_(select(SurveyMail.id).where(SurveyMail.done_at.is_not(None)))),
    ),
    Check(
        "nobody is asked in a survey that was never opened",
        rows(Invitation, Invitation.survey_id.in_(select(Survey.id).where(Survey.stage.in_(("draft", "scheduled"))))),
    ),
    Check(
        "comments that can be read are of surveys whose comments were published",
        rows(
            SurveyComment,
            SurveyComment.shown.is_(True),
            ~select(CommentReview.survey_id)
            .where(CommentReview.survey_id == SurveyComment.survey_id, CommentReview.published_at.is_not(None))
            .exists(),
        ),
    ),
    Check("comments are shown from the threshold of their survey on, each part of each question", _few_shown),
    Check(
        "files of results are whole, and none is left of results that were withdrawn",
        rows(
            ResultPack,
            ((ResultPack.state == "made") & ResultPack.content.is_(None)) | ResultPack.survey_id.in_(UNREAD),
        ),
    ),
    Check(
        "only comments that can be read are quoted",
        rows(Quotation, Quotation.comment_id.in_(select(SurveyComment.id).where(~SurveyComment.shown))),
    ),
)
