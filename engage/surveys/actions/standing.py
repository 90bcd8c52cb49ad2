"""Series of surveys that never close: begun, paused and ended; their pools made, filled, and taken over."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from json import dumps
from secrets import randbelow

from engage.ballots import actions as ballots
from engage.core import audit, clock
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid
from engage.directory.queries import unit_names
from engage.directory.rules.audience import Audience
from engage.directory.rules.audience import to_text as base_text
from engage.surveys.actions import editing, keys, lifecycle, origins, standing_pool
from engage.surveys.actions.audience import reach_of
from engage.surveys.models import StandingPool, StandingSeries, Survey
from engage.surveys.queries import library
from engage.surveys.queries import standing as queries
from engage.surveys.rules import Stage, from_json, reach, standing, to_json
from engage.surveys.rules.identities import known_of
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.standing import Moment

MADE_ALREADY = "This has just been done by somebody else. Nothing was changed."
INVITATIONS = {
    Moment.JOINERS: "You started work here some time ago. Please take a few minutes to say how it went: what you say "
    "helps those who start after you.",
    Moment.LEAVERS: "You are about to leave us. Please take a few minutes to say why, and what we should learn from "
    "it: what you say helps those who stay.",
}


@dataclass(frozen=True)
class Plan:
    """What a series is begun with."""

    title: str
    intro: str
    kind: Moment
    days: int
    set_code: str
    minimum_group: int
    audience_unit_id: int | None


def start(plan: Plan, by_id: int, at: datetime) -> StandingSeries:
    """A series with its first pool, whose key is backed up next; its questions are those of the set as it is today."""
    document = library.question_set(plan.set_code).document
    if any(question.characteristic for question in document.questions):
        raise Invalid("This set asks for a characteristic. A survey that never closes shows everybody together only.")
    if keys.problems(document):
        raise Invalid("This set does not make a survey that can open.")
    if not standing.FEWEST_DAYS <= plan.days <= standing.MOST_DAYS:
        raise Invalid(f"Enter a number of days from {standing.FEWEST_DAYS} to {standing.MOST_DAYS}.")
    series = StandingSeries(
        title=plan.title, kind=plan.kind, intro=plan.intro, document=to_json(document), days=plan.days,
        minimum_group=plan.minimum_group, audience_unit_id=plan.audience_unit_id, created_by_id=by_id, created_at=at,
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    audit.record("start", "standing series", series.id)
    _make_pool(series, at)
    return series


def _make_pool(series: StandingSeries, at: datetime) -> Survey:
    """The next pool as a scheduled survey without dates: it opens with the series, once its key was tried."""
    last = queries.last_pool(series.id)
    number = last.number + 1 if last else 1
    document = from_json(series.document)
    survey = editing.create(f"{series.title} ({number})", series.created_by_id, at, document)
    survey.standing, survey.intro, survey.minimum_group = True, series.intro, series.minimum_group
    survey.comment_threshold, survey.comments_read_by = max(10, series.minimum_group), "od"
    survey.split_to = 0
    unit = series.audience_unit_id
    base = base_text(Audience(units=frozenset({unit}))) if unit is not None else reach.EVERYONE.base
    survey.audience = reach.to_text(reach.Chosen(base=base, page_only=True))
    whose = f"{unit_names([unit])[unit]} and all below it: " if unit is not None else ""
    survey.audience_words = f"{whose}{series.kind if whose else series.kind.capitalize()}, as their day comes"
    words = replace(Words(), invitation=INVITATIONS[Moment(series.kind)], remind_after=())
    reach_of(survey).words = dumps(asdict(words), sort_keys=True, ensure_ascii=False)
    db.session.add(StandingPool(survey_id=survey.id, series_id=series.id, number=number))
    origins.remember(survey, known_of(document), last.survey_id if last else None)
    flush_or(Conflict(MADE_ALREADY))
    lifecycle.schedule(survey, at)
    return survey


def _hold(series: StandingSeries) -> None:
    db.session.refresh(series, with_for_update={"of": StandingSeries})
    if series.ended_at is not None:
        raise Conflict("This series has ended. Nothing was changed.")


def pause(series: StandingSeries, at: datetime) -> None:
    """Nobody further is asked; whoever was may still answer, and what is there is opened as promised."""
    _hold(series)
    series.paused_at = at
    audit.record("pause", "standing series", series.id)
    db.session.flush()


def go_on(series: StandingSeries) -> None:
    """Ask again, as days come; who became due too long ago meanwhile is not asked."""
    _hold(series)
    series.paused_at = None
    audit.record("go on", "standing series", series.id)
    db.session.flush()


def end(series: StandingSeries, at: datetime) -> None:
    """For good: what lies sealed is destroyed unopened, whoever was asked is told, and results stay."""
    _hold(series)
    series.ended_at = at
    for stage in (Stage.OPEN, Stage.SCHEDULED):
        if (pool := queries.pool_at(series.id, stage)) is not None:
            lifecycle.cancel(pool.survey, "The series that this survey belonged to has ended.", at, in_turn=True)
    audit.record("end", "standing series", series.id)
    db.session.flush()


def run(series: StandingSeries, at: datetime) -> None:
    """An hour's work: open the first pool once its key was tried, ask whoever is due."""
    _hold(series)
    now, following = queries.pool_at(series.id, Stage.OPEN), queries.pool_at(series.id, Stage.SCHEDULED)
    if now is None and following is not None and queries.has_tried_key(following.survey):
        lifecycle.open_survey(following.survey, at, in_turn=True)
        series.looked_on = clock.local(at).date()
        now = following
        _make_pool(series, at)
    if now is not None and series.paused_at is None:
        standing_pool.ask(series, now.survey, clock.local(at).date())
    db.session.flush()


def look(series: StandingSeries, at: datetime, coin: Callable[[], bool] = lambda: randbelow(2) == 1) -> bool:
    """Once a month: where there is enough and chance has it so, the next pool takes over. What it saw it tells nobody.

    In one transaction: the next pool opens, ballots are told to go on to it, the old one closes for its opening, and
    whoever may still answer is asked by the next."""
    _hold(series)
    today = clock.local(at).date()
    now, following = queries.pool_at(series.id, Stage.OPEN), queries.pool_at(series.id, Stage.SCHEDULED)
    if now is None or not standing.looks(series.looked_on, today):
        return False
    if following is None or not keys.could_hand_over(now.survey, following.survey):
        return False  # this month's look waits, whatever it would see: refused later, it would say what it saw
    series.looked_on = today
    db.session.flush()
    held = ballots.held(now.survey.box or "")
    if not standing.decides(held, queries.silent(now.survey_id), series.minimum_group, coin):
        return False
    lifecycle.open_survey(following.survey, at, in_turn=True)
    ballots.carry_on(keys.box_of(now.survey), keys.box_of(following.survey))
    waiting = standing_pool.not_mailed(now.survey)
    lifecycle.close(now.survey, at, in_turn=True)
    standing_pool.hand_over(series, now.survey, following.survey, today, waiting)
    _make_pool(series, at)
    return True
