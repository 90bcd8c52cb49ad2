"""Agreed quotations of surveys that closed in a period, for reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db
from engage.surveys.models import CommentReview, Quotation, Release, Survey, SurveyComment
from engage.surveys.queries.results import SEEN
from engage.surveys.rules import from_json
from engage.surveys.rules.comments import asked


@dataclass(frozen=True)
class Quoted:
    """A quotation, its question in words, and its survey."""

    survey_id: int
    title: str
    asked: str
    words: str


def in_period(first: date, last: date) -> Sequence[Quoted]:
    """The newest survey first, within one by the comments' random numbers: one statement."""
    rows = select(Survey.id, Survey.title, Survey.questionnaire, SurveyComment.question, Quotation.words)
    rows = rows.join(SurveyComment, SurveyComment.survey_id == Survey.id)
    rows = rows.join(Quotation, Quotation.comment_id == SurveyComment.id)
    rows = rows.join(Release, Release.survey_id == Survey.id)
    rows = rows.join(CommentReview, CommentReview.survey_id == Survey.id)
    rows = rows.where(
        Quotation.agreed, SurveyComment.shown, Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None),
        CommentReview.published_at.is_not(None), Survey.closes_at >= clock.begins(first),
        Survey.closes_at < clock.begins(last + timedelta(days=1)),
    ).order_by(Survey.closes_at.desc(), Survey.id, SurveyComment.id)  # fmt: skip
    return [
        Quoted(survey_id, title, asked(from_json(document), question) or question, words)
        for survey_id, title, document, question, words in db.session.execute(rows)
    ]
