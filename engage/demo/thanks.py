"""Thanks of the demonstration: a year of them, to people and teams, some in private, a few that wait."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.thanks_words import CLOSINGS, DEEDS, OPENINGS, TO_TEAMS
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_framework import in_force
from engage.recognition.actions.thanks import Gift, give
from engage.recognition.models import Thanks, ThanksReaction
from engage.recognition.rules.thanks import REACTIONS, ThanksState

MANY, WAITING, FOR_AMARA = 138, 3, 6
PRIVATE_SHARE, TWO_PEOPLE, TWO_BEHAVIOURS = 0.14, 0.12, 0.3


@dataclass(frozen=True)
class Somebody:
    """Who can thank and be thanked: their service decides for what."""

    id: int
    first_name: str
    number: str
    service: str
    team: int


def build(luck: random.Random, _today: date) -> None:
    """Nothing where nobody works here."""
    with transaction():
        people = _people()
        if people:
            _thanks(luck, people)
    with transaction():
        _reactions(luck, [each.id for each in people])


def _people() -> Sequence[Somebody]:
    team, service = aliased(Unit), aliased(Unit)
    rows = (
        select(Person.id, Person.first_name, Person.employee_number, service.name, team.id)
        .join(Post, (Post.person_id == Person.id) & Post.is_main)
        .join(team, team.id == Post.unit_id)
        .join(service, service.id == team.parent_id)
        .where(service.name.in_(DEEDS))
        .order_by(Person.id)
    )
    return [Somebody(*row) for row in db.session.execute(rows)]


def _thanks(luck: random.Random, people: Sequence[Somebody]) -> None:
    now, said = clock.now(), _Said(luck)
    cast = {each.number: each for each in people if each.number < "D0100"}
    by_service = {name: [each for each in people if each.service == name] for name in DEEDS}
    services = sorted(name for name, some in by_service.items() if some)
    when = sorted(timedelta(hours=luck.expovariate(1 / 1500) % 8700 + 3) for _ in range(MANY))
    for n, ago in enumerate(when):
        to = luck.choice(by_service[services[n % len(services)]])
        if n % (MANY // FOR_AMARA) == 1:
            to = cast.get("D0001", to)
        also = luck.choice(by_service[to.service]) if luck.random() < TWO_PEOPLE else to
        giver = cast["D0005"] if n in (4, 30) and "D0005" in cast else _giver(luck, people, to)
        if giver.id in (to.id, also.id):
            continue
        keys = tuple(dict.fromkeys((f"person:{to.id}", f"person:{also.id}")))
        _give(luck, giver.id, keys, said.about(to), now - ago, luck.random() >= PRIVATE_SHARE)
    for n, words in enumerate(TO_TEAMS):
        team = luck.choice(people) if n else cast.get("D0001", people[0])
        giver = luck.choice([each for each in people if each.team != team.team])
        _give(luck, giver.id, (f"unit:{team.team}",), words, now - timedelta(days=n * 19 + 2, hours=n), True)
    for n in range(WAITING):
        to, giver = people[17 * (n + 1)], people[-23 * (n + 1)]
        row = _give(luck, giver.id, (f"person:{to.id}",), said.about(to), now - timedelta(hours=5 * n + 2), True)
        row.state = ThanksState.WAITING


def _giver(luck: random.Random, people: Sequence[Somebody], to: Somebody) -> Somebody:
    """Mostly somebody from another team, as thanks across teams are the ones that are written down."""
    for _ in range(20):
        found = luck.choice(people)
        if found.id != to.id and (found.team != to.team or luck.random() < 0.3):
            return found
    return people[0]


class _Said:
    """Words that were not said before."""

    def __init__(self, luck: random.Random) -> None:
        self.luck, self.said, self.next = luck, set[str](), dict[str, int]()

    def about(self, to: Somebody) -> str:
        """A thank-you to this person, unlike every other."""
        while True:
            deeds = DEEDS[to.service]
            at = self.next[to.service] = self.next.get(to.service, -1) + 1
            opening = self.luck.choice(OPENINGS).format(name=to.first_name)
            deed, closing = deeds[at % len(deeds)], self.luck.choice(CLOSINGS)
            begins = deed if opening and not opening.endswith(". ") else deed[0].upper() + deed[1:]
            words = f"{opening}{begins}. {closing}".strip()
            if words not in self.said:
                self.said.add(words)
                return words


def _give(luck: random.Random, giver: int, to: tuple[str, ...], words: str, at: datetime, to_all: bool) -> Thanks:
    wanted = _wanted(clock.local(at).date())
    named = tuple(luck.sample(wanted, 2 if luck.random() < TWO_BEHAVIOURS else 1)) if wanted else ()
    gift = Gift(giver, to, words, named, to_all, once=f"demonstration {luck.getrandbits(60)}")
    return give(gift, at, quietly=True)


def _wanted(on: date) -> Sequence[int]:
    """Behaviours of the framework in force that day."""
    framework = in_force(on)
    if framework is None:
        return ()
    return [
        each.id for value in framework.values for each in value.behaviours
        if each.polarity == "positive" and each.audience_kind == "everyone"
    ]  # fmt: skip


def _reactions(luck: random.Random, people: Sequence[int]) -> None:
    shown = db.session.scalars(select(Thanks.id).where(Thanks.to_all, Thanks.state == ThanksState.SHOWN)).all()
    for thanks_id in sorted(shown):
        for kind in REACTIONS:
            for person_id in luck.sample(people, min(len(people), int(luck.expovariate(1 / 4)))):
                db.session.add(ThanksReaction(thanks_id=thanks_id, person_id=person_id, kind=kind))
