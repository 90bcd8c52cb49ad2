"""What the surveys hold about one person, for their own copy; never an answer, which is held without a name."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.own_data import WHO, Held, rows_of
from engage.surveys.models import Invitation, Survey

WHY = (
    "So that each person is asked, and takes part once. No date or time is held, and no page shows anybody but you "
    "whether you took part. Deleted with the answers, the months after the close that each survey promised. "
    "Your answers are not held about you: they lie in a database of their own, without your name."
)


ASKED = (
    select(Survey.title, Invitation.group_code, Invitation.taken_part)
    .join(Survey, Survey.id == Invitation.survey_id)
    .where(Invitation.person_id == WHO)
    .order_by(Survey.id)
)


def held(person_id: int) -> Sequence[Held]:
    """The surveys that ask them, and whether they have taken part: one statement."""
    found = [
        {"survey": title, "counted under": code, "took part": taken_part}
        for title, code, taken_part in rows_of(ASKED, person_id)
    ]
    return (Held("Surveys that asked you", WHY, found, private=True),)
