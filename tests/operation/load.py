"""A council at work while its data are copied: people send answers and thank each other."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import func, select

from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.recognition.models import Thanks, ThanksReceiver
from engage.surveys.actions import casting
from engage.surveys.models import Invitation
from tests.surveys import taken


@dataclass
class Work:
    """What a thread of the council's is to do, and what went wrong."""

    app: Flask
    survey: int
    people: list[int]
    stop: threading.Event = field(default_factory=threading.Event)
    cast: int = 0
    problems: list[BaseException] = field(default_factory=list)

    def run(self) -> None:
        """Everybody casts once, and thanks somebody, until told to stop."""
        with self.app.app_context():
            try:
                for person in self.people:
                    if self.stop.is_set():
                        return
                    send(self.survey, person)
                    thank(person)
                    self.cast += 1
            except BaseException as problem:  # told to the test, which runs in another thread
                self.problems.append(problem)
            finally:
                db.session.remove()


def wait_for(works: list[Work], casts: int) -> None:
    """Until so many have sent their answers."""
    for _ in range(3000):
        if sum(work.cast for work in works) >= casts or any(work.problems for work in works):
            return
        time.sleep(0.01)


def send(survey: int, person: int) -> None:
    """One person's answers, as the page sends them."""
    with transaction():
        casting.cast(survey, person, taken.box.new_ballot_id(), taken.small(), {"Q1": "1"})


def thank(person: int) -> None:
    """A thank-you to oneself, which is enough for a row with another that belongs to it."""
    with transaction():
        row = Thanks(giver_id=person, words="Well done", given_at=clock.now(), to_all=True, once=f"load-{person}")
        row.receivers = [ThanksReceiver(person_id=person)]
        db.session.add(row)


def waiting(survey: int) -> list[int]:
    """Who has not taken part."""
    asked = select(Invitation.person_id).where(Invitation.survey_id == survey, ~Invitation.taken_part)
    return list(db.session.scalars(asked.order_by(Invitation.person_id)))


@contextmanager
def council_at_work(app: Flask, survey: int, threads: int = 2) -> Iterator[list[Work]]:
    """So many threads at work until the end of this block; raises what went wrong in any of them."""
    people = waiting(survey)
    db.session.rollback()
    works = [Work(app, survey, people[n::threads]) for n in range(threads)]
    running = [threading.Thread(target=work.run) for work in works]
    for each in running:
        each.start()
    try:
        yield works
    finally:
        for work in works:
            work.stop.set()
        for each in running:
            each.join(30)
    for work in works:
        for problem in work.problems:
            raise problem


def flags_and_ballots(survey: int) -> tuple[int, int]:
    """How many are noted to have taken part, and how many ballots lie sealed, in the databases in force."""
    flags = select(func.count()).where(Invitation.survey_id == survey, Invitation.taken_part)
    found = db.session.scalar(flags) or 0
    db.session.rollback()
    with ballot_owner_engine().connect() as connection:
        ballots = connection.execute(select(func.count()).select_from(Ballot)).scalar_one()
        connection.rollback()
    return found, ballots
