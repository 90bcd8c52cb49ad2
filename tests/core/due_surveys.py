"""Rows of surveys that are due to go: of one person, of long ago."""

from datetime import UTC, datetime
from typing import Any

from engage.ballots.models import BallotBox
from engage.surveys.models import (
    CodeBatch,
    CommentReviewer,
    Invitation,
    Kiosk,
    PulseAsked,
    PulseSeries,
    ResultPack,
    ResultTalk,
    Survey,
    SurveyCode,
    SurveyComment,
)

LONG_AGO = datetime(2012, 5, 4, 10, tzinfo=UTC)


def surveys(scene: Any, who: int) -> None:
    """Who was asked, in a series too; codes on paper and a kiosk; a comment and its reviewer."""
    code = f"{who:032x}"
    scene.make(BallotBox, code=code, public_key=b"p" * 32, ballot_size=9, canary=b"c", phase="closed")
    survey = scene.make(
        Survey, stage="closed", closes_at=LONG_AGO, box=code, created_by_id=who, audience="", audience_words="",
        extended_why="", cancelled_why="",
    )  # fmt: skip
    scene.make(Invitation, survey_id=survey.id, person_id=who)
    pulse = scene.make(PulseSeries, mode="whole", weeks=4, open_days=7, minimum_group=10, stopped_at=LONG_AGO)
    scene.make(PulseAsked, series_id=pulse.id, round=1, person_id=who)
    batch = scene.make(CodeBatch, survey_id=survey.id, number=1)
    scene.make(SurveyCode, survey_id=survey.id, batch_id=batch.id, digest=f"{who:064x}")
    scene.make(Kiosk, survey_id=survey.id, place="Depot", token_digest=f"{who:064x}")
    scene.make(ResultPack, survey_id=survey.id, kind="all", state="made", content=scene.mark().encode())
    scene.make(SurveyComment, id=500_000 + who, survey_id=survey.id, state="waiting", reason="", shown=False)
    scene.make(CommentReviewer, survey_id=survey.id, person_id=who)
    scene.make(ResultTalk, survey_id=survey.id, code="C", said_by_id=who)
