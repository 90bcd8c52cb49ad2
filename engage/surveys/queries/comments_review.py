"""What reviewers and the OD team see of a review: the next comment, how far it has come, keywords, quotations."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Theme
from engage.surveys.models import CommentReview, CommentReviewer, Quotation, Survey, SurveyComment, ThemeKeyword
from engage.surveys.queries.manage import survey as survey_of
from engage.surveys.rules import comments as rules

SPREAD = 2_654_435_761


@dataclass(frozen=True)
class Review:
    """A survey's review."""

    survey: Survey
    counted: rules.Counted
    is_taken: bool
    is_published: bool


def review(survey_id: int) -> Review:
    """Where a survey's review stands: three statements."""
    survey = survey_of(survey_id)
    row = db.session.get(CommentReview, survey_id)
    return Review(survey, _counted(survey_id), row is not None, row is not None and row.published_at is not None)


def _counted(survey_id: int) -> rules.Counted:
    rows = select(SurveyComment.state, func.count()).where(SurveyComment.survey_id == survey_id)
    grouped = rows.group_by(SurveyComment.state).order_by(SurveyComment.state)
    counts = {state: int(number) for state, number in db.session.execute(grouped)}
    return rules.Counted(*(counts.get(state, 0) for state in rules.State))


def of_reviewer(survey_id: int, person_id: int) -> Review:
    """The same for a reviewer of this survey; for anybody else it is not there."""
    if db.session.get(CommentReviewer, (survey_id, person_id)) is None:
        raise NotThere("You are no reviewer of such a survey.")
    return review(survey_id)


def waiting(survey_id: int, person_id: int, after: int) -> SurveyComment | None:
    """The next that waits: each reviewer begins at another place, so that two rarely read the same."""
    start = after or person_id * SPREAD % (2**31)
    rows = select(SurveyComment).options(selectinload(SurveyComment.themes))
    rows = rows.where(SurveyComment.survey_id == survey_id, SurveyComment.state == rules.State.WAITING)
    for part in (SurveyComment.id > start, SurveyComment.id <= start):
        if found := db.session.scalar(rows.where(part).order_by(SurveyComment.id).limit(1)):
            return found
    return None


def comment(survey_id: int, comment_id: int) -> SurveyComment:
    """One comment of this survey, or NotThere."""
    row = db.session.get(SurveyComment, comment_id, options=[selectinload(SurveyComment.themes)])
    if row is None or row.survey_id != survey_id:
        raise NotThere("There is no such comment.")
    return row


def decided(survey_id: int, state: rules.State, number: int) -> Page[SurveyComment]:
    """What was approved or withheld so far."""
    rows = select(SurveyComment).where(SurveyComment.survey_id == survey_id, SurveyComment.state == state)
    return cut(rows.order_by(SurveyComment.id), number, rules.EACH)


def reviewers(survey_id: int) -> Sequence[CommentReviewer]:
    """Who reviews."""
    rows = select(CommentReviewer).where(CommentReviewer.survey_id == survey_id)
    rows = rows.options(joinedload(CommentReviewer.person)).order_by(CommentReviewer.person_id)
    return db.session.scalars(rows).all()


def proposed(survey_id: int) -> Sequence[Quotation]:
    """All quotations of a survey, those that wait for a second person first."""
    rows = select(Quotation).join(Quotation.comment).where(SurveyComment.survey_id == survey_id)
    rows = rows.options(contains_eager(Quotation.comment), joinedload(Quotation.asked_by))
    return db.session.scalars(rows.order_by(Quotation.agreed, Quotation.id)).all()


def quotation(survey_id: int, quotation_id: int) -> Quotation:
    """One of them, or NotThere."""
    row = db.session.get(Quotation, quotation_id, options=[joinedload(Quotation.comment)])
    if row is None or row.comment.survey_id != survey_id:
        raise NotThere("There is no such quotation.")
    return row


def keywords() -> Sequence[tuple[Theme, Sequence[ThemeKeyword]]]:
    """The themes that are offered, each with its keywords: two statements."""
    held: dict[int, list[ThemeKeyword]] = {}
    for row in db.session.scalars(select(ThemeKeyword).order_by(ThemeKeyword.theme_id, ThemeKeyword.word)):
        held.setdefault(row.theme_id, []).append(row)
    rows = select(Theme).where(Theme.offered).order_by(Theme.position, Theme.name, Theme.id)
    return [(theme, held.get(theme.id, ())) for theme in db.session.scalars(rows)]


def reviewed_by(person_id: int) -> Sequence[tuple[int, str]]:
    """The surveys whose comments, or a quotation of them, wait for a reviewer: one statement."""
    waits = exists().where(SurveyComment.survey_id == Survey.id, SurveyComment.state == rules.State.WAITING)
    rows = select(Survey.id, Survey.title).join(CommentReviewer, CommentReviewer.survey_id == Survey.id)
    quoted = exists().where(
        SurveyComment.survey_id == Survey.id, Quotation.comment_id == SurveyComment.id, ~Quotation.agreed,
        Quotation.asked_by_id.is_distinct_from(person_id),
    )  # fmt: skip
    rows = rows.where(CommentReviewer.person_id == person_id, waits | quoted).order_by(Survey.id)
    return [(survey_id, title) for survey_id, title in db.session.execute(rows)]
