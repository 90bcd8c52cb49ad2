"""What coverage brings to the OD desk: champions who left or moved, and groups without one."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.champions.queries import coverage_changes
from engage.champions.queries.coverage_changes import in_words
from engage.core.cards import Card, Task


def cards(viewer: Viewer) -> Sequence[Card]:
    """Nothing: staff see nothing of the planner."""
    del viewer
    return ()


def desk(viewer: Viewer) -> Sequence[Task]:
    """A task for each network with gaps."""
    if not viewer.may(Permission.NETWORKS_MANAGE):
        return ()
    return [
        Task(
            f"Coverage: {network.name}",
            in_words(gaps),
            url_for("champions.coverage_changes", network_id=network.id),
        )
        for network, gaps in coverage_changes.all_gaps()
        if gaps.any
    ]
