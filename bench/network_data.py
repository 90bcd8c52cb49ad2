"""A real council's units, people made up, 180 champions by the plan, and two years of what they and events bring."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select, text

from bench.activity import _entry
from bench.concerns import _rows
from bench.coverage import SHIFTS, _import, _network
from engage.champions.actions import briefings
from engage.champions.actions import recruiting as rounds
from engage.champions.models import Activity, Application, Concern, ConcernCase
from engage.champions.queries import coverage
from engage.champions.rules.recruiting import Answer, Outcome, Terms
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import networks, themes
from engage.directory.models import Account, Appointment, Network, Person, Post, RoleGrant, Theme, Unit
from engage.events.models import AccessNeed, Booking, Event, EventNote, EventQuestion, EventSession, Guest
from engage.events.rules.states import EventKind

PEOPLE, SITES, LANGUAGES = 2_600, 12, ("", "", "Welsh", "Polish", "Urdu", "British Sign Language")
ACTIVITIES, CONCERNS, BRIEFINGS, APPLICATIONS, EVENTS, COMERS = 10_000, 2_000, 40, 400, 200, 450
WORDS = "It happens every week, and nobody has said what is done about it. "
# Whoever asks: of the OD team, a champion, and a lead officer.
ASKS = 1


@dataclass(frozen=True)
class Filled:
    """The network, and the round whose applications wait."""

    network: Network
    round_id: int


def first_year() -> Network:
    """Units of the first year, people, and the champions that the plan asks for, since two years ago."""
    _import("trafford_2024-07.csv")
    _people(random.Random(5))
    network = _network()
    recruit(network, clock.today() - timedelta(days=730))
    with transaction():
        luck = random.Random(8)
        for each in db.session.scalars(select(Appointment).order_by(Appointment.id)):
            each.languages = luck.choice(LANGUAGES)
            each.about = "In the mess room before the rounds."
    return network


def _people(luck: random.Random) -> None:
    """The lists name senior posts alone: a few units large, many small."""
    with transaction():
        units = db.session.scalars(select(Unit.id).where(Unit.closed_on.is_(None)).order_by(Unit.id)).all()
        weights = [luck.lognormvariate(0, 1.3) for _ in units]
        where = [unit for unit, weight in zip(units, weights, strict=True)
                 for _ in range(max(2, int(PEOPLE * weight / sum(weights))))]  # fmt: skip
        people = [
            {"id": at, "employee_number": f"R{at:05}", "first_name": "Staff", "surname": f"Number {at:05}",
             "email": f"staff{at:05}@council.example", "kind": "employee", "language": "en",
             "started_on": date(2020, 1, 6)}
            for at in range(1, len(where) + 1)
        ]  # fmt: skip
        posts = [
            {"person_id": at, "unit_id": unit, "job_title": "Officer", "is_main": True, "is_head": False,
             "site": f"Site {(unit + luck.randrange(2)) % SITES}", "shift": luck.choice(SHIFTS)}
            for at, unit in enumerate(where, start=1)
        ]  # fmt: skip
        db.session.execute(insert(Person), people)
        db.session.execute(insert(Post), posts)
        db.session.add_all([Account(person_id=ASKS), RoleGrant(person_id=ASKS, role="od")])


def recruit(network: Network, on: date) -> None:
    """As many people of each group as the plan asks for: whoever asks, then the first who are in no network."""
    with transaction():
        for group, people in wanted(network).items():
            for person in people[: group.to_recruit]:
                networks.appoint(network, person, on)


def wanted(network: Network) -> Mapping[coverage.GroupPlan, Sequence[int]]:
    """The groups of the plan that look for somebody, with the people of each who work here and are free."""
    rolled, free = coverage.groups(network), dict[int, list[int]]()
    now = select(Appointment.person_id).where(Appointment.network_id == network.id, Appointment.ended_on.is_(None))
    posts = (
        select(Post.person_id, Post.unit_id)
        .join(Person, Person.id == Post.person_id)
        .where(Post.is_main, Post.ended_on.is_(None), Person.leaves_on.is_(None), Post.person_id.not_in(now))
    )
    for person, unit in db.session.execute(posts.order_by(Post.id)):
        free.setdefault(rolled.stands_in[unit], []).append(person or 0)
    return {each: free.get(each.unit_id, []) for each in coverage.plan(network) if each.to_recruit}


def two_years(network: Network) -> Filled:
    """What champions logged and passed on, what they were told, a round that waits, and events."""
    luck = random.Random(2027)
    with transaction():
        units = dict(db.session.execute(select(Post.person_id, Post.unit_id)).all())
        champions = list(db.session.scalars(select(Appointment.person_id).order_by(Appointment.id)))
        assert ASKS in champions
        under = [themes.add(f"Theme {number}", "") for number in range(12)]
        _logged(luck, network.id, champions, units, under)
        leads = [ASKS, *luck.sample(sorted(set(units) - set(champions)), 20)]
        cases, passed_on = _rows(luck, units, champions, leads, [each.id for each in under])
        db.session.execute(insert(ConcernCase), cases)
        db.session.execute(insert(Concern), passed_on)
    with transaction():
        for number in range(BRIEFINGS):
            at = clock.now() - timedelta(days=18 * number)
            words = briefings.Words(f"Briefing {number}", WORDS * 9, WORDS, (network.id,), None, number % 3 == 0)
            briefings.show(briefings.create(words, at).id, at)
        number = _round(luck, network, champions)
        _events(luck, sorted(units))
    if db.engine.dialect.name == "postgresql":
        with transaction():
            for table in ("person", "concern_case", "concern", "event", "event_session"):
                db.session.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    return Filled(network, number)


def _logged(luck: random.Random, network_id: int, champions: Sequence[int], units: Mapping[int, int],
            under: list[Theme]) -> None:  # fmt: skip
    db.session.execute(insert(Activity), [
        _entry(luck, n, ASKS if n % 10 == 0 else luck.choice(champions), units, under, network_id)
        for n in range(ACTIVITIES)
    ])  # fmt: skip


def _round(luck: random.Random, network: Network, champions: Sequence[int]) -> int:
    """A closed round with a target in every fourth group, whose applications wait for decisions."""
    at = clock.now() - timedelta(days=30)
    terms = Terms("Employee champions", WORDS, None, at + timedelta(days=20), clock.today())
    row = rounds.make(network, terms, at)
    for each in coverage.plan(network)[::4]:
        rounds.add_target(row, each.unit_id, 2)
    rounds.open_round(row, at)
    rounds.close_round(row, at + timedelta(days=20))
    people = luck.sample(sorted(set(range(2, PEOPLE // 2)) - set(champions)), APPLICATIONS)
    db.session.execute(insert(Application), [
        {"round_id": row.id, "person_id": each, "why": WORDS * 3, "languages": luck.choice(LANGUAGES),
         "outcome": Outcome.SENT, "sent_at": at, "asked_manager_id": 2, "asked_at": at, "told": "", "version": 1,
         "manager": luck.choice((Answer.ASKED, Answer.AGREED, Answer.AGREED, Answer.CANNOT)), "manager_why": ""}
        for each in people
    ])  # fmt: skip
    return row.id


def _events(luck: random.Random, people: Sequence[int]) -> None:
    """Half of them over, half to come, two sessions each; to the first to come nearly everybody would like to come."""
    now, every = clock.now(), []
    for number in range(1, EVENTS + 1):
        days = 3 + number * 3 if number <= EVENTS // 2 else -number
        every.append(now + timedelta(days=days))
    db.session.execute(insert(Event), [
        {"id": n, "kind": luck.choice(list(EventKind)), "state": "published", "title": f"Event {n}", "version": 1,
         "summary": WORDS, "about": WORDS * 9, "audience": "everyone", "guest_places": 20, "course": "", "contact": "",
         "created_by_id": ASKS, "created_at": at - timedelta(days=90), "published_at": at - timedelta(days=80),
         "cancelled_why": ""}
        for n, at in enumerate(every, start=1)
    ])  # fmt: skip
    db.session.execute(insert(EventSession), [
        {"id": 2 * n - 1 + part, "event_id": n, "title": f"Part {part + 1}",
         "starts_at": at + timedelta(hours=3 * part), "ends_at": at + timedelta(hours=3 * part + 2),
         "place": "Town hall", "online": "", "code": "",
         "capacity": 400 if n == 1 else 60, "uid": f"{n:08}{part}", "sequence": 0}
        for n, at in enumerate(every, start=1) for part in (0, 1)
    ])  # fmt: skip
    db.session.execute(insert(Booking), [
        {"session_id": session, "person_id": who, "unit_id": None, "queued_at": now - timedelta(minutes=at),
         "state": "booked" if at < (400 if session == 1 else 60) else "waiting", "attended_by": ""}
        for session in range(1, 2 * EVENTS + 1)
        for at, who in enumerate(luck.sample(people, COMERS if session == 1 else 70))
    ])  # fmt: skip
    _around(luck, people, now)


def _around(luck: random.Random, people: Sequence[int], now: object) -> None:
    """Of the first event what its guests and comers need and ask; of the latest that is over its board."""
    comers = luck.sample(people, 80)
    db.session.execute(insert(Guest), [
        {"event_id": 1, "name": f"Guest {n}", "organisation": "Health trust", "email": "", "added_at": now}
        for n in range(20)
    ])  # fmt: skip
    db.session.execute(insert(AccessNeed), [{"event_id": 1, "person_id": who, "words": WORDS} for who in comers])
    db.session.execute(insert(EventQuestion), [
        {"event_id": 1, "words": f"{WORDS}{n}", "asker_id": luck.choice(people), "named": n % 2 == 0, "asked_at": now,
         "state": "shown", "hidden_why": "", "answer": "", "answered_by": ""}
        for n in range(300)
    ])  # fmt: skip
    db.session.execute(insert(EventNote), [
        {"event_id": EVENTS // 2 + 1, "side": luck.choice(("well", "better")), "words": f"{WORDS}{n}",
         "author_id": luck.choice(people), "written_at": now, "hidden": False}
        for n in range(300)
    ])  # fmt: skip
