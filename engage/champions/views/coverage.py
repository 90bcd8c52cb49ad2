"""The coverage planner: what the next round needs, what other numbers would do, and the plan as a file."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import coverage as actions
from engage.champions.forms.coverage import TargetsForm, form_of
from engage.champions.queries import coverage as queries
from engage.champions.queries import coverage_shown as shown
from engage.champions.queries.coverage_material import recruiting
from engage.champions.views import bp
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.directory.models import Network

MANAGE = requires(Permission.NETWORKS_MANAGE)
COLUMNS = (
    "Coverage group", "In", "People", "Smaller units counted with it", "Now", "Of them staying", "Planned",
    "To recruit", "More than its share", "People for one now", "People for one planned", "Who", "Also works here",
    "Nobody in",
)  # fmt: skip


def the_network(network_id: int) -> Network:
    """A network that recruits, and is not closed."""
    found = recruiting(network_id)
    if not found:
        raise NotThere
    return found[0]


@bp.get("/networks/coverage")
@MANAGE
def coverage_index() -> Response:
    """Each network that recruits, in a line."""
    return page("champions/coverage/index.html", found=queries.coverages())


@bp.get("/networks/<int:network_id>/coverage")
@MANAGE
def coverage(network_id: int) -> Response:
    """The plan under the network's targets, or under those in the address: trying changes nothing."""
    network = the_network(network_id)
    trying = any(name in request.args for name in ("seats", "ratio", "floor", "group_minimum"))
    form = form_of(queries.targets(network), request.args if trying else None)
    return _shown(network, form, trying)


@bp.post("/networks/<int:network_id>/coverage/targets")
@MANAGE
def coverage_save(network_id: int) -> Response:
    """Keep what was tried; refused where it leaves a group without anybody."""
    network = the_network(network_id)
    form = form_of(queries.targets(network), request.form)
    if not form.validate() or _refused(form, queries.coverage(network, form.targets)):
        return _shown(network, form, trying=True)
    actions.set_targets(network, form.targets)
    flash(f"The targets of {network.name} are saved.")
    return go(url_for(".coverage", network_id=network.id))


def _refused(form: TargetsForm, worked: queries.Worked) -> bool:
    if worked.coverage.short:
        form.refuse(worked.coverage.asked + worked.coverage.short, len(worked.coverage.groups))
    return bool(worked.coverage.short)


def _shown(network: Network, form: TargetsForm, trying: bool) -> Response:
    """The page; with the network's own targets where those that were typed cannot be planned by."""
    bad = trying and not form.validate()
    worked = queries.coverage(network, form.targets if trying and not bad else None)
    if trying and not bad and _refused(form, worked):
        bad, worked = True, queries.worked_out(network, worked.found)
    return page(
        "champions/coverage/show.html", status=422 if bad else 200, network=network, form=form,
        trying=trying and not bad, worked=worked, cover=worked.coverage, one=worked.one, outlook=shown.outlook(worked),
    )  # fmt: skip


@bp.get("/networks/<int:network_id>/coverage/plan.csv")
@MANAGE
def coverage_csv(network_id: int) -> Response:
    """The plan as a file, under the network's own targets."""
    network = the_network(network_id)
    return download(f"coverage-{network.id}", COLUMNS, [_line(each) for each in queries.plan(network)])


def _line(each: Any) -> tuple[Any, ...]:
    return (
        each.name, each.where, each.staff, each.units, each.now, each.staying, each.seats, each.to_recruit,
        each.surplus, each.ratio_now, each.ratio_planned, "; ".join(one.name for one in each.people),
        "; ".join(one.name for one in each.also), "; ".join(f"{one.name} ({one.staff})" for one in each.thin),
    )  # fmt: skip
