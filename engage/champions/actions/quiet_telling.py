"""Mail of this part: it says that something waits, and neither what nor where, since others may read a mailbox."""

from collections.abc import Sequence

from engage.champions.queries import quiet_coordinating as queries
from engage.core import mail
from engage.directory.queries import person as person_of

# The kind of outbox row that tells everybody in a network of a message.
NEWS = "network_news"
SUBJECT, TEMPLATE = "Something waits for you in Engage", "quiet_waits.txt"


def coordinators(network_id: int) -> None:
    """Somebody asks to join."""
    addresses(queries.mail_of_coordinators(network_id))


def person(person_id: int) -> None:
    """A request was answered."""
    row = person_of(person_id)
    if row is not None and row.email:
        addresses([row.email])


def addresses(many: Sequence[str]) -> None:
    """The same words to each."""
    for each in many:
        mail.send(each, SUBJECT, TEMPLATE)
