"""What must be true of actions."""

from engage.core.checks import Check, rows
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.rules import State

KINDS = {
    "action": ActionItem.id, "action-update": ActionUpdate.id, "action-confirmation": ActionConfirmation.id,
}  # fmt: skip
REFERENCES = ((ActionItem.source_kind, ActionItem.source_id),)
LED = (State.AGREED, State.UNDER_WAY, State.SAID_DONE)

CHECKS = (
    # An action keeps no lead officer when theirs left: it is on the desk then, and worth a look here.
    Check("actions that are promised have a lead officer",
          rows(ActionItem, ActionItem.state.in_(LED), ActionItem.lead_id.is_(None)), grave=False),
)  # fmt: skip
