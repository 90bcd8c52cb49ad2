"""Ten years of a council of 5,000, or of a part of it, by bulk inserts: its people and what they said and did."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bench import wall
from bench.activity import _entry
from bench.concerns import _rows
from engage.champions.models import Activity, Concern, ConcernCase
from engage.consultation.models import Consultation, Entry, EntryTheme, Statement
from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.names import FIRST_NAMES, SURNAMES
from engage.directory.actions import themes
from engage.directory.models import Account, Appointment, Network, Person, Post, RoleGrant, Theme, Unit
from engage.events.models import Booking, Event, EventSession
from engage.events.rules.states import EventKind
from engage.recognition.models import (
    AwardCategory,
    AwardCriterion,
    AwardRound,
    AwardScheme,
    Nomination,
    NominationAnswer,
)

YEARS, DAYS = 10, 3_650
PEOPLE, UNITS, DIRECTORATES, SERVICES = 5_000, 300, 7, 40
THANKS, CONCERNS, ACTIVITIES, EVENTS, COMERS, CONSULTATIONS = 100_000, 2_000, 10_000, 400, 40, 40
CHAMPIONS, LEADS, NOMINATIONS = 180, 60, 400
# Whoever asks, by number: the OD team, an administrator, staff, a champion, a lead officer who leads much.
OD, ADMIN, STAFF, CHAMPION, LEAD = 1, 2, 3, 4, 5
WORDS = "It happens every week, and nobody has said what is done about it. "


@dataclass(frozen=True)
class Council:
    """How much of the whole there is, and who and what later rows hang on."""

    part: float
    luck: random.Random
    units: dict[int, int]
    leads: list[int]
    champions: list[int]
    themes: list[Theme]

    def many(self, whole: int) -> int:
        """So much of something that the whole council has `whole` of."""
        return max(1, round(whole * self.part))

    def day(self, days: int = DAYS) -> date:
        """One of the last so many."""
        return clock.today() - timedelta(days=self.luck.randrange(days))

    def moment(self, days: int = DAYS) -> datetime:
        """One in the last so many days."""
        return clock.now() - timedelta(minutes=self.luck.randrange(days * 1_440))

    def person(self) -> int:
        """Anybody."""
        return self.luck.randrange(1, len(self.units) + 1)


def put(model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """In one go."""
    if rows:
        db.session.execute(insert(model), rows)


def fill(part: float) -> Council:
    """People first, then all that they said; each in a transaction of its own."""
    luck = random.Random(2027)
    with transaction():
        units = _people(luck, part)
    with transaction():
        made = _network(luck, part, units)
    # The rule keeps three years of thanks: there are never more.
    wall.fill(made.many(THANKS), wall.MINUTES)
    steps: tuple[Callable[[Council], None], ...] = (_logged, _passed_on, _events, _consulted, _nominated)
    for step in steps:
        with transaction():
            step(made)
    return made


def _people(luck: random.Random, part: float) -> dict[int, int]:
    """A tree of three levels; in each unit the first is its head, and heads are managed by the head above."""
    teams = max(DIRECTORATES + 1, round(UNITS * part) - DIRECTORATES - SERVICES - 1)
    codes = [("COUNCIL", ""), *((f"D{n}", "COUNCIL") for n in range(DIRECTORATES))]
    codes += [(f"S{n}", f"D{n % DIRECTORATES}") for n in range(SERVICES)]
    codes += [(f"T{n}", f"S{n % SERVICES}") for n in range(teams)]
    number = {code: at for at, (code, _) in enumerate(codes, start=1)}
    put(Unit, [{"id": number[code], "code": code, "name": f"Unit {code}", "level": "", "parent_id": number.get(above)}
               for code, above in codes])  # fmt: skip
    above = {number[code]: number.get(up) for code, up in codes}
    people = max(round(PEOPLE * part), len(codes))
    # Whoever asks works in a team, and is nobody's head: heads come last.
    lowest = [number[code] for code, _ in codes if code.startswith("T")]
    where = {at: luck.choice(lowest) for at in range(1, people - len(codes) + 1)}
    heads = {unit: people - len(codes) + at for at, unit in enumerate(number.values(), start=1)}
    where |= {head: unit for unit, head in heads.items()}
    put(Person, [
        {"id": at, "employee_number": f"{at:06d}", "first_name": luck.choice(FIRST_NAMES), "known_as": "",
         "surname": luck.choice(SURNAMES), "email": f"staff{at}@council.example", "kind": "employee",
         "language": "en", "started_on": date(2015, 1, 5)}
        for at in range(1, people + 1)
    ])  # fmt: skip
    # A post has the number of its person.
    managed = {at: heads[unit] if heads[unit] != at else heads.get(above[unit] or 0) for at, unit in where.items()}
    put(Post, [
        {"id": at, "person_id": at, "unit_id": where[at], "job_title": "Officer", "is_main": True, "is_head":
         heads[where[at]] == at, "site": f"Site {where[at] % 20}", "manager_post_id": managed[at]}
        for at in sorted(where, key=lambda each: (each <= people - len(codes), each))
    ])  # fmt: skip
    put(Account, [{"person_id": at, "session_version": 1} for at in range(1, people + 1)])
    put(RoleGrant, [{"person_id": OD, "role": "od"}, {"person_id": ADMIN, "role": "admin"}])
    return where


def _network(luck: random.Random, part: float, units: dict[int, int]) -> Council:
    network = Network(kind="champions", name="Employee champions", seats=CHAMPIONS, created_at=clock.now())
    db.session.add(network)
    db.session.flush()
    under = [themes.add(f"Theme {number}", "") for number in range(12)]
    others = list(range(LEAD + 1, len(units) + 1))
    champions = [CHAMPION, *luck.sample(others, max(2, round(CHAMPIONS * part)))]
    put(Appointment, [
        {"network_id": network.id, "person_id": each, "unit_id": units[each], "languages": "", "about": "",
         "started_on": clock.today() - timedelta(days=700)}
        for each in champions
    ])  # fmt: skip
    leads = [LEAD, *luck.sample(others, LEADS)]
    return Council(part, luck, units, leads, champions, under)


def _logged(made: Council) -> None:
    network = db.session.scalars(select(Network.id)).one()
    who = made.champions
    put(Activity, [
        _entry(made.luck, n, CHAMPION if n % 20 == 0 else made.luck.choice(who), made.units, made.themes, network, DAYS)
        for n in range(made.many(ACTIVITIES))
    ])  # fmt: skip


def _passed_on(made: Council) -> None:
    under = [each.id for each in made.themes]
    cases, concerns = _rows(
        made.luck, made.units, made.champions, made.leads, under, made.many(CONCERNS), DAYS
    )  # fmt: skip
    put(ConcernCase, cases)
    put(Concern, concerns)


def _events(made: Council) -> None:
    """Forty a year, each of one session; twenty are to come."""
    luck, now, many = made.luck, clock.now(), made.many(EVENTS)
    begins = [now + timedelta(days=3 * n if n <= many // 20 else -n * DAYS // many, hours=3)
              for n in range(1, many + 1)]  # fmt: skip
    put(Event, [
        {"id": n, "kind": luck.choice(list(EventKind)), "state": "published", "title": f"Event {n}", "version": 1,
         "summary": WORDS, "about": WORDS * 9, "audience": "everyone", "guest_places": 0, "course": "", "contact": "",
         "created_by_id": OD, "created_at": at - timedelta(days=90), "published_at": at - timedelta(days=80),
         "cancelled_why": "", "past_heads": 0}
        for n, at in enumerate(begins, start=1)
    ])  # fmt: skip
    put(EventSession, [
        {"id": n, "event_id": n, "title": "", "starts_at": at, "ends_at": at + timedelta(hours=2), "place": "Town hall",
         "online": "", "code": "", "capacity": 60, "uid": f"{n:08}", "sequence": 0}
        for n, at in enumerate(begins, start=1)
    ])  # fmt: skip
    put(Booking, [
        {"session_id": n, "person_id": who, "unit_id": made.units[who], "queued_at": at - timedelta(days=9),
         "state": "booked", "attended_by": "list" if at < now else ""}
        for n, at in enumerate(begins, start=1)
        for who in luck.sample(range(1, len(made.units) + 1), COMERS)
    ])  # fmt: skip


def _consulted(made: Council) -> None:
    """Four a year, answered; ten statements each, and a hundred entries of the board."""
    many = made.many(CONSULTATIONS)
    at = [clock.now() - timedelta(days=60 + n * DAYS // many) for n in range(many)]
    put(Consultation, [
        {"id": n, "title": f"Consultation {n}", "intro": WORDS, "kind": "both", "state": "answered", "version": 1,
         "opens_at": each - timedelta(days=30), "closes_at": each, "closed_at": each, "asked": len(made.units),
         "answered_at": each + timedelta(days=20), "outcome": WORDS, "figures": "", "named": False,
         "names_removed_at": each, "created_at": each - timedelta(days=60), "audience": "everyone"}
        for n, each in enumerate(at, start=1)
    ])  # fmt: skip
    put(Statement, [
        {"consultation_id": n + 1, "position": position, "text": f"{WORDS}{position}", "new_text": WORDS}
        for n in range(many) for position in range(10)
    ])  # fmt: skip
    put(Entry, [
        {"id": n * 100 + number + 1, "consultation_id": n + 1,
         "board_column": made.luck.choice(("works_well", "even_better")),
         "text": f"{WORDS}{number}", "place": "", "written_on": at[n].date(), "agreed": made.luck.randrange(30)}
        for n in range(many) for number in range(100)
    ])  # fmt: skip
    put(
        EntryTheme, [{"entry_id": each + 1, "theme_id": made.luck.choice(made.themes).id} for each in range(many * 100)]
    )


def _nominated(made: Council) -> None:
    """A round a year, announced, of ten categories with two criteria; this year's is open."""
    put(AwardScheme, [{"id": 1, "name": "Staff awards", "about": WORDS}])
    years = range(1, YEARS + 1)
    opened = {n: clock.now() - timedelta(days=20 + (n - 1) * 365) for n in years}
    put(AwardRound, [
        {"id": n, "scheme_id": 1, "title": f"Staff awards {opened[n].year}", "about": WORDS, "anchors": "[]",
         "stage": "open" if n == 1 else "announced", "opens_at": opened[n], "version": 1, "judges_each": 3,
         "closes_at": opened[n] + timedelta(days=60), "created_at": opened[n], "created_by_id": OD, "scale_top": 5,
         "announces_at": opened[n] + timedelta(days=120) if n > 1 else None, "ceremony_at": ""}
        for n in years
    ])  # fmt: skip
    put(AwardCategory, [
        {"id": 10 * n + c, "round_id": n, "position": c, "name": f"Category {c} of {n}", "about": WORDS,
         "nominees": "person", "eligible": "everyone", "most_words": 300, "shortlist": 5, "winners": 1, "commended": 2}
        for n in years for c in range(10)
    ])  # fmt: skip
    put(AwardCriterion, [
        {"id": 20 * n + c, "category_id": 10 * n + c // 2, "position": c % 2, "name": f"Criterion {c % 2}",
         "prompt": "", "weight": 1}
        for n in years for c in range(20)
    ])  # fmt: skip
    each = made.many(NOMINATIONS)
    ids = [(n, (n - 1) * each + at) for n in years for at in range(1, each + 1)]
    put(Nomination, [
        {"id": at, "category_id": 10 * n + at % 10, "nominee_id": made.person(), "nominator_id": made.person(),
         "origin": "staff", "state": "submitted", "made_at": opened[n] + timedelta(days=9), "version": 1,
         "submitted_at": opened[n] + timedelta(days=9), "once": str(at), "nominee_words": "", "nominator_name": "",
         "nominator_contact": "", "refused_why": ""}
        for n, at in ids
    ])  # fmt: skip
    put(NominationAnswer, [
        {"nomination_id": at, "criterion_id": 2 * (10 * n + at % 10) + c, "words": WORDS * 5}
        for n, at in ids for c in (0, 1)
    ])  # fmt: skip
