"""Making a survey: every edit is a pure function of the questionnaire, saved with a version check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.surveys.actions import origins
from engage.surveys.actions.stages import flush, hold, stale
from engage.surveys.models import Survey
from engage.surveys.rules import (
    BadEdit,
    BadQuestionnaire,
    Questionnaire,
    Stage,
    from_json,
    to_json,
)

Edit = Callable[[Questionnaire], Questionnaire]

REFUSED = {
    "code_taken": "Another question or answer has that code already: choose another code.",
    "asked_already": "The survey asks all of these already.",
    "bad_code": "A code is up to 40 letters, digits, hyphens and single underscores.",
}


@dataclass(frozen=True)
class Terms:
    """What a draft says besides its questions."""

    title: str
    intro: str
    opens_at: datetime | None
    closes_at: datetime | None
    minimum_group: int
    comment_threshold: int
    kept_months: int
    split_to: int = 1


def create(title: str, by_id: int | None, at: datetime, questionnaire: Questionnaire | None = None) -> Survey:
    """A new draft, empty or with an imported questionnaire."""
    text = to_json(questionnaire or Questionnaire())
    survey = Survey(title=title, questionnaire=text, created_by_id=by_id, created_at=at)
    db.session.add(survey)
    flush()
    audit.record("create", "survey", survey.id)
    return survey


def save(survey: Survey, version: int, edit: Edit) -> Questionnaire:
    """Apply an edit to the draft that the page showed; answers the questionnaire as it now is."""
    hold(survey, "edit")
    if survey.version != version:
        stale()
    try:
        edited = origins.settle(survey, edit(from_json(survey.questionnaire)))
        text = to_json(edited)
        from_json(text)
    except BadEdit as bad:
        if bad.code == "not_there":
            raise NotThere("That part of the survey is no longer there.") from bad
        raise Invalid(REFUSED.get(bad.code, "That cannot be done.")) from bad
    except BadQuestionnaire as bad:
        raise Invalid("That is too long, or holds something that cannot be kept.") from bad
    survey.questionnaire = text
    flush()
    return edited


def settle(survey: Survey, version: int, terms: Terms) -> None:
    """Change what a draft says besides its questions."""
    hold(survey, "edit")
    if survey.version != version:
        stale()
    survey.title, survey.intro = terms.title, terms.intro
    survey.opens_at, survey.closes_at = terms.opens_at, terms.closes_at
    survey.minimum_group, survey.comment_threshold = terms.minimum_group, terms.comment_threshold
    survey.kept_months, survey.split_to = terms.kept_months, terms.split_to
    audit.record("change settings", "survey", survey.id)
    flush()


def change_dates(
    survey: Survey, version: int, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> None:
    """Change when a scheduled survey opens or closes, or when an open one closes; nothing promised."""
    hold(survey, "change dates")
    if survey.version != version:
        stale()
    if survey.stage == Stage.OPEN and survey.closes_at is not None and survey.closes_at <= now:
        raise Conflict(
            "The closing time of this survey has passed, so it is closed and cannot be extended. Nothing was changed."
        )
    if survey.stage == Stage.SCHEDULED:
        survey.opens_at = opens_at
    elif survey.closes_at is not None and (closes_at is None or closes_at > survey.closes_at):
        raise Conflict("A later closing time is told to everybody: use “Extend the survey”. Nothing was changed.")
    if closes_at is not None and closes_at <= now:
        raise Conflict("That closing time has passed. To close the survey now, use “Close the survey”.")
    survey.closes_at = closes_at
    audit.record("change dates", "survey", survey.id)
    flush()
