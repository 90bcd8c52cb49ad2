"""Reads of topics and of what teams said of their conversations."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from engage.core.db import db, once
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Framework, Person, Unit
from engage.directory.queries_framework import framework, in_force
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.rules.conversations_tree import Talk

TOPICS_A_PAGE = 10


def topic(topic_id: int) -> ConversationTopic:
    """One topic, or NotThere."""
    found = db.session.get(ConversationTopic, topic_id)
    if found is None:
        raise NotThere("There is no such topic.")
    return found


def topics(number: int) -> Page[ConversationTopic]:
    """A page of the topics, open ones first, the newest before the others."""
    rows = select(ConversationTopic).order_by(
        ConversationTopic.closed_on.is_not(None), ConversationTopic.opened_on.desc(), ConversationTopic.id.desc()
    )
    return cut(rows, number, TOPICS_A_PAGE)


def open_topics() -> Sequence[ConversationTopic]:
    """What teams are asked to talk about now, the newest few first: one statement, once for a page."""
    return once(("open topics",), lambda: db.session.scalars(_open_topics()).all())


@cache
def _open_topics() -> Select[ConversationTopic]:
    rows = select(ConversationTopic).where(ConversationTopic.closed_on.is_(None))
    newest = rows.order_by(ConversationTopic.opened_on.desc(), ConversationTopic.id.desc())
    return newest.limit(TOPICS_A_PAGE)


def talks(topic_id: int) -> dict[int, Talk]:
    """What each unit said of its conversation about a topic, by unit: one statement."""
    called = func.coalesce(func.nullif(Person.known_as, ""), Person.first_name) + " " + Person.surname
    rows = (
        select(
            TeamConversation.unit_id, TeamConversation.held_on, called, TeamConversation.commitment,
            TeamConversation.took_part, TeamConversation.kept, TeamConversation.hidden_at, TeamConversation.id,
        )
        .join(Person, Person.id == TeamConversation.led_by_id)
        .where(TeamConversation.topic_id == topic_id)
        .order_by(TeamConversation.id)
    )  # fmt: skip
    return {
        unit: Talk(held, led_by, "" if hidden else words, took_part, kept, hidden is not None, number)
        for unit, held, led_by, words, took_part, kept, hidden, number in db.session.execute(rows)
    }


def talked_units(topic_ids: Collection[int], units: Collection[int]) -> dict[int, set[int]]:
    """Which of these units have talked about each of these topics: one statement."""
    found: dict[int, set[int]] = {topic_id: set() for topic_id in topic_ids}
    rows = select(TeamConversation.topic_id, TeamConversation.unit_id)
    for topic_id, unit in db.session.execute(rows.where(*_about(topic_ids, units)).order_by(TeamConversation.id)):
        found[topic_id].add(unit)
    return found


def talked_counts(topic_ids: Collection[int], units: Collection[int]) -> dict[int, int]:
    """How many of these units have talked about each of these topics, where any has: one statement."""
    rows = select(TeamConversation.topic_id, func.count()).where(*_about(topic_ids, units))
    return dict(db.session.execute(rows.group_by(TeamConversation.topic_id)).all())


def _about(topic_ids: Collection[int], units: Collection[int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return TeamConversation.topic_id.in_(topic_ids), TeamConversation.unit_id.in_(units)


def logged(topic_id: int) -> int:
    """How many conversations stand under a topic."""
    rows = select(func.count()).where(TeamConversation.topic_id == topic_id)
    return db.session.scalar(rows) or 0


def conversation(topic_id: int, unit_id: int) -> TeamConversation | None:
    """What a unit said of its conversation, with its topic, unit and leader."""
    rows = select(TeamConversation).where(TeamConversation.topic_id == topic_id, TeamConversation.unit_id == unit_id)
    return db.session.scalar(rows.options(*WHOLE))


def by_id(conversation_id: int) -> TeamConversation | None:
    """The same by its own number."""
    return db.session.get(TeamConversation, conversation_id, options=WHOLE)


def of_units(units: Collection[int], since: date | None = None, most: int = 50) -> Sequence[TeamConversation]:
    """The latest conversations of some units, hidden ones too."""
    values = {"units": list(units), "since": since or date.min, "most": most}
    return db.session.scalars(_of_units(), values).all()


@cache
def _of_units() -> Select[TeamConversation]:
    return (
        select(TeamConversation)
        .where(TeamConversation.unit_id.in_(bindparam("units", expanding=True)))
        .where(TeamConversation.held_on >= bindparam("since"))
        .options(*WHOLE)
        .order_by(TeamConversation.held_on.desc(), TeamConversation.id.desc())
        .limit(bindparam("most"))
    )


def unit(unit_id: int) -> Unit:
    """A unit, open or closed, or NotThere."""
    found = db.session.get(Unit, unit_id)
    if found is None:
        raise NotThere("There is no such team.")
    return found


def person_is_known(person_id: int) -> bool:
    """Whether there is such a person."""
    return db.session.get(Person, person_id) is not None


def values_for(found: ConversationTopic, on: date) -> Framework | None:
    """The version of the values that a topic's pack shows: the one it was made with, else what is in force."""
    return framework(found.framework_id) if found.framework_id else in_force(on)


WHOLE = (
    joinedload(TeamConversation.topic),
    joinedload(TeamConversation.unit),
    joinedload(TeamConversation.led_by),
)
