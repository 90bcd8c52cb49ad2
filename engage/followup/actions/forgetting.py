"""What goes after its time: first names, then the whole action."""

from sqlalchemy import delete, select, update

from engage.core import audit, moderation
from engage.core.db import db
from engage.followup.actions.keeping import ON, erase, locked
from engage.followup.models import ActionCarried, ActionConfirmation, ActionUpdate


def unname(action_id: int) -> None:
    """Take the names from an action that ended, and what champions said of it."""
    row = locked(action_id)
    row.lead_id = None
    for model in (ActionUpdate, ActionCarried):
        db.session.execute(update(model).where(model.action_id == action_id).values(by_id=None))
    _forget_reports(action_id, ActionConfirmation, "action-confirmation")
    db.session.execute(delete(ActionConfirmation).where(ActionConfirmation.action_id == action_id))
    db.session.flush()
    audit.record("forget names", ON, action_id)


def forget(action_id: int) -> None:
    """Delete an action with everything."""
    _forget_reports(action_id, ActionUpdate, "action-update")
    _forget_reports(action_id, ActionConfirmation, "action-confirmation")
    erase(locked(action_id))


def _forget_reports(action_id: int, model: type[ActionUpdate] | type[ActionConfirmation], kind: str) -> None:
    for number in db.session.scalars(select(model.id).where(model.action_id == action_id).order_by(model.id)):
        moderation.gone(kind, number)
