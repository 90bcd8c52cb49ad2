"""What is shared with union representatives, as they read it."""

from flask import Response, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.champions.queries import quiet_shared as queries
from engage.champions.rules import quiet_shared as rules
from engage.champions.views import bp
from engage.core import files
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.core.links import Link


@bp.get("/networks/shared")
@signed_in
def shared() -> Response:
    """The list, for people appointed to a network of union representatives; to everybody else it is not there."""
    me = current_person()
    if not queries.represents(me.id):
        raise NotThere
    found = queries.shared(me.id, request.args.get("page", 1, type=int))
    return page("champions/quiet/shared.html", fragment="champions/quiet/_shared_list.html", found=found,
                months=rules.MONTHS_KEPT)  # fmt: skip


@bp.get("/networks/shared/<int:item_id>")
@signed_in
def shared_item(item_id: int) -> Response:
    """One item, for whoever it is shared with."""
    row = queries.seen(item_id, current_person().id)
    return page("champions/quiet/shared_item.html", row=row, files=files.on(queries.ON, row.id))


def link(item_id: int) -> Link | None:
    """An item, and so its files, for exactly those who may see it."""
    row, me = queries.maybe(item_id), current_person()
    if row is None:
        return None
    if me.may(Permission.NETWORKS_MANAGE):
        return Link(url_for("champions.shared_manage_item", item_id=item_id), row.title, True)
    return Link(url_for("champions.shared_item", item_id=item_id), row.title, queries.may_see(item_id, me.id))
