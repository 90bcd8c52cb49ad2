"""What becomes of masked comments when their time is over: they go with the answers, and so do their reviewers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, or_, select

from engage.core import audit
from engage.core.db import db
from engage.surveys.models import CommentReviewer, CommentTheme, Quotation, Survey, SurveyComment
from engage.surveys.queries.manage import over

PEOPLE = (select(CommentReviewer.survey_id, CommentReviewer.person_id.label("who")),)


def due(at: datetime) -> Select[int]:
    """Surveys whose answers are due to be deleted and that still hold comments or reviewers."""
    comments = select(SurveyComment.survey_id).where(SurveyComment.survey_id == Survey.id).exists()
    reviewers = select(CommentReviewer.survey_id).where(CommentReviewer.survey_id == Survey.id).exists()
    return select(Survey.id).where(Survey.id.in_(over(at)), or_(comments, reviewers))


def forget(ids: Sequence[int], at: datetime) -> None:
    """Comments, their themes and quotations, and who reviewed them; that there was a review stays."""
    of_them = select(SurveyComment.id).where(SurveyComment.survey_id.in_(ids))
    for table in (Quotation, CommentTheme):
        db.session.execute(delete(table).where(table.comment_id.in_(of_them)))
    for owned in (SurveyComment, CommentReviewer):
        db.session.execute(delete(owned).where(owned.survey_id.in_(ids)))
    for survey_id in ids:
        audit.record("delete comments", "survey", survey_id)
    db.session.flush()
