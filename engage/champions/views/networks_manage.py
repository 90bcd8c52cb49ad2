"""Networks as the OD team keeps them: made, changed, closed; their sponsors and coordinators."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import networks as acts
from engage.champions.forms.networks import NetworkForm
from engage.champions.queries import networks as queries
from engage.champions.queries import networks_people as people
from engage.champions.rules.networks import KIND_NAMES
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import Conflict
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.models import Network
from engage.directory.rules.choosing import PERSON
from engage.directory.rules.networks import NetworkKind

MANAGE = requires(Permission.NETWORKS_MANAGE)
MOST_CHOSEN, LONGEST = 5, 100


def finding() -> bool:
    """Whether somebody is looked for without scripts; Enter in a field presses that button with nothing typed."""
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def picker(keys: Sequence[str]) -> dict[str, Any]:
    """What the picker of people gets: who is chosen, what was typed and who was found."""
    typed = request.form.get("q", "").strip()[:LONGEST]
    return {
        "chosen": choosing.chosen(list(keys)[:MOST_CHOSEN], (PERSON,)),
        "found": choosing.find(typed, (PERSON,)) if typed else (),
        "q": typed,
    }


def picked(field: str) -> int | None:
    """The one person who is chosen and works here."""
    found = choosing.chosen(request.form.getlist(field)[:MOST_CHOSEN], (PERSON,))
    return found[0].id if found else None


@bp.get("/networks/manage/")
@MANAGE
def manage_networks() -> Response:
    """Every network, and what waits in it."""
    return page(
        "champions/networks/manage.html",
        rows=queries.shown(),
        tallies=people.tallies(),
        none_yet=people.Tally(),
        closed=people.closed_networks(),
        kinds=KIND_NAMES,
    )


@bp.get("/networks/manage/new")
@MANAGE
def new_network() -> Response:
    """An empty form."""
    return _form(NetworkForm(formdata=None, hidden=True), None, ())


@bp.post("/networks/manage/")
@MANAGE
def make_network() -> Response:
    """A network."""
    form = NetworkForm()
    if finding() or not form.validate():
        return _again(form, None)
    try:
        row = acts.make(_settings(form), clock.now())
    except Conflict as problem:
        form.name.errors = [problem.message]
        return _again(form, None)
    flash(f"{row.name} is made.")
    return go(url_for(".network_people", network_id=row.id))


@bp.get("/networks/manage/<int:network_id>/edit")
@MANAGE
def edit_network(network_id: int) -> Response:
    """What it says of itself, to be changed."""
    row = queries.held(network_id)
    form = NetworkForm(formdata=None, obj=row)
    return _form(form, row, [f"{PERSON}:{row.sponsor_id}"] if row.sponsor_id else ())


@bp.post("/networks/manage/<int:network_id>/edit")
@MANAGE
def change_network(network_id: int) -> Response:
    """Save it."""
    row, form = queries.held(network_id), NetworkForm()
    if queries.has_fixed_kind(row):
        form.kind.data = row.kind
    form.hidden.data = form.hidden.data or row.hidden
    if finding() or not form.validate():
        return _again(form, row)
    try:
        acts.change(row, _settings(form))
    except Conflict as problem:
        form.name.errors = [problem.message]
        return _again(form, row)
    flash("The network is saved.")
    return go(url_for(".network_people", network_id=row.id))


def _settings(form: NetworkForm) -> acts.Settings:
    return acts.Settings(
        kind=form.kind.data or "", name=form.name.data or "", role=form.role.data or "",
        commitment=form.commitment.data or "", charter=form.charter.data or "",
        sponsor_id=None if form.no_sponsor.data else picked("sponsor"),
        term_months=form.term_months.data, training=form.training.data or "",
        training_months=form.training_months.data, hidden=bool(form.hidden.data),
    )  # fmt: skip


def _again(form: NetworkForm, row: Network | None) -> Response:
    return _form(form, row, request.form.getlist("sponsor"), 200 if finding() else 422)


def _form(form: NetworkForm, row: Network | None, keys: Sequence[str], status: int = 200) -> Response:
    fixed = row is not None and queries.has_fixed_kind(row)
    return page("champions/networks/edit.html", status=status, form=form, row=row, fixed=fixed,
                kind=KIND_NAMES[row.kind] if row else "", **picker(keys))  # fmt: skip


@bp.post("/networks/manage/<int:network_id>/close")
@MANAGE
def close_network(network_id: int) -> Response:
    """It is over."""
    row = queries.held(network_id)
    acts.close(row, clock.today())
    flash(f"{row.name} is closed.")
    return go(url_for(".manage_networks"))


@bp.post("/networks/manage/<int:network_id>/reopen")
@MANAGE
def reopen_network(network_id: int) -> Response:
    """It goes on."""
    row = queries.held(network_id)
    acts.reopen(row)
    flash(f"{row.name} is open again.")
    return go(url_for(".network_people", network_id=row.id))


@bp.get("/networks/manage/<int:network_id>/coordinators")
@MANAGE
def network_coordinators(network_id: int) -> Response:
    """Who looks after it."""
    return _coordinators(queries.held(network_id))


def _coordinators(row: Network, problem: str = "", status: int = 200) -> Response:
    return page("champions/networks/coordinators.html", status=status, row=row, problem=problem,
                staff=row.kind == NetworkKind.STAFF, coordinators=queries.coordinators(row.id),
                **picker(request.form.getlist("person")))  # fmt: skip


@bp.post("/networks/manage/<int:network_id>/coordinators")
@MANAGE
def give_coordinator(network_id: int) -> Response:
    """One more."""
    row = queries.held(network_id)
    if finding():
        return _coordinators(row)
    who = picked("person")
    if who is None:
        return _coordinators(row, "Choose somebody who works here.", 422)
    acts.give_coordinator(row, who)
    flash("They look after the network now. They say themselves whether their name stands on its page.")
    return go(url_for(".network_coordinators", network_id=row.id))


@bp.post("/networks/manage/<int:network_id>/coordinators/<int:person_id>/take")
@MANAGE
def take_coordinator(network_id: int, person_id: int) -> Response:
    """One fewer."""
    acts.take_coordinator(queries.held(network_id), person_id)
    flash("They look after the network no longer.")
    return go(url_for(".network_coordinators", network_id=network_id))
