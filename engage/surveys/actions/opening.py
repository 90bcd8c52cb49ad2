"""Opening the box of a closed survey: the worker's, and by hand where it stopped over its counts."""

import json
from collections.abc import Sequence

from engage.ballots.actions import open_box
from engage.ballots.queries import Counts
from engage.core.db import transaction
from engage.core.errors import Conflict
from engage.surveys.actions import comments_taking
from engage.surveys.models import Invitation, SurveyCode, SurveyMailTo
from engage.surveys.queries import manage
from engage.surveys.rules import Stage, comment_blocks

NOT_CLOSED = frozenset({Stage.DRAFT, Stage.SCHEDULED, Stage.OPEN, Stage.CANCELLED})
# Written anew after an opening: who took part, and to whom reminders were about to go.
FLAGGED = (Invitation.__tablename__, SurveyCode.__tablename__, SurveyMailTo.__tablename__)


def open_box_of(survey_id: int, accept_unreadable: int = 0, accept_missing: int = 0) -> Counts:
    """Open the box from wherever an earlier try was stopped; commits as it goes, and loses nothing."""
    with transaction():
        survey = manage.survey(survey_id)
        if survey.stage in NOT_CLOSED or survey.box is None:
            raise Conflict(
                f"Survey {survey_id} is {survey.stage}: only the box of a closed survey is opened. Nothing was changed."
            )
        if survey.answers_deleted_at is not None:
            raise Conflict(
                f"The answers of survey {survey_id} were deleted when their time was over: nothing is left to open."
            )
        box, flags = survey.box, manage.taken_part(survey_id)
        parents = {each["code"]: each["parent"] for each in json.loads(survey.units or "[]")}
        threshold, least = survey.comment_threshold, survey.minimum_group

    def place(comments: Sequence[comment_blocks.Written]) -> Sequence[comment_blocks.Written]:
        """A comment keeps no team: at most a directorate that enough people wrote in."""
        return comment_blocks.placed(comments, comment_blocks.branches(parents), threshold)

    counts = open_box(
        box,
        flags,
        accept_unreadable=accept_unreadable,
        accept_missing=accept_missing,
        participation=FLAGGED,
        place=place,
        least=least,
    )
    with transaction():
        comments_taking.ask(survey_id)
    return counts
