"""Filling an empty database with the demonstration council, through the product's own actions."""

import random
from collections.abc import Callable
from datetime import date, datetime

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
    benchmark,
    briefings,
    codes,
    comments,
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
    talked,
    thanks,
    values,
)
from engage.demo.answers import about, mood, respond
from engage.demo.days import at_five, at_nine
from engage.demo.emptying import empty, what_is_held
from engage.demo.questionnaire import ALIKE, SETS, questionnaire, sets_of, with_characteristics, with_sector
from engage.directory.models import ImportRun, Person, Unit
from engage.directory.queries_accounts import DEMONSTRATION, is_demonstration
from engage.surveys import release
from engage.surveys.actions import casting, keys, lifecycle, origins, publishing, pulse, reach, standing, tracking
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Invitation, Survey
from engage.surveys.queries import standing as never_closing
from engage.surveys.rules import Questionnaire, to_json
from engage.surveys.rules.identities import known_of
from engage.surveys.rules.library_shipped import ENGAGEMENT, WORDS
from engage.surveys.rules.pulse import Mode
from engage.surveys.rules.reach import Channel, Chosen, to_text
from engage.surveys.rules.standing import Moment

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
    # They name the themes that consultations made.
    ("comments of surveys", comments.build),
    ("talks about results", talked.build),
    ("events", events.build),
    ("at and after events", after.build),
    ("a benchmark", benchmark.build),
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
    for number, (title, lean, days_ago, rate) in enumerate(WAVES):
        _closed_wave(luck, title, lean, days_ago, rate, with_characteristics() if number else with_sector())
        say(title)
    for what, build in AREAS:
        build(random.Random(SEED), clock.today())
        say(what)
    with transaction():
        survey = _draft(OPEN, 12)
        _open(survey, clock.now())
    _take_part(luck, survey.id, 0.2, 0.4, questionnaire())
    with transaction():
        codes.build(random.Random(SEED), survey.id)
        # As the worker would in the night.
        tracking.track(db.session.get_one(Survey, survey.id), clock.today())
    say(f"{OPEN} (open)")
    with transaction():
        coming = _draft(SCHEDULED, 200)
        # Without agency workers and half of the rest by lot, so that its page shows what choosing makes.
        reach.choose(coming, coming.version, Chosen(without_kinds=("agency",), percent=50), None)
        coming.opens_at = at_nine(180)
        db.session.flush()  # the act that follows reads the row afresh
        _schedule(coming, clock.now())
        _draft(DRAFT, None, follows=False)
        _pulse()
        _extended_and_cancelled()
    say(f"{SCHEDULED} (scheduled), {DRAFT} (draft), a pulse series, one extended, one cancelled")


def _pulse() -> None:
    """A series that asks a quarter of everybody at a time; its first survey is ready to open."""
    plan = pulse.Plan(
        title="Pulse", intro="Two questions in turn, and room for your words. It takes one minute.",
        set_codes=(ENGAGEMENT, WORDS), mode=Mode.TURNS, items=2, weeks=4, open_days=7,
        starts_at=at_nine(45), sample=300, minimum_group=10, audience_unit_id=None,
    )  # fmt: skip
    chloe = db.session.scalars(select(Person.id).where(Person.first_name == "Chloe").order_by(Person.id)).first()
    survey = pulse.make_next(pulse.start(plan, chloe or 0, clock.now()), clock.now())
    _back_up(survey)
    _joiners(chloe or 0)


def _joiners(by_id: int) -> None:
    """A survey that never closes: it opens by itself, as its key is backed up."""
    plan = standing.Plan(
        title="Your first month", intro="How have your first weeks been? It takes two minutes.", kind=Moment.JOINERS,
        days=30, set_code="joiners", minimum_group=10, audience_unit_id=None,
    )  # fmt: skip
    series = standing.start(plan, by_id, clock.now())
    if (pool := never_closing.last_pool(series.id)) is not None:
        _back_up(pool.survey)


def _extended_and_cancelled() -> None:
    """Two short surveys of one service each: open longer than was said at first, and given up before any answer."""
    now = clock.now()
    for title, service, why in (
        ("Customer services: the new phones", "Customer services", "The phones came a week late."),
        ("Finance: moving desks", "Finance", "The move was called off."),
    ):
        unit = db.session.scalar(select(Unit.id).where(Unit.name == service))
        survey = _draft(title, 10, SETS[WORDS], follows=False)
        reach.choose(survey, survey.version, Chosen(base=f"unit:{unit}", page_only=True), None)
        db.session.flush()  # the act that follows reads the row afresh
        _open(survey, now)
        if service == "Finance":
            lifecycle.cancel(survey, why, now)
        else:
            lifecycle.extend(survey, at_five(17), why, now)


def _draft(title: str, closes_in_days: int | None, paper: Questionnaire | None = None, follows: bool = True) -> Survey:
    now = clock.now()
    previous = db.session.scalar(select(func.max(Survey.id))) if follows else None
    paper = paper or questionnaire()
    survey = Survey(
        title=title, intro=INTRO, questionnaire=to_json(paper), created_at=now,
        closes_at=at_five(closes_in_days) if closes_in_days else None,
    )  # fmt: skip
    db.session.add(survey)
    db.session.flush()
    origins.remember(survey, known_of(paper), previous)
    for code in sets_of(paper):
        origins.note_use(survey.id, code, 1)
    return survey


def _open(survey: Survey, at: datetime) -> None:
    _schedule(survey, at)
    lifecycle.open_survey(survey, at)


def _schedule(survey: Survey, at: datetime) -> None:
    """Scheduled, its key backed up and tried as a holder would."""
    lifecycle.schedule(survey, at)
    _back_up(survey)


def _back_up(survey: Survey) -> None:
    file, code = keys.back_up(survey, "Demonstration holder")
    keys.try_backup(survey, file, code)


def _closed_wave(
    luck: random.Random, title: str, lean: float, days_ago: int, rate: float, paper: Questionnaire
) -> None:
    with transaction():
        survey = _draft(title, None, paper)
        survey.audience = to_text(Chosen(page_only=True))
        db.session.flush()  # scheduling reads the row afresh
        _open(survey, clock.now())
        survey_id = survey.id
    _take_part(luck, survey_id, lean, rate, paper)
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        lifecycle.close(survey, clock.now())
        survey.opens_at = at_nine(-days_ago - 21)
        survey.closes_at = at_five(-days_ago)
    open_the_box({"survey": survey_id})
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        for backup in backups(survey.box or ""):
            keys.confirm_destroyed(survey, backup.number)
        release.compute(survey_id)
        publishing.publish(survey, clock.now())


def _take_part(luck: random.Random, survey_id: int, lean: float, rate: float, paper: Questionnaire) -> None:
    """Part of those invited answer, through the same casting as anybody."""
    base = questionnaire()
    with transaction():
        rows = db.session.execute(
            select(Invitation.person_id, Invitation.group_code)
            .join(Person, Person.id == Invitation.person_id)
            .where(Invitation.survey_id == survey_id, Invitation.channel == Channel.PAGE)
            .where(Person.employee_number.not_in([row[0] for row in council.CAST]))
            .order_by(Invitation.person_id)
        ).all()
        groups = sorted({row.group_code for row in rows})
        leaning = mood(luck, groups, lean)
        # By chance of its own, so that everything else stays as it is.
        own = random.Random(SEED)
        for row in rows:
            if luck.random() < rate:
                answers = respond(luck, base, row.group_code, leaning)
                answers |= {
                    code: answers[as_] for code, as_ in ALIKE.items() if code in paper.fields and as_ in answers
                }
                answers |= {code: given for code, given in about(own).items() if code in paper.fields}
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
