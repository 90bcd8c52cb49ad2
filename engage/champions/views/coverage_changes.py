"""Champions who left or moved since they were appointed, and what is done about each."""

from flask import Response, flash, url_for

from engage.champions.actions import coverage as actions
from engage.champions.queries import coverage_changes as queries
from engage.champions.views import bp
from engage.champions.views.coverage import MANAGE, the_network
from engage.core import clock
from engage.core.htmx import go, page
from engage.directory.rules.networks import Ended

CHANGES = "/networks/<int:network_id>/coverage/changes"


@bp.get(CHANGES)
@MANAGE
def coverage_changes(network_id: int) -> Response:
    """Who left, who moved, whose unit closed, and which groups have nobody."""
    network = the_network(network_id)
    return page("champions/coverage/changes.html", network=network, gaps=queries.gaps(network))


@bp.post(f"{CHANGES}/<int:appointment_id>/keep")
@MANAGE
def coverage_keep(network_id: int, appointment_id: int) -> Response:
    """They go on where they work now."""
    network = the_network(network_id)
    actions.keep(network, appointment_id)
    flash("They go on where they work now, and are no longer listed as moved.")
    return go(url_for(".coverage_changes", network_id=network.id))


@bp.post(f"{CHANGES}/<int:appointment_id>/end")
@MANAGE
def coverage_end(network_id: int, appointment_id: int) -> Response:
    """Their appointment ends today."""
    network = the_network(network_id)
    why = actions.end(network, appointment_id, clock.today())
    flash(f"The appointment is ended: they {'left' if why == Ended.LEFT else 'moved'}. It stays in the history.")
    return go(url_for(".coverage_changes", network_id=network.id))
