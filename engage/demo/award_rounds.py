"""Three award rounds of the demonstration: closed last year, open now, and closed a few days ago."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.award_words import ABOUT, ANCHORS, DID, LEARNING, MANNER, OUTSIDE, RESULT, STAFF, Award
from engage.directory.models import Person, Post, Unit
from engage.directory.rules.audience import EVERYONE
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions import (
    nominations,
    nominations_checking,
    nominations_import,
    nominations_seconding,
    rounds,
    rounds_categories,
    rounds_stages,
)
from engage.recognition.models import AwardCategory, AwardRound, AwardScheme, Nomination
from engage.recognition.rules.nominations_file import Good, Shape
from engage.recognition.rules.rounds import Nominees, Origin

LAST, NOW, LEARNT = "Staff awards 2026", "Staff awards 2027", "Learning awards 2027"


@dataclass
class Cast:
    """Who there is: people by id with their name, teams, and the people of the demonstration by number."""

    people: Sequence[tuple[int, str]]
    managers: Sequence[tuple[int, str]]
    teams: Sequence[tuple[int, str]]
    known: dict[str, int]
    used: set[tuple[int, str, int]] = field(default_factory=set)


def build(luck: random.Random, today: date) -> None:
    """Add the schemes and rounds, through the product's own actions."""
    with transaction():
        cast = _cast(luck)
        staff = rounds.make_scheme("Staff awards", "Once a year, for everybody who works for the council.")
        learning = rounds.make_scheme("Learning awards", "For learners and for those who help them.")
        now = _morning(today)
        _last(luck, cast, staff, now)
        _open(luck, cast, staff, now)
        _learning(luck, cast, learning, now)


def _morning(today: date) -> datetime:
    """Nine o'clock of today, from which the rounds are reckoned; or now, where it is earlier."""
    nine = clock.from_local(datetime.combine(today, time(9)))
    return min(nine or clock.now(), clock.now())


def _cast(luck: random.Random) -> Cast:
    held = (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None)
    rows = (
        select(Person.id, Person.first_name, Person.surname, Person.employee_number, Post.is_head)
        .join(Post, held)
        .where(Person.leaves_on.is_(None))
        .order_by(Person.id)
    )
    found = db.session.execute(rows).all()
    others = [row for row in found if not row.employee_number.startswith("D000")]
    people = [(row.id, f"{row.first_name} {row.surname}") for row in others if not row.is_head]
    managers = [(row.id, f"{row.first_name} {row.surname}") for row in others if row.is_head]
    units = select(Unit.id, Unit.name).where(Unit.level == "Team", Unit.closed_on.is_(None)).order_by(Unit.id)
    teams = [(row.id, row.name) for row in db.session.execute(units)]
    known = {row.employee_number: row.id for row in found if row.employee_number.startswith("D000")}
    for each in (people, managers, teams):
        luck.shuffle(each)
    return Cast(people, managers, teams, known)


def _round(scheme: AwardScheme, title: str, awards: Sequence[Award], opens: datetime, closes: datetime,
           cast: Cast, **switches: bool) -> AwardRound:  # fmt: skip
    """A round that was opened with these categories."""
    row = rounds.make_round(scheme, title, cast.known.get("D0003"), opens - timedelta(days=10))
    told = closes + timedelta(days=60)
    rounds.settle(
        row, row.version,
        rounds.Terms(title, ABOUT[scheme.name], told, (told + timedelta(days=1)).date(), "Town Hall, Council Chamber",
                     opens, closes, **switches),
    )  # fmt: skip
    rounds.set_scale(row, row.version, 3, len(ANCHORS), ANCHORS)
    for each in awards if not row.categories else ():
        terms = rounds_categories.CategoryTerms(each.name, each.about, each.nominees, EVERYONE, 300, 3, 5, 1, 2)
        made = rounds_categories.add_category(row, row.version, terms)
        for name, prompt, weight in each.criteria:
            rounds_categories.add_criterion(row, row.version, made, name, prompt, weight)
    rounds_stages.open_round(row, opens)
    return row


def _nominee(luck: random.Random, cast: Cast, category: AwardCategory) -> Choice:
    team = category.nominees == Nominees.TEAM or (category.nominees == Nominees.EITHER and luck.random() < 0.4)
    pool = cast.teams if team else cast.managers if category.name.startswith("Manager") else cast.people
    # A few names come up again: several people nominate the same colleague.
    key, name = luck.choice(pool[:14])
    return Choice(UNIT if team else PERSON, key, name, "")


def _words(luck: random.Random, category: AwardCategory) -> dict[int, str]:
    said: dict[int, str] = {}
    for each in category.criteria:
        if each.name.startswith("Difference"):
            said[each.id] = " ".join(luck.sample(RESULT, 2))
        elif each.name.startswith(("How", "Working")):
            said[each.id] = " ".join(luck.sample(MANNER, 2))
        else:
            said[each.id] = " ".join(luck.sample(DID, 2))
    return said


def _nominated(
    luck: random.Random, cast: Cast, category: AwardCategory, at: datetime, nominator: int | None = None,
    who: Choice | None = None, seconder: int | None = None, send: bool = True,
) -> Nomination:  # fmt: skip
    """Somebody nominates somebody, as the pages do it."""
    by = nominator or luck.choice(cast.people[20:])[0]
    while who is None or (by, category.name, who.id) in cast.used or (who.kind == PERSON and who.id == by):
        who = _nominee(luck, cast, category)
    cast.used.add((by, category.name, who.id))
    row = nominations.start(category, by, who, f"demonstration-{len(cast.used)}", at)
    nominations.write(row, row.version, _words(luck, category), at)
    if seconder is not None:
        nominations.choose_seconder(row, row.version, seconder, at)
    if send:
        nominations.submit(row, at)
    return row


def _last(luck: random.Random, cast: Cast, scheme: AwardScheme, now: datetime) -> None:
    """Last year's: closed, some nominations from outside, several of one nominee joined."""
    opens = now - timedelta(days=245)
    closes = opens + timedelta(days=35, hours=8)
    row = _round(scheme, LAST, STAFF, opens, closes, cast)
    for category in row.categories:
        for number in range(9):
            _nominated(luck, cast, category, opens + timedelta(days=1 + 3 * number, hours=2))
    nominations_import.take(row, [_outside(luck, cast, row.categories[n % 2], name) for n, name in enumerate(OUTSIDE)],
                            closes - timedelta(days=1))  # fmt: skip
    femi, amara = cast.known.get("D0006"), cast.known.get("D0001")
    if femi and amara:
        me = Choice(PERSON, amara, "Amara Nwosu", "")
        _nominated(luck, cast, row.categories[0], opens + timedelta(days=9), femi, me)
    rounds_stages.close_round(row, closes)
    for group in _groups(row):
        nominations_checking.join(group, closes + timedelta(days=2))


def _outside(luck: random.Random, cast: Cast, category: AwardCategory, name: str) -> Good:
    origin = Origin.COUNCILLOR if name.startswith("Councillor") else Origin.RESIDENT
    shape = Shape(category.id, category.name, category.nominees, 300, ())
    key, _ = luck.choice(cast.people[:14])
    contact = f"{name.split()[-1].lower()}@resident.example"
    return Good(2, origin, name, contact, shape, PERSON, key, _words(luck, category), f"csvdemo{name.replace(' ', '')}")


def _groups(row: AwardRound) -> Sequence[Nomination]:
    """The first nomination of each of a few nominees who were nominated several times in one category."""
    of = select(Nomination).where(Nomination.category_id.in_([each.id for each in row.categories]))
    seen: dict[tuple[int, int | None, int | None], list[Nomination]] = {}
    for each in db.session.scalars(of.order_by(Nomination.id)):
        seen.setdefault((each.category_id, each.nominee_id, each.team_id), []).append(each)
    return [found[0] for found in seen.values() if len(found) > 1][:4]


def _open(luck: random.Random, cast: Cast, scheme: AwardScheme, now: datetime) -> None:
    """This year's: open, seconders asked; Amara has a draft, and Femi is asked to second one of Esi's."""
    opens = now - timedelta(days=9)
    row = _round(scheme, NOW, STAFF, opens, now + timedelta(days=12, hours=8), cast, seconded=True, asks_manager=True)
    for number, category in enumerate(row.categories * 2):
        at = opens + timedelta(hours=10 * (number + 1))
        seconder = luck.choice(cast.managers[20:])[0]
        made = _nominated(luck, cast, category, at, seconder=seconder)
        if number % 3:
            nominations_seconding.answer(made, seconder, True, "I saw it, too.", at + timedelta(hours=3))
    amara, esi, femi = (cast.known.get(number) for number in ("D0001", "D0005", "D0006"))
    if amara and esi and femi:
        _nominated(luck, cast, row.categories[1], now - timedelta(days=2), amara, send=False)
        _nominated(luck, cast, row.categories[0], now - timedelta(days=1), esi, seconder=femi)
    nominations_import.receive(
        row.categories[0], Origin.RESIDENT, "Dilys Marsh", "dilys.marsh@resident.example",
        "Sam from the library in Mill Street", _words(luck, row.categories[0]), "demonstration-outside",
        now - timedelta(days=3),
    )  # fmt: skip


def _learning(luck: random.Random, cast: Cast, scheme: AwardScheme, now: datetime) -> None:
    """Closed a few days ago, and to be judged; Amara is nominated, and Femi is asked about it."""
    opens, closes = now - timedelta(days=34), now - timedelta(days=6)
    row = _round(scheme, LEARNT, LEARNING, opens, closes, cast, asks_manager=True)
    amara = cast.known.get("D0001")
    for category in row.categories:
        for number in range(7):
            who = Choice(PERSON, *cast.people[14 + number], "")
            if amara and not number and category is row.categories[0]:
                who = Choice(PERSON, amara, "Amara Nwosu", "")
            _nominated(luck, cast, category, opens + timedelta(days=2 + 3 * number),
                       cast.people[40 + number][0], who)  # fmt: skip
    rounds_stages.close_round(row, closes)
    nominations_seconding.ask_managers(row, cast.known.get("D0003", 0), closes + timedelta(days=1))
