"""Networks as other features refer to them."""

from flask import url_for

from engage.access import Permission, current_person
from engage.core.links import Link
from engage.directory.queries_networks import network as network_of


def link(network_id: int) -> Link | None:
    """A network, for everybody; one that is closed for whoever manages networks."""
    row = network_of(network_id)
    if row is None:
        return None
    may_see = row.closed_on is None or current_person().may(Permission.NETWORKS_MANAGE)
    return Link(url_for("champions.network", network_id=row.id), row.name, may_see)
