"""Coverage by unit, by site, and what would be lost if somebody left."""

from flask import Response

from engage.champions.queries import coverage as queries
from engage.champions.queries import coverage_shown as shown
from engage.champions.views import bp
from engage.champions.views.coverage import MANAGE, the_network
from engage.core.htmx import page


@bp.get("/networks/<int:network_id>/coverage/units")
@MANAGE
def coverage_units(network_id: int) -> Response:
    """The units one below the other, groups marked."""
    worked = queries.coverage(the_network(network_id))
    return page(
        "champions/coverage/units.html",
        network=worked.network,
        cover=worked.coverage,
        one=worked.one,
        branches=shown.tree(worked),
    )


@bp.get("/networks/<int:network_id>/coverage/sites")
@MANAGE
def coverage_sites(network_id: int) -> Response:
    """Groups by site."""
    worked = queries.coverage(the_network(network_id))
    return page(
        "champions/coverage/sites.html",
        network=worked.network,
        cover=worked.coverage,
        one=worked.one,
        matrix=shown.sites(worked),
    )


@bp.get("/networks/<int:network_id>/coverage/if-they-left")
@MANAGE
def coverage_leaving(network_id: int) -> Response:
    """Champions who are the only one of their group, and groups that would be thin with one less."""
    worked = queries.coverage(the_network(network_id))
    held = sorted((each for each in worked.coverage.groups if each.now), key=lambda each: (-each.staff, each.unit_id))
    return page(
        "champions/coverage/leaving.html", network=worked.network, cover=worked.coverage, one=worked.one,
        only=[each for each in held if each.now == 1],
        several=sorted((each for each in held if each.now > 1), key=lambda each: -(each.ratio_less_one or 0)),
    )  # fmt: skip
