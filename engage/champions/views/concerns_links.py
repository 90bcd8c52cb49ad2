"""Concerns as other features refer to them, by the number of one that a champion passed on."""

from flask import url_for

from engage.access import Permission, current_person
from engage.champions.queries import concerns as queries
from engage.core.links import Link

GONE = "A concern whose words are deleted"


def concern(concern_id: int) -> Link | None:
    """For its champion, for the OD team, for its lead officer; for others once its answer is shown to all staff."""
    row, me = queries.concern(concern_id), current_person()
    if row is None:
        return None
    if me.id in (row.author_id, row.teller_id):
        return Link(url_for("champions.concern", concern_id=row.id), row.title or GONE, True)
    if me.may(Permission.CONCERNS_ANSWER):
        return Link(url_for("champions.concern_manage", case_id=row.case_id), row.case.title or GONE, True)
    if row.case.lead_id == me.id:
        return Link(url_for("champions.concern_led", case_id=row.case_id), row.case.title or GONE, True)
    address = url_for("champions.concern_answered", case_id=row.case_id)
    return Link(address, row.case.published_title, row.case.published_at is not None)
