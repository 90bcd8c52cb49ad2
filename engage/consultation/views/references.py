"""Consultations as other features refer to them, and their entries as whoever decides about reports sees them."""

from flask import url_for

from engage.access import Permission, current_person
from engage.consultation import queries
from engage.consultation.actions import forgetting
from engage.consultation.queries import manage
from engage.core import clock
from engage.core.asked import Asked
from engage.core.errors import NotThere
from engage.core.links import Link
from engage.core.moderation import Excerpt, Moderated


def link(consultation_id: int) -> Link | None:
    """A consultation for whoever is asked or runs it."""
    row = queries.consultation(consultation_id)
    if row is None:
        return None
    address = url_for("consultation.show", consultation_id=consultation_id)
    if current_person().may(Permission.CONSULTATIONS_MANAGE):
        return Link(url_for("consultation.manage_one", consultation_id=consultation_id), row.title, True)
    return Link(address, row.title, _may_see(consultation_id))


def asked(network_id: int) -> Asked:
    """How many open consultations ask a network by name, all of them or a slice of it."""
    return Asked(
        manage.open_for_network(network_id),
        url_for("consultation.manage"),
        url_for("consultation.new", network=network_id),
    )


def _may_see(consultation_id: int) -> bool:
    try:
        queries.seen(consultation_id, current_person())
    except NotThere:
        return False
    return True


def _excerpt(entry_id: int) -> Excerpt | None:
    entry = queries.any_entry(entry_id)
    if entry is None:
        return None
    row = manage.consultation(entry.consultation_id)
    what = "Comment on a statement" if entry.statement_id else "Entry on a board"
    if entry.statement_id:
        address = url_for("consultation.statement", consultation_id=row.id, statement_id=entry.statement_id)
    else:
        address = url_for("consultation.board", consultation_id=row.id)
    return Excerpt(entry.text, f"{what}: {row.title}", address, entry.hidden_at is not None)


def _visible(entry_id: int) -> bool:
    entry = queries.any_entry(entry_id)
    return entry is not None and entry.hidden_at is None and _may_see(entry.consultation_id)


MODERATED = Moderated(
    excerpt=_excerpt,
    visible=_visible,
    hide=lambda entry_id: forgetting.hide(entry_id, clock.now()),
    restore=lambda entry_id: forgetting.hide(entry_id, None),
)
