"""The demonstration's networks, and Bryn who is a champion."""

import random
from datetime import date, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import networks as actions
from engage.directory.models import Network, Person
from engage.directory.rules.networks import NetworkKind

ROLE = (
    "You listen to colleagues, pass on what they say, and tell them what came of it. You hear news before others, and "
    "you help to shape it.\n\nYou are not a manager’s messenger, and not a bargaining channel: that is what recognised "
    "unions are for."
)
NETWORKS: tuple[dict[str, Any], ...] = (
    {"kind": NetworkKind.CHAMPIONS, "name": "Employee champions", "role": ROLE, "seats": 45, "term_months": 24,
     "commitment": "About two hours a month, in working time", "group_minimum": 10},
    {"kind": NetworkKind.FIRST_AIDERS, "name": "Mental health first aiders", "ratio": 60, "group_minimum": 40,
     "role": "You listen to a colleague who is struggling, and help them find the right support.",
     "commitment": "As it comes, and one meeting a quarter", "term_months": 36,
     "training": "Mental health first aid", "training_months": 36},
    {"kind": NetworkKind.UNION, "name": "Union representatives",
     "role": "Appointed by their unions. The council shares with them here what it shares with all of them."},
    {"kind": NetworkKind.STAFF, "name": "Disability network", "hidden": True,
     "role": "A place for colleagues who are disabled, Deaf or neurodivergent, and for carers."},
    {"kind": NetworkKind.STAFF, "name": "LGBTQ+ network", "hidden": True,
     "role": "A place for LGBTQ+ colleagues."},
)  # fmt: skip


def build(luck: random.Random, today: date) -> None:
    """The networks, and one appointment."""
    del luck
    with transaction():
        for position, given in enumerate(NETWORKS, start=1):
            db.session.add(Network(position=position, created_at=clock.now(), **given))
        db.session.flush()
        champions = db.session.query(Network).filter_by(kind=NetworkKind.CHAMPIONS).one()
        bryn = db.session.query(Person).filter_by(employee_number="D0002").one()
        actions.appoint(champions, bryn.id, today - timedelta(days=300))
