"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept
from engage.directory.models import Person
from engage.followup.actions import forgetting, telling
from engage.followup.queries import due
from engage.followup.rules import MONTHS_KEPT, MONTHS_NAMED

KEPT: tuple[Kept, ...] = (
    Kept("Actions: what was said, what is promised, updates and evidence", f"{MONTHS_KEPT} months after they ended",
         "deleted"),
    Kept("Actions: who led them and who wrote updates", f"{MONTHS_NAMED} months after they ended",
         "the names are removed"),
    Kept("Actions: what champions say of them", f"{MONTHS_NAMED} months after they ended, or until they are taken up "
         "again", "deleted"),
)  # fmt: skip


@outbox.schedule("action reminders", outbox.DAY)
def remind() -> None:
    """Ask each lead officer once: after 30 days without an update, and 14 days before an action is due."""
    today = clock.today()
    with transaction():
        leads = due.leads_to_ask(today)
    for lead_id in leads:
        with transaction():
            quiet, soon = due.of_lead(lead_id, due.quiet(today)), due.of_lead(lead_id, due.soon(today))
            if quiet or soon:
                telling.asked(db.session.get_one(Person, lead_id), quiet, soon)
            for row in quiet:
                row.asked_on = today
            for row in soon:
                row.reminded_of = row.due_on


@outbox.schedule("actions retention", outbox.DAY)
def forget_due() -> None:
    """Names, then whole actions, each in a transaction of its own."""
    with transaction():
        whole, named = due.to_delete(), due.to_unname()
    for action_id in whole:
        with transaction():
            forgetting.forget(action_id)
    for action_id in sorted(set(named) - set(whole)):
        with transaction():
            forgetting.unname(action_id)
