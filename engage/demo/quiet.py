"""Staff networks with made-up people in them, what is shared with unions, and a first aider's log."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.champions.actions import quiet as staff
from engage.champions.actions import quiet_first_aid, quiet_shared, quiet_tidying
from engage.champions.queries import quiet as queries
from engage.champions.queries import quiet_first_aid as log
from engage.champions.rules import quiet_first_aid as lists
from engage.champions.rules.quiet import Standing
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions.networks import appoint
from engage.directory.models import Network, NetworkCoordinator, Person
from engage.directory.queries_networks import appointed
from engage.directory.rules.networks import NetworkKind

DISABILITY, LGBTQ = "Disability network", "LGBTQ+ network"
WELCOME = (
    "Thank you for being here.\n\nWe meet on the first Tuesday of the month at noon, online and in a room that the "
    "coordinators tell you. Cameras can stay off. You need not say anything."
)
MOVES = (
    "Three services move in the spring:\n\n- Planning, in April\n- Licensing, in May\n- Revenues, in June\n\n"
    "Desks, parking and lifts have been looked at for each. Staff hear of it in two weeks."
)
VALUES = "It is open to all staff until its close. The draft, and what an earlier one became, stand in Engage."
SHARED = (
    ("Timetable of the office moves", MOVES, ""),
    ("The consultation on the new values", VALUES, "/consultations/"),
)


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the networks or the people are not here."""
    with transaction():
        rows = db.session.scalars(select(Network).where(Network.kind == NetworkKind.STAFF))
        networks = {row.name: row for row in rows}
        cast = dict(db.session.execute(
            select(Person.employee_number, Person.id).where(Person.employee_number.like("D000_"))).all())  # fmt: skip
        if {DISABILITY, LGBTQ} <= networks.keys() and {"D0001", "D0005"} <= cast.keys():
            _fill(luck, networks, cast, today)
    with transaction():
        _share()
    with transaction():
        _log(luck, cast, today)


def _fill(luck: random.Random, networks: dict[str, Network], cast: dict[str, int], today: date) -> None:
    """Amara is in one, Esi looks after it without being in it, a colleague after the other; two wait for an answer."""
    others = sorted(db.session.scalars(select(Person.id).where(Person.id.not_in(cast.values()))))
    chosen = luck.sample(others, 24)
    first, second, coordinator, waiting = chosen[:11], chosen[11:20], chosen[20], chosen[21:23]
    for name, person_id in ((DISABILITY, cast["D0005"]), (LGBTQ, coordinator)):
        if not queries.coordinators(networks[name].id).number:
            db.session.add(NetworkCoordinator(network_id=networks[name].id, person_id=person_id, named=name == LGBTQ))
    db.session.flush()
    # A network is told as new first: the next quarter then finds its people.
    quiet_tidying.tell_sizes(today - timedelta(days=100))
    for name, inside in ((DISABILITY, [cast["D0001"], *first]), (LGBTQ, second)):
        for person_id in inside:
            staff.ask(networks[name], person_id, Standing())
            staff.answer(networks[name], person_id, True, "", today - timedelta(days=29))
    quiet_tidying.tell_sizes(today)
    for person_id in waiting:
        staff.ask(networks[DISABILITY], person_id, Standing())
    staff.write(networks[DISABILITY], "Welcome", WELCOME, "demonstration-welcome", clock.now() - timedelta(days=20))


def _share() -> None:
    """With the union representatives, whether there is one yet or not."""
    unions = tuple(db.session.scalars(select(Network.id).where(Network.kind == NetworkKind.UNION)))
    for number, (title, body, address) in enumerate(SHARED if unions else ()):
        at = clock.now() - timedelta(days=12 * number + 3)
        row = quiet_shared.create(quiet_shared.Words(title, body, address, unions), f"demonstration-{number}", at)
        quiet_shared.share(row, at)


def _log(luck: random.Random, cast: dict[str, int], today: date) -> None:
    """Thirty contacts of whoever is a first aider, and of Bryn where nobody is."""
    network = db.session.scalar(
        select(Network).where(Network.kind == NetworkKind.FIRST_AIDERS).order_by(Network.id).limit(1)
    )
    if network is None:
        return
    aiders = [row.person_id for row in appointed(network.id)][:4]
    if cast.get("D0002", 0) not in aiders and "D0002" in cast:
        appoint(network, cast["D0002"], today - timedelta(days=200))
        aiders.append(cast["D0002"])
    units = [None, *(unit for unit, _ in log.parts(network))]
    for number in range(30 if aiders else 0):
        noted = quiet_first_aid.Noted(
            today - timedelta(days=luck.randrange(1, 300)), luck.choice(units), luck.choice(list(lists.THEMES)),
            luck.choice(list(lists.POINTED)), luck.choice(list(lists.LENGTHS)),
        )  # fmt: skip
        quiet_first_aid.note(noted, luck.choice(aiders), f"demonstration-{number}")
