"""Prizes and costs of award rounds, and what they add up to."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, func, or_, select, true

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.recognition.models import AwardRound, Nomination, Prize, RoundCost
from engage.recognition.queries.outcome_visible import seen
from engage.recognition.rules.outcome import Spent, Sum, summed, year_of
from engage.recognition.rules.rounds import RoundStage


def prizes(round_id: int, viewer_id: int | None) -> Sequence[Prize]:
    """The prizes of a round; with a viewer, without those of that person's own entry."""
    rows = (
        select(Prize)
        .outerjoin(Nomination, Nomination.id == Prize.nomination_id)
        .where(Prize.round_id == round_id, or_(Prize.nomination_id.is_(None), seen(viewer_id)))
        .order_by(Prize.id)
    )
    return db.session.scalars(rows).all()


def prize(round_id: int, prize_id: int, viewer_id: int | None) -> Prize:
    """One of them, or NotThere."""
    found = next((each for each in prizes(round_id, viewer_id) if each.id == prize_id), None)
    if found is None:
        raise NotThere("That prize is not there, or no longer.")
    return found


def costs(round_id: int) -> Sequence[RoundCost]:
    """What a round cost besides its prizes."""
    return db.session.scalars(select(RoundCost).where(RoundCost.round_id == round_id).order_by(RoundCost.id)).all()


def cost(round_id: int, cost_id: int) -> RoundCost:
    """One of them, or NotThere."""
    row = db.session.get(RoundCost, cost_id)
    if row is None or row.round_id != round_id:
        raise NotThere("That cost is not there, or no longer.")
    return row


def sums() -> Sequence[Sum]:
    """Every round with what it cost, the newest year first; prizes count once their round is announced.

    Two statements, which add up in the database.
    """
    announced = AwardRound.stage == RoundStage.ANNOUNCED
    return summed([*_added(Prize, announced), *_added(RoundCost, true())])


def _added(paid: type[Prize] | type[RoundCost], where: ColumnElement[bool]) -> Iterator[Spent]:
    rows = (
        select(AwardRound, paid.sponsored, func.sum(paid.pence))
        .join(paid, paid.round_id == AwardRound.id)
        .where(where)
        .group_by(AwardRound.id, paid.sponsored)
        .order_by(AwardRound.id)
    )
    for row, sponsored, pence in db.session.execute(rows):
        when = clock.local(row.announces_at or row.closes_at or row.created_at).date()
        yield Spent(year_of(row.ceremony_on, when), row.title, int(pence), sponsored)
