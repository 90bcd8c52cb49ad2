"""Stories of the demonstration council, all made up: three that are shown, and one that asks Amara for her consent."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.stories_drawing import landscape
from engage.directory.models import Person
from engage.directory.queries_framework import in_force
from engage.recognition.actions import stories as actions


@dataclass(frozen=True)
class Told:
    """One story: its author and the people in it by employee number, and how long ago it was shown."""

    title: str
    body: str
    author: str
    people: tuple[str, ...]
    days_ago: int
    picture: bytes = b""
    shows: str = ""


def _stories() -> Sequence[Told]:
    evening = landscape((246, 196, 132), (253, 233, 205), ((122, 150, 110), (58, 98, 78)), (221, 107, 85), 0.6)
    morning = landscape((150, 196, 214), (232, 242, 240), ((104, 142, 150), (42, 84, 92)), (250, 220, 130), 2.1)
    return (
        Told(
            "The path that was only wet on Tuesdays",
            "Residents in the flats by the park told us that the path floods. When we went to look, it was dry.\n\n"
            "One of the drivers on the northern rounds noticed that it was always wet on a Tuesday. That is when the "
            "pitch is watered, and a valve by the fence did not close.\n\n"
            "He rang Parks himself, waited with them until they had found it, and went back the Tuesday after to look. "
            "It has been dry since, and somebody who uses a wheelchair goes through the park again.",
            "D0005", ("D0002",), 2, evening,
            "A drawing of green hills under an orange evening sky, with a low red sun.",
        ),
        Told(
            "Four letters became one",
            "When a carer in a family dies, four of our services used to write, each in their own words and each about "
            "money.\n\nIn March the teams met for an hour with the letters on the table. Nobody was proud of them.\n\n"
            "Now one person rings first. One letter follows, with one name and one number on it. It took two "
            "months and cost nothing. We wish we had asked earlier.",
            "D0006", (), 16, morning,
            "A drawing of blue hills in morning light under a pale sky, with a yellow sun.",
        ),
        Told(
            "The library that stayed open",
            "On the night of the storm the heating in two blocks of flats failed. The library had closed at six.\n\n"
            "By half past seven it was open again: somebody had rung round, found the key, and put the kettle on. "
            "Thirty people stayed until midnight. Two of them have joined the reading group.",
            "D0001", ("D0005",), 41,
        ),
        Told(
            "The visit that took two hours",
            "A visit is planned for forty minutes. This one took two hours, because a gentleman who had not spoken "
            "since his fall began to tell about the ships he had built.\n\nHis daughter wrote to us. She had not heard "
            "the story either.",
            "D0006", ("D0001",), 0,
        ),
    )  # fmt: skip


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the people of the demonstration are not here."""
    with transaction():
        known = {number: each for each, number in db.session.execute(select(Person.id, Person.employee_number))
                 if number.startswith("D000")}  # fmt: skip
        framework = in_force(today)
        behaviours = [each.id for value in framework.values for each in value.behaviours
                      if each.polarity != "negative"] if framework else []  # fmt: skip
        for number, told in enumerate(_stories()):
            if {told.author, *told.people} <= known.keys():
                behaviour = behaviours[(7 * number + 2) % len(behaviours)] if behaviours else None
                _tell(told, known, behaviour, number)


def _tell(told: Told, known: dict[str, int], behaviour: int | None, number: int) -> None:
    at, author = clock.now() - timedelta(days=told.days_ago, hours=3), known[told.author]
    words = actions.Words(
        told.title, told.body, behaviour, told.shows, tuple(known[each] for each in told.people),
        actions.bare(told.picture) if told.picture else b"",
    )  # fmt: skip
    row = actions.create(words, author, f"demonstration-{number}", at)
    actions.send(row, author, behaviour is not None, at)
    if told.days_ago:
        for each in told.people:
            actions.consent(row, known[each], at)
        actions.approve(row, known["D0003"], _after(at))


def _after(at: datetime) -> datetime:
    return at + timedelta(hours=2)
