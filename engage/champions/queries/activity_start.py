"""What the log brings to the start page."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.queries.activity import appointments
from engage.core.cards import Card, Place, Task
from engage.core.formatting import listed


def cards(viewer: Viewer) -> Sequence[Card]:
    """The way to the desk, for whoever is appointed: one statement."""
    networks = [each.network.name for each in appointments(viewer.id)]
    if not networks:
        return ()
    body = f"Log a conversation in two taps, and see what waits for you. You are in: {listed(networks)}."
    return [Card("Your champion desk", url_for("champions.desk"), body, colour="plum", place=Place.NETWORKS)]


def desk(viewer: Viewer) -> Sequence[Task]:
    """Nothing here waits for a decision."""
    return ()
