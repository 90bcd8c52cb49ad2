"""A recruitment round as other features refer to it."""

from flask import url_for

from engage.access import Permission, current_person
from engage.champions.queries import recruiting as queries
from engage.champions.rules.recruiting import SEEN
from engage.core.links import Link


def link(round_id: int) -> Link | None:
    """A round, for all staff once it is open; a draft for the OD team."""
    row = queries.round_or_none(round_id)
    if row is None:
        return None
    may_see = row.state in SEEN or current_person().may(Permission.NETWORKS_MANAGE)
    return Link(url_for("champions.recruiting_round", round_id=row.id), row.title, may_see)
