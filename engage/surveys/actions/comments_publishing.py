"""Publishing reviewed comments once, taking one back, and quoting a few words of one."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.surveys.actions.comments_themes import count_again
from engage.surveys.actions.publishing import release_of
from engage.surveys.models import CommentReview, Quotation, Survey, SurveyComment
from engage.surveys.rules import comments as rules

State = rules.State


def publish(survey: Survey, withhold_rest: bool, at: datetime) -> int:
    """Show what was approved, each question by its own threshold; how many comments can be read now."""
    db.session.refresh(survey, with_for_update={"of": Survey})
    review = db.session.get(CommentReview, survey.id, with_for_update=True, populate_existing=True)
    if review is None or review.published_at is not None:
        raise Conflict("There are no comments to publish, or they are published already. Nothing was changed.")
    release = release_of(survey)
    if release is None or release.published_at is None or release.withdrawn_at is not None:
        raise Conflict("Comments are published after the results. Publish those first. Nothing was changed.")
    waiting = _number(survey.id, State.WAITING)
    if waiting and not withhold_rest:
        raise Conflict(f"{waiting:,} comments are not reviewed yet. Nothing was changed.")
    _set(survey.id, {"state": State.WITHHELD, "reason": "not_reviewed"}, SurveyComment.state == State.WAITING)
    for question, beside in rules.publishable(_counts(survey.id), survey.comment_threshold).items():
        _show(survey.id, question, beside)
    review.published_at = at
    shown = (
        db.session.scalar(select(func.count()).where(SurveyComment.survey_id == survey.id, SurveyComment.shown)) or 0
    )
    audit.record("publish comments", "survey", survey.id, shown=shown)
    db.session.flush()
    count_again()
    return shown


def take_back(survey: Survey, comment_id: int, reason: str) -> None:
    """Withhold a comment that is published; where too few are left, the others of its question go with it."""
    if reason not in rules.REASONS:
        raise Invalid("Choose why it is taken back.")
    review = db.session.get(CommentReview, survey.id, with_for_update=True, populate_existing=True)
    row = db.session.get(SurveyComment, comment_id, with_for_update={"of": SurveyComment}, populate_existing=True)
    if review is None or row is None or row.survey_id != survey.id or not row.shown:
        raise NotThere("There is no such comment, or it was taken back already.")
    row.shown, row.state, row.reason = False, State.WITHHELD, reason
    db.session.execute(delete(Quotation).where(Quotation.comment_id == row.id))
    flush_or(Conflict("Somebody else has changed this comment meanwhile. Nothing was changed."))
    beside = rules.publishable(_counts(survey.id, only_shown=True), survey.comment_threshold)
    _show(survey.id, row.question, beside.get(row.question))
    audit.record("take comment back", "survey", survey.id)
    db.session.flush()
    db.session.expire_all()
    count_again()


def _show(survey_id: int, question: str, beside: Mapping[str, str] | None) -> None:
    """All approved comments on a question with what stands beside them now, or none of them."""
    approved = (SurveyComment.question == question, SurveyComment.state == State.APPROVED)
    if beside is None:
        of_it = select(SurveyComment.id).where(SurveyComment.survey_id == survey_id, *approved)
        db.session.execute(delete(Quotation).where(Quotation.comment_id.in_(of_it)))
        _set(survey_id, {"shown": False}, *approved)
        return
    for block, label in beside.items():
        _set(survey_id, {"shown": True, "block": label}, SurveyComment.block == block, *approved)


def _set(survey_id: int, values: Mapping[str, object], *where: object) -> None:
    rows = update(SurveyComment).where(SurveyComment.survey_id == survey_id, *where)  # type: ignore[arg-type]
    rows = rows.values(version=SurveyComment.version + 1, **values)
    db.session.execute(rows.execution_options(synchronize_session=False))


def _number(survey_id: int, state: State) -> int:
    rows = select(func.count()).where(SurveyComment.survey_id == survey_id, SurveyComment.state == state)
    return db.session.scalar(rows) or 0


def _counts(survey_id: int, only_shown: bool = False) -> list[tuple[str, str, int]]:
    rows = select(SurveyComment.question, SurveyComment.block, func.count())
    rows = rows.where(SurveyComment.survey_id == survey_id, SurveyComment.state == State.APPROVED)
    if only_shown:
        rows = rows.where(SurveyComment.shown)
    rows = rows.group_by(SurveyComment.question, SurveyComment.block)
    rows = rows.order_by(SurveyComment.question, SurveyComment.block)
    return [(question, block, number) for question, block, number in db.session.execute(rows)]


def quote(comment: SurveyComment, words: str, person_id: int) -> Quotation:
    """Propose a few words of a comment that can be read; somebody else must agree."""
    if not comment.shown:
        raise NotThere("Only a comment that can be read can be quoted.")
    words = " ".join(words.split())
    if not rules.is_quotable(words):
        raise Invalid(f"Quote at least {rules.LEAST_WORDS} words, and at most {rules.MOST_WORDS} characters.")
    if not rules.is_part(words, comment.text):
        raise Invalid("These words do not stand so in the comment. Nobody’s words are changed: copy a part of it.")
    row = Quotation(comment_id=comment.id, words=words, asked_by_id=person_id)
    db.session.add(row)
    flush_or(Conflict("This comment is quoted already. Nothing was changed."))
    audit.record("quote comment", "survey", comment.survey_id)
    return row


def agree(row: Quotation, person_id: int) -> None:
    """A second person agrees: now all staff may read it, and reports may hold it."""
    db.session.refresh(row, with_for_update={"of": Quotation})
    if row.agreed:
        raise Conflict("Somebody has agreed to this quotation already. Nothing was changed.")
    if row.asked_by_id == person_id:
        raise Conflict("You proposed this quotation, so somebody else must agree to it. Nothing was changed.")
    row.agreed, row.approved_by_id = True, person_id
    audit.record("agree to quotation", "survey", row.comment.survey_id)
    db.session.flush()


def remove_quotation(row: Quotation) -> None:
    """It is no longer quoted; reports that are final keep it."""
    audit.record("remove quotation", "survey", row.comment.survey_id)
    db.session.delete(row)
    db.session.flush()
