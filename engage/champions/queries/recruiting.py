"""Reads of recruitment rounds: one for whoever may see it, one's own application, and what one is asked."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.champions.models import Application, RecruitmentRound, Suggestion
from engage.champions.rules.recruiting import SEEN, Answer, Outcome, RoundState, Terms
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Network, Person
from engage.directory.queries_finding import here_on, here_today

KIND, APPLICATION = "recruitment-round", "recruitment-application"
NOT_ASKED = (
    "There is nothing here that waits for your answer. It may have been answered, taken back, or put to somebody else."
)


def round_(round_id: int) -> RecruitmentRound:
    """A round in any state, with its network, or NotThere."""
    row = round_or_none(round_id)
    if row is None:
        raise NotThere
    return row


def round_or_none(round_id: int) -> RecruitmentRound | None:
    """A round in any state, with its network."""
    rows = select(RecruitmentRound).where(RecruitmentRound.id == round_id)
    return db.session.scalar(rows.options(joinedload(RecruitmentRound.network)))


def seen(round_id: int, viewer: Viewer) -> RecruitmentRound:
    """A round that this person may see: all but drafts."""
    row = round_(round_id)
    if row.state not in SEEN and not viewer.may(Permission.NETWORKS_MANAGE):
        raise NotThere
    return row


def terms(row: RecruitmentRound) -> Terms:
    """What it says, as the rules see it."""
    return Terms(row.title, row.call, row.opens_at, row.closes_at, row.term_starts_on)


def rounds(number: int) -> Page[RecruitmentRound]:
    """A page of all rounds, the newest first."""
    rows = select(RecruitmentRound).order_by(RecruitmentRound.id.desc())
    return cut(rows.options(joinedload(RecruitmentRound.network)), number, 20)


def open_at(at: datetime | BindParameter[datetime]) -> Select[RecruitmentRound]:
    """The rounds that take applications at a moment, the first to close first."""
    rows = select(RecruitmentRound).join(Network, Network.id == RecruitmentRound.network_id)
    return (
        rows.where(RecruitmentRound.state == RoundState.OPEN, RecruitmentRound.closes_at > at)
        .where(Network.closed_on.is_(None))
        .options(joinedload(RecruitmentRound.network))
        .order_by(RecruitmentRound.closes_at, RecruitmentRound.id)
    )


def in_network(person_id: int, network_id: int) -> bool:
    """Whether somebody is appointed to a network, or will be on a day that is set."""
    rows = select(Appointment.id).where(
        Appointment.network_id == network_id,
        Appointment.person_id == person_id,
        or_(Appointment.ended_on.is_(None), Appointment.ended_on > clock.today()),
    )
    return db.session.scalars(rows.limit(1)).first() is not None


def of_person(round_id: int, person_id: int) -> Application | None:
    """Somebody's application in a round, withdrawn ones too."""
    rows = select(Application).where(Application.round_id == round_id, Application.person_id == person_id)
    return db.session.scalar(rows.options(joinedload(Application.asked_manager)))


def _application(application_id: int) -> Application | None:
    rows = select(Application).where(Application.id == application_id)
    return db.session.scalar(
        rows.options(
            joinedload(Application.round).joinedload(RecruitmentRound.network),
            joinedload(Application.person),
            joinedload(Application.asked_manager),
        )
    )


def own(application_id: int, person_id: int) -> Application:
    """An application of this person's own that is not taken back, or NotThere."""
    row = _application(application_id)
    if row is None or row.person_id != person_id or row.outcome == Outcome.WITHDRAWN:
        raise NotThere
    return row


def asked_of(application_id: int, person_id: int) -> Application:
    """An application about which this person is asked as the manager, or NotThere."""
    row = _application(application_id)
    if row is None or row.asked_manager_id != person_id or row.manager == Answer.NOBODY:
        raise NotThere(NOT_ASKED)
    if row.outcome == Outcome.WITHDRAWN or row.round.state == RoundState.CANCELLED:
        raise NotThere(NOT_ASKED)
    return row


def in_round(round_id: int, application_id: int) -> Application:
    """An application as the OD team sees it: not one that was taken back."""
    row = _application(application_id)
    if row is None or row.round_id != round_id or row.outcome == Outcome.WITHDRAWN:
        raise NotThere
    return row


def suggestion_to(round_id: int, person_id: int) -> Suggestion | None:
    """Who thought in this round that somebody would be good at it."""
    rows = select(Suggestion).where(Suggestion.round_id == round_id, Suggestion.person_id == person_id)
    return db.session.scalar(rows.options(joinedload(Suggestion.by)))


def own_suggestion(suggestion_id: int, person_id: int) -> Suggestion:
    """A suggestion that was made to this person, or NotThere."""
    row = db.session.get(Suggestion, suggestion_id)
    if row is None or row.person_id != person_id:
        raise NotThere
    return row


def suggested_by(round_id: int, person_id: int) -> int:
    """How many colleagues somebody has suggested in a round."""
    rows = select(Suggestion.id).where(Suggestion.round_id == round_id, Suggestion.by_id == person_id)
    return len(db.session.scalars(rows).all())


def waiting_for(manager_id: int, most: int) -> Sequence[Application]:
    """Applications whose manager this person is and has not answered, the oldest first."""
    return db.session.scalars(_waiting_for(), {"person": manager_id, "today": clock.today(), "most": most}).all()


@cache
def _waiting_for() -> Select[Application]:
    return (
        select(Application)
        .join(RecruitmentRound, RecruitmentRound.id == Application.round_id)
        .join(Person, Person.id == Application.person_id)
        .where(Application.asked_manager_id == bindparam("person"), Application.manager == Answer.ASKED)
        .where(Application.outcome == Outcome.SENT, here_on(bindparam("today")))
        .where(RecruitmentRound.state.in_((RoundState.OPEN, RoundState.DECIDING)))
        .options(joinedload(Application.person), joinedload(Application.round))
        .order_by(Application.asked_at, Application.id)
        .limit(bindparam("most"))
    )


def unanswered(at: datetime) -> Sequence[Application]:
    """Applications whose manager is here, was asked before this, and was neither reminded nor heard of."""
    asked = select(Person.id).where(here_today())
    rows = (
        select(Application)
        .join(RecruitmentRound, RecruitmentRound.id == Application.round_id)
        .where(Application.manager == Answer.ASKED, Application.reminded_at.is_(None), Application.asked_at < at)
        .where(Application.outcome == Outcome.SENT, Application.asked_manager_id.in_(asked))
        .where(Application.person_id.in_(asked))
        .where(RecruitmentRound.state.in_((RoundState.OPEN, RoundState.DECIDING)))
        .options(joinedload(Application.person), joinedload(Application.asked_manager), joinedload(Application.round))
    )
    return db.session.scalars(rows.order_by(Application.id)).all()


def due_to_open(at: datetime) -> Sequence[int]:
    """Drafts whose hour has come."""
    rows = select(RecruitmentRound.id).where(RecruitmentRound.state == RoundState.DRAFT)
    return db.session.scalars(rows.where(RecruitmentRound.opens_at <= at).order_by(RecruitmentRound.id)).all()


def due_to_close(at: datetime) -> Sequence[int]:
    """Open rounds whose close has passed."""
    rows = select(RecruitmentRound.id).where(RecruitmentRound.state == RoundState.OPEN)
    return db.session.scalars(rows.where(RecruitmentRound.closes_at <= at).order_by(RecruitmentRound.id)).all()
