"""Pulse series: started and stopped, their next wave made, and who is asked in it."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid
from engage.directory.rules import audience
from engage.surveys.actions import editing, keys, lifecycle, origins
from engage.surveys.models import PulseAsked, PulseSeries, PulseWave, Survey
from engage.surveys.queries import library
from engage.surveys.queries import pulse as queries
from engage.surveys.rules import BadEdit, Questionnaire, from_json, reach, to_json
from engage.surveys.rules import library as sets
from engage.surveys.rules import pulse as rules
from engage.surveys.rules.identities import known_of
from engage.surveys.rules.pulse import Mode


@dataclass(frozen=True)
class Plan:
    """What a series is started with; `sample` None: everybody each time."""

    title: str
    intro: str
    set_codes: tuple[str, ...]
    mode: Mode
    items: int
    weeks: int
    open_days: int
    starts_at: datetime
    sample: int | None
    minimum_group: int
    audience_unit_id: int | None


def start(plan: Plan, by_id: int, at: datetime) -> PulseSeries:
    """A series with a secret seed of its own; its questions are those of the sets as they stand today."""
    if plan.weeks < rules.FEWEST_WEEKS:
        raise Invalid("Nobody is asked the same question twice within 28 days: ask every 4 weeks or less often.")
    document = _document(plan.set_codes)
    if plan.mode is Mode.TURNS and plan.items < 1:
        raise Invalid("Say how many questions each survey asks in turn.")
    if keys.problems(document):
        raise Invalid("These sets do not make a survey that can open: choose at least one question.")
    series = PulseSeries(
        title=plan.title, intro=plan.intro, document=to_json(document), mode=plan.mode, items=plan.items,
        weeks=plan.weeks, open_days=plan.open_days, starts_at=plan.starts_at, sample=plan.sample,
        minimum_group=plan.minimum_group, audience_unit_id=plan.audience_unit_id, seed=secrets.token_hex(32),
        created_by_id=by_id, created_at=at,
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    audit.record("start", "pulse series", series.id, weeks=plan.weeks)
    return series


def _document(codes: Collection[str]) -> Questionnaire:
    made = Questionnaire()
    for code in codes:
        found = library.question_set(code)
        title = found.document.sections[0].title if found.document.sections else found.name
        try:
            made = sets.added(made, found.document, {q.code for q in found.questions}, title=title).questionnaire
        except BadEdit:
            continue  # another of the sets asks all of it
    return made


def stop(series: PulseSeries, at: datetime) -> None:
    """No further wave is made; who was asked in which round is forgotten, and surveys that are there stay."""
    hold(series)
    series.stopped_at = at
    db.session.execute(delete(PulseAsked).where(PulseAsked.series_id == series.id))
    audit.record("stop", "pulse series", series.id)
    db.session.flush()


def hold(series: PulseSeries) -> None:
    """Lock the series' row, read it afresh, and refuse what is stopped."""
    db.session.refresh(series, with_for_update={"of": PulseSeries})
    if series.stopped_at is not None:
        raise Conflict("This series is stopped. Nothing was changed.")


def make_next(series: PulseSeries, at: datetime) -> Survey:
    """The next wave as a survey: scheduled, so that what is left is the backup of its key."""
    hold(series)
    last = queries.last_wave(series.id)
    if last is not None and last.survey.stage in queries.UNOPENED:
        raise Conflict(f"Wave {last.number} has not opened yet: open or delete it first. Nothing was changed.")
    number = last.number + 1 if last else 1
    document = from_json(series.document)
    if series.mode == Mode.TURNS:
        document = rules.turn(document, number, series.items)
    survey = editing.create(f"{series.title}: wave {number}", series.created_by_id, at, document)
    opens = max(rules.planned(series.starts_at, series.weeks, number, last.survey.opens_at if last else None), at)
    survey.intro, survey.minimum_group = series.intro, series.minimum_group
    survey.comment_threshold = max(survey.comment_threshold or 10, series.minimum_group)
    if (unit := series.audience_unit) is not None:
        survey.audience = reach.to_text(
            reach.Chosen(base=audience.to_text(audience.Audience(units=frozenset({unit.id}))))
        )
        survey.audience_words = f"{unit.name} and all below it"
    survey.opens_at, survey.closes_at = opens, opens + timedelta(days=series.open_days)
    db.session.add(PulseWave(survey_id=survey.id, series_id=series.id, number=number))
    origins.remember(survey, known_of(from_json(series.document)), last.survey_id if last else None)
    flush_or(Conflict("This wave has just been made by somebody else. Nothing was changed."))
    lifecycle.schedule(survey, at)
    audit.record("make wave", "pulse series", series.id, wave=number, survey=survey.id)
    return survey
