"""Applications as the OD team reads them: filtered and paged, whom letters wait for, and the log of decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from engage.champions.models import Application, DecisionMade, RecruitmentRound
from engage.champions.queries.recruiting_places import Places
from engage.champions.rules.recruiting import DECISIONS, Answer, Outcome, RoundState
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import Network, Person, Post
from engage.directory.queries_finding import here_today

LEFT = "left"
STATES: Mapping[str, str] = {
    "": "All",
    Outcome.SENT: "Not decided",
    Outcome.APPOINTED: "Appointed",
    Outcome.WAITING: "Waiting list",
    Outcome.DECLINED: "Not this time",
    LEFT: "Left before the decision",
}
MANAGERS: Mapping[str, str] = {
    "": "All",
    Answer.AGREED: "Agreed",
    Answer.ASKED: "Not answered yet",
    Answer.CANNOT: "Cannot now",
    Answer.NOBODY: "Nobody to ask",
}
EACH = 25
SEEN = Application.outcome != Outcome.WITHDRAWN


@dataclass(frozen=True)
class Chosen:
    """What the list is filtered by: a coverage group (0: all), a state and a manager's answer."""

    group: int = 0
    state: str = ""
    manager: str = ""


def _here() -> ColumnElement[bool]:
    return Application.person_id.in_(select(Person.id).where(here_today()))


def untold(row: Application, viewer_id: int) -> bool:
    """Whether an application is one's own and its letter is still to come: then no page tells what was decided."""
    return row.person_id == viewer_id and row.told != row.outcome


def found(round_id: int, chosen: Chosen, where: Places, number: int, viewer_id: int) -> Page[Application]:
    """One page, the oldest application first; a choice by what was decided leaves the viewer's own out."""
    rows = select(Application).where(Application.round_id == round_id, SEEN)
    if chosen.state:
        rows = rows.where((Application.person_id != viewer_id) | (Application.told == Application.outcome))
    if chosen.group:
        working = (
            select(Post.person_id)
            .where(Post.unit_id.in_(where.units_of(chosen.group)), Post.is_main, Post.ended_on.is_(None))
        )  # fmt: skip
        rows = rows.where(Application.person_id.in_(working))
    if chosen.state == LEFT:
        rows = rows.where(~_here(), Application.outcome != Outcome.APPOINTED)
    elif chosen.state:
        rows = rows.where(Application.outcome == chosen.state)
        if chosen.state == Outcome.SENT:
            rows = rows.where(_here())
    if chosen.manager:
        rows = rows.where(Application.manager == chosen.manager)
    rows = rows.options(joinedload(Application.person), joinedload(Application.asked_manager))
    return cut(rows.order_by(Application.sent_at, Application.id), number, EACH)


def chosen(round_id: int, ids: Collection[int]) -> Sequence[Application]:
    """Those of a round's applications that were ticked, in the order of the list."""
    rows = select(Application).where(Application.round_id == round_id, Application.id.in_(ids), SEEN)
    rows = rows.options(joinedload(Application.person)).order_by(Application.sent_at, Application.id)
    return db.session.scalars(rows).all() if ids else ()


def units_of(person_ids: Collection[int]) -> Mapping[int, int]:
    """The unit of each person's main post."""
    rows = select(Post.person_id, Post.unit_id).where(
        Post.person_id.in_(person_ids), Post.is_main, Post.ended_on.is_(None)
    )
    return {who: unit for who, unit in db.session.execute(rows) if who is not None} if person_ids else {}


def left(person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who do not work here any more."""
    rows = select(Person.id).where(Person.id.in_(person_ids), ~here_today())
    return frozenset(db.session.scalars(rows)) if person_ids else frozenset()


def counts(round_id: int) -> Mapping[str, int]:
    """How many applications of a round are in each state; who left before a decision counts as that."""
    each = (
        select(Application.outcome, here_today().label("is_here"))
        .join(Person, Person.id == Application.person_id)
        .where(Application.round_id == round_id, SEEN)
        .subquery()
    )
    rows = select(each.c.outcome, each.c.is_here, func.count()).group_by(each.c.outcome, each.c.is_here)
    tally: dict[str, int] = {}
    for outcome, is_here, number in db.session.execute(rows):
        key = outcome if is_here or outcome == Outcome.APPOINTED else LEFT
        tally[key] = tally.get(key, 0) + number
    return tally


def decisions(round_id: int, number: int, viewer_id: int) -> Page[DecisionMade]:
    """The log of a round, the newest first, without what is about whoever reads it."""
    others = DecisionMade.person_id.is_(None) | (DecisionMade.person_id != viewer_id)
    return cut(_log().where(DecisionMade.round_id == round_id, others), number, EACH)


def decisions_about(round_id: int, person_id: int) -> Sequence[DecisionMade]:
    """The log about one person."""
    mine = _log().where(DecisionMade.round_id == round_id, DecisionMade.person_id == person_id)
    return db.session.scalars(mine.limit(EACH)).all()


def _log() -> Select[DecisionMade]:
    rows = select(DecisionMade).order_by(DecisionMade.at.desc(), DecisionMade.id.desc())
    return rows.options(joinedload(DecisionMade.person), joinedload(DecisionMade.by))


# Letters


def _decided(round_id: int) -> Select[Application]:
    rows = select(Application).where(Application.round_id == round_id, Application.outcome.in_(DECISIONS), _here())
    loaded = joinedload(Application.person), joinedload(Application.asked_manager)
    return rows.options(*loaded).order_by(Application.sent_at, Application.id)


def letters_due(round_id: int) -> Sequence[Application]:
    """Those whose decision no letter has told yet."""
    return db.session.scalars(_decided(round_id).where(Application.told != Application.outcome)).all()


def letters_sent(round_id: int) -> Sequence[Application]:
    """Those whose decision was told: by mail, or on paper where they have no address."""
    return db.session.scalars(_decided(round_id).where(Application.told == Application.outcome)).all()


def desk() -> Sequence[tuple[RecruitmentRound, int]]:
    """Rounds that wait to be decided, each with its undecided applications: one statement."""
    undecided = (
        select(func.count())
        .select_from(Application)
        .where(Application.round_id == RecruitmentRound.id, Application.outcome == Outcome.SENT, _here())
        .scalar_subquery()
    )
    rows = (
        select(RecruitmentRound, undecided)
        .join(Network, Network.id == RecruitmentRound.network_id)
        .where(RecruitmentRound.state == RoundState.DECIDING)
    )
    return [(row, number) for row, number in db.session.execute(rows.order_by(RecruitmentRound.id).limit(10))]
