"""What the worker does for surveys: open and close them by date, open their boxes, compute releases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from engage.ballots.actions import delete_answers
from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.errors import Problem
from engage.core.retention import Kept, Rule, run_all
from engage.surveys.actions import lifecycle, opening, publishing, retention
from engage.surveys.models import Invitation
from engage.surveys.queries import manage

PROMISED = "the months that the survey promised (1 to 36) after it closes"


def _delete(ids: Sequence[int], at: datetime) -> None:
    """Each step may be repeated after a kill."""
    for survey_id in ids:
        with transaction():
            box = retention.box_of(survey_id)
        delete_answers(box, participation=(Invitation.__tablename__,))
        with transaction():
            retention.note_deleted(survey_id, at)


KEPT = (
    # First, so that the compaction which follows the answers leaves no trace of it.
    Rule(name="survey-lists", what="Who was asked and who took part, without a time", how_long=PROMISED,
         then="deleted", due=manage.due_to_forget, erase=retention.forget_who_took_part, people=retention.ASKED),
    # Answers have no name: a hold finds them by their kind alone.
    Rule(name="survey-answers", what="Each respondent’s answers, without a name", how_long=PROMISED,
         then="deleted, with the key of a box never opened", due=manage.due_to_delete, erase=_delete, alone=True),
    Kept("Questionnaires and what was promised", "for good", "nothing: a published figure needs its question"),
    Kept("Published figures of groups", "for good", "nothing: they hold nobody’s own answers"),
    Kept("Drafts of surveys", "until they are deleted", "deleted by the OD team"),
)  # fmt: skip


@outbox.schedule("surveys", 30)
def run_due() -> None:
    """Open and close what is due, each in a transaction of its own: one that refuses holds up no other."""
    with transaction():
        opening, closing = manage.due_to_open(clock.now()), manage.due_to_close(clock.now())
    for survey_id in closing:
        _guarded(survey_id, "close")
    for survey_id in opening:
        _guarded(survey_id, "open")


@outbox.schedule("survey retention", outbox.HOUR)
def delete_due() -> None:
    """Delete what has been kept as long as was promised."""
    run_all(KEPT, clock.now())


def _guarded(survey_id: int, act: str) -> None:
    try:
        with transaction():
            survey = manage.survey(survey_id)
            if act == "close":
                lifecycle.close(survey, clock.now())
            else:
                lifecycle.open_survey(survey, clock.now())
    except Problem as problem:
        _not_done(act, survey_id, problem)


def _not_done(act: str, survey_id: int, error: Exception) -> None:
    facts = {"act": act, "survey": survey_id, "error": type(error).__name__}
    current_app.logger.warning("survey not done", extra={"facts": facts})


@outbox.handler("survey.open_box")
def open_the_box(payload: dict[str, Any]) -> None:
    """Open the box of a closed survey, from wherever an earlier try was stopped."""
    opening.open_box_of(int(payload["survey"]))


@outbox.handler("survey.release")
def compute_release(payload: dict[str, Any]) -> None:
    """Compute the one release of a survey whose box is opened; seconds of work, during which everybody can write."""
    from engage.surveys import release  # numpy and scipy, which the pages don't need

    survey_id = int(payload["survey"])
    with transaction():
        if publishing.release_of(manage.survey(survey_id)) is not None:
            return  # a worker was killed between the computing and its note of it
        material = release.read(survey_id)
    figures = release.work_out(material)
    with transaction():
        release.store(survey_id, figures)
