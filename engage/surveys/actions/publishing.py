"""From the opened box to published results, and to the archive."""

from datetime import date, datetime

from sqlalchemy import select

from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.surveys.actions import keys, packs
from engage.surveys.actions.stages import flush, hold, move
from engage.surveys.models import Release, Survey
from engage.surveys.promise import from_text
from engage.surveys.rules import Stage
from engage.surveys.rules.sight import Dates, Tier, moved, out_of_order

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


def dates_of(release: Release) -> Dates:
    """From when which tier reads it."""
    return Dates(release.directors_from, release.services_from, release.managers_from, release.staff_from)


def set_tiers(survey: Survey, dates: Dates, today: date) -> None:
    """From when who reads a published release; whoever reads it by now goes on doing so."""
    hold(survey, "set tiers")
    release = release_of(survey)
    if release is None or release.withdrawn_at is not None or not is_tiered(survey):
        raise Conflict("There are no results here that some read before others. Nothing was changed.")
    if out_of_order(dates) is not None or moved(dates_of(release), dates, today) is not None:
        raise Invalid("These days are not in order, or would take away what somebody reads by now.")
    set_tiers_of(release, dates)
    flush()


def is_tiered(survey: Survey) -> bool:
    """Whether its promise lets some read before others, and not everybody everything."""
    return bool(survey.promise) and from_text(survey.promise).tiered


def set_tiers_of(release: Release, dates: Dates) -> None:
    """Put down the days, for acts that have looked at them."""
    release.directors_from, release.services_from = dates.directors, dates.services
    release.managers_from, release.staff_from = dates.managers, dates.staff
    days = {tier.value: int(f"{day:%Y%m%d}") for tier in Tier if (day := getattr(dates, tier)) is not None}
    if days:
        audit.record("set who reads from when", "release", release.survey_id, **days)


def publish(survey: Survey, at: datetime, dates: Dates | None = None) -> None:
    """Closed to released: staff may read what the OD team has checked, each tier from its day."""
    hold(survey, "publish")
    release = release_of(survey)
    if release is None:
        raise Conflict("There is no release to publish yet: compute it first.")
    if release.withdrawn_at is not None:
        raise Conflict("This release was withdrawn, so it cannot be published.")
    if dates is not None and is_tiered(survey):
        if out_of_order(dates) is not None:
            raise Invalid("These days are not in order.")
        set_tiers_of(release, dates)
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
    packs.remove_all(survey.id)
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
