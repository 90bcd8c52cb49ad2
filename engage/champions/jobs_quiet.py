"""What the worker does about staff networks, shared items and the first aiders' log, and how long they are kept."""

import smtplib
from contextlib import suppress
from typing import Any

from flask import current_app, render_template

from engage.champions.actions import quiet_first_aid, quiet_shared, quiet_tidying
from engage.champions.actions.quiet_telling import NEWS, SUBJECT, TEMPLATE
from engage.champions.queries import quiet_coordinating as queries
from engage.champions.queries import quiet_shared as queries_shared
from engage.champions.rules import quiet as rules
from engage.champions.rules import quiet_first_aid as first_aid
from engage.champions.rules import quiet_shared as shared
from engage.core import clock, mail, outbox
from engage.core.db import transaction
from engage.core.retention import Kept, Rule, run_all

# How many there are of the secret ones would tell who is in a staff network, or whom a first aider helped.
KEPT = (
    Rule(name="staff-networks", what="Who is in a staff network",
         how_long=f"until they leave it or the council, or {rules.DAYS_CLOSED} days after it is closed", then="deleted",
         due=quiet_tidying.due_people, erase=quiet_tidying.forget_people, people=quiet_tidying.PEOPLE, secret=True,
         after=quiet_tidying.forget_sizes),
    Rule(name="staff-network-requests", what="Answered requests to join a staff network",
         how_long=f"{rules.DAYS_ANSWERED} days after the answer", then="deleted",
         due=quiet_tidying.due_requests, erase=quiet_tidying.forget_requests, people=quiet_tidying.ASKED, secret=True),
    Rule(name="staff-network-messages", what="Messages to a staff network", how_long=f"{rules.MONTHS_MESSAGES} months",
         then="deleted", due=quiet_tidying.due_messages, erase=quiet_tidying.forget_messages),
    Rule(name="union-items", what="What was shared with union representatives",
         how_long=f"{shared.MONTHS_KEPT} months", then="deleted, with its files",
         due=queries_shared.due, erase=quiet_shared.forget),
    Rule(name="first-aid", what="First aiders’ log: each contact", how_long=f"{first_aid.MONTHS_KEPT} months",
         then="deleted", due=quiet_first_aid.due, erase=quiet_first_aid.forget, people=quiet_first_aid.PEOPLE,
         units=quiet_first_aid.UNITS, secret=True),
    Kept("First aiders’ log: rounded totals of whole years", "for good", "nothing: they hold no person and no date"),
)  # fmt: skip


@outbox.schedule("quiet", outbox.HOUR)
def tidy() -> None:
    """Tell sizes and years when their day has come, and forget what is due."""
    with transaction():
        quiet_tidying.tell_sizes(clock.today())
    with transaction():
        # A year is counted before any contact of it is deleted.
        quiet_first_aid.freeze(clock.today())
    run_all(KEPT, clock.now())


@outbox.handler(NEWS)
def tell_news(payload: dict[str, Any]) -> None:
    """Mail everybody in a network that there is news; whoever was told before a failure is not told again."""
    message_id = payload["message"]
    if not current_app.extensions["settings"].sends_mail:
        with transaction():
            quiet_tidying.mailed(message_id, None)
        return
    body = render_template(f"mail/{TEMPLATE}")
    while True:
        with transaction():
            row = queries.message(message_id)
            found = None if row is None or row.mailed else queries.next_to_mail(row)
            if found is None:
                quiet_tidying.mailed(message_id, None)
                return
        person_id, address = found
        # An address that no longer works keeps nobody else from hearing.
        with suppress(smtplib.SMTPRecipientsRefused):
            mail.deliver(address, SUBJECT, body)
        with transaction():
            quiet_tidying.mailed(message_id, person_id)
