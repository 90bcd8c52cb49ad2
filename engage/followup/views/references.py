"""Actions as others refer to them, what they refer to, and their words as whoever decides about reports sees them."""

from flask import url_for

from engage.access import current_person
from engage.core.errors import NotThere
from engage.core.links import Link, Resolver, resolve
from engage.core.moderation import Excerpt, Moderated
from engage.followup.actions import standing as actions
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.queries import shown
from engage.followup.rules import SOURCES, may_see


def link(action_id: int) -> Link | None:
    """An action, for exactly those who may see it."""
    row = shown.action(action_id)
    if row is None:
        return None
    me = current_person()
    return Link(_address(action_id), row.title, may_see(row.standing, me.id, shown.keeps(me)))


LINKS: dict[str, Resolver] = {"action": link}
REFERS: frozenset[str] = frozenset(SOURCES)


def source(row: ActionItem) -> Link | None:
    """Where an action comes from, where its reader may see that."""
    return resolve(row.source_kind, row.source_id) if row.source_id is not None else None


def _address(action_id: int) -> str:
    return url_for("followup.show", action_id=action_id)


def _sees_action(action_id: int) -> bool:
    try:
        shown.seen(action_id, current_person())
    except NotThere:
        return False
    return True


def _update(number: int) -> Excerpt | None:
    row = shown.update(number)
    return Excerpt(row.words, "Update of an action", _address(row.action_id), row.hidden) if row else None


def _confirmation(number: int) -> Excerpt | None:
    row = shown.confirmation(number)
    if row is None:
        return None
    return Excerpt(row.words, "What a champion says of an action", _address(row.action_id), row.hidden)


def _update_visible(number: int) -> bool:
    row = shown.update(number)
    return row is not None and not row.hidden and _sees_action(row.action_id)


def _confirmation_visible(number: int) -> bool:
    row = shown.confirmation(number)
    return row is not None and not row.hidden and _sees_action(row.action_id)


MODERATED = {
    "action-update": Moderated(
        excerpt=_update,
        visible=_update_visible,
        hide=lambda number: actions.hide(ActionUpdate, number, True),
        restore=lambda number: actions.hide(ActionUpdate, number, False),
    ),
    "action-confirmation": Moderated(
        excerpt=_confirmation,
        visible=_confirmation_visible,
        hide=lambda number: actions.hide(ActionConfirmation, number, True),
        restore=lambda number: actions.hide(ActionConfirmation, number, False),
    ),
}
