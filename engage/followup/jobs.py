"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept, Rule, run_all
from engage.directory.models import Person
from engage.followup.actions import forgetting, telling
from engage.followup.queries import due
from engage.followup.rules import MONTHS_KEPT, MONTHS_NAMED

KEPT: tuple[Kept, ...] = (
    Rule(name="actions", what="Actions: what was said, what is promised, updates and evidence",
         how_long=f"{MONTHS_KEPT} months after they ended", then="deleted",
         due=due.to_delete, erase=forgetting.forget, people=due.PEOPLE, units=due.UNITS, touches=("action-names",)),
    Rule(name="action-names", what="Actions: who led them and who wrote updates, and what champions say of them",
         how_long=f"{MONTHS_NAMED} months after they ended", then="the names and what champions say are removed",
         due=due.to_unname, erase=forgetting.unname, people=due.PEOPLE, units=due.UNITS, touches=("actions",)),
    Kept("Actions: what champions say of them", "until they are taken up again", "deleted"),
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
    """Whole actions, and names from those that stay."""
    run_all(KEPT, clock.now())
