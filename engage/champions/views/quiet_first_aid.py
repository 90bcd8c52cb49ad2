"""A first aider's own log of contacts, and the OD team's rounded years."""

import secrets

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.champions.actions import quiet_first_aid as actions
from engage.champions.forms.quiet_first_aid import ContactForm
from engage.champions.models import FirstAidContact
from engage.champions.queries import quiet_first_aid as queries
from engage.champions.rules import quiet_first_aid as rules
from engage.champions.views import bp
from engage.champions.views.quiet import unlogged
from engage.core.errors import NotThere, Refused
from engage.core.htmx import go, page
from engage.directory.models import Network

STOPPED = "You are not a first aider any more: you can read and delete your log, and note nothing new."


@bp.get("/first-aid")
@signed_in
def first_aid() -> Response:
    """The form and the log, for first aiders; for whoever was one, what they noted; to others it is not there."""
    network = _network()
    return _log(network, _offered(ContactForm(formdata=None), network, secrets.token_urlsafe(16)))


@bp.post("/first-aid")
@unlogged
@signed_in
def first_aid_note() -> Response:
    """Note a contact."""
    network = _network()
    if network is None:
        raise Refused(STOPPED)
    form = _offered(ContactForm(), network)
    if not form.validate() or len(form.once.data or "") < 8:
        return _log(network, form, 422)
    actions.note(form.noted, current_person().id, form.once.data or "")
    flash("Noted. Nobody but you reads it.")
    return go(url_for(".first_aid"))


@bp.get("/first-aid/<int:contact_id>/edit")
@signed_in
def first_aid_edit(contact_id: int) -> Response:
    """A contact of one's own, to be changed."""
    row, network = _mine(contact_id)
    form = _offered(ContactForm(formdata=None), network)
    form.fill(row)
    return _edit(row, form)


@bp.post("/first-aid/<int:contact_id>/edit")
@unlogged
@signed_in
def first_aid_save(contact_id: int) -> Response:
    """Save it."""
    row, network = _mine(contact_id)
    form = _offered(ContactForm(), network)
    form.held_on = row.on
    if not form.validate():
        return _edit(row, form, 422)
    actions.change(row, form.noted)
    flash("Changed.")
    return go(url_for(".first_aid"))


@bp.post("/first-aid/<int:contact_id>/delete")
@unlogged
@signed_in
def first_aid_delete(contact_id: int) -> Response:
    """Delete a contact of one's own."""
    actions.remove(queries.contact(contact_id, current_person().id))
    flash("Deleted.")
    return go(url_for(".first_aid"))


@bp.get("/networks/manage/first-aid")
@requires(Permission.NETWORKS_MANAGE)
def first_aid_years() -> Response:
    """Rounded totals of whole years."""
    return page("champions/quiet/first_aid_years.html", years=queries.years(), themes=rules.THEMES, most=rules)


def _network() -> Network | None:
    """Theirs; None for whoever was a first aider and still has a log."""
    me = current_person()
    network = queries.network_of(me.id)
    if network is None and not queries.has_noted(me.id):
        raise NotThere
    return network


def _mine(contact_id: int) -> tuple[FirstAidContact, Network]:
    row = queries.contact(contact_id, current_person().id)
    network = _network()
    if network is None:
        raise Refused(STOPPED)
    return row, network


def _offered(form: ContactForm, network: Network | None, once: str = "") -> ContactForm:
    form.offer(queries.parts(network) if network else ())
    if once:
        form.begin(once)
    return form


def _log(network: Network | None, form: ContactForm, status: int = 200) -> Response:
    found = queries.own(current_person().id, request.args.get("page", 1, type=int))
    return page(
        "champions/quiet/first_aid.html",
        fragment="champions/quiet/_contact_list.html" if status == 200 else None,
        status=status,
        network=network,
        form=form,
        found=found,
        units=queries.names_of([each.unit_id for each in found.rows if each.unit_id]),
        words=rules,
    )


def _edit(row: FirstAidContact, form: ContactForm, status: int = 200) -> Response:
    return page("champions/quiet/first_aid_edit.html", status=status, row=row, form=form, words=rules)
