"""The networks and their pages, as all staff read them."""

from collections.abc import Callable
from typing import Any

from flask import Response

from engage.access import Permission, Viewer, current_person, signed_in
from engage.champions.queries import networks as queries
from engage.champions.rules.networks import KIND_NAMES
from engage.champions.views import bp
from engage.core.htmx import page
from engage.directory.models import Network
from engage.directory.rules.networks import APPOINTED, NetworkKind

# What joins a staff network's page: each answers what champions/_network_staff.html gets, where there is such a part.
STAFF_PARTS: list[Callable[[Network, Viewer], dict[str, Any]]] = []


@bp.get("/networks/")
@signed_in
def networks() -> Response:
    """The council's networks: those that appoint their people, and those that staff join themselves."""
    found = queries.shown()
    return page(
        "champions/networks/index.html",
        appointed=[row for row in found if row.kind in APPOINTED],
        joined=[row for row in found if row.kind not in APPOINTED],
        counts=queries.counts(),
        kinds=KIND_NAMES,
        manages=current_person().may(Permission.NETWORKS_MANAGE),
    )


@bp.get("/networks/<int:network_id>")
@signed_in
def network(network_id: int) -> Response:
    """One network; of a staff network nothing about its people but the coordinators who chose to be named."""
    me = current_person()
    row = queries.seen(network_id, me)
    staff = row.kind == NetworkKind.STAFF
    more = {name: value for part in STAFF_PARTS for name, value in part(row, me).items()} if staff else {}
    return page(
        "champions/networks/show.html",
        **more,
        row=row,
        staff=staff,
        kind=KIND_NAMES[row.kind],
        count=None if staff else queries.counts().get(row.id, 0),
        coordinators=[each for each in queries.coordinators(row.id) if each.named],
        manages=me.may(Permission.NETWORKS_MANAGE),
    )
