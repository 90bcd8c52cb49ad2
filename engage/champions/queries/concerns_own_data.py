"""What concerns hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from engage.champions.models import Concern, ConcernCase
from engage.champions.queries.concerns import is_theirs
from engage.champions.rules.concerns import MONTHS_NAMED, MONTHS_WORDS, STATES, state_of
from engage.core.formatting import day
from engage.core.own_data import WHO, Held, each_of

PASSED_ON = (
    "So that the OD team can answer, and you can tell colleagues. Your name goes from it "
    f"{MONTHS_NAMED} months after the answer, its words {MONTHS_WORDS} months after it was told. "
    "Nothing says who told you."
)
LED = f"So that somebody finds the answer. Your name goes with the words, {MONTHS_WORDS} months after they were told."


THEIRS = (
    select(Concern)
    .where(is_theirs(WHO))
    .options(joinedload(Concern.case), joinedload(Concern.unit))
    .order_by(Concern.id)
)
CASES = select(ConcernCase).where(ConcernCase.lead_id == WHO).order_by(ConcernCase.id)


def held(person_id: int) -> Sequence[Held]:
    """What they passed on or took over, and what they lead: two statements."""
    return (
        Held("Concerns that you passed on or took over", PASSED_ON, [
            {"title": row.title, "words": row.words, "service": row.unit.name, "how many said so": row.said_by,
             "passed on": day(row.passed_on),
             "passed on by": "you" if row.author_id == person_id else "somebody before you",
             "where it stands": STATES[state_of(row.case.state, row.told_on)], "answer": row.case.answer or None,
             "told": day(row.told_on) or None}
            for row in each_of(THEIRS, person_id)
        ], others=("words",), private=True),
        Held("Concerns that you lead", LED, [
            {"title": row.title, "what you proposed": row.proposal or None, "answer by": day(row.due_on),
             "answer": row.answer or None}
            for row in each_of(CASES, person_id)
        ], private=True),
    )  # fmt: skip
