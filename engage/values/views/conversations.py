"""Team conversations: the topics with one's own teams, and a topic's tree of who has talked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock, links, spreadsheets
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.core.links import Link, Resolver
from engage.values.models import ConversationTopic
from engage.values.queries import conversations as queries
from engage.values.queries import conversations_places as places
from engage.values.rules import conversations as rules
from engage.values.rules import conversations_tree as trees
from engage.values.rules.conversations_tree import Branch, Talk
from engage.values.views import bp

# How many levels the tree shows before somebody opens one: the council, its directorates, its services.
LEVELS, MOST_TODO = 3, 5
NOT_YET = "not-yet"
COLUMNS = ("Part of", "Team", "People", "State", "Held on", "Led by", "Took part", "Commitment", "Kept")


@dataclass(frozen=True)
class Line:
    """A topic in the list, with how far the teams are that its reader may see, and what is theirs to log."""

    topic: ConversationTopic
    teams: int
    talked: int
    mine: Sequence[tuple[int, str]]


@bp.get("/conversations/")
@signed_in
def conversation_topics() -> Response:
    """What teams are asked to talk about, and what one's own said."""
    viewer, council = current_person(), places.organisation()
    standing = places.standing(viewer, council)
    found = queries.topics(request.args.get("page", 1, int))
    asked, teams = [topic.id for topic in found.rows], frozenset(council.teams.people)
    seen, nearest = teams if standing.everything else teams & standing.led, places.nearest_teams(viewer, council)
    counts, talked = queries.talked_counts(asked, seen), queries.talked_units(asked, nearest)
    lines = [
        Line(
            topic, len(seen), counts.get(topic.id, 0),
            mine=council.named(nearest - talked[topic.id]) if topic.closed_on is None else [],
        )
        for topic in found.rows
    ]  # fmt: skip
    return page(
        "values/conversations/index.html",
        lines=lines,
        found=found,
        own=queries.of_units(standing.member, most=20),
        may_make=viewer.may(Permission.FRAMEWORK_MANAGE),
        share=rules.share,
    )


@bp.get("/conversations/<int:topic_id>")
@signed_in
def conversation_topic(topic_id: int) -> Response:
    """A topic: one's own teams, and for whoever leads or sees more, the tree of who has talked."""
    topic, viewer, council = queries.topic(topic_id), current_person(), places.organisation()
    standing = places.standing(viewer, council)
    talks = queries.talks(topic_id)
    branches = council.branches(talks, standing)
    only_open, focus = request.args.get("show") == NOT_YET, _unit(request.args.get("open", ""))
    todo = places.nearest_teams(viewer, council) - talks.keys() if topic.closed_on is None else ()
    return page(
        "values/conversations/show.html",
        fragment="values/conversations/_conversation_tree.html",
        topic=topic,
        about=_about(topic),
        branches=trees.not_yet(branches) if only_open else branches,
        total=(sum(each.talked for each in branches), sum(each.teams for each in branches)),
        parts=trees.parts(branches),
        opened=_path_to(council, focus),
        focus=focus,
        levels=LEVELS,
        not_yet=only_open,
        own=_own(council, standing, talks),
        todo=council.named(todo)[:MOST_TODO],
        more=max(0, len(todo) - MOST_TODO),
        may_pack=rules.may_lead_one(standing),
        may_make=viewer.may(Permission.FRAMEWORK_MANAGE),
        may_export=standing.everything,
        reached=rules.reached,
        share=rules.share,
    )


def _unit(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def _about(topic: ConversationTopic) -> Link | None:
    """The results that a topic is about, where this person may see them."""
    return links.resolve(topic.source_kind, topic.source_id) if topic.source_id is not None else None


def _path_to(council: places.Organisation, unit: int) -> frozenset[int]:
    """A unit with everything above and below it; nothing for one that is not there."""
    if unit not in council.parents:
        return frozenset()
    found = set(council.below(frozenset({unit})))
    at: int | None = unit
    while at is not None and at in council.parents:
        found.add(at)
        at = council.parents[at]
    return frozenset(found)


def _own(
    council: places.Organisation, standing: rules.Standing, talks: dict[int, Talk]
) -> Sequence[tuple[int, str, Talk]]:
    """What the units of one's own posts and those above them said, the nearest first."""
    near = sorted(standing.member & talks.keys() & council.names.keys(), key=lambda unit: -len(council.path(unit)))
    return [(unit, council.names[unit], talks[unit]) for unit in near]


@bp.get("/conversations/<int:topic_id>/teams.csv")
@requires(Permission.CONVERSATIONS_SEE)
def conversations_csv(topic_id: int) -> Response:
    """Every team with what it said, for the OD team."""
    topic, council = queries.topic(topic_id), places.organisation()
    standing = places.standing(current_person(), council)
    branches = council.branches(queries.talks(topic_id), standing)
    name = f"team-conversations-{topic.id}-{clock.today().isoformat()}"
    return spreadsheets.download(name, COLUMNS, _rows(council, branches))


def _rows(council: places.Organisation, branches: Sequence[Branch]) -> Iterator[tuple[str, ...]]:
    for _, each in trees.walk(branches):
        unit, talk = each.place.id, each.talk
        if not each.place.is_team:
            continue
        place = (" > ".join(council.path(unit)), each.place.name, str(council.teams.people[unit]))
        if talk is None:
            yield (*place, "not yet", "", "", "", "", "")
            continue
        words = "(hidden)" if talk.hidden else talk.commitment
        took_part = str(talk.took_part or "")
        yield (*place, "talked", talk.held_on.isoformat(), talk.led_by, took_part, words, talk.kept)


def link(topic_id: int) -> Link | None:
    """A topic as other features refer to it: everybody may see what teams are asked."""
    try:
        found = queries.topic(topic_id)
    except NotThere:
        return None
    return Link(url_for("values.conversation_topic", topic_id=topic_id), found.title, may_see=True)


LINKS: dict[str, Resolver] = {"conversation topic": link}
