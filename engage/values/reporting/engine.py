"""From opened answers to one report a person, and from then on only that."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import select

from engage.core import audit, clock
from engage.core.db import db
from engage.values import opened
from engage.values.actions.feedback_asking import tell
from engage.values.actions.feedback_stages import flush, move
from engage.values.models import FeedbackComment, FeedbackReport, FeedbackRound, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_document import block_code, to_document
from engage.values.rules.feedback_report import ATTRIBUTED, Answer, Block, Relation, report
from engage.values.rules.feedback_round import Item, Stage, Standing, asked_about, from_text


def compute(round_id: int) -> int:
    """Make every report of a round whose box is opened; answers how many. Done once: a second call makes none."""
    found = db.session.get_one(FeedbackRound, round_id, with_for_update={"of": FeedbackRound})
    if found.stage != Stage.CLOSED or found.box is None:
        return 0
    answers: dict[int, list[Answer]] = {}
    for subject_id, answer in opened.answers(found.box):
        answers.setdefault(subject_id, []).append(answer)
    comments: dict[int, list[opened.Comment]] = {}
    for comment in opened.comments(found.box):
        comments.setdefault(comment.subject_id, []).append(comment)
    rows = select(FeedbackSubject).where(
        FeedbackSubject.round_id == round_id, FeedbackSubject.standing == Standing.APPROVED
    )
    subjects = db.session.scalars(rows.order_by(FeedbackSubject.person_id)).all()
    kept: list[FeedbackComment] = []
    for subject in subjects:
        one = subject.person_id
        kept += _make(found, subject, asked_about(from_text(found.asked), subject.manages), answers.get(one, []),
                      comments.get(one, []))  # fmt: skip
    # Numbered in no order, over all reports: a number that is moderated must not tell whose report it stands in.
    secrets.SystemRandom().shuffle(kept)
    for each in kept:
        db.session.add(each)
        db.session.flush()
    move(found, Stage.REPORTED)
    audit.record("make reports", "feedback_round", round_id, count=len(subjects))
    flush()
    return len(subjects)


def _make(
    found: FeedbackRound, subject: FeedbackSubject, items: Sequence[Item], answers: list[Answer],
    comments: list[opened.Comment],
) -> list[FeedbackComment]:  # fmt: skip
    """One report, flushed; answers the comments that belong to it, not yet numbered."""
    asked = queries.grouped(queries.counts(found.id, subject.person_id))
    outside = bool(queries.outside_of(found.id, subject.person_id))
    made = report([item.key for item in items], answers, asked, found.minimum, outside)
    document = to_document(items, made)
    row = FeedbackReport(
        round_id=found.id, subject_id=subject.person_id, document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(), made_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    if not found.conversation_first:
        subject.shared_at = clock.now()
        tell(subject.person_id, "Your feedback report", "feedback_ready.txt", found)
    return _kept(row, comments, made.blocks, {item.value for item in items})


def _kept(
    row: FeedbackReport, comments: Sequence[opened.Comment], blocks: Sequence[Block], values: set[str]
) -> list[FeedbackComment]:
    """The comments of what shows; all others are left where they are, and deleted with the answers."""
    return [
        FeedbackComment(
            round_id=row.round_id, subject_id=row.subject_id, block=block, value=each.value,
            saw=each.saw, led_to=each.led_to,
        )
        for each in comments
        if (block := _block_of(each.relation, blocks)) and each.value in values and (each.saw or each.led_to)
    ]  # fmt: skip


def _block_of(relation: Relation, blocks: Sequence[Block]) -> str:
    if relation in ATTRIBUTED:
        return relation.value
    return next((block_code(block) for block in blocks if relation in block), "")
