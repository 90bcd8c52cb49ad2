"""What team conversations hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from engage.core.own_data import WHO, Held, each_of
from engage.values.models import TeamConversation
from engage.values.queries.conversations import WHOLE

THEIRS = (
    select(TeamConversation)
    .where(or_(TeamConversation.led_by_id == WHO, TeamConversation.logged_by_id == WHO))
    .order_by(TeamConversation.held_on, TeamConversation.id)
    .options(*WHOLE)
)


def held(person_id: int) -> Sequence[Held]:
    """The conversations that they led or wrote down."""
    rows = each_of(THEIRS, person_id)
    if not rows:
        return ()
    return (
        Held(
            "Team conversations that you led or wrote down",
            "So that a team knows what it committed to, and the council which teams have talked. "
            "Kept for 3 years after the conversation.",
            [_row(row, person_id) for row in rows],
            others=("Commitment", "What came of it"),
        ),
    )


def _row(row: TeamConversation, person_id: int) -> dict[str, str | int | bool | None]:
    return {
        "Topic": row.topic.title,
        "Team": row.unit.name,
        "Held on": row.held_on.isoformat(),
        "You led it": row.led_by_id == person_id,
        "You wrote it down": row.logged_by_id == person_id,
        "Took part": row.took_part,
        "Commitment": row.commitment,
        "Kept": row.kept or None,
        "What came of it": row.kept_note or None,
    }
