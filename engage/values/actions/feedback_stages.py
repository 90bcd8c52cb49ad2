"""The lock, the stage and the version that every act on a feedback round obeys."""

from engage.core.db import db, flush_or
from engage.core.errors import Conflict, NotThere
from engage.values.models import FeedbackRound, FeedbackSubject
from engage.values.rules.feedback_round import NEXT, POSSIBLE, Stage

CHANGED_ELSEWHERE = (
    "This round was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: go back, reload the page and make your change again."
)
WHY_NOT = {
    "edit": "What is asked is fixed once people have begun to propose reviewers.",
    "propose": "The time to propose reviewers is over.",
    "answer": "This round takes no answers now.",
    "close": "Only a round that collects answers can be closed.",
    "share": "There are no reports in this round yet.",
}


def hold(found: FeedbackRound, act: str, shared: bool = False) -> None:
    """Lock the round's row, read it afresh, and refuse an act that its stage does not allow.

    `shared`: for acts of many people at once, which only must not happen while the stage changes.
    """
    db.session.refresh(found, with_for_update={"read": shared, "of": FeedbackRound})
    if found.stage not in POSSIBLE[act]:
        raise Conflict(f"{WHY_NOT.get(act, 'That is not possible at this stage of the round.')} Nothing was changed.")


def expect(found: FeedbackRound, version: int) -> None:
    """Refuse where somebody else has changed it since the page was shown."""
    if found.version != version:
        raise Conflict(CHANGED_ELSEWHERE)


def move(found: FeedbackRound, then: Stage) -> None:
    """To the next stage, by the table."""
    if NEXT.get(Stage(found.stage)) != then:
        raise Conflict(f"A round that is {found.stage} cannot become {then}.")
    found.stage = then


def flush() -> None:
    """Write; another writer's version in between is a conflict a person can read."""
    flush_or(Conflict(CHANGED_ELSEWHERE))


def lock(round_id: int, person_id: int) -> FeedbackSubject:
    """Somebody's place in a round, locked and read afresh."""
    key = (round_id, person_id)
    found = db.session.get(FeedbackSubject, key, with_for_update={"of": FeedbackSubject}, populate_existing=True)
    if found is None:
        raise NotThere("That person is not in this round.")
    return found
