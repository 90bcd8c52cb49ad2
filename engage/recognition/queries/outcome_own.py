"""What is held about one person from the outcomes of awards, for their own copy: announced things alone."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.money import pounds
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.recognition.models import AwardRound, LongService, Nomination, PastWinner, PrintBatch, Prize
from engage.recognition.rules.outcome import DAYS_PRINTED, WORDS, Batch
from engage.recognition.rules.outcome_wording import KINDS
from engage.recognition.rules.rounds import RoundStage

WON = "So that everybody can read who won. Kept for good, and deleted when you ask the OD team for it."
GOT = (
    "So that payroll knows its value, and the council can say what awards cost. It is no longer tied to you once the "
    "nomination is deleted."
)
SERVED = "So that each milestone is marked once, and you are thanked for it. Kept for good."
PRINTED = f"So that you can fetch what you had printed. Deleted after {DAYS_PRINTED} days."


WINS = select(PastWinner).where(PastWinner.person_id == WHO).order_by(PastWinner.id)
PRIZES = (
    select(Prize, AwardRound.title)
    .join(Nomination, Nomination.id == Prize.nomination_id)
    .join(AwardRound, AwardRound.id == Prize.round_id)
    .where(Nomination.nominee_id == WHO, AwardRound.stage == RoundStage.ANNOUNCED)
    .order_by(Prize.id)
)
MILESTONES = select(LongService).where(LongService.person_id == WHO).order_by(LongService.years)
BATCHES = select(PrintBatch).where(PrintBatch.made_by_id == WHO).order_by(PrintBatch.id)


def held(person_id: int) -> Sequence[Held]:
    """Wins, prizes, milestones, and what they had printed: four statements."""
    return (
        Held("Awards that you won", WON, [
            {"awards": row.round_title, "category": row.category, "outcome": WORDS[row.outcome], "name": row.name,
             "team": row.unit, "citation": row.citation}
            for row in each_of(WINS, person_id)
        ]),
        Held("Prizes that you were given", GOT, [
            {"awards": title, "what": row.what, "value": pounds(row.pence), "paid by": row.paid_by,
             "given on": row.given_on.isoformat() if row.given_on else None}
            for row, title in rows_of(PRIZES, person_id)
        ]),
        Held("Long service", SERVED, [
            {"years": row.years, "reached on": row.reached_on.isoformat(), "marked on": row.marked_on.isoformat()}
            for row in each_of(MILESTONES, person_id)
        ]),
        Held("Letters and certificates that you had printed", PRINTED, [
            {"what": KINDS[Batch(row.kind)][0], "asked for": row.asked_at.isoformat()}
            for row in each_of(BATCHES, person_id)
        ]),
    )  # fmt: skip
