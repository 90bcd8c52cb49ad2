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
from engage.surveys import jobs_reach as jobs_reach
from engage.surveys.actions import (
    comments_forgetting,
    comments_taking,
    comments_themes,
    lifecycle,
    opening,
    packs,
    publishing,
    pulse,
    pulse_sample,
    retention,
    standing,
    talked,
)
from engage.surveys.actions.opening import FLAGGED
from engage.surveys.queries import manage
from engage.surveys.queries import packs as packs_made
from engage.surveys.queries import pulse as series
from engage.surveys.queries import standing as never_closing
from engage.surveys.rules.packs import DAYS_KEPT
from engage.surveys.rules.sight import TALK_KEPT_MONTHS

PROMISED = "the months that the survey promised (1 to 36) after it closes"


def _delete(ids: Sequence[int], at: datetime) -> None:
    """Each step may be repeated after a kill."""
    for survey_id in ids:
        with transaction():
            box = retention.box_of(survey_id)
        delete_answers(box, participation=FLAGGED)
        with transaction():
            retention.note_deleted(survey_id, at)


KEPT = (
    # First, so that the compaction which follows the answers leaves no trace of it.
    Rule(name="survey-lists", what="Who was asked and who took part, without a time", how_long=PROMISED,
         then="deleted", due=manage.due_to_forget, erase=retention.forget_who_took_part, people=retention.ASKED,
         # A hold of one person would count theirs: who never answered a survey that never closes has one more.
         secret=True),
    Rule(name="survey-codes", what="Codes on paper, and which of them were used, without a time", how_long=PROMISED,
         then="deleted", due=manage.codes_over, erase=retention.forget_codes),
    Rule(name="survey-kiosks", what="Kiosks of surveys", how_long=PROMISED,
         then="deleted", due=manage.kiosks_over, erase=retention.forget_kiosks),
    Rule(name="survey-comments", what="Comments of surveys with their masks, their reviewers, quotations",
         how_long=PROMISED, then="deleted; what a final report quotes stays in the report",
         due=comments_forgetting.due, erase=comments_forgetting.forget, people=comments_forgetting.PEOPLE),
    # Answers have no name: a hold finds them by their kind alone.
    Rule(name="survey-answers", what="Each respondent’s answers, without a name", how_long=PROMISED,
         then="deleted, with the key of a box never opened", due=manage.due_to_delete, erase=_delete, alone=True),
    Rule(name="pulse-asked", what="Who was asked in a round of a pulse series, not who took part",
         how_long="until everybody has been asked once, or the series is stopped", then="deleted",
         due=series.over, erase=pulse_sample.forget, people=pulse_sample.WHOM, secret=True),
    Rule(name="survey-packs", what="Files made of published results, to hand on", how_long=f"{DAYS_KEPT} days",
         then="deleted; they can be made again", due=packs_made.too_old, erase=packs.delete_old),
    Rule(name="result-talks", what="That teams have talked about their results: the day, and what they agreed",
         how_long=f"{TALK_KEPT_MONTHS // 12} years after the conversation", then="deleted",
         due=talked.due, erase=talked.forget, people=talked.PEOPLE),
    Kept("Question sets and pulse series", "for good", "nothing: a trend needs the words that were asked"),
    Kept("Keywords of themes", "until they are changed", "nothing: they are the OD team’s own words"),
    Kept("Questionnaires and what was promised", "for good", "nothing: a published figure needs its question"),
    Kept("Published figures of groups", "for good", "nothing: they hold nobody’s own answers"),
    Kept("Benchmarks, and questions joined over surveys", "until they are removed", "removed by the OD team"),
    Kept("Who is left out of a survey, by name", "until it opens, is cancelled, or its draft is deleted", "deleted"),
    Kept("Mails about a survey: which, and when", "for good", "nothing: they hold nobody’s name or address"),
    Kept("To whom a mail about a survey is about to go", "until it is sent, or fails", "deleted at once"),
    Kept("Rates of an open survey, rounded", "until the next night, or the close", "replaced, or emptied"),
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


@outbox.schedule("pulse series", outbox.HOUR)
def make_waves() -> None:
    """Make the next wave of each series two weeks before it opens, so that its key can be backed up."""
    with transaction():
        due = series.due(clock.now())
    for series_id in due:
        try:
            with transaction():
                pulse.make_next(series.series(series_id), clock.now())
        except Problem as problem:
            _not_done("make wave", series_id, problem)


@outbox.schedule("surveys that never close", outbox.HOUR)
def run_standing() -> None:
    """Ask whoever became due, and look once a month whether a pool may be opened: each in its own transaction."""
    with transaction():
        found = never_closing.going_on()
    for series_id in found:
        for act in (standing.run, standing.look):
            try:
                with transaction():
                    act(never_closing.series(series_id), clock.now())
            except Problem as problem:
                _not_done(act.__name__, series_id, problem)


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


@outbox.handler("survey.comments")
def take_comments(payload: dict[str, Any]) -> None:
    """Mask the opened comments of a survey and lay them into their review."""
    comments_taking.take(int(payload["survey"]))


@outbox.handler("survey.themes")
def look_for_themes(payload: dict[str, Any]) -> None:
    """Look for the keywords of themes in all comments."""
    comments_themes.look_again()


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


@outbox.handler("survey.pack")
def make_pack(payload: dict[str, Any]) -> None:
    """Make a file of published results; seconds of work, and it begins again where a worker was killed."""
    packs.make(int(payload["pack"]))
