"""What comments bring to the start page of a reviewer and to the OD desk."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import exists, func, select

from engage.access import Permission, Viewer
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.surveys.models import CommentReview, CommentReviewer, Quotation, Release, Survey, SurveyComment
from engage.surveys.queries.comments_review import reviewed_by
from engage.surveys.rules.comments import State


def cards(viewer: Viewer) -> Sequence[Card]:
    """Surveys whose comments wait for this reviewer: one statement."""
    return [
        Card(
            title=f"Review comments: {title}",
            href=url_for("surveys.review", survey_id=survey_id),
            body="Comments wait to be read before anybody else reads them, or words of one to be agreed to.",
            tag="Review",
            colour="plum",
            place=Place.WAITING,
        )
        for survey_id, title in reviewed_by(viewer.id)
    ]


def desk(viewer: Viewer) -> Sequence[Task]:
    """Comments without a reviewer, or ready to be published; quotations that wait: two statements."""
    if not viewer.may(Permission.SURVEYS_MANAGE):
        return ()
    return [*_to_publish(), *_to_agree(viewer.id)]


def _to_publish() -> Sequence[Task]:
    waits = exists().where(SurveyComment.survey_id == Survey.id, SurveyComment.state == State.WAITING)
    any_at_all = exists().where(SurveyComment.survey_id == Survey.id)
    reviewed = exists().where(CommentReviewer.survey_id == Survey.id)
    released = exists().where(
        Release.survey_id == Survey.id, Release.published_at.is_not(None), Release.withdrawn_at.is_(None)
    )
    rows = select(Survey.id, Survey.title, waits, reviewed, released)
    rows = rows.join(CommentReview, CommentReview.survey_id == Survey.id)
    rows = rows.where(CommentReview.published_at.is_(None), any_at_all).order_by(Survey.id).limit(20)
    return [
        Task(title, "comments have no reviewer" if waiting else "comments are reviewed, to be published",
             url_for("surveys.comments_manage", survey_id=survey_id))
        for survey_id, title, waiting, has_reviewer, can_be in db.session.execute(rows)
        if (waiting and not has_reviewer) or (not waiting and can_be)
    ]  # fmt: skip


def _to_agree(person_id: int) -> Sequence[Task]:
    rows = select(Survey.id, Survey.title, func.count()).join(SurveyComment, SurveyComment.survey_id == Survey.id)
    rows = rows.join(Quotation, Quotation.comment_id == SurveyComment.id)
    rows = rows.where(~Quotation.agreed, Quotation.asked_by_id.is_distinct_from(person_id))
    rows = rows.group_by(Survey.id, Survey.title).order_by(Survey.id).limit(20)
    return [
        Task(title, f"{number} to agree to as a quotation", url_for("surveys.comments_manage", survey_id=survey_id))
        for survey_id, title, number in db.session.execute(rows)
    ]
