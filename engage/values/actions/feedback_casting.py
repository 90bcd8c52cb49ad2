"""Casting feedback: the one moment where who and what stand in the same request."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db
from engage.core.errors import Conflict, NotThere
from engage.values.models import FeedbackOutside, FeedbackReviewer, FeedbackRound
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import group_code, is_open


class RoundClosed(Exception):
    """The round closed before this answer arrived: nothing was counted."""


def cast(
    round_id: int, subject_id: int, reviewer_id: int, ballot_id: bytes,
    ratings: Mapping[str, str], comments: Mapping[str, str],
) -> None:  # fmt: skip
    """Seal and keep what one colleague says of another, once.

    The round's row is locked in share, so that closing waits for whoever is in the middle. The ballot is committed
    first, in its own database, under the paper's number; the flag is committed with the request. A crash between
    the two leaves a ballot without its flag: the same paper again is the same ballot (ballots/paper.py).
    """
    found = _open_round(round_id, clock.now())
    reviewer = db.session.get(
        FeedbackReviewer, (round_id, subject_id, reviewer_id), with_for_update=True, populate_existing=True
    )
    if reviewer is None:
        raise NotThere("You are not asked about this colleague.")
    if not reviewer.taken_part:
        _seal(found, group_code(subject_id, Relation(reviewer.relation)), ballot_id, ratings, comments)
        reviewer.taken_part = True
        db.session.flush()


def cast_from_outside(
    outside_id: int, ballot_id: bytes, ratings: Mapping[str, str], comments: Mapping[str, str]
) -> None:
    """The same for somebody who came by a one-time link; they count among the others."""
    link = db.session.get(FeedbackOutside, outside_id)
    if link is None:
        raise NotThere
    found = _open_round(link.round_id, clock.now())
    db.session.refresh(link, with_for_update=True)
    if link.taken_part:
        raise Conflict("This link has been used already: it works once.")
    _seal(found, group_code(link.subject_id, None), ballot_id, ratings, comments)
    link.taken_part = True
    db.session.flush()


def _open_round(round_id: int, at: datetime) -> FeedbackRound:
    found = db.session.scalar(
        select(FeedbackRound)
        .where(FeedbackRound.id == round_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    if found is None or found.box is None:
        raise NotThere
    if not is_open(found.stage, found.closes_at, at):
        raise RoundClosed
    return found


def _seal(
    found: FeedbackRound, group: str, ballot_id: bytes, ratings: Mapping[str, str], comments: Mapping[str, str]
) -> None:
    payload = {"group": group, "answers": dict(ratings), "comments": dict(comments)}
    box.cast(found.box or "", ballot_id, payload)
