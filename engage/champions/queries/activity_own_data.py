"""What the log holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.champions.queries.activity import all_own
from engage.champions.rules.activity import MONTHS_KEPT, MONTHS_NAMED
from engage.core.db import db
from engage.core.formatting import moment
from engage.core.own_data import Held

WHY = (
    f"So that you know what you did, and the OD team what is heard where. Kept for {MONTHS_KEPT} months; your "
    f"name is taken off {MONTHS_NAMED} months after your last appointment ended."
)


def held(person_id: int) -> Sequence[Held]:
    """What they logged: one statement."""
    return (
        Held("What you logged as a champion", WHY, [
            {"kind": row.kind, "day": row.happened_on.isoformat(), "network": row.network.name,
             "unit": row.unit.name if row.unit else None, "place": row.site, "how": row.how, "people": row.people,
             "theme": row.theme.name if row.theme else None, "works well": row.works_well,
             "even better if": row.even_better, "logged": moment(row.logged_at)}
            for row in db.session.scalars(all_own(person_id))
        ], private=True),
    )  # fmt: skip
