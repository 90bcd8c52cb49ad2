"""Filling an empty database with the demonstration council, through the product's own actions."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from engage.ballots import actions as box
from engage.ballots.queries import backups
from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.demo import (
    actions,
    activity,
    after,
    award_rounds,
    briefings,
    concerns,
    consultations,
    conversations,
    council,
    events,
    feedback,
    governance,
    judging,
    networks,
    outcomes,
    pages,
    paper,
    programme,
    programme_boards,
    programme_training,
    quiet,
    recognised,
    recruiting,
    reports,
    stories,
    thanks,
    values,
)
from engage.demo.answers import mood, respond
from engage.demo.emptying import empty, what_is_held
from engage.demo.questionnaire import questionnaire
from engage.directory.models import ImportRun, Person
from engage.directory.queries_accounts import DEMONSTRATION, is_demonstration
from engage.surveys import release
from engage.surveys.actions import casting, keys, lifecycle, publishing
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import to_json

SEED = 20270301
INTRO = (
    "It takes about eight minutes. Nothing is required: leave blank what you would rather not answer.\n\n"
    "Last time you told us that reporting faults led nowhere. This survey asks again."
)
WAVES = (("Staff survey, spring 2026", -0.15, 250, 0.66), ("Staff survey, autumn 2026", 0.05, 60, 0.71))
OPEN = "Staff survey, spring 2027"
SCHEDULED, DRAFT = "Staff survey, autumn 2027", "After the office move"

# What each feature shows: build(luck, today) goes through its own actions and holds its own transactions.
AREAS: tuple[tuple[str, Callable[[random.Random, date], None]], ...] = (
    # Champions enter cards and more: they come first.
    ("networks", networks.build),
    ("values and behaviours", values.build),
    ("thanks", thanks.build),
    ("thanks on paper", paper.build),
    ("stories", stories.build),
    ("award rounds", award_rounds.build),
    ("judging of awards", judging.build),
    ("award outcomes", outcomes.build),
    # It counts what the others have made.
    ("who gets recognised", recognised.build),
    ("consultations", consultations.build),
    ("recruitment rounds", recruiting.build),
    # They name the themes that consultations made.
    ("champions’ activity", activity.build),
    ("concerns", concerns.build),
    ("briefings", briefings.build),
    ("staff networks and first aid", quiet.build),
    ("feedback rounds", feedback.build),
    ("team conversations", conversations.build),
    ("events", events.build),
    ("at and after events", after.build),
    # They come from what surveys, consultations, champions and events brought.
    ("actions", actions.build),
    ("the programme", programme.build),
    # It tells of items of a plan.
    ("boards and how items stand", programme_boards.build),
    ("training and equality figures", programme_training.build),
    ("guides and help", pages.build),
    ("data protection", governance.build),
    # They count what the others have made.
    ("reports", reports.build),
)


def seed(say: Callable[[str], None] = lambda line: None) -> None:
    """The whole demonstration; Conflict in production, and where either database holds anything."""
    _refuse_production()
    if found := what_is_held():
        raise Conflict(f"There is something already ({found}): the demonstration goes into empty databases only.")
    luck = random.Random(SEED)
    with transaction():
        council.build(luck, clock.today())
        audit.record(*DEMONSTRATION)
    say("council of about 1,200 people")
    for title, lean, days_ago, rate in WAVES:
        _closed_wave(luck, title, lean, days_ago, rate)
        say(title)
    for what, build in AREAS:
        build(random.Random(SEED), clock.today())
        say(what)
    with transaction():
        survey = _draft(OPEN, 12)
        _open(survey, clock.now())
    _take_part(luck, survey.id, 0.2, 0.4)
    say(f"{OPEN} (open)")
    with transaction():
        coming = _draft(SCHEDULED, 200)
        coming.opens_at = clock.now() + timedelta(days=180)
        _schedule(coming, clock.now())
        _draft(DRAFT, None)
    say(f"{SCHEDULED} (scheduled), {DRAFT} (draft)")


def _draft(title: str, closes_in_days: int | None) -> Survey:
    now = clock.now()
    survey = Survey(
        title=title, intro=INTRO, questionnaire=to_json(questionnaire()), created_at=now,
        closes_at=now + timedelta(days=closes_in_days) if closes_in_days else None,
    )  # fmt: skip
    db.session.add(survey)
    db.session.flush()
    return survey


def _open(survey: Survey, at: datetime) -> None:
    _schedule(survey, at)
    lifecycle.open_survey(survey, at)


def _schedule(survey: Survey, at: datetime) -> None:
    """Scheduled, its key backed up and tried as a holder would."""
    lifecycle.schedule(survey, at)
    file, code = keys.back_up(survey, "Demonstration holder")
    keys.try_backup(survey, file, code)


def _closed_wave(luck: random.Random, title: str, lean: float, days_ago: int, rate: float) -> None:
    with transaction():
        survey = _draft(title, None)
        _open(survey, clock.now())
        survey_id = survey.id
    _take_part(luck, survey_id, lean, rate)
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        lifecycle.close(survey, clock.now())
        survey.opens_at = clock.now() - timedelta(days=days_ago + 21)
        survey.closes_at = clock.now() - timedelta(days=days_ago)
    open_the_box({"survey": survey_id})
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        for backup in backups(survey.box or ""):
            keys.confirm_destroyed(survey, backup.number)
        release.compute(survey_id)
        publishing.publish(survey, clock.now())


def _take_part(luck: random.Random, survey_id: int, lean: float, rate: float) -> None:
    """Part of those invited answer, through the same casting as anybody."""
    paper = questionnaire()
    with transaction():
        rows = db.session.execute(
            select(Invitation.person_id, Invitation.group_code)
            .join(Person, Person.id == Invitation.person_id)
            .where(Invitation.survey_id == survey_id, Person.employee_number.not_in([row[0] for row in council.CAST]))
            .order_by(Invitation.person_id)
        ).all()
        groups = sorted({row.group_code for row in rows})
        leaning = mood(luck, groups, lean)
        for row in rows:
            if luck.random() < rate:
                answers = respond(luck, paper, row.group_code, leaning)
                casting.cast(survey_id, row.person_id, box.new_ballot_id(), paper, answers)


def reset(say: Callable[[str], None] = lambda line: None) -> None:
    """Empty the demonstration and fill it again; Conflict in production, and where anybody real is in it."""
    _refuse_production()
    if not is_demonstration():
        raise Conflict("This database is not the demonstration: nothing was touched.")
    _refuse_strangers()
    empty()
    seed(say)


def _refuse_production() -> None:
    if current_app.extensions["settings"].production:
        raise Conflict("This is production (ENGAGE_ENV): the demonstration has no place here.")


def _refuse_strangers() -> None:
    if db.session.scalar(select(ImportRun.number).limit(1)):
        raise Conflict("People or units were imported into this demonstration: nothing was touched.")
    strangers = db.session.scalar(
        select(func.count()).select_from(Person).where(Person.employee_number.not_like("D____"))
    )
    if strangers:
        raise Conflict(f"{strangers} people here are not of the demonstration: nothing was touched.")
