"""What the worker does about thanks: writes to whoever is thanked, tells managers once a month, deletes."""

from typing import Any

from engage.core import beats, clock, outbox
from engage.core.db import db, transaction
from engage.core.formatting import count, listed
from engage.core.mail import send
from engage.core.retention import Kept, Rule, run_all
from engage.directory.models import Person
from engage.directory.rules.months import month_of, tells_of_last_month
from engage.recognition.actions import thanks_retention as retention
from engage.recognition.models import Thanks
from engage.recognition.queries import thanks as queries
from engage.recognition.queries import thanks_told as told
from engage.recognition.rules.thanks import ENDED_DAYS, KEPT_MONTHS, LEAVER_MONTHS, ThanksState

KEPT = (
    # First, as what is then for nobody goes with the next.
    Rule(name="thanks-leavers", what="Thanks: that somebody who has left received it",
         how_long=f"{LEAVER_MONTHS} months after they left",
         then="their name is taken off it; what was for nobody else is deleted",
         due=retention.of_leavers, erase=retention.forget_leavers, people=retention.RECEIVERS,
         touches=("thanks", "pick-ups", "reports")),
    Rule(name="thanks", what="Thanks: words, from whom, to whom, behaviours, reactions",
         how_long=f"{KEPT_MONTHS // 12} years after it was given",
         then="deleted; the name of whoever gave it and has left since stays on it until then",
         due=retention.old, erase=retention.erase, people=retention.PEOPLE, units=retention.UNITS,
         touches=("thanks-leavers", "pick-ups", "reports")),
    Rule(name="thanks-ended", what="Thanks that were taken back or declined", how_long=f"{ENDED_DAYS} days after that",
         then="deleted", due=retention.ended, erase=retention.erase, people=retention.PEOPLE, units=retention.UNITS),
    Kept("How somebody likes to be thanked", "for good", "nothing: no schedule deletes it yet"),
)  # fmt: skip
MONTH = "thanks digest"


@outbox.handler("thanks.tell")
def tell(payload: dict[str, Any]) -> None:
    """Write to whoever is thanked, if it is still shown at this moment."""
    with transaction():
        row = db.session.get(Thanks, int(payload["thanks"]))
        if row is None or row.state != ThanksState.SHOWN:
            return
        card = queries.cards(queries.newest(Thanks.id == row.id), 0)[0]
        for reader in told.readers_of(row):
            whom = reader.team or "you"
            send(reader.email, f"{card.giver} thanked {whom}", "thanks.txt", reader=reader, card=card, whom=whom)


@outbox.schedule("thanks for managers", outbox.HOUR)
def tell_managers() -> None:
    """From the first working day of a month on, once: a promise for each manager."""
    today = clock.today()
    if not tells_of_last_month(today):
        return
    with transaction():
        month, last = month_of(today).before, beats.held(MONTH)
        if last.said == month.key:
            return
        last.said, last.at = month.key, clock.now()
        for person_id in told.managers():
            outbox.enqueue("thanks.month", {"person": person_id})


@outbox.handler("thanks.month")
def tell_one_manager(payload: dict[str, Any]) -> None:
    """What stands on the wall at this moment; no mail about nothing."""
    with transaction():
        person = db.session.get(Person, int(payload["person"]))
        if person is None or not person.email or queries.preference(person.id).no_digest:
            return
        found = told.digest(person.id, month_of(clock.today()).before)
        if found.count:
            many = count(found.count, "thank-you", "thank-yous")
            send(person.email, f"{many} in your teams in {found.month.name}", "thanks_month.txt",
                 name=person.known_as or person.first_name, digest=found, many=many, listed=listed)  # fmt: skip


@outbox.schedule("thanks retention", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
