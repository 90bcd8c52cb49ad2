"""The life of a round up to the close: opened, closed, extended, reopened."""

from datetime import datetime, timedelta

from sqlalchemy import update

from engage.core import audit, mail
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.actions.rounds import KIND, hold
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.queries import nominations
from engage.recognition.queries import rounds as queries
from engage.recognition.queries.nominations_checking import lacking_seconder
from engage.recognition.rules.rounds import NominationState, RoundStage, closing, may_extend, may_go
from engage.recognition.rules.rounds_ready import lacks

ONLY_DRAFT = "Only a draft can be opened. Nothing was changed."
ONLY_OPEN = "Only an open round can be closed. Nothing was changed."
LATER = "Choose a time that is later than the close that was set, and later than now."


def _go(row: AwardRound, then: RoundStage) -> None:
    if not may_go(row.stage, then):
        raise Conflict(f"A round that is {row.stage} cannot become {then}. Nothing was changed.")
    row.stage = then


def open_round(row: AwardRound, at: datetime) -> None:
    """Draft to open: staff see it and nominate; categories, criteria and rules are fixed."""
    hold(row, None, frozenset({RoundStage.DRAFT}), ONLY_DRAFT)
    if lacks(queries.as_draft(row), at):
        raise Conflict("Something is still missing: look at “Ready to open?”. Nothing was changed.")
    _go(row, RoundStage.OPEN)
    row.opens_at = min(row.opens_at or at, at)
    db.session.flush()
    audit.record("open", KIND, row.id, categories=len(row.categories))


def close_round(row: AwardRound, at: datetime) -> None:
    """Open to closed; what nobody agreed to second waits for the OD team."""
    hold(row, None, frozenset({RoundStage.OPEN}), ONLY_OPEN)
    _go(row, RoundStage.CLOSED)
    if row.closes_at is None or at < row.closes_at:
        soonest = row.opens_at + timedelta(microseconds=1) if row.opens_at else at
        row.closes_at, row.extended_to = max(at, soonest), None
    elif row.extended_to is not None and at < row.extended_to:
        row.extended_to = at if at > row.closes_at else None
    if row.seconded:
        waits = {"state": NominationState.DRAFT, "version": Nomination.version + 1}
        db.session.execute(
            update(Nomination).where(lacking_seconder(row.id)).values(waits),
            execution_options={"synchronize_session": False},
        )
    db.session.flush()
    audit.record("close", KIND, row.id)


def extend(row: AwardRound, version: int, to: datetime | None, at: datetime) -> int:
    """A later close, of a closed round too, which opens it again; answers how many with a draft were written to."""
    why = "Only an open or closed round can be extended. Nothing was changed."
    hold(row, version, frozenset({RoundStage.OPEN, RoundStage.CLOSED}), why)
    if to is None or not may_extend(row.stage, closing(row.closes_at, row.extended_to), to, at):
        raise Invalid(LATER)
    was = row.stage
    if was == RoundStage.CLOSED:
        _go(row, RoundStage.OPEN)
    row.extended_to = to
    db.session.flush()
    audit.record("extend" if was == RoundStage.OPEN else "reopen", KIND, row.id)
    told = [each for each in nominations.drafters(row.id) if each.email]
    for each in told:
        mail.send(
            each.email or "", f"{row.title}: nominations stay open longer", "award_extended.txt", useless_at=to,
            name=each.known_as or each.first_name, round=row, until=to,
        )  # fmt: skip
    return len(told)
