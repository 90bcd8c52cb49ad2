"""What is different where a survey is a pool of a series that never closes: whom it asks, and what nobody may do."""

import json
from collections.abc import Collection, Sequence
from datetime import date

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, insert, select

from engage.core.db import db
from engage.directory.models import Person
from engage.surveys.actions import mailing
from engage.surveys.actions.audience import Frozen, reach_of
from engage.surveys.grouping import Group
from engage.surveys.models import Invitation, StandingPool, StandingSeries, Survey, SurveyMailTo
from engage.surveys.queries import reach
from engage.surveys.rules.reach import Channel
from engage.surveys.rules.reach import from_text as audience_of
from engage.surveys.rules.standing import Days, Moment, due, may_answer

# All ballots of a series carry this group: the same in every pool, so that one may go on to the next.
WHOLE = "ALL"


def kind_of(survey: Survey) -> str:
    """Joiners or leavers; nothing for a survey that closes."""
    pool = db.session.get(StandingPool, survey.id) if survey.standing else None
    return pool.series.kind if pool is not None else ""


def freeze(survey: Survey) -> Frozen:
    """Nobody is asked as a pool opens: people are as their day comes, all under one group."""
    pool = db.session.get_one(StandingPool, survey.id)
    unit = pool.series.audience_unit
    name = unit.name if unit is not None else current_app.extensions["settings"].organisation
    reach_of(survey).homes = json.dumps({"": WHOLE})
    return Frozen(0, 0, json.dumps([Group(WHOLE, name, None).plain()], ensure_ascii=False))


def ask(series: StandingSeries, survey: Survey, today: date) -> None:
    """Invite whoever became due and was not asked by this series before; they are mailed in working hours.

    How many are asked stands on no page and in no log: beside a pool that has just been taken over, it would tell how
    many of a few had answered before.
    """
    asked = _asked_before(series)
    new = select(Person.id).where(_within(series, due(Moment(series.kind), series.days, today)))
    mailing.invite_joiners(survey, _invite(survey, new.where(Person.id.not_in(asked))))


def not_mailed(survey: Survey) -> frozenset[int]:
    """Whose invitation waits for working hours: to be read before the pool closes, which forgets it."""
    rows = select(SurveyMailTo.person_id).where(SurveyMailTo.survey_id == survey.id)
    return frozenset(db.session.scalars(rows.order_by(SurveyMailTo.person_id)))


def hand_over(series: StandingSeries, old: Survey, new: Survey, today: date, waiting: Collection[int]) -> None:
    """Whoever has not answered, and still may, is asked by the next pool; only those who wait for it get its mail."""
    silent = select(Invitation.person_id).where(Invitation.survey_id == old.id, ~Invitation.taken_part)
    still = select(Person.id).where(Person.id.in_(silent))
    found = _invite(new, still.where(_within(series, may_answer(Moment(series.kind), series.days, today))))
    mailing.invite_joiners(new, [each for each in found if each in waiting])


def _within(series: StandingSeries, days: Days) -> ColumnElement[bool]:
    """Of joiners by the day they started, of leavers by the day they leave."""
    column = Person.started_on if series.kind == Moment.JOINERS else Person.leaves_on
    found = column >= days.first
    return found if days.last is None else and_(found, column <= days.last)


def _asked_before(series: StandingSeries) -> Select[int]:
    pools = select(StandingPool.survey_id).where(StandingPool.series_id == series.id)
    return select(Invitation.person_id).where(Invitation.survey_id.in_(pools))


def _invite(survey: Survey, people: Select[int]) -> Sequence[int]:
    wanted = set(db.session.scalars(people))
    meant = [each for each in reach.everybody() if each.person in wanted] if wanted else []
    found = [each.person for each in reach.meant(audience_of(survey.audience), meant)]
    rows = [
        {"survey_id": survey.id, "person_id": each, "group_code": WHOLE, "taken_part": False, "channel": Channel.PAGE}
        for each in found
    ]
    if rows:
        db.session.execute(insert(Invitation), rows)
    return found
