"""What the start page shows, from the features' own queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage.access import Permission, Viewer
from engage.surveys.queries.desk import Task, desk
from engage.surveys.queries.results import Headline, Published, latest_headline, published
from engage.surveys.queries.taking import Waiting, open_for


@dataclass(frozen=True)
class Start:
    """The start page of one person."""

    waiting: Sequence[Waiting]
    done: Sequence[Waiting]
    headline: Headline | None
    published: Sequence[Published]
    desk: Sequence[Task] | None


def start(viewer: Viewer) -> Start:
    """A fixed number of statements, whoever asks."""
    mine = open_for(viewer.id)
    return Start(
        waiting=[row for row in mine if not row.taken_part],
        done=[row for row in mine if row.taken_part],
        headline=latest_headline(),
        published=published(),
        desk=desk() if viewer.may(Permission.SURVEYS_MANAGE) else None,
    )
