"""Looking after a staff network: requests, its people, messages. To everybody else there is no such page."""

import secrets
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.champions.actions import quiet as actions
from engage.champions.forms.quiet import AnswerForm, MessageForm
from engage.champions.queries import quiet
from engage.champions.queries import quiet_coordinating as queries
from engage.champions.rules import quiet as rules
from engage.champions.views import bp
from engage.champions.views.quiet import unlogged
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory.models import Network


def _coordinated(network_id: int) -> Network:
    return queries.coordinated(network_id, current_person())


def _show(row: Network, status: int = 200, **more: Any) -> Response:
    message = more.pop("message", None)
    if message is None:
        message = MessageForm(formdata=None, data={"once": secrets.token_urlsafe(16)})
    held = queries.coordinator(row.id, current_person().id)
    return page(
        "champions/quiet/coordinate.html",
        status=status,
        network=row,
        asking=queries.asking(row.id),
        inside=queries.inside(row.id, request.args.get("page", 1, type=int)),
        messages=quiet.messages(row.id, 1),
        named=held is not None and held.named,
        message=message,
        most=rules,
        **({"answer": None, "answering": 0} | more),
    )


@bp.get("/networks/<int:network_id>/coordinate")
@signed_in
def quiet_coordinate(network_id: int) -> Response:
    """What waits, who is in it, and what was written."""
    return _show(_coordinated(network_id))


@bp.post("/networks/<int:network_id>/coordinate/accept")
@unlogged
@signed_in
def quiet_accept(network_id: int) -> Response:
    """Let somebody in."""
    return _answer(network_id, True, "They are in the network now, and are told to look here.")


@bp.post("/networks/<int:network_id>/coordinate/decline")
@unlogged
@signed_in
def quiet_decline(network_id: int) -> Response:
    """Say no, with a few words."""
    return _answer(network_id, False, "They are told that an answer waits for them.")


def _answer(network_id: int, accepted: bool, said: str) -> Response:
    row, form, person_id = _coordinated(network_id), AnswerForm(), _person()
    if not form.validate():
        return _show(row, 422, answer=form, answering=person_id)
    actions.answer(row, person_id, accepted, form.answer.data or "", clock.today())
    flash(said)
    return _back(network_id)


@bp.post("/networks/<int:network_id>/coordinate/remove")
@unlogged
@signed_in
def quiet_remove(network_id: int) -> Response:
    """Take somebody out of the network."""
    row = _coordinated(network_id)
    actions.remove(row, _person())
    flash("They are not in the network any more.")
    return _back(network_id)


@bp.post("/networks/<int:network_id>/coordinate/messages")
@signed_in
def quiet_message(network_id: int) -> Response:
    """Write to everybody in the network."""
    row, form = _coordinated(network_id), MessageForm()
    if not form.validate():
        return _show(row, 422, message=form)
    actions.write(row, form.title.data or "", form.body.data or "", form.once.data or "", clock.now())
    flash("The message stands on the network’s page. Mail says that something waits, and no more.")
    return _back(network_id)


@bp.post("/networks/<int:network_id>/coordinate/name")
@signed_in
def quiet_name(network_id: int) -> Response:
    """Show one's name as a coordinator, or not."""
    named = request.form.get("named") == "y"
    actions.name_coordinator(_coordinated(network_id), current_person().id, named)
    flash("Your name stands on the network’s page." if named else "Your name does not stand on the network’s page.")
    return _back(network_id)


@bp.get("/networks/manage/staff-networks")
@requires(Permission.NETWORKS_MANAGE)
def quiet_sizes() -> Response:
    """How many are in each staff network, as coarsely as the OD team is told it."""
    return page("champions/quiet/sizes.html", found=queries.sizes(), in_words=rules.size_in_words, most=rules)


def _person() -> int:
    """Whom it is about: in the form and not in the address, which others may log."""
    sent = request.form.get("person", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        raise Invalid("Nobody was chosen. Nothing was changed.")
    return int(sent)


def _back(network_id: int) -> Response:
    return go(url_for(".quiet_coordinate", network_id=network_id))
