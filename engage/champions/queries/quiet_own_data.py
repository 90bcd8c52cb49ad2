"""What this part holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.champions.models.quiet import NetworkPerson, NetworkRequest
from engage.champions.queries import quiet_first_aid
from engage.champions.rules.quiet import DAYS_ANSWERED
from engage.champions.rules.quiet_first_aid import LENGTHS, MONTHS_KEPT, POINTED, THEMES
from engage.core.formatting import day
from engage.core.own_data import WHO, Held, rows_of
from engage.directory.models import Network

IN = (
    "So that the network can reach you. Its coordinators see that you are in it; no other page shows it, unless you "
    "show your name on an open network’s page. Until you leave the network or the council."
)
ASKED = (
    "So that a coordinator can answer you. The network’s coordinators see it. Deleted "
    f"{DAYS_ANSWERED} days after the answer."
)
NOTED = (
    "So that you can look back on your work as a first aider. Nobody else reads it; the OD team sees rounded totals of "
    f"whole years. Each entry is kept for {MONTHS_KEPT} months."
)


PLACES = (
    select(Network.name, NetworkPerson.named)
    .join(NetworkPerson, NetworkPerson.network_id == Network.id)
    .where(NetworkPerson.person_id == WHO)
    .order_by(Network.name)
)
REQUESTS = (
    select(Network.name, NetworkRequest.state, NetworkRequest.answer, NetworkRequest.answered_on)
    .join(NetworkRequest, NetworkRequest.network_id == Network.id)
    .where(NetworkRequest.person_id == WHO)
    .order_by(Network.name)
)


def held(person_id: int) -> Sequence[Held]:
    """Networks they are in, requests, and their own log of contacts: three statements."""
    return (
        Held("Staff networks that you are in", IN, [
            {"network": name, "you show your name": named}
            for name, named in rows_of(PLACES, person_id)
        ], private=True),
        Held("Staff networks that you asked to join", ASKED, [
            {"network": name, "where it stands": state, "answer to you": answer or None,
             "answered": day(answered) or None}
            for name, state, answer, answered in rows_of(REQUESTS, person_id)
        ], private=True),
        Held("Contacts that you noted as a first aider", NOTED, [
            {"day": day(row.on), "about": THEMES[row.theme], "part of the council": unit or None,
             "pointed to": POINTED[row.pointed_to], "lasted": LENGTHS[row.lasted]}
            for row, unit in quiet_first_aid.all_own(person_id)
        ], private=True),
    )  # fmt: skip
