"""What feedback rounds bring to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select

from engage.access import Permission, Viewer
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.core.switches import is_on
from engage.values.models import FeedbackRound, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.queries.feedback_reports import coached_by
from engage.values.rules.feedback_round import Stage, Standing

ROUNDS = "feedback-rounds"
WAITING = {
    Stage.DRAFT: "in draft",
    Stage.PROPOSING: "reviewers are proposed",
    Stage.CLOSED: "reports are being made",
}


def cards(viewer: Viewer) -> Sequence[Card]:
    """What of feedback waits for this person: a fixed number of statements, one where it is switched off."""
    if not is_on(ROUNDS):
        return ()
    waiting = [each for each in queries.requests_to(viewer.id) if not each.taken_part]
    lists = queries.lists_for(viewer.id, viewer.may(Permission.FEEDBACK_RUN))
    found = [card for place in queries.places_of(viewer.id) if (card := _own(place)) is not None]
    home = url_for("values.feedback")
    if waiting:
        closes = min((each.closes_at for each in waiting if each.closes_at), default=None)
        body = f"{count(len(waiting), 'answer is', 'answers are')} asked for. Confidential, not anonymous."
        found.append(Card("Give feedback", home, body, "Feedback", f"Until {day(closes)}" if closes else "", "blue",
                          place=Place.WAITING))  # fmt: skip
    if lists:
        body = f"{count(len(lists), 'person has', 'people have')} proposed whom to ask for feedback."
        found.append(Card("Approve reviewers", home, body, "Feedback", colour="amber", place=Place.WAITING))
    return found


def _own(place: FeedbackSubject) -> Card | None:
    """The card about one's own place in a round."""
    if place.round.stage == Stage.PROPOSING and place.standing in {Standing.INVITED, Standing.PROPOSING}:
        until = f"By {day(place.round.propose_until)}" if place.round.propose_until else ""
        body = "You are invited to ask colleagues how they see you live our values."
        if place.standing == Standing.PROPOSING:
            body = "Your list is back with a note." if place.note else "Choose whom you would like to ask."
        return Card("Choose your reviewers", url_for("values.feedback"), body, "Feedback", until, "plum",
                    place=Place.WAITING)  # fmt: skip
    if place.round.stage == Stage.REPORTED and place.shared_at is not None and place.round.answers_deleted_at is None:
        address = url_for("values.feedback_report", round_id=place.round_id)
        shared = (
            "can read it, as you have shared it" if place.shared_with_manager_at else "sees it only if you share it"
        )
        body = f"What colleagues see, beside how you see yourself. Your manager {shared}."
        return Card("Your feedback report is ready", address, body, "Feedback", place.round.title, "green",
                    place=Place.WAITING)  # fmt: skip
    return None


def desk(viewer: Viewer) -> Sequence[Task]:
    """Rounds and reports that wait for the OD team."""
    if not viewer.may(Permission.FEEDBACK_RUN) or not is_on(ROUNDS):
        return ()
    rows = select(FeedbackRound).where(FeedbackRound.stage.in_(WAITING)).order_by(FeedbackRound.id).limit(20)
    rounds = [
        Task(each.title, WAITING[Stage(each.stage)], url_for("values.feedback_round", round_id=each.id))
        for each in db.session.scalars(rows)
    ]
    coaching = [
        Task(
            f"The report of {each.person.name}", "to go through as the coach",
            url_for("values.feedback_report_of", round_id=each.round_id, person_id=each.person_id),
        )
        for each in coached_by(viewer.id)
    ]  # fmt: skip
    return [*rounds, *_without_coach(), *coaching]


def _without_coach() -> Sequence[Task]:
    """Rounds whose reports wait for somebody who goes through them."""
    rows = (
        select(FeedbackRound.id, FeedbackRound.title, func.count())
        .join(FeedbackSubject, FeedbackSubject.round_id == FeedbackRound.id)
        .where(FeedbackRound.stage == Stage.REPORTED, FeedbackRound.conversation_first)
        .where(FeedbackSubject.standing == Standing.APPROVED, FeedbackSubject.coach_id.is_(None))
        .where(FeedbackSubject.shared_at.is_(None), FeedbackRound.answers_deleted_at.is_(None))
        .group_by(FeedbackRound.id, FeedbackRound.title)
        .order_by(FeedbackRound.id)
    )
    return [
        Task(title, f"{count(number, 'report has', 'reports have')} no coach",
             url_for("values.feedback_people_page", round_id=round_id))
        for round_id, title, number in db.session.execute(rows)
    ]  # fmt: skip
