"""What goes after its time: whole actions, and names before that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from engage.core import audit, moderation
from engage.core.db import db
from engage.followup.actions.keeping import ON, erase
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate


def unname(ids: Sequence[int], at: datetime) -> None:
    """Take the names from actions that ended, and what champions said of them."""
    for row in _locked(ids):
        row.lead_id = None
        for model in (ActionUpdate, ActionCarried):
            db.session.execute(update(model).where(model.action_id == row.id).values(by_id=None))
        _forget_reports(row.id, ActionConfirmation, "action-confirmation")
        db.session.execute(delete(ActionConfirmation).where(ActionConfirmation.action_id == row.id))
        db.session.flush()
        audit.record("forget names", ON, row.id)


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete actions with everything."""
    for row in _locked(ids):
        _forget_reports(row.id, ActionUpdate, "action-update")
        _forget_reports(row.id, ActionConfirmation, "action-confirmation")
        erase(row)


def _locked(ids: Sequence[int]) -> Sequence[ActionItem]:
    """Those of them that are still there, held until this transaction ends."""
    rows = select(ActionItem).where(ActionItem.id.in_(ids)).order_by(ActionItem.id)
    return db.session.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()


def _forget_reports(action_id: int, model: type[ActionUpdate] | type[ActionConfirmation], kind: str) -> None:
    for number in db.session.scalars(select(model.id).where(model.action_id == action_id).order_by(model.id)):
        moderation.gone(kind, number)
