"""Staff networks with people in them, brought there through the part's own actions."""

import secrets
from typing import Any

from engage.champions.actions import quiet as actions
from engage.champions.models.quiet import NetworkPerson, NetworkRequest
from engage.champions.rules.quiet import Standing
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Network, Unit
from engage.directory.queries_finding import shown
from tests import factories
from tests.champions import made
from tests.factories import UNITS

SECRET = "Purple Otters"


def network(coordinator: int | None, **more: Any) -> int:
    """A staff network with a name that stands nowhere else; its id."""
    return made.network("staff", coordinator, **({"name": SECRET} | more))


def colleague(number: str = "Q2001", first: str = "Gwen", **more: Any) -> int:
    """Somebody else who works here; their id."""
    with transaction():
        unit = db.session.query(Unit).filter_by(code=UNITS.waste).one()
        return factories.person(number, first, "Rowlands", unit, **more).id


def many(count: int) -> list[int]:
    """So many colleagues."""
    return [colleague(f"Q3{number:03}", f"Colleague {number}") for number in range(count)]


def asked(network_id: int, person_id: int) -> None:
    """They have asked to join."""
    with transaction():
        actions.ask(db.session.get_one(Network, network_id), person_id, Standing())


def joined(network_id: int, person_id: int, words: str = "") -> None:
    """They asked and were let in."""
    asked(network_id, person_id)
    with transaction():
        actions.answer(db.session.get_one(Network, network_id), person_id, True, words, clock.today())


def wrote(network_id: int, title: str = "We meet on Tuesday", at: Any = None) -> None:
    """A message of the coordinators."""
    with transaction():
        row = db.session.get_one(Network, network_id)
        actions.write(row, title, "At noon.", secrets.token_hex(8), at or clock.now())


def inside(network_id: int) -> set[int]:
    """Who is in it, as the database has it."""
    db.session.rollback()
    return set(db.session.scalars(db.select(NetworkPerson.person_id).where(NetworkPerson.network_id == network_id)))


def asking(network_id: int) -> dict[int, str]:
    """Whose request is in which state, as the database has it."""
    db.session.rollback()
    rows = db.select(NetworkRequest.person_id, NetworkRequest.state)
    return dict(db.session.execute(rows.where(NetworkRequest.network_id == network_id)).all())


def name_of(person_id: int) -> str:
    """What colleagues call them."""
    return shown([person_id])[person_id].name
