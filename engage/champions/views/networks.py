"""The networks and their pages, as all staff read them."""

from flask import Response, request

from engage.access import Permission, current_person, signed_in
from engage.champions.queries import networks as queries
from engage.champions.rules.networks import KIND_NAMES
from engage.champions.views import bp
from engage.champions.views.quiet import staff_part
from engage.core import asked
from engage.core.htmx import page
from engage.directory.rules.networks import APPOINTED, NetworkKind


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
    return page(
        "champions/networks/show.html",
        row=row,
        part=staff_part(row, request.args.get("page", 1, type=int)) if staff else None,
        asked=asked.of_network(row.id) if row.kind in APPOINTED and me.may(Permission.NETWORKS_MANAGE) else (),
        kind=KIND_NAMES[row.kind],
        count=None if staff else queries.counts().get(row.id, 0),
        coordinators=[] if staff else [each for each in queries.coordinators(row.id) if each.named],
        manages=me.may(Permission.NETWORKS_MANAGE),
    )
