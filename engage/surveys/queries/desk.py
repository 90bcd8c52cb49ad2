"""What of the surveys needs a decision of the OD team today."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.core.cards import Task
from engage.core.db import db
from engage.surveys.models import Survey
from engage.surveys.rules import Stage

WAITING = {
    Stage.DRAFT: "in draft",
    Stage.SCHEDULED: "scheduled",
    Stage.CLOSED: "closed, to be published",
}


UNPUBLISHED = (
    select(Survey.id, Survey.title, Survey.stage).where(Survey.stage.in_(WAITING)).order_by(Survey.id).limit(20)
)


def desk() -> Sequence[Task]:
    """Surveys between draft and publication that wait for the OD team: one statement."""
    return [
        Task(title, WAITING[Stage(stage)], url_for("surveys.manage_survey", survey_id=survey_id))
        for survey_id, title, stage in db.session.execute(UNPUBLISHED)
    ]
