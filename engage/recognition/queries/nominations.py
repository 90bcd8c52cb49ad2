"""Nominations: one's own, those one is asked about, and which of them somebody who runs awards may see."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.core import search
from engage.core.db import db, once
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Person
from engage.recognition.models import AwardCategory, AwardRound, ManagerView, Nomination, Seconding
from engage.recognition.rules.nominations import ENDED, Standing, Wanted
from engage.recognition.rules.rounds import NominationState, RoundStage, takes_nominations

# Sent, but no entry: nobody agreed to second it before the close, or whom it means is still to be found.
WAITS = and_(Nomination.state == NominationState.DRAFT, Nomination.submitted_at.is_not(None))
SENT = or_(Nomination.state == NominationState.SUBMITTED, WAITS)
BEFORE_DECIDED = (RoundStage.CLOSED, RoundStage.SHORTLISTING, RoundStage.FINAL)
WITH_ALL = (
    joinedload(Nomination.nominee), joinedload(Nomination.team), joinedload(Nomination.nominator),
    joinedload(Nomination.seconding).joinedload(Seconding.person),
)  # fmt: skip


def visible_to_od(viewer_id: int) -> ColumnElement[bool]:
    """The one rule of what somebody who runs awards may see: nothing of a nomination that is about themselves.

    Whoever is meant by words alone is told by their names standing in the words.
    """
    me = once(("person", viewer_id), lambda: db.session.get(Person, viewer_id))
    about_me: ColumnElement[bool] = and_(Nomination.nominee_id.is_not(None), Nomination.nominee_id == viewer_id)
    if me is not None:
        firsts = [name for name in {me.first_name, me.known_as} if name]
        named = or_(*(search.holds(search.words_of(f"{each} {me.surname}"), Nomination.nominee_words)
                      for each in firsts))  # fmt: skip
        about_me = or_(about_me, and_(Nomination.nominee_id.is_(None), Nomination.team_id.is_(None), named))
    return not_(about_me)


def standing(row: Nomination, at: datetime) -> Standing:
    """What the rules about a nomination look at."""
    of = row.category.round
    takes = takes_nominations(of.stage, of.closes_at, of.extended_to, at)
    return Standing(row.state, row.submitted_at is not None, of.stage, takes)


def _in_round() -> Select[Nomination]:
    around = contains_eager(Nomination.category).contains_eager(AwardCategory.round)
    return select(Nomination).join(Nomination.category).join(AwardCategory.round).options(around)


def _whole() -> Select[Nomination]:
    return _in_round().options(*WITH_ALL)


def _waiting(*which: ColumnElement[bool]) -> Select[Nomination]:
    """Mostly there are none: whom they mean is read where there are, as joining six tables takes longer to plan."""
    people = (selectinload(each) for each in (Nomination.nominee, Nomination.team, Nomination.nominator))
    return _in_round().options(*people).where(*which).order_by(Nomination.id)


def one(nomination_id: int, *which: ColumnElement[bool]) -> Nomination:
    """A nomination with everything around it, where it is one of these; else NotThere."""
    rows = _whole().where(Nomination.id == nomination_id, *which).options(selectinload(Nomination.answers))
    found = db.session.scalar(rows.execution_options(populate_existing=True))
    if found is None:
        raise NotThere
    return found


def own(nomination_id: int, viewer_id: int) -> Nomination:
    """One that this person made."""
    return one(nomination_id, Nomination.nominator_id == viewer_id)


def for_od(round_id: int, nomination_id: int, viewer_id: int) -> Nomination:
    """One that was sent in this round, for somebody who runs it and is not its nominee."""
    sent = Nomination.submitted_at.is_not(None)
    return one(nomination_id, AwardRound.id == round_id, sent, visible_to_od(viewer_id))


def to_second(nomination_id: int, viewer_id: int) -> Nomination:
    """One that this person is asked to second."""
    asked = Nomination.seconding.has(Seconding.person_id == viewer_id)
    return one(nomination_id, asked, SENT, Nomination.submitted_at.is_not(None))


def to_view(nomination_id: int, viewer_id: int) -> tuple[Nomination, ManagerView]:
    """One that this person is asked about as the nominee's manager, and what they said."""
    asked = db.session.get(ManagerView, (nomination_id, viewer_id))
    if asked is None:
        raise NotThere
    return one(nomination_id, SENT, AwardRound.stage.in_(BEFORE_DECIDED)), asked


def own_page(viewer_id: int, number: int) -> Page[Nomination]:
    """What somebody has nominated, the newest first."""
    rows = _whole().where(Nomination.nominator_id == viewer_id)
    return cut(rows.order_by(Nomination.made_at.desc(), Nomination.id.desc()), number, 10)


def asked_to_second(viewer_id: int) -> Sequence[Nomination]:
    """Those that wait for this person's word, while nominations are taken."""
    return db.session.scalars(_to_second(), {"person": viewer_id}).all()


@cache
def _to_second() -> Select[Nomination]:
    waiting = Nomination.seconding.has(and_(Seconding.person_id == bindparam("person"), Seconding.agreed.is_(None)))
    taken = AwardRound.stage == RoundStage.OPEN
    return _waiting(waiting, SENT, Nomination.submitted_at.is_not(None), taken).limit(20)


def asked_for_a_view(viewer_id: int) -> Sequence[Nomination]:
    """Those that this person is asked about as a manager and has not answered."""
    return db.session.scalars(_to_view(), {"person": viewer_id}).all()


@cache
def _to_view() -> Select[Nomination]:
    asked = select(ManagerView.nomination_id).where(
        ManagerView.person_id == bindparam("person"), ManagerView.answered_at.is_(None)
    )
    return _waiting(Nomination.id.in_(asked), SENT, AwardRound.stage.in_(BEFORE_DECIDED)).limit(20)


def drafts_open(viewer_id: int) -> Sequence[Nomination]:
    """One's own drafts in rounds that are open."""
    return db.session.scalars(_drafts_open(), {"person": viewer_id}).all()


@cache
def _drafts_open() -> Select[Nomination]:
    mine = and_(Nomination.nominator_id == bindparam("person"), Nomination.state == NominationState.DRAFT)
    return _waiting(mine, Nomination.submitted_at.is_(None), AwardRound.stage == RoundStage.OPEN).limit(10)


def by_once(once: str, nominator_id: int) -> Nomination | None:
    """What this form has made already."""
    rows = select(Nomination).where(Nomination.once == once, Nomination.nominator_id == nominator_id)
    return db.session.scalar(rows)


def wanted(category: AwardCategory, nominator_id: int, nominee: tuple[int | None, int | None], but: int = 0) -> Wanted:
    """What the category asks for, and what this person has nominated in it besides nomination `but`."""
    mine = (
        (Nomination.category_id == category.id)
        & (Nomination.nominator_id == nominator_id)
        & Nomination.state.not_in(ENDED)
        & (Nomination.id != but)
    )
    rows = db.session.execute(select(Nomination.nominee_id, Nomination.team_id).where(mine)).all()
    return Wanted(category.nominees, category.most_each, len(rows), any(tuple(row) == nominee for row in rows))


def drafters(round_id: int) -> Sequence[Person]:
    """Who has a draft in this round that was not sent, each once."""
    mine = (
        select(Nomination.nominator_id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .where(AwardCategory.round_id == round_id, Nomination.state == NominationState.DRAFT)
    )
    return db.session.scalars(select(Person).where(Person.id.in_(mine)).order_by(Person.id)).all()
