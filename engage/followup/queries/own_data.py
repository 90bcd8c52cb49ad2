"""What actions hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import day, moment
from engage.core.own_data import WHO, Held, rows_of
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.rules import MONTHS_KEPT, MONTHS_NAMED, State, in_words

LED = (
    "So that staff know who answers for an action. All staff see your name. Kept until somebody else leads it, or "
    f"{MONTHS_NAMED} months after it ended."
)
WROTE = f"So that staff can follow an action. Your name goes from it {MONTHS_NAMED} months after the action ended; " \
        f"the words go with the action, {MONTHS_KEPT} months after it ended."  # fmt: skip
SAID = f"So that staff know whether services see it. Deleted {MONTHS_NAMED} months after the action ended."


ITEMS = (
    select(ActionItem.title, ActionItem.due_on, ActionItem.state, ActionItem.closed_how)
    .where(ActionItem.lead_id == WHO)
    .order_by(ActionItem.id)
)
UPDATES = (
    select(ActionItem.title, ActionUpdate.at, ActionUpdate.words, ActionUpdate.evidence)
    .join(ActionUpdate, ActionUpdate.action_id == ActionItem.id)
    .where(ActionUpdate.by_id == WHO)
    .order_by(ActionUpdate.id)
)
CONFIRMED = (
    select(ActionItem.title, ActionConfirmation.sees, ActionConfirmation.words, ActionConfirmation.on)
    .join(ActionConfirmation, ActionConfirmation.action_id == ActionItem.id)
    .where(ActionConfirmation.person_id == WHO)
    .order_by(ActionConfirmation.id)
)


def held(person_id: int) -> Sequence[Held]:
    """What they lead, wrote and said as a champion: three statements."""
    return (
        Held("Actions that you lead", LED, [
            {"action": title, "done by": day(due), "where it stands": in_words(State(state), closed_how)}
            for title, due, state, closed_how in rows_of(ITEMS, person_id)
        ]),
        Held("What you wrote about actions", WROTE, [
            {"action": title, "when": moment(at), "what you wrote": words, "evidence": evidence or None}
            for title, at, words, evidence in rows_of(UPDATES, person_id)
        ], others=("what you wrote",)),
        Held("What you said of actions as a champion", SAID, [
            {"action": title, "do you see it": "yes" if sees else "not yet", "in a sentence": words or None,
             "when": day(on)}
            for title, sees, words, on in rows_of(CONFIRMED, person_id)
        ], others=("in a sentence",)),
    )  # fmt: skip
