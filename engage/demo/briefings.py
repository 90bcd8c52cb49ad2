"""The demonstration's briefings: one under embargo, one that all staff may read by now."""

import random
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from engage.champions.actions import briefings as actions
from engage.champions.queries import briefings as queries
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment
from engage.directory.queries_networks import is_on, networks
from engage.directory.rules.networks import NetworkKind

OFFICES = (
    "From April on, three teams of the town hall work from the library building on two days a week. Nobody’s contract "
    "changes, and nobody loses a desk of their own.\n\n## What is decided\n\n* The library’s second floor, forty desks."
    "\n* Two days a week, chosen by each team.\n\n## What is not\n\nWho sits where. Teams say until the end of May.",
    "## Do I have to?\n\nYour team chooses its two days. If they do not work for you, tell your manager.\n\n"
    "## Is there parking?\n\nTwelve places. The car park opposite costs £4 a day, which is claimed.\n\n"
    "## Is the town hall sold?\n\nNo. That is not planned.",
)  # fmt: skip
LEAVE = (
    "Leave is asked for in one place from now on: the new form on the intranet. What was agreed stays agreed.",
    "## What about leave that I have asked for on paper?\n\nIt counts. Payroll moves it over by the end of the month.",
)


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where there are no employee champions."""
    with transaction():
        found = networks([NetworkKind.CHAMPIONS])
        if not found:
            return
        network = found[0].id
        past = datetime.combine(today - timedelta(days=20), time(9), clock.LONDON)
        leave = actions.create(
            actions.Words("One form for leave", *LEAVE, (network,), past + timedelta(days=5), True), past
        )
        actions.show(leave.id, past)
        until = datetime.combine(today + timedelta(days=6), time(9), clock.LONDON)
        offices = actions.create(actions.Words("Where three teams will work", *OFFICES, (network,), until, False), past)
        actions.show(offices.id, clock.now() - timedelta(days=1))
        rows = select(Appointment.person_id).where(Appointment.network_id == network, is_on())
        for person_id in db.session.scalars(rows.order_by(Appointment.id)).all()[1:]:
            # Not the first, who is Bryn: a briefing waits for him.
            if luck.random() < 0.7:
                actions.read(queries.Pack(leave, True, False), person_id)
