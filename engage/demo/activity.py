"""What the demonstration's champions logged, all made up: nine months of it, and two quiet areas."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from engage.champions.actions import activity as actions
from engage.champions.queries import coverage
from engage.champions.rules.activity import How, Kind
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Person, Post
from engage.directory.queries_networks import is_on
from engage.directory.queries_themes import themes
from engage.directory.rules.networks import NetworkKind

OVER, ENTRIES, BRYNS, QUIET_AREAS, BRYN = timedelta(days=270), 150, 8, 2, "D0002"
KINDS = (Kind.CONVERSATION,) * 6 + (Kind.BRIEFING,) * 3 + (Kind.EVENT,) * 2 + (Kind.CONCERN,)
WELL = (
    "The morning meeting is ten minutes now, and standing.",
    "New starters have somebody to ask for their first month.",
    "The rota comes out four weeks ahead.",
    "Managers said what had become of the last ideas.",
    "Swapping a shift goes by phone, without a form.",
)
BETTER = (
    "the vans had been looked over before the round began",
    "somebody told us what happens with the office move",
    "there was one place to look for the forms",
    "night shifts heard the news on the same day",
    "the training did not always fall on a Tuesday",
    "there were a room to talk in that is not the kitchen",
)
SITES = ("The depot", "The civic centre", "The leisure centre café", "On the round", "")


@dataclass(frozen=True)
class Champion:
    """Somebody appointed: to what, since when, and the unit they work in."""

    person_id: int
    network_id: int
    since: date
    unit_id: int
    number: str


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own action; nothing where nobody is appointed."""
    with transaction():
        found = _champions()
        talkative = _without_two_areas(found) or found
        chosen = [each.id for each in themes()]
        bryn = [each for each in found if each.number == BRYN]
        others = [each for each in talkative if each.number != BRYN]
        turns = bryn[:1] * BRYNS + [others[n % len(others)] for n in range(ENTRIES - BRYNS) if others]
        for number, each in enumerate(turns):
            _log(luck, each, number, chosen, today)


def _champions() -> Sequence[Champion]:
    rows = (
        select(Appointment.person_id, Appointment.network_id, Appointment.started_on, Post.unit_id,
               Person.employee_number)
        .join(Network, Network.id == Appointment.network_id)
        .join(Person, Person.id == Appointment.person_id)
        .join(Post, Post.person_id == Person.id)
        .where(Network.kind == NetworkKind.CHAMPIONS, is_on(), Post.is_main, Post.ended_on.is_(None))
        .order_by(Appointment.id)
    )  # fmt: skip
    return [Champion(*row) for row in db.session.execute(rows)]


def _without_two_areas(found: Sequence[Champion]) -> Sequence[Champion]:
    """Those of whom two coverage groups are not: there somebody is, and logs nothing."""
    network = db.session.get(Network, found[0].network_id) if found else None
    if network is None:
        return ()
    stands_in: Mapping[int, int] = coverage.groups(network).stands_in
    bryns = {stands_in.get(each.unit_id) for each in found if each.number == BRYN}
    silent = sorted({stands_in[each.unit_id] for each in found if each.unit_id in stands_in} - bryns)[:QUIET_AREAS]
    return [each for each in found if stands_in.get(each.unit_id) not in silent]


def _log(luck: random.Random, who: Champion, number: int, chosen: Sequence[int], today: date) -> None:
    day = today - timedelta(days=luck.randrange(min(OVER, max(today - who.since, timedelta(days=1))).days))
    kind, says = luck.choice(KINDS), luck.random()
    people = 1 if kind in (Kind.CONVERSATION, Kind.CONCERN) else luck.randrange(4, 40)
    entry = actions.Entry(
        kind=kind, network_id=who.network_id, happened_on=day, unit_id=who.unit_id, site=luck.choice(SITES),
        how=luck.choice((How.IN_PERSON, How.IN_PERSON, How.PHONE, How.ONLINE)), people=people,
        theme_id=luck.choice(chosen) if chosen and says < 0.8 else None,
        works_well=luck.choice(WELL) if says < 0.35 else "",
        even_better=f"… {luck.choice(BETTER)}." if 0.25 < says < 0.7 else "",
    )  # fmt: skip
    actions.log(entry, who.person_id, f"demonstration-{number}", clock.now())
