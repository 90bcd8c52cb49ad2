"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.retention import Kept, Rule, run_all, whom
from engage.governance.actions import requests
from engage.governance.models import DataRequest
from engage.governance.queries import requests as queries
from engage.governance.rules.requests import KEPT_MONTHS

KEPT: tuple[Kept, ...] = (
    Rule(name="data-requests", what="Requests for one’s own data: who, when, until when, what became of it",
         how_long=f"{KEPT_MONTHS} months after they are closed", then="deleted; the copy itself is never stored",
         due=queries.due_to_delete, erase=requests.delete_closed,
         people=whom(DataRequest.id, DataRequest.person_id, DataRequest.made_by_id)),
    Kept("Versions of the privacy notice, the accessibility statement and the assessments", "for good",
         "they are the council’s record"),
)  # fmt: skip


@outbox.schedule("data requests", outbox.DAY)
def delete_closed() -> None:
    """Delete requests two years after they were closed."""
    run_all(KEPT, clock.now())
