"""What stands on a staff network's page, joining and leaving it, and the networks of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import View, current_person, signed_in
from engage.champions.actions import quiet as actions
from engage.champions.queries import quiet as queries
from engage.champions.queries.quiet_shared import represents
from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Standing
from engage.champions.views import bp
from engage.core.htmx import go, page
from engage.core.paging import Page
from engage.directory.models import Network
from engage.directory.queries_networks import appointments_of
from engage.directory.rules.networks import NetworkKind


def unlogged(view: View) -> View:
    """No line in the log, and no time of it: whoever reads it beside a proxy's log could tell who it was."""
    view.__dict__["unlogged"] = True
    return view


@dataclass(frozen=True)
class StaffPart:
    """What a staff network's page shows one person; to all who have nothing to do with it the same."""

    network: Network
    standing: Standing
    may_ask: bool
    coordinators: queries.Coordinators
    names: Sequence[str]
    messages: Page[Any] | None


def staff_part(row: Network, number: int) -> StaffPart:
    """For templates/champions/_network_staff.html, on the network's page; page `number` of its messages."""
    me = current_person()
    standing, coordinators = queries.standing(row.id, me), queries.coordinators(row.id)
    reads = standing.inside or standing.coordinates
    return StaffPart(
        network=row,
        standing=standing,
        may_ask=rules.may_ask(standing, row.closed_on is not None, coordinators.number),
        coordinators=coordinators,
        names=queries.shown(row),
        messages=queries.messages(row.id, number) if reads else None,
    )


@bp.get("/networks/yours")
@signed_in
def quiet_yours() -> Response:
    """Every network that this person has to do with: nobody else's page shows the staff networks of them."""
    me = current_person()
    appointments = appointments_of(me.id)
    return page(
        "champions/quiet/yours.html",
        own=queries.own(me),
        appointments=appointments,
        aids=any(each.network.kind == NetworkKind.FIRST_AIDERS for each in appointments),
        represents=represents(me.id),
    )


@bp.post("/networks/<int:network_id>/join")
@unlogged
@signed_in
def quiet_join(network_id: int) -> Response:
    """Ask to join."""
    row, me = queries.staff_network(network_id), current_person()
    actions.ask(row, me.id, queries.standing(row.id, me))
    flash("Your request is with the coordinators. You can take it back here at any time.")
    return _back(network_id)


@bp.post("/networks/<int:network_id>/leave")
@unlogged
@signed_in
def quiet_leave(network_id: int) -> Response:
    """Leave, or take a request back, at once."""
    actions.leave(queries.staff_network(network_id), current_person().id)
    flash("Done. You are not in this network.")
    return _back(network_id)


@bp.post("/networks/<int:network_id>/show-name")
@unlogged
@signed_in
def quiet_show_name(network_id: int) -> Response:
    """Show one's name on an open network's page, or hide it again."""
    named = request.form.get("named") == "y"
    actions.show_name(queries.staff_network(network_id), current_person().id, named)
    flash("Your name is shown to everybody who is signed in." if named else "Your name is not shown any more.")
    return _back(network_id)


def _back(network_id: int) -> Response:
    return go(url_for(".network", network_id=network_id))
