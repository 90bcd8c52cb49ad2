"""Prizes of winners, and what a round cost."""

from dataclasses import dataclass
from datetime import date

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.recognition.actions.outcome import KIND, hold
from engage.recognition.models import AwardRound, Prize, RoundCost
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_costs
from engage.recognition.rules.outcome import MOST_LINES


@dataclass(frozen=True)
class Paid:
    """What was bought, what it is worth, and who pays."""

    what: str
    pence: int
    paid_by: str
    sponsored: bool
    given_on: date | None = None


def give_prize(row: AwardRound, nomination_id: int, paid: Paid, viewer_id: int) -> Prize:
    """A prize for a winner or somebody highly commended."""
    hold(row)
    queries.entry(row.id, nomination_id, queries.shown_to(row, viewer_id))
    held = outcome_costs.prizes(row.id, None)
    if len(held) >= MOST_LINES:
        raise Invalid(f"An award round can have {MOST_LINES} prizes.")
    made = Prize(
        round_id=row.id, nomination_id=nomination_id, what=paid.what, pence=paid.pence, paid_by=paid.paid_by,
        sponsored=paid.sponsored, given_on=paid.given_on,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record("give prize", KIND, row.id)
    return made


def drop_prize(row: AwardRound, prize_id: int, viewer_id: int) -> None:
    """One that was entered by mistake."""
    hold(row)
    db.session.delete(outcome_costs.prize(row.id, prize_id, queries.shown_to(row, viewer_id)))
    db.session.flush()
    audit.record("delete prize", KIND, row.id)


def add_cost(row: AwardRound, paid: Paid) -> RoundCost:
    """One cost of the round or its ceremony."""
    hold(row)
    if len(outcome_costs.costs(row.id)) >= MOST_LINES:
        raise Invalid(f"An award round can have {MOST_LINES} costs.")
    made = RoundCost(
        round_id=row.id, what=paid.what, pence=paid.pence, sponsored=paid.sponsored, paid_by=paid.paid_by
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record("add cost", KIND, row.id, pence=paid.pence)
    return made


def drop_cost(row: AwardRound, cost_id: int) -> None:
    """One that was entered by mistake."""
    hold(row)
    db.session.delete(outcome_costs.cost(row.id, cost_id))
    db.session.flush()
    audit.record("delete cost", KIND, row.id)
