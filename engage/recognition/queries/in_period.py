"""Thanks on the wall and announced awards of a period, for reports: what all staff can read, counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select

from engage.core import clock
from engage.core.db import db
from engage.recognition.models import AwardRound, PastWinner, RecognitionYear, Thanks, ThanksReceiver
from engage.recognition.queries.thanks import on_the_wall
from engage.recognition.rules.recognised import Figures, Year, from_text
from engage.recognition.rules.rounds import Outcome, RoundStage
from engage.recognition.rules.thanks import Via


@dataclass(frozen=True)
class Given:
    """Thanks on the wall: how many, how many of them came on paper or by a poster, and how many got one."""

    thanks: int
    without_screen: int
    people: int


@dataclass(frozen=True)
class Announced:
    """An award round whose winners everybody knows."""

    round_id: int
    title: str
    winners: int
    commended: int


def thanks(first: date, last: date, units: Collection[int] | None = None) -> Given:
    """Those of a period; of some units those that somebody in them got: two statements."""
    on = _on_the_wall(first, last)
    got = ThanksReceiver.unit_id.in_(units) if units is not None else ThanksReceiver.id.is_not(None)
    own = select(ThanksReceiver.id).where(ThanksReceiver.thanks_id == Thanks.id, got).exists()
    given, paper = db.session.execute(
        select(func.count(Thanks.id), func.count(case((Thanks.via != Via.PAGE, 1)))).where(on, own)
    ).one()
    people = db.session.scalar(
        select(func.count(ThanksReceiver.person_id.distinct()))
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(on, got)
    )
    return Given(given, paper, people or 0)


def _on_the_wall(first: date, last: date) -> ColumnElement[bool]:
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    return and_(on_the_wall(), Thanks.given_at >= begins, Thanks.given_at < ends)


def announced(first: date, last: date) -> Sequence[Announced]:
    """Award rounds that were announced in a period, in that order: one statement."""
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    won, commended = (case((PastWinner.outcome == each, 1)) for each in (Outcome.WINNER, Outcome.HIGHLY_COMMENDED))
    rows = (
        select(AwardRound.id, AwardRound.title, func.count(won), func.count(commended))
        .outerjoin(PastWinner, PastWinner.round_id == AwardRound.id)
        .where(AwardRound.stage == RoundStage.ANNOUNCED)
        .where(AwardRound.announces_at >= begins, AwardRound.announces_at < ends)
        .group_by(AwardRound.id, AwardRound.title, AwardRound.announces_at)
        .order_by(AwardRound.announces_at, AwardRound.id)
    )
    return [Announced(*row) for row in db.session.execute(rows)]


def frozen_years(last: date) -> Sequence[tuple[Year, Figures]]:
    """The two newest frozen years of who gets recognised that were over by a day, the newest first: one statement."""
    rows = (
        select(RecognitionYear).where(RecognitionYear.frozen_at.is_not(None)).order_by(RecognitionYear.first_day.desc())
    )
    found = [(Year(each.first_day), from_text(each.document)) for each in db.session.scalars(rows)]
    return [(year, figures) for year, figures in found if year.last_day <= last][:2]
