"""Who is let at a report, and when: the coach, then the person, then whoever they share it with."""

from datetime import date, datetime

from sqlalchemy import select

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, NotThere, Refused
from engage.directory.queries_accounts import candidate_by_id
from engage.values.actions import feedback_asking
from engage.values.actions.feedback_stages import flush, hold, lock
from engage.values.models import FeedbackComment, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.rules.feedback_round import Stage


def take_as_coach(found: FeedbackRound, person_id: int, coach_id: int) -> None:
    """Become somebody's coach; never one's own, never of whom one reviews or manages, and never instead of another."""
    hold(found, "coach", shared=True)
    subject = lock(found.id, person_id)
    if found.answers_deleted_at is not None:
        raise Conflict("Who was asked is forgotten by now, so nobody can be shown to be free to coach.")
    if subject.coach_id not in {None, coach_id} and not _has_left(subject.coach_id):
        raise Conflict("Somebody else is the coach already. Nothing was changed.")
    reviews = db.session.get(FeedbackReviewer, (found.id, person_id, coach_id)) is not None
    if coach_id in {person_id, subject.manager_id} or reviews:
        raise Refused("You are asked about this colleague, manage them, or are them: somebody else has to coach.")
    subject.coach_id = coach_id
    audit.record("take as coach", "feedback_round", found.id, person=person_id)
    flush()


def _has_left(person_id: int | None) -> bool:
    held = candidate_by_id(person_id, clock.today()) if person_id else None
    return held is None or not held.here


def give_back(found: FeedbackRound, person_id: int, coach_id: int) -> None:
    """Stop being somebody's coach, while the report has not been handed over."""
    hold(found, "coach", shared=True)
    subject = lock(found.id, person_id)
    if subject.coach_id != coach_id or subject.shared_at is not None:
        raise Conflict("You are not the coach, or the conversation has taken place. Nothing was changed.")
    if found.stage == Stage.REPORTED:
        raise Conflict("You may have read this report, and nobody else of the OD team may: go through it with them.")
    subject.coach_id = None
    audit.record("give back as coach", "feedback_round", found.id, person=person_id)
    flush()


def note_conversation(found: FeedbackRound, person_id: int, coach_id: int, on: date, at: datetime) -> None:
    """The coach has gone through the report with the person, who gets it now."""
    hold(found, "share", shared=True)
    subject = lock(found.id, person_id)
    if subject.coach_id != coach_id or not found.conversation_first:
        raise NotThere("There is no such report for you.")
    if subject.shared_at is None:
        subject.conversation_on, subject.shared_at = on, at
        feedback_asking.tell(person_id, "Your feedback report", "feedback_ready.txt", found)
        audit.record("hand over report", "feedback_round", found.id, person=person_id)
    flush()


def share_with_manager(found: FeedbackRound, person_id: int, at: datetime) -> None:
    """The person lets their manager read all of it."""
    subject = _own_report(found, person_id)
    if subject.manager_id is None:
        raise Conflict("No manager is recorded for you, so there is nobody to share it with.")
    if subject.shared_with_manager_at is None:
        subject.shared_with_manager_at = at
        audit.record("share report", "feedback_round", found.id)
    flush()


def stop_sharing(found: FeedbackRound, person_id: int) -> None:
    """The manager no longer finds it here."""
    _own_report(found, person_id).shared_with_manager_at = None
    audit.record("stop sharing report", "feedback_round", found.id)
    flush()


def _own_report(found: FeedbackRound, person_id: int) -> FeedbackSubject:
    hold(found, "share", shared=True)
    subject = lock(found.id, person_id)
    if subject.shared_at is None:
        raise NotThere("There is no report for you yet.")
    return subject


def set_hidden(comment_id: int, hidden: bool) -> None:
    """Take a comment out of its report, or put it back: what the moderation decided."""
    found = db.session.scalar(select(FeedbackComment).where(FeedbackComment.id == comment_id).with_for_update())
    if found is None:
        raise NotThere("That comment is not there any more.")
    found.hidden = hidden
    flush()
