"""Opening the box of a closed round: the worker's, and by hand where it stopped over its counts."""

from engage.ballots.actions import open_box
from engage.ballots.queries import Counts
from engage.core.db import transaction
from engage.core.errors import Conflict
from engage.values.models import FeedbackOutside, FeedbackReviewer
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_round import Stage

# The flags of who has answered: rewritten in the order of their keys when a box is opened.
PARTICIPATION = (FeedbackReviewer.__tablename__, FeedbackOutside.__tablename__)


def open_box_of(round_id: int, accept_unreadable: int = 0, accept_missing: int = 0) -> Counts:
    """Open the box from wherever an earlier try was stopped; commits as it goes, and loses nothing."""
    with transaction():
        found = queries.round_(round_id)
        if found.stage not in {Stage.CLOSED, Stage.REPORTED} or found.box is None:
            raise Conflict(f"Round {round_id} is {found.stage}: only the box of a closed round is opened.")
        if found.answers_deleted_at is not None:
            raise Conflict(f"The answers of round {round_id} were deleted when their time was over.")
        box, flags = found.box, queries.taken_part(round_id)
    return open_box(
        box, flags, accept_unreadable=accept_unreadable, accept_missing=accept_missing, participation=PARTICIPATION
    )
