"""The demonstration's actions: promises of every kind and in every state, through the feature's own actions."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from engage.champions.models import Concern
from engage.consultation.models import Consultation
from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.actions_words import CARRIED, CARRIED_WHY, PROMISES, Promise
from engage.demo.concerns_words import JOINED
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import here
from engage.directory.queries_themes import themes
from engage.events.models import EventQuestion
from engage.followup import rules
from engage.followup.actions import keeping, standing
from engage.followup.models import ActionItem, ActionUpdate
from engage.followup.queries.concerned import champions_of
from engage.programme.rules.plans import quarter_start
from engage.surveys.models import Survey
from engage.surveys.queries.results import SEEN


@dataclass(frozen=True)
class Known:
    """Who and what there is: people by number, services by name, things that actions come from, themes by name."""

    chloe: int
    femi: int
    esi: int
    services: Mapping[str, int]
    sources: Mapping[str, tuple[str, int]]
    themes: Mapping[str, int]


def build(luck: random.Random, today: date) -> None:
    """Nothing where the people of the demonstration are not here."""
    del luck
    with transaction():
        people = dict(db.session.execute(select(Person.employee_number, Person.id)).all())
        if not {"D0003", "D0005", "D0006"} <= people.keys():
            return
        services = {name: number for number, name in db.session.execute(select(Unit.id, Unit.name).order_by(Unit.id))}
        known = Known(people["D0003"], people["D0006"], people["D0005"], services, _sources(),
                      {each.name: each.id for each in themes()})  # fmt: skip
    for promise in PROMISES:
        with transaction():
            _one(promise, known, today)


def _sources() -> dict[str, tuple[str, int]]:
    """A published survey, the concerns about gloves and travel, a question and an answered consultation."""
    found = {
        "survey": ("survey results", select(Survey.id).where(Survey.stage.in_(SEEN)).order_by(Survey.id)),
        "concern": ("concern", select(Concern.id).order_by(Concern.id)),
        "travel": ("concern", select(Concern.id).where(Concern.title == JOINED[0].title).order_by(Concern.id)),
        "question": ("event-question", select(EventQuestion.id).where(EventQuestion.state == "shown")
                     .order_by(EventQuestion.id)),
        "consultation": ("consultation", select(Consultation.id).where(Consultation.state == "answered")
                         .order_by(Consultation.id)),
    }  # fmt: skip
    held = {name: (kind, db.session.scalars(rows.limit(1)).first()) for name, (kind, rows) in found.items()}
    return {name: (kind, number) for name, (kind, number) in held.items() if number is not None}


def _lead(promise: Promise, known: Known) -> int:
    if promise.lead in ("femi", "esi"):
        return known.femi if promise.lead == "femi" else known.esi
    unit = known.services.get(promise.service or "People team")
    heads = select(Post.person_id).where(Post.unit_id == unit, Post.is_head, Post.ended_on.is_(None))
    found = here([each for each in db.session.scalars(heads) if each is not None])
    return found[0].id if found else known.femi


def _one(promise: Promise, known: Known, today: date) -> None:
    kind, number = known.sources.get(promise.source, ("", None))
    row = keeping.create(
        keeping.Words(
            promise.title, promise.said, promise.will_do, promise.measure, kind, number, promise.from_words,
            known.themes.get(promise.theme), known.services.get(promise.service), _lead(promise, known),
            today + timedelta(days=promise.due_in), promise.ends in ("asked", "services"),
        ),
        known.chloe,
    )  # fmt: skip
    row.created_on = today - timedelta(days=_when(promise, today)[0])
    if promise.ends != "proposed":
        keeping.agree(row.id, known.chloe)
        _runs(row, promise, known)
    if promise.title == CARRIED:
        row.year = rules.year_of(today) - 1
        keeping.carry_over([keeping.Onward(row.id, row.due_on, CARRIED_WHY)], known.chloe)
    _dated(row, promise, today)


def _runs(row: ActionItem, promise: Promise, known: Known) -> None:
    lead = row.lead_id or 0
    last = promise.ends in ("done", "asked", "services")
    for at, words in enumerate(promise.updates, 1):
        if last and at == len(promise.updates):
            standing.say_done(row.id, words, "", lead)
        else:
            standing.update(row.id, words, "", lead, False)
    if promise.ends == "services":
        for champion in sorted(champions_of(row)):
            if row.state == rules.State.SAID_DONE:
                standing.confirm(row.id, True, "It is there, and it works.", champion)
    if promise.ends == "cannot":
        keeping.refuse(row.id, promise.reason, promise.decided_by, known.chloe)


def _when(promise: Promise, today: date) -> tuple[int, int]:
    """How many days ago it was made, and how many days after that the last of it was written."""
    if promise.last_quarter:
        return (today - quarter_start(today)).days + 55, 45
    return promise.days_ago, promise.days_ago - 4 if promise.days_ago < 70 else promise.days_ago - 38


def _dated(row: ActionItem, promise: Promise, today: date) -> None:
    """What was written is spread over the days since it was made; the last of it is some days old."""
    db.session.flush()
    rows = db.session.scalars(
        select(ActionUpdate).where(ActionUpdate.action_id == row.id).order_by(ActionUpdate.id)
    ).all()
    made, last = _when(promise, today)
    for at, each in enumerate(rows):
        days = made - last * at // max(1, len(rows) - 1) if len(rows) > 1 else made - 1
        each.at = clock.now() - timedelta(days=days)
    if rows:
        row.updated_on = clock.local(rows[-1].at).date()
        if row.ended_on is not None:
            row.ended_on = row.updated_on
