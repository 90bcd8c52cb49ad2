"""Joining and leaving a staff network. Nothing here is written to the audit: administrators read it, with who acted."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from engage.champions.actions import quiet_telling as telling
from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest
from engage.champions.queries import quiet
from engage.champions.queries import quiet_coordinating as queries
from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Asked, Standing
from engage.core import outbox
from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.models import Network
from engage.directory.queries_finding import here

NOT_NOW = "Nobody can join this network now. Nothing was changed."
GONE = "They do not wait for an answer any more. Nothing was changed."
LEFT = "They are not in the network any more. Nothing was changed."


def ask(row: Network, person_id: int, standing: Standing) -> None:
    """Ask to join; asking twice, or two at once, is one request."""
    if standing.inside or standing.asked == Asked.WAITING:
        return
    if not rules.may_ask(standing, row.closed_on is not None, quiet.coordinators(row.id).number):
        raise Conflict(NOT_NOW)
    before = queries.request(row.id, person_id)
    if before is not None:
        before.state, before.answer, before.answered_on = Asked.WAITING, "", None
    elif not _added(NetworkRequest(network_id=row.id, person_id=person_id, state=Asked.WAITING)):
        return
    telling.coordinators(row.id)


def leave(row: Network, person_id: int) -> None:
    """Out at once, whether in the network or still asking; leaving twice is leaving once."""
    for held in (queries.place(row.id, person_id), queries.request(row.id, person_id)):
        if held is not None:
            db.session.delete(held)
    db.session.flush()


def show_name(row: Network, person_id: int, named: bool) -> None:
    """Whether somebody's name stands on an open network's page: theirs to say."""
    held = queries.place(row.id, person_id)
    if held is None or (named and row.hidden):
        raise Conflict("Your name cannot be shown here. Nothing was changed.")
    held.named = named


def answer(row: Network, person_id: int, accepted: bool, words: str, on: date) -> None:
    """A coordinator's answer; Conflict where they have thought better of it, or somebody else has answered."""
    asked = queries.request(row.id, person_id)
    if asked is None or asked.state != Asked.WAITING or not here([person_id]):
        raise Conflict(GONE)
    asked.state = Asked.ACCEPTED if accepted else Asked.DECLINED
    asked.answer, asked.answered_on = words, on
    db.session.flush()
    if accepted and queries.place(row.id, person_id) is None:
        _added(NetworkPerson(network_id=row.id, person_id=person_id))
    telling.person(person_id)


def remove(row: Network, person_id: int) -> None:
    """A coordinator takes somebody out; no mail says so."""
    if queries.place(row.id, person_id) is None:
        raise Conflict(LEFT)
    leave(row, person_id)


def name_coordinator(row: Network, person_id: int, named: bool) -> None:
    """Whether a coordinator's name stands on the network's page."""
    held = queries.coordinator(row.id, person_id)
    if held is not None:
        held.named = named


def write(row: Network, title: str, body: str, once: str, at: datetime) -> None:
    """A message to everybody in the network; the same form sent twice is one message."""
    before = queries.sent_before(once)
    if before is not None and before.network_id == row.id:
        return
    made = NetworkMessage(network_id=row.id, title=title, body=body, once=once, sent_at=at)
    if not _added(made):
        raise Conflict("This form was sent already. Reload the page, and look whether the message is there.")
    # One row, whoever is in the network: their number could be read off the outbox otherwise.
    outbox.enqueue(telling.NEWS, {"message": made.id})


def _added(row: NetworkPerson | NetworkRequest | NetworkMessage) -> bool:
    """Whether it was new; two at once are one."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return False
    return True
