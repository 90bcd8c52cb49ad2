"""What the worker does about staff networks, shared items and the first aiders' log, and how long they are kept."""

import smtplib
from contextlib import suppress
from typing import Any

from flask import current_app, render_template

from engage.champions.actions import quiet_first_aid, quiet_shared, quiet_tidying
from engage.champions.actions.quiet_telling import NEWS, SUBJECT, TEMPLATE
from engage.champions.queries import quiet_coordinating as queries
from engage.champions.rules import quiet as rules
from engage.champions.rules import quiet_first_aid as first_aid
from engage.champions.rules import quiet_shared as shared
from engage.core import clock, mail, outbox
from engage.core.db import transaction
from engage.core.retention import Kept

KEPT = (
    Kept("Who is in a staff network", "until they leave it or the council, or 30 days after it is closed", "deleted"),
    Kept("Answered requests to join a staff network", f"{rules.DAYS_ANSWERED} days after the answer", "deleted"),
    Kept("Messages to a staff network", f"{rules.MONTHS_MESSAGES} months", "deleted"),
    Kept("What was shared with union representatives", f"{shared.MONTHS_KEPT} months", "deleted, with its files"),
    Kept("First aiders’ log: each contact", f"{first_aid.MONTHS_KEPT} months", "deleted"),
    Kept("First aiders’ log: rounded totals of whole years", "for good", "nothing: they hold no person and no date"),
)


@outbox.schedule("quiet", outbox.HOUR)
def tidy() -> None:
    """Forget what is due, and tell sizes and years when their day has come; each in a transaction of its own."""
    now, today = clock.now(), clock.today()
    with transaction():
        quiet_tidying.forget(now, today)
        quiet_tidying.tell_sizes(today)
    with transaction():
        # A year is counted before any contact of it is deleted.
        quiet_first_aid.freeze(today)
        quiet_first_aid.forget(today)
    with transaction():
        quiet_shared.forget(now)


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
