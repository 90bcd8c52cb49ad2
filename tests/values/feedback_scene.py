"""Feedback rounds at each stage, brought there through the product's own actions."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from engage.ballots import actions as box
from engage.core import clock, switches
from engage.core.db import db, transaction
from engage.directory.models import Framework, Unit
from engage.values.actions import feedback_casting, feedback_key, feedback_lists, feedback_rounds, feedback_sharing
from engage.values.jobs_feedback import open_the_box
from engage.values.models import FeedbackRound
from engage.values.queries import feedback as queries
from engage.values.queries import feedback_items
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import Item, from_text
from engage.values.rules.framework import Document, Statement, Value
from tests import factories
from tests.factories import People
from tests.values.published import AUDIENCES, LEVELS, published

TITLE = "Feedback, spring 2027"
NAMES = {"everyone": "everyone", "managers": "managers (as above, plus)"}
VALUES = {
    "Kindness": [
        ("Listens before deciding", "everyone", "positive"),
        ("Thanks people by name", "everyone", "positive"),
        ("Talks over others", "everyone", "negative"),
        ("Makes time for each member of the team", "managers", "positive"),
    ],
    "Courage": [("Says when something is not working", "everyone", "positive")],
}


def on(*names: str) -> None:
    """Switch it on, as an administrator does who has the assessment in hand."""
    with transaction():
        for name in names or ("feedback-rounds",):
            switches.turn(name, True, "Assessment 12, signed by the data protection officer, in the register")


def framework(values: Mapping[str, Sequence[tuple[str, str, str]]] | None = None) -> int:
    """A published framework in force; its id. Behaviours are numbered through: b0, b1 …"""
    numbers = count()
    found = published(
        Document(
            "Anytown Council", "Our values", "", AUDIENCES, LEVELS,
            tuple(
                Value(f"v{at}", name, f"What {name.lower()} means", statements=tuple(
                    Statement(f"b{next(numbers)}", text, NAMES[audience], level) for text, audience, level in behaviours
                ))
                for at, (name, behaviours) in enumerate((VALUES if values is None else values).items())
            ),
        )
    )  # fmt: skip
    return found.id


def colleagues(number: int, first: int = 4000, place: str = factories.UNITS.waste) -> list[int]:
    """More people in a service; their ids."""
    with transaction():
        unit = db.session.query(Unit).filter_by(code=place).one()
        found = [
            factories.person(str(first + n), "Col", f"League{first + n}", unit, email=f"c{first + n}@anytown.example")
            for n in range(number)
        ]
        ids = [each.id for each in found]
    return ids


def draft(**settings: object) -> int:
    """A draft with what is asked by default; its id."""
    with transaction():
        if queries_framework() is None:
            framework()
        found = queries_framework()
        assert found is not None
        items = [item for item, chosen in feedback_items.offered(found) if chosen]
        made = feedback_rounds.create(TITLE, found.id, items, None, clock.now())
        made.closes_at = clock.now() + timedelta(days=14)
        for name, value in settings.items():
            setattr(made, name, value)
        db.session.flush()
        round_id = made.id
    return round_id


def queries_framework() -> Framework | None:
    """The framework in force."""
    from engage.directory import queries_framework as directory

    return directory.in_force(clock.today())


def round_(round_id: int) -> FeedbackRound:
    """The round, in the session."""
    return queries.round_(round_id)


def proposing(*people: int, **settings: object) -> int:
    """A round in which these people may propose; its id."""
    round_id = draft(**settings)
    with transaction():
        for person in people:
            feedback_rounds.invite(round_(round_id), person)
        feedback_rounds.open_round(round_(round_id))
    return round_id


def propose(round_id: int, person: int, asked: Mapping[Relation, Sequence[int]]) -> None:
    """Somebody joins and puts colleagues on their list."""
    with transaction():
        feedback_lists.join(round_(round_id), person)
        for relation, ids in asked.items():
            for each in ids:
                feedback_lists.add(round_(round_id), person, each, relation)


def approve(round_id: int, person: int) -> None:
    """The list is sent and approved."""
    with transaction():
        feedback_lists.send(round_(round_id), person)
        feedback_lists.approve(round_(round_id), person, feedback_lists.fingerprint(round_id, person), "")


def key(round_id: int) -> None:
    """The key is made, backed up, and the backup tried."""
    with transaction():
        found = round_(round_id)
        feedback_key.make(found)
        file, code = feedback_key.back_up(found, "The head of internal audit")
        feedback_key.try_backup(found, file, code)


def collecting(person: int, asked: Mapping[Relation, Sequence[int]], **settings: object) -> int:
    """A round that takes answers about one person; its id."""
    round_id = proposing(person, **settings)
    propose(round_id, person, asked)
    approve(round_id, person)
    key(round_id)
    with transaction():
        feedback_rounds.collect(round_(round_id), clock.now())
    return round_id


def items(round_id: int) -> tuple[Item, ...]:
    """What is asked in a round."""
    return from_text(round_(round_id).asked)


def answer(round_id: int, subject: int, reviewer: int, rating: str | Mapping[str, str] = "4", saw: str = "") -> None:
    """One colleague's answer: a rating for all, or one for each key; and what they saw, under the first value."""
    with transaction():
        asked = items(round_id)
        ratings = {item.key: rating for item in asked} if isinstance(rating, str) else rating
        comments = {asked[0].value: json.dumps([saw, ""])} if saw else {}
        feedback_casting.cast(round_id, subject, reviewer, box.new_ballot_id(), ratings, comments)


def close(round_id: int) -> None:
    """Closed, its box opened and its reports made."""
    with transaction():
        feedback_rounds.close(round_(round_id), clock.now())
    open_the_box({"round": round_id})


def hand_over(round_id: int, person: int, coach: int) -> None:
    """The coach has talked with the person, who gets the report."""
    with transaction():
        feedback_sharing.take_as_coach(round_(round_id), person, coach)
        feedback_sharing.note_conversation(round_(round_id), person, coach, clock.today(), clock.now())


def reported(people: People, number: int = 4) -> tuple[int, list[int]]:
    """A finished round about Amara, answered by her manager, herself and so many peers; its id and the peers."""
    peers = colleagues(number)
    round_id = collecting(people.amara, {Relation.PEER: peers})
    for at, each in enumerate(peers):
        answer(round_id, people.amara, each, "45345"[at % 5], saw=f"What peer {at} saw")
    answer(round_id, people.amara, people.femi, "5", saw="What the manager saw")
    answer(round_id, people.amara, people.amara, "3")
    close(round_id)
    return round_id, peers
