"""What recruitment rounds bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased, joinedload

from engage.access import Permission, Viewer
from engage.champions.models import Application, RecruitmentRound, Suggestion
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_applications as reading
from engage.champions.rules.recruiting import DECISIONS, Outcome, Suggested
from engage.champions.rules.recruiting_words import SUBJECTS
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.directory.models import Appointment, Person

# How long somebody's start page tells what was decided, once the letters are sent.
NEWS = timedelta(days=30)
MOST = 3


def cards(viewer: Viewer) -> Sequence[Card]:
    """Whom one is asked about as the manager, what was decided about oneself, and open rounds: three statements."""
    return [*_asked(viewer), *_told(viewer), *_open(viewer)]


def _asked(viewer: Viewer) -> list[Card]:
    return [
        Card(
            title=f"Can {each.person.name} have the time?",
            href=url_for("champions.recruiting_agree", application_id=each.id),
            body="They would like to join, and you are asked as their manager. Agree the time, or say why not now.",
            tag="You are asked",
            meta=each.round.title,
            colour="plum",
            place=Place.WAITING,
        )
        for each in queries.waiting_for(viewer.id, MOST)
    ]


def _told(viewer: Viewer) -> list[Card]:
    found = db.session.scalars(_decided(), {"person": viewer.id, "since": clock.now() - NEWS})
    return [
        Card(SUBJECTS[each.outcome], _address(each.round), f"Your application for {each.round.network.name}.",
             "Decided", each.round.title, "green" if each.outcome == Outcome.APPOINTED else "blue")
        for each in found
    ]  # fmt: skip


@cache
def _decided() -> Select[Application]:
    return (
        select(Application)
        .where(Application.person_id == bindparam("person"), Application.told == Application.outcome)
        .where(Application.outcome.in_(DECISIONS), Application.told_at > bindparam("since"))
        .options(joinedload(Application.round).joinedload(RecruitmentRound.network))
        .order_by(Application.told_at.desc(), Application.id)
        .limit(MOST)
    )


def _open(viewer: Viewer) -> list[Card]:
    """One card for each open round: not for those who applied, are in the network, or said no to a suggestion."""
    values = {"person": viewer.id, "now": clock.now(), "today": clock.today()}
    return [_card(row, who if answer else None) for row, answer, who in db.session.execute(_to_join(), values)]


@cache
def _to_join() -> Select[*tuple[Any, ...]]:
    mine, by = aliased(Suggestion), aliased(Person)
    applied = select(Application.round_id).where(
        Application.person_id == bindparam("person"), Application.outcome != Outcome.WITHDRAWN
    )
    inside = select(Appointment.network_id).where(
        Appointment.person_id == bindparam("person"),
        or_(Appointment.ended_on.is_(None), Appointment.ended_on > bindparam("today")),
    )
    return (
        queries.open_at(bindparam("now"))
        .outerjoin(mine, and_(mine.round_id == RecruitmentRound.id, mine.person_id == bindparam("person")))
        .outerjoin(by, by.id == mine.by_id)
        .add_columns(mine.answer, by)
        .where(RecruitmentRound.id.not_in(applied), RecruitmentRound.network_id.not_in(inside))
        .where(or_(mine.answer.is_(None), mine.answer != Suggested.NO))
        .limit(MOST)
    )


def _card(row: RecruitmentRound, who: Person | None) -> Card:
    body = (
        f"{who.name} thinks you would be good at it. Read what it is, and decide yourself."
        if who
        else f"{row.network.name} look for people from every service. Applying takes five minutes."
    )
    return Card(row.title, _address(row), body, "You are suggested" if who else "Join in",
                f"Applications close on {day(row.closes_at)}", "rose" if who else "amber",
                place=Place.WAITING if who else Place.NEWS)  # fmt: skip


def _address(row: RecruitmentRound) -> str:
    return url_for("champions.recruiting_round", round_id=row.id)


def desk(viewer: Viewer) -> Sequence[Task]:
    """Rounds whose applications wait for a decision."""
    if not viewer.may(Permission.NETWORKS_MANAGE):
        return ()
    return [
        Task(row.title, f"{count(number, 'application')} to decide" if number else "all decided: end the round",
             url_for("champions.recruiting_show", round_id=row.id))
        for row, number in reading.desk()
    ]  # fmt: skip
