"""Mail about briefings, and how long they are kept."""

from typing import Any

from engage.champions.actions import briefings as actions
from engage.champions.models import Briefing
from engage.champions.queries import briefings as queries
from engage.champions.rules.briefings import MONTHS_KEPT
from engage.core import clock, mail, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept, Rule, run_all

KEPT = (
    Rule(name="briefings", what="Briefings, with their files", how_long=f"{MONTHS_KEPT} months after they were shown",
         then="deleted", due=actions.due, erase=actions.erase_all),
    Kept("That a briefing was read: a digest of it and the person, without a name", "as long as the briefing",
         "deleted with it, or when it is taken back"),
)  # fmt: skip


@outbox.handler("briefing shown")
def tell_people(payload: dict[str, Any]) -> None:
    """A mail to each person of its networks; without its title, which may be under embargo, too."""
    with transaction():
        row = db.session.get(Briefing, payload["briefing"])
        if row is None or row.shown_at is None:
            return
        for person in queries.to_tell(row.id):
            name = person.known_as or person.first_name
            mail.send(str(person.email), "A new briefing for you", "briefing_shown.txt", name=name, row=row)


@outbox.schedule("briefings", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
