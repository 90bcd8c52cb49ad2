"""Nominations as whoever runs a round reads them: lists and counts by category and state, groups to join."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import Person, Unit
from engage.recognition.models import AwardCategory, ManagerView, Nomination, Seconding
from engage.recognition.queries.nominations import SENT, WAITS, WITH_ALL, visible_to_od
from engage.recognition.rules.rounds import NominationState

ENTRY = and_(Nomination.state == NominationState.SUBMITTED, Nomination.joined_to_id.is_(None))
JOINED = and_(Nomination.state == NominationState.SUBMITTED, Nomination.joined_to_id.is_not(None))
STATES: Mapping[str, ColumnElement[bool]] = {
    "entries": ENTRY,
    "joined": JOINED,
    "waiting": WAITS,
    "refused": Nomination.state == NominationState.REFUSED,
    "withdrawn": Nomination.state == NominationState.WITHDRAWN,
}


@dataclass(frozen=True)
class Line:
    """A category with how many nominations of each state this reader sees in it."""

    id: int
    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Group:
    """Several nominations of one nominee in one category, which could be one entry."""

    category: str
    nominee: str
    first_id: int
    many: int


def _sent(round_id: int, viewer_id: int) -> Select[Nomination]:
    return (
        select(Nomination)
        .join(Nomination.category)
        .where(AwardCategory.round_id == round_id, Nomination.submitted_at.is_not(None), visible_to_od(viewer_id))
    )


def found(round_id: int, viewer_id: int, state: str, category_id: int, number: int) -> Page[Nomination]:
    """One page of what was sent, in a state and a category (0: all)."""
    rows = _sent(round_id, viewer_id).options(contains_eager(Nomination.category), *WITH_ALL)
    if state in STATES:
        rows = rows.where(STATES[state])
    if category_id:
        rows = rows.where(Nomination.category_id == category_id)
    return cut(rows.order_by(AwardCategory.position, Nomination.submitted_at, Nomination.id), number, 25)


def everything(round_id: int, viewer_id: int) -> Sequence[Nomination]:
    """All that was sent, with its words: for the file."""
    rows = _sent(round_id, viewer_id).options(
        contains_eager(Nomination.category), *WITH_ALL, selectinload(Nomination.answers)
    )
    return db.session.scalars(rows.order_by(AwardCategory.position, Nomination.id)).all()


def counts(round_id: int, viewer_id: int) -> Sequence[Line]:
    """Each category with its numbers: one statement."""
    of = and_(Nomination.category_id == AwardCategory.id, Nomination.submitted_at.is_not(None),
              visible_to_od(viewer_id))  # fmt: skip
    sums = [func.sum(case((which, 1), else_=0)) for which in STATES.values()]
    rows = (
        select(AwardCategory.id, AwardCategory.name, *sums)
        .outerjoin(Nomination, of)
        .where(AwardCategory.round_id == round_id)
        .group_by(AwardCategory.id, AwardCategory.name, AwardCategory.position)
        .order_by(AwardCategory.position)
    )
    return [
        Line(row[0], row[1], {name: int(each or 0) for name, each in zip(STATES, row[2:], strict=True)})
        for row in db.session.execute(rows)
    ]


def groups(round_id: int, viewer_id: int) -> Sequence[Group]:
    """Entries of the same nominee in the same category, the largest groups first."""
    name = func.coalesce(func.max(Unit.name), func.max(Person.first_name + " " + Person.surname))
    rows = (
        select(func.max(AwardCategory.name), name, func.min(Nomination.id), func.count(Nomination.id))
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .outerjoin(Person, Person.id == Nomination.nominee_id)
        .outerjoin(Unit, Unit.id == Nomination.team_id)
        .where(AwardCategory.round_id == round_id, ENTRY, visible_to_od(viewer_id))
        .group_by(Nomination.category_id, Nomination.nominee_id, Nomination.team_id)
        .having(func.count(Nomination.id) > 1)
        .order_by(func.count(Nomination.id).desc(), func.min(Nomination.id))
        .limit(100)
    )
    return [Group(*row) for row in db.session.execute(rows)]


def joined_to(entry: Nomination) -> Sequence[Nomination]:
    """What was joined to an entry, with its words."""
    rows = (
        select(Nomination)
        .where(Nomination.joined_to_id == entry.id)
        .options(joinedload(Nomination.nominator), selectinload(Nomination.answers))
        .order_by(Nomination.id)
    )
    return db.session.scalars(rows).all()


def same_entries(entry: Nomination) -> Sequence[Nomination]:
    """Other entries of the same nominee in the same category."""
    who = (
        (Nomination.nominee_id == entry.nominee_id)
        if entry.nominee_id is not None
        else (Nomination.team_id == entry.team_id)
    )
    rows = select(Nomination).where(ENTRY, Nomination.category_id == entry.category_id, who, Nomination.id != entry.id)
    return db.session.scalars(rows.order_by(Nomination.id)).all()


def views(nomination_id: int) -> Sequence[ManagerView]:
    """What managers were asked about it, and said."""
    rows = select(ManagerView).where(ManagerView.nomination_id == nomination_id)
    return db.session.scalars(rows.options(joinedload(ManagerView.person)).order_by(ManagerView.person_id)).all()


def unasked(round_id: int) -> Sequence[Nomination]:
    """Entries of persons about which no manager was asked yet."""
    asked = select(ManagerView.nomination_id)
    rows = (
        select(Nomination)
        .join(Nomination.category)
        .where(AwardCategory.round_id == round_id, ENTRY, Nomination.nominee_id.is_not(None))
        .where(Nomination.id.not_in(asked))
        .order_by(Nomination.id)
    )
    return db.session.scalars(rows).all()


def view_counts(round_id: int, viewer_id: int) -> tuple[int, int]:
    """How many managers were asked and how many answered, of what this reader sees."""
    rows = (
        select(func.count(ManagerView.asked_at), func.count(ManagerView.answered_at))
        .join(Nomination, Nomination.id == ManagerView.nomination_id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .where(AwardCategory.round_id == round_id, SENT, visible_to_od(viewer_id))
    )
    asked, answered = db.session.execute(rows).one()
    return asked, answered


def lacking_seconder(round_id: int) -> ColumnElement[bool]:
    """Staff's entries of a round that nobody agreed to second."""
    of = select(AwardCategory.id).where(AwardCategory.round_id == round_id)
    agreed = Nomination.seconding.has(Seconding.agreed.is_(True))
    return and_(Nomination.category_id.in_(of), Nomination.state == NominationState.SUBMITTED,
                Nomination.origin == "staff", ~agreed)  # fmt: skip
