"""What must be true of surveys."""

from sqlalchemy import func, select

from engage.ballots.checks import fewer_than
from engage.core.checks import Check, rows
from engage.core.db import db
from engage.surveys.models import Invitation, Survey
from engage.surveys.queries.audit import audit

KINDS = {"survey results": Survey.id}


def _changed() -> int:
    """Surveys of which a frozen text, a promise, or a published figure is not what its digest says."""
    ids = db.session.scalars(select(Survey.id).where(Survey.promise != "").order_by(Survey.id)).all()
    return sum(not all(finding.is_right for finding in audit(each)) for each in ids)


def _without_ballots() -> int:
    flags = (
        select(Survey.box, func.count())
        .join(Invitation, Invitation.survey_id == Survey.id)
        .where(Survey.box.is_not(None), Invitation.taken_part)
        .group_by(Survey.box)
        .order_by(Survey.box)
    )
    return fewer_than({str(box): count for box, count in db.session.execute(flags)})


CHECKS = (
    Check("promises, questionnaires and published figures are as they were frozen (flask survey audit)", _changed),
    Check("surveys hold a ballot for everybody who has taken part", _without_ballots),
    Check(
        "surveys that were opened have a ballot box",
        rows(Survey, Survey.stage.in_(("open", "closed", "released")), Survey.box.is_(None)),
    ),
    Check(
        "nobody is asked in a survey that was never opened",
        rows(Invitation, Invitation.survey_id.in_(select(Survey.id).where(Survey.stage.in_(("draft", "scheduled"))))),
    ),
)
