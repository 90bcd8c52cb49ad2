"""From the opened box to published results, and to the archive."""

from datetime import datetime

from sqlalchemy import select

from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.surveys.actions import keys
from engage.surveys.actions.stages import flush, hold, move
from engage.surveys.models import Release, Survey
from engage.surveys.rules import Stage

MOST_WHY = 500


def release_of(survey: Survey) -> Release | None:
    """The survey's one release, if it has been computed."""
    return db.session.scalar(select(Release).where(Release.survey_id == survey.id))


def ask_for_release(survey: Survey, at: datetime) -> None:
    """Have the worker compute the release; once, and only when the opening is complete."""
    hold(survey, "ask for release")
    if not keys.is_opened(survey):
        raise Conflict("The box is still being opened. Wait until it is done, then compute the release.")
    if survey.answers_deleted_at is not None:
        raise Conflict("The answers were deleted when their time was over, so there is nothing to compute.")
    if survey.release_asked_at is not None or release_of(survey) is not None:
        raise Conflict("The release has been asked for already: it is computed once.")
    survey.release_asked_at = at
    outbox.enqueue("survey.release", {"survey": survey.id})
    audit.record("ask for", "release", survey.id)
    flush()


def publish(survey: Survey, at: datetime) -> None:
    """Closed to released: all staff may read what the OD team has checked."""
    hold(survey, "publish")
    release = release_of(survey)
    if release is None:
        raise Conflict("There is no release to publish yet: compute it first.")
    if release.withdrawn_at is not None:
        raise Conflict("This release was withdrawn, so it cannot be published.")
    move(survey, Stage.RELEASED)
    release.published_at = at
    audit.record("publish", "release", survey.id, sha256=release.sha256)
    flush()


def withdraw(survey: Survey, why: str, at: datetime) -> None:
    """Take a wrong release back, for good: another one of other groups could be subtracted from it."""
    hold(survey, "withdraw")
    why = why.strip()
    if not why or len(why) > MOST_WHY:
        raise Invalid(f"Say why, in at most {MOST_WHY} characters.")
    release = release_of(survey)
    if release is None or release.withdrawn_at is not None:
        raise Conflict("There is no release to withdraw.")
    release.withdrawn_at, release.withdrawn_why = at, why
    audit.record("withdraw", "release", survey.id, sha256=release.sha256)
    flush()


def archive(survey: Survey) -> None:
    """Put away a survey that is done with, with or without a release."""
    hold(survey, "archive")
    if not keys.is_opened(survey):
        raise Conflict("The box is still being opened. Archive the survey when that is done.")
    release = release_of(survey)
    if release is not None and release.published_at is None and release.withdrawn_at is None:
        raise Conflict("The release is neither published nor withdrawn: decide that first.")
    move(survey, Stage.ARCHIVED)
    audit.record("archive", "survey", survey.id)
    flush()
