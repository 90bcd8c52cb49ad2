"""What actions hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.core.formatting import day, moment
from engage.core.own_data import Held
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.rules import MONTHS_KEPT, MONTHS_NAMED, State, in_words

LED = (
    "So that staff know who answers for an action. All staff see your name. Kept until somebody else leads it, or "
    f"{MONTHS_NAMED} months after it ended."
)
WROTE = f"So that staff can follow an action. Your name goes from it {MONTHS_NAMED} months after the action ended; " \
        f"the words go with the action, {MONTHS_KEPT} months after it ended."  # fmt: skip
SAID = f"So that staff know whether services see it. Deleted {MONTHS_NAMED} months after the action ended."


def held(person_id: int) -> Sequence[Held]:
    """What they lead, wrote and said as a champion: three statements."""
    led = select(ActionItem).where(ActionItem.lead_id == person_id).order_by(ActionItem.id)
    titled = select(ActionUpdate, ActionItem.title).join(ActionItem, ActionItem.id == ActionUpdate.action_id)
    wrote = titled.where(ActionUpdate.by_id == person_id).order_by(ActionUpdate.id)
    said = (
        select(ActionConfirmation, ActionItem.title)
        .join(ActionItem, ActionItem.id == ActionConfirmation.action_id)
        .where(ActionConfirmation.person_id == person_id)
        .order_by(ActionConfirmation.id)
    )
    return (
        Held("Actions that you lead", LED, [
            {"action": row.title, "done by": day(row.due_on), "where it stands": in_words(State(row.state),
             row.closed_how)}
            for row in db.session.scalars(led)
        ]),
        Held("What you wrote about actions", WROTE, [
            {"action": title, "when": moment(row.at), "what you wrote": row.words, "evidence": row.evidence or None}
            for row, title in db.session.execute(wrote)
        ], others=("what you wrote",)),
        Held("What you said of actions as a champion", SAID, [
            {"action": title, "do you see it": "yes" if row.sees else "not yet", "in a sentence": row.words or None,
             "when": day(row.on)}
            for row, title in db.session.execute(said)
        ], others=("in a sentence",)),
    )  # fmt: skip
