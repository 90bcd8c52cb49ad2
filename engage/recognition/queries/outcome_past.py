"""The roll of honour: winners of announced rounds, and of the years before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.core.search import holds, words_of
from engage.recognition.models import AwardRound, PastWinner
from engage.recognition.rules.outcome import SHOWN
from engage.recognition.rules.rounds import Outcome, RoundStage

A_PAGE = 24
_FIRST = case((PastWinner.outcome == Outcome.WINNER, 0), else_=1)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among past winners."""

    words: str = ""
    year: int | None = None
    scheme: str = ""


def announced(round_id: int) -> AwardRound:
    """A round that everybody knows the winners of, or NotThere."""
    row = db.session.get(AwardRound, round_id)
    if row is None or row.stage != RoundStage.ANNOUNCED:
        raise NotThere("There is no such page, or not yet.")
    return row


def of_round(round_id: int) -> Sequence[PastWinner]:
    """The winners of a round by category, then those highly commended."""
    rows = select(PastWinner).where(PastWinner.round_id == round_id, PastWinner.outcome.in_(SHOWN))
    return db.session.scalars(rows.order_by(PastWinner.position, PastWinner.category, _FIRST, PastWinner.id)).all()


def found(wanted: Wanted, number: int, size: int = A_PAGE) -> Page[PastWinner]:
    """A page of winners, the newest year first."""
    rows = select(PastWinner).order_by(
        PastWinner.year.desc(), PastWinner.scheme, PastWinner.position, PastWinner.category, _FIRST, PastWinner.id
    )
    words = words_of(wanted.words)
    if words:
        rows = rows.where(
            holds(words, PastWinner.name, PastWinner.unit, PastWinner.category, PastWinner.scheme, PastWinner.citation)
        )
    if wanted.year is not None:
        rows = rows.where(PastWinner.year == wanted.year)
    if wanted.scheme:
        rows = rows.where(PastWinner.scheme == wanted.scheme)
    return cut(rows, number, size)


def years() -> Sequence[int]:
    """Every year that has winners, the newest first."""
    return db.session.scalars(select(PastWinner.year).distinct().order_by(PastWinner.year.desc())).all()


def schemes() -> Sequence[str]:
    """Every scheme that has winners, by name."""
    return db.session.scalars(select(PastWinner.scheme).distinct().order_by(PastWinner.scheme)).all()


def one(winner_id: int) -> PastWinner:
    """One line, or NotThere."""
    row = db.session.get(PastWinner, winner_id)
    if row is None:
        raise NotThere("That line is not there, or no longer.")
    return row
