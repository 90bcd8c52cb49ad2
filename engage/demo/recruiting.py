"""Recruitment rounds of the demonstration: one decided a year ago, and one that is open now."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from engage.champions.actions import recruiting as rounds
from engage.champions.actions import recruiting_applying as applying
from engage.champions.actions import recruiting_deciding as deciding
from engage.champions.actions import recruiting_letters as letters
from engage.champions.actions.recruiting_deciding import Meant
from engage.champions.models import Application, RecruitmentRound
from engage.champions.queries import recruiting_applications as reading
from engage.champions.queries.recruiting_places import places
from engage.champions.rules.recruiting import Answer, Outcome, Terms
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Person, Post, Unit
from engage.directory.rules.networks import NetworkKind

CALL = (
    "We look for colleagues who listen well and say plainly what they hear. You need no experience, and no "
    "particular grade.\n\n## What you get\n\n- Two hours a month in working time, agreed with your manager\n"
    "- A day of training, and others who do it too\n- News before it is news, and a say in how it is told"
)
WHYS = (
    "People come to me anyway when something does not work. I would like it to lead somewhere.",
    "I have been here for eleven years and have seen good ideas get lost between teams.",
    "Our depot hears things last. I want to change that.",
    "I was asked what I thought in the last survey and nobody came back to us. I would come back to people.",
    "I work nights, and nobody who works nights is in the network.",
)
LANGUAGES = ("", "Welsh", "", "Polish", "Urdu, Punjabi", "", "British Sign Language")
# Teams that are coverage groups of their own, or count with the one that stands for them.
TARGETS = (("Reablement", 3), ("Rounds north", 3), ("Central library", 2), ("Applications", 1))
BUSY = "We are two people short until the new year. Ask me again in January and I will gladly agree."


def build(luck: random.Random, today: date) -> None:
    """Both rounds, through the feature's own actions; nothing where the people of the demonstration are not here."""
    del today
    with transaction():
        rows = db.session.execute(select(Person.employee_number, Person.id).where(Person.employee_number.like("D000_")))
        cast = dict(rows.all())
        network = db.session.scalar(select(Network).where(Network.kind == NetworkKind.CHAMPIONS).order_by(Network.id))
        if network is None or len(cast) < 6:
            return
        appointed = db.session.scalars(select(Appointment.person_id).where(Appointment.network_id == network.id))
        people = _people(luck, {*cast.values(), *appointed})
        _decided(network, people, cast["D0003"])
        _open(network, people, cast)


def _people(luck: random.Random, but: set[int]) -> Mapping[str, list[int]]:
    """Some people of each team that has a target, whoever leads it left out."""
    found: dict[str, list[int]] = {name: [] for name, _ in TARGETS}
    posts = (
        select(Unit.name, Post.person_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.name.in_(found), Post.is_main, Post.ended_on.is_(None), Post.is_head.is_(False))
    )
    for name, person in db.session.execute(posts.order_by(Post.id)):
        if person is not None and person not in but:
            found[name].append(person)
    return {name: luck.sample(people, min(8, len(people))) for name, people in found.items()}


def _round(network: Network, title: str, opened: datetime, closes: datetime) -> RecruitmentRound:
    terms = Terms(title, CALL, None, closes, (closes + timedelta(days=21)).date())
    row = rounds.make(network, terms, opened)
    where, seats_of = places(network), dict[int, int]()
    for name, seats in TARGETS:
        group = where.group_of(db.session.scalars(select(Unit.id).where(Unit.name == name).order_by(Unit.id)).first())
        if group is not None:
            seats_of[group] = seats_of.get(group, 0) + seats
    for group, seats in seats_of.items():
        rounds.add_target(row, group, seats)
    rounds.open_round(row, opened)
    return row


def _apply(row: RecruitmentRound, people: Sequence[int], at: datetime) -> list[Application]:
    found = []
    for number, person in enumerate(people):
        why, languages = WHYS[number % len(WHYS)], LANGUAGES[number % len(LANGUAGES)]
        found.append(applying.apply(row, person, why, languages, at + timedelta(hours=5 * number)))
    return found


def _decided(network: Network, people: Mapping[str, Sequence[int]], by: int) -> None:
    """A year ago: three appointed, one of them against a manager's no, one waiting, one not this time."""
    now = clock.now()
    opened, closed = now - timedelta(days=400), _at_five(now - timedelta(days=370))
    row = _round(network, "Employee champions, last year", opened, now + timedelta(days=1))
    some = [people["Central library"][0], people["Applications"][0], people["Rounds north"][0], people["Reablement"][0],
            people["Applications"][1]]  # fmt: skip
    made = _apply(row, some, opened)
    for number, each in enumerate(made):
        if each.manager == Answer.ASKED:
            applying.answer(each, number != 2, "" if number != 2 else BUSY, opened + timedelta(days=4))
    row.opens_at, row.closes_at, row.term_starts_on = opened, closed, (closed + timedelta(days=21)).date()
    rounds.close_round(row, closed)
    reason = "The depot has nobody in the network, and the team is at full strength again."
    at = closed + timedelta(days=6)
    deciding.decide(row, [each.id for each in made[:2]], Meant(Outcome.APPOINTED), by, at)
    deciding.decide(row, [made[2].id], Meant(Outcome.APPOINTED, reason), by, at)
    deciding.decide(row, [made[3].id], Meant(Outcome.WAITING), by, at)
    deciding.decide(row, [made[4].id], Meant(Outcome.DECLINED, "One champion is enough for so small a team."), by, at)
    letters.send(row, at + timedelta(days=1))
    rounds.end_round(row, at + timedelta(days=2))


def _at_five(moment: datetime) -> datetime:
    return clock.local(moment).replace(hour=17, minute=0, second=0, microsecond=0).astimezone(UTC)


def _open(network: Network, people: Mapping[str, list[int]], cast: Mapping[str, int]) -> None:
    """Twelve applications: one of Femi's own team waits for him; Amara is suggested by Bryn."""
    now = clock.now()
    opened = now - timedelta(days=6)
    row = _round(network, "Employee champions, this year", opened, _at_five(now + timedelta(days=15)))
    team = set(reading.units_of([cast["D0006"]]).values())
    mates = select(Post.person_id).where(
        Post.unit_id.in_(team),
        Post.is_main,
        Post.ended_on.is_(None),
        Post.person_id.not_in(list(cast.values())),
        Post.person_id.not_in(select(Appointment.person_id).where(Appointment.network_id == network.id)),
    )
    mate = db.session.scalars(mates.order_by(Post.id)).first()
    used = set(db.session.scalars(select(Application.person_id)))
    free = [each for group in zip(*people.values(), strict=False) for each in group if each not in used | {mate}]
    made = _apply(row, [*([mate] if mate else []), *free][:12], opened)
    for number, each in enumerate(made[1:8], start=1):
        if each.manager == Answer.ASKED:
            applying.answer(each, number != 4, "" if number != 4 else BUSY, opened + timedelta(days=2, hours=number))
    applying.suggest(row, cast["D0001"], cast["D0002"], now - timedelta(days=1))
