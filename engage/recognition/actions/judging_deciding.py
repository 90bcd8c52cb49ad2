"""Deciding a category in a stage: who is shortlisted, who wins; each decision is kept."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.models import AwardRound, Nomination, StageDecision
from engage.recognition.queries import judging_scores as queries
from engage.recognition.rules.judging_deciding import CHOICES, Needs, needs_reason
from engage.recognition.rules.judging_panel import is_on
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import Outcome

WHY = {
    Needs.TOO_CLOSE: "some entries are too close to call",
    Needs.DEPARTS: "it departs from the order of the calibrated scores",
    Needs.PLACES: "it gives more places than the category has, or none at all",
    Needs.NOT_COMPARED: "the scores of this category cannot be compared with one another",
}
CHANGED = "Somebody decided this category meanwhile, or you did in another tab. Nothing was saved: reload the page."


def decide(
    found: queries.Scores, chosen: Mapping[int, Outcome | None], reason: str, seen: int, by: int, at: datetime
) -> StageDecision:
    """Keep a decision beside those before it, and write the outcomes on the entries."""
    held = db.session.get_one(AwardRound, found.category.round_id, with_for_update=True, populate_existing=True)
    if not is_on(found.stage, held.stage):
        raise Conflict("The round has left this stage, so its decisions stay as they are.")
    if queries.newest_decision(found.category.id, found.stage) != seen:
        raise Conflict(CHANGED)
    ids = {each.id for each in found.figures.entries}
    if chosen.keys() != ids or not set(chosen.values()) <= set(CHOICES[found.stage]):
        raise Invalid("Choose an outcome for each entry.")
    needs = needs_reason(found.figures, found.stage, chosen, queries.places(found.category, found.stage))
    if needs and not reason:
        raise Invalid(f"Give the reason for this decision: {' and '.join(WHY[each] for each in sorted(needs))}.")
    outcomes = {str(entry): chosen[entry] for entry in sorted(chosen)}
    row = StageDecision(
        category_id=found.category.id, stage=found.stage, too_close=bool(found.figures.too_close), reason=reason,
        outcomes=json.dumps(outcomes, separators=(",", ":")), decided_at=at, decided_by_id=by,
    )  # fmt: skip
    db.session.add(row)
    _write(found, chosen)
    db.session.flush()
    audit.record("decide", "award-category", found.category.id, stage=str(found.stage), decision=row.id)
    return row


def _write(found: queries.Scores, chosen: Mapping[int, Outcome | None]) -> None:
    """In the final whoever gets nothing stays what the shortlist made of them."""
    nothing = Outcome.SHORTLISTED if found.stage == JudgingStage.FINAL and _has_shortlist(found) else None
    for entry in db.session.scalars(select(Nomination).where(Nomination.id.in_(chosen)).order_by(Nomination.id)):
        entry.outcome = chosen[entry.id] or nothing


def _has_shortlist(found: queries.Scores) -> bool:
    rows = select(StageDecision.id).where(
        StageDecision.category_id == found.category.id, StageDecision.stage == JudgingStage.SHORTLIST
    )
    return db.session.scalar(rows.limit(1)) is not None
