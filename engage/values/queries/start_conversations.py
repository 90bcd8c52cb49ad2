"""What team conversations bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.formatting import count, day
from engage.directory.queries_finding import units_of
from engage.values.models import ConversationTopic
from engage.values.queries import conversations as queries
from engage.values.queries import conversations_places as places
from engage.values.rules.conversations import is_behind

# How long a team's new commitment stands on the start page of its people, and how many do at most.
NEW_FOR, MOST_NEW = timedelta(days=30), 2
LEADS = frozenset({"manager", "champion"})


def cards(viewer: Viewer) -> Sequence[Card]:
    """One's own teams that have not talked yet, and what one's team has just committed to."""
    asked = () if LEADS.isdisjoint(viewer.roles) else queries.open_topics()
    todo = _todo(viewer, asked) if asked else []
    return [*todo, *_new(viewer)]


def _todo(viewer: Viewer, asked: Sequence[ConversationTopic]) -> Sequence[Card]:
    council = places.organisation()
    nearest = places.nearest_teams(viewer, council)
    talked = queries.talked_units([topic.id for topic in asked], nearest)
    waiting = ((topic, council.named(nearest - talked[topic.id])) for topic in asked)
    return [_card(topic, teams) for topic, teams in waiting if teams]


def _card(topic: ConversationTopic, teams: Sequence[tuple[int, str]]) -> Card:
    if len(teams) == 1:
        unit, name = teams[0]
        title = f"{name} has not talked about “{topic.title}” yet"
        href = url_for("values.log_conversation", topic_id=topic.id, unit_id=unit)
    else:
        title = f"{len(teams)} of your teams have not talked about “{topic.title}” yet"
        href = url_for("values.conversation_topic", topic_id=topic.id)
    body = "When you have: write down the day, who led and your one commitment. It takes a minute."
    by = f"Please talk by {day(topic.asked_by)}" if topic.asked_by else ""
    return Card(title, href, body, tag="Team conversation", meta=by, colour="amber", place=Place.WAITING)


def _new(viewer: Viewer) -> Sequence[Card]:
    rows = queries.of_units(units_of(viewer.id), since=clock.today() - NEW_FOR)
    # What the units above said is on the topic's page: the start page is for one's own team.
    own = places.own_teams_alone(viewer) if rows else ()
    return [
        Card(
            f"{row.unit.name}: our one commitment",
            url_for("values.team_conversation", topic_id=row.topic_id, unit_id=row.unit_id),
            row.commitment, tag=row.topic.title, meta=f"Talked on {day(row.held_on)}", colour="green",
        )
        for row in [row for row in rows if row.unit_id in own and row.hidden_at is None][:MOST_NEW]
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Topics that under half of the teams have talked about, near the day by which they were asked."""
    if not viewer.may(Permission.CONVERSATIONS_SEE):
        return ()
    asked = [topic for topic in queries.open_topics() if is_behind(topic.asked_by, clock.today(), 1, 0)]
    if not asked:
        return ()
    teams = frozenset(places.organisation().teams.people)
    talked = queries.talked_counts([topic.id for topic in asked], teams)
    return [
        Task(
            topic.title,
            f"{talked.get(topic.id, 0)} of {count(len(teams), 'team')} talked, asked by {day(topic.asked_by)}",
            url_for("values.conversation_topic", topic_id=topic.id, show="not-yet"),
        )
        for topic in asked
        if is_behind(topic.asked_by, clock.today(), len(teams), talked.get(topic.id, 0))
    ]
