"""The demonstration's networks: Bryn and some thirty champions, first aiders with their training, union reps."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.council import CAST
from engage.demo.networks_words import ABOUT, CHARTER, LANGUAGES, ROLE
from engage.directory.actions import networks as actions
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person, Post, Unit
from engage.directory.rules.networks import Ended, NetworkKind

COURSE = "Mental health first aid"
NETWORKS: tuple[dict[str, Any], ...] = (
    {"kind": NetworkKind.CHAMPIONS, "name": "Employee champions", "role": ROLE, "seats": 45, "term_months": 24,
     "commitment": "About two hours a month, in working time", "group_minimum": 20, "charter": CHARTER},
    {"kind": NetworkKind.FIRST_AIDERS, "name": "Mental health first aiders", "ratio": 60, "group_minimum": 40,
     "role": "First aiders listen to a colleague who is struggling, and help them find the right support.",
     "commitment": "As it comes, and one meeting a quarter", "term_months": 36,
     "training": COURSE, "training_months": 36},
    {"kind": NetworkKind.UNION, "name": "Union representatives",
     "role": "Appointed by their unions. The council shares with them here what it shares with all of them."},
    {"kind": NetworkKind.STAFF, "name": "Disability network", "hidden": True,
     "role": "A place for colleagues who are disabled, Deaf or neurodivergent, and for carers."},
    {"kind": NetworkKind.STAFF, "name": "LGBTQ+ network", "hidden": True,
     "role": "A place for LGBTQ+ colleagues."},
)  # fmt: skip
FIRST_AIDERS, UNION_REPS = 12, 4
# Of so many champions, appointed in the council's own order of services, these have a story: their terms end within
# weeks, one is over, and one was appointed for another team than the one where they work now.
CHAMPIONS, SOON, OVER, MOVED = 33, (4, 11, 20), 7, 15
# How many months ago first aiders were trained: three years it counts, so two of these matter.
TRAINED = (2, 3, 5, 8, 11, 14, 17, 20, 23, 26, 35, 37)
ENDED = ((Ended.STEPPED_DOWN, 90), (Ended.TERM, 200), (Ended.MOVED, 330), (Ended.STEPPED_DOWN, 480))


def build(luck: random.Random, today: date) -> None:
    """The networks, and who is in those that appoint."""
    with transaction():
        for position, given in enumerate(NETWORKS, start=1):
            db.session.add(Network(position=position, created_at=clock.now(), **given))
        db.session.flush()
        champions, aiders, union = db.session.query(Network).order_by(Network.id).limit(3)
        bryn = db.session.query(Person).filter_by(employee_number="D0002").one()
        first = actions.appoint(champions, bryn.id, today - timedelta(days=300))
        first.languages, first.about = "Welsh", "In the mess room at Mill Lane before the rounds, 5.30am to 6am."
        drawn = _drawn(luck)
        _champions(luck, today, champions, drawn)
        _aiders(luck, today, aiders, drawn)
        for who in drawn[-UNION_REPS:]:
            _describe(luck, actions.appoint(union, who, today - timedelta(days=luck.randrange(30, 700))))
        _looked_after(champions)
        _one_left(champions, today)


def _drawn(luck: random.Random) -> list[int]:
    """People who head nothing, from every service in turn, in an order of their own: nobody twice."""
    rows = db.session.execute(
        select(Person.id, Unit.parent_id)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.level == "Team", ~Post.is_head, Person.employee_number.not_in([row[0] for row in CAST]))
        .order_by(Post.id)
    ).all()
    services: dict[int | None, list[int]] = {}
    for person_id, service in rows:
        services.setdefault(service, []).append(person_id)
    for people in services.values():
        luck.shuffle(people)
    deepest = max((len(people) for people in services.values()), default=0)
    return [people[turn] for turn in range(deepest) for people in services.values() if turn < len(people)]


def _champions(luck: random.Random, today: date, network: Network, drawn: Sequence[int]) -> None:
    for number, who in enumerate(drawn[:CHAMPIONS]):
        days = 700 if number in SOON else 760 if number == OVER else luck.randrange(20, 600)
        row = actions.appoint(network, who, today - timedelta(days=days))
        _describe(luck, row)
        if number == MOVED:
            row.unit_id = db.session.scalar(
                select(Unit.id).where(Unit.level == "Team", Unit.id != row.unit_id).order_by(Unit.id).limit(1)
            )
    for (why, days), who in zip(ENDED, drawn[CHAMPIONS:], strict=False):
        row = actions.appoint(network, who, today - timedelta(days=min(days + 400, 720)))
        actions.end(row, why, today - timedelta(days=days))


def _aiders(luck: random.Random, today: date, network: Network, drawn: Sequence[int]) -> None:
    for months, who in zip(TRAINED, drawn[CHAMPIONS + len(ENDED) :], strict=False):
        done = clock.months_after(today, -months) + timedelta(days=9)
        expires = clock.months_after(done, network.training_months or 36)
        actions.train(who, COURSE, min(done, today), expires, "file")
        _describe(luck, actions.appoint(network, who, min(done + timedelta(days=14), today)))


def _describe(luck: random.Random, row: Appointment) -> None:
    row.languages, row.about = luck.choice(LANGUAGES), luck.choice(ABOUT)


def _looked_after(network: Network) -> None:
    """Chloe looks after the champions and says so; the first director sponsors them."""
    known = {person.employee_number: person.id for person in db.session.query(Person).filter(
        Person.employee_number.in_(("D0003", "D0101")))}  # fmt: skip
    network.sponsor_id = known.get("D0101")
    if "D0003" in known:
        db.session.add(NetworkCoordinator(network_id=network.id, person_id=known["D0003"], named=True))


def _one_left(network: Network, today: date) -> None:
    """A champion who has left the council, and whose appointment was ended: somebody of their own, so that nobody whom
    another part of the demonstration needs is gone."""
    unit = db.session.query(Unit).filter_by(level="Team").order_by(Unit.id).first()
    if unit is None:
        return
    person = Person(employee_number="D9001", first_name="Robin", surname="Hale", started_on=today - timedelta(days=900))
    db.session.add(person)
    db.session.flush()
    post = Post(person_id=person.id, unit_id=unit.id, job_title="Officer", site="Town hall")
    db.session.add(post)
    db.session.flush()
    left = today - timedelta(days=12)
    actions.end(actions.appoint(network, person.id, today - timedelta(days=410)), Ended.LEFT, left)
    person.leaves_on, post.ended_on = left, left
    db.session.flush()
