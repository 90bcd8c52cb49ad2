"""The review of comments: who reviews, and what they decide. Who decided about which comment is kept nowhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed
from engage.directory.models import Person
from engage.surveys.actions import comments_telling as telling
from engage.surveys.models import CommentReview, CommentReviewer, CommentTheme, Survey, SurveyComment
from engage.surveys.rules import Stage
from engage.surveys.rules import comments as rules
from engage.surveys.rules.masking import mask_words

MEANWHILE = Conflict(
    "Another reviewer has changed this comment since you opened it. Nothing of yours was saved: look at it again."
)


REVIEWS_ALREADY = "They are a reviewer of this survey already."


@dataclass(frozen=True)
class Decision:
    """What a reviewer says of a comment: a state, why it is withheld, and its themes."""

    state: rules.State
    reason: str
    themes: Collection[int]


def set_readers(survey: Survey, readers: str) -> None:
    """Who will read comments, while it is a draft: afterwards it is promised."""
    db.session.refresh(survey, with_for_update={"of": Survey})
    if survey.stage != Stage.DRAFT:
        raise Conflict("Who reads comments can be chosen in a draft alone. Nothing was changed.")
    if readers not in set(rules.Readers):
        raise Invalid("Choose who reads the comments.")
    survey.comments_read_by = readers
    audit.record("choose comment readers", "survey", survey.id)
    db.session.flush()


def add_reviewer(survey: Survey, person_id: int) -> None:
    """One more; told by mail where comments wait already."""
    _refuse_after(survey.id)
    here = db.session.scalars(select(CommentReviewer.person_id).where(CommentReviewer.survey_id == survey.id)).all()
    if person_id in here:
        raise Invalid(REVIEWS_ALREADY)
    if len(here) >= rules.MOST_REVIEWERS:
        raise Invalid(f"A survey has at most {rules.MOST_REVIEWERS} reviewers. Nothing was changed.")
    db.session.add(CommentReviewer(survey_id=survey.id, person_id=person_id))
    flush_or(Invalid(REVIEWS_ALREADY))
    audit.record("choose reviewer", "survey", survey.id, person=person_id)
    telling.chosen(survey.id, db.session.get_one(Person, person_id))


def remove_reviewer(survey: Survey, person_id: int) -> None:
    """One fewer; what they decided stays."""
    row = db.session.get(CommentReviewer, (survey.id, person_id))
    if row is None:
        raise NotThere("They are no reviewer of this survey.")
    db.session.delete(row)
    audit.record("remove reviewer", "survey", survey.id, person=person_id)
    db.session.flush()


def mask(survey_id: int, comment_id: int, phrases: Sequence[str], version: int) -> None:
    """Mask more of a comment; Invalid, with nothing changed, where a phrase does not stand in it."""
    row = _held(survey_id, comment_id, version)
    _mask(row, phrases)
    flush_or(MEANWHILE)


def _mask(row: SurveyComment, phrases: Sequence[str]) -> None:
    if len(phrases) > rules.MOST_PHRASES or any(len(each) > rules.LONGEST_PHRASE for each in phrases):
        raise Invalid(f"Mask at most {rules.MOST_PHRASES} things at once, each of {rules.LONGEST_PHRASE} characters.")
    text, missing = mask_words(row.text, phrases)
    if missing:
        said = listed([f"“{each}”" for each in missing])
        raise Invalid(f"The comment does not hold {said} as whole words. Nothing was changed.")
    row.text = text


def decide(survey_id: int, comment_id: int, decision: Decision, phrases: Sequence[str], version: int) -> None:
    """Approve or withhold, masking more first where asked; may be changed until the comments are published."""
    row = _held(survey_id, comment_id, version)
    if decision.state == rules.State.WITHHELD and decision.reason not in rules.REASONS:
        raise Invalid("Choose why it is withheld.")
    _mask(row, phrases)
    row.state = decision.state
    row.reason = decision.reason if decision.state == rules.State.WITHHELD else ""
    held = {each.id for each in row.themes}
    if held != set(decision.themes):
        row.themed_by_hand = True
        db.session.execute(delete(CommentTheme).where(CommentTheme.comment_id == row.id))
        if decision.themes:
            chosen = [{"comment_id": row.id, "theme_id": each} for each in sorted(decision.themes)]
            db.session.execute(insert(CommentTheme), chosen)
    flush_or(MEANWHILE)
    db.session.expire(row)


def _held(survey_id: int, comment_id: int, version: int) -> SurveyComment:
    """The comment, locked, as its reviewer saw it."""
    _refuse_after(survey_id)
    row = db.session.get(SurveyComment, comment_id, with_for_update={"of": SurveyComment}, populate_existing=True)
    if row is None or row.survey_id != survey_id:
        raise NotThere("There is no such comment.")
    if row.version != version:
        raise MEANWHILE
    return row


def _refuse_after(survey_id: int) -> None:
    """The row of the review is locked in share, so that publishing waits for who is in the middle."""
    row = db.session.get(CommentReview, survey_id, with_for_update={"read": True}, populate_existing=True)
    if row is not None and row.published_at is not None:
        raise Conflict("The comments of this survey are published, so their review is over. Nothing was changed.")
