"""What this part brings to the start page: words that tell nobody who looks over a shoulder what it is about."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from sqlalchemy import select

from engage.access import Viewer
from engage.champions.models.quiet import NetworkMessage, NetworkRequest
from engage.champions.queries import quiet, quiet_shared
from engage.champions.rules.quiet import Asked
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.directory.queries_networks import appointments_of
from engage.directory.rules.networks import NetworkKind

# How long a message is news on the start page.
NEWS = timedelta(days=14)


def cards(viewer: Viewer) -> Sequence[Card]:
    """One card for all that waits in networks, one for shared items, one for the log: a fixed few statements."""
    found, appointed = [], {each.network.kind for each in appointments_of(viewer.id)}
    if _waits(viewer):
        found.append(Card("Something waits for you", url_for("champions.quiet_yours"), "Under Your networks.",
                          colour="slate", place=Place.WAITING))  # fmt: skip
    if NetworkKind.UNION in appointed and quiet_shared.news_for(viewer.id):
        found.append(Card("Something new to read", url_for("champions.shared"),
                          "The OD team shared it with you and others.", colour="slate"))  # fmt: skip
    if NetworkKind.FIRST_AIDERS in appointed:
        found.append(Card("Note a contact", url_for("champions.first_aid"), "Two taps, no names, no free text.",
                          colour="green", place=Place.NETWORKS))  # fmt: skip
    return found


def _waits(viewer: Viewer) -> bool:
    own = quiet.own(viewer)
    if not own:
        return False
    since = clock.today() - NEWS
    answered = any(each.standing.answered_on and each.standing.answered_on > since for each in own)
    news = select(NetworkMessage.id).where(
        NetworkMessage.network_id.in_([each.id for each in own if each.standing.inside]),
        NetworkMessage.sent_at > clock.now() - NEWS,
    )
    asking = select(NetworkRequest.person_id).where(
        NetworkRequest.network_id.in_([each.id for each in own if each.standing.coordinates]),
        NetworkRequest.state == Asked.WAITING,
    )
    return answered or any(db.session.scalar(rows.limit(1)) is not None for rows in (news, asking))


def desk(_viewer: Viewer) -> Sequence[Task]:
    """Nothing waits for the OD team: requests to join are none of theirs."""
    return ()
