"""The life of a feedback round, from the OD team's draft to the close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import select

from engage.ballots import actions as ballots
from engage.ballots.rules import LARGEST_BALLOT
from engage.core import audit, clock, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory.queries_finding import reports_of
from engage.values.actions import feedback_asking, feedback_key
from engage.values.actions.feedback_stages import expect, flush, hold, move
from engage.values.models import FeedbackOutside, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.rules import feedback_promise as promise
from engage.values.rules.feedback_round import MOST_ASKED, Item, Stage, Standing, largest_ballot, to_text


@dataclass(frozen=True)
class Terms:
    """What a draft says besides what is asked."""

    title: str
    intro: str
    propose_until: date | None
    closes_at: datetime | None
    remind_days: int
    conversation_first: bool
    open_to_all: bool
    outside: bool
    minimum: int
    kept_months: int


def create(title: str, framework_id: int, items: Sequence[Item], by_id: int | None, at: datetime) -> FeedbackRound:
    """A draft on the framework in force, with what is asked unless somebody chooses otherwise."""
    made = FeedbackRound(
        title=title, framework_id=framework_id, asked=to_text(items), created_by_id=by_id, created_at=at
    )
    db.session.add(made)
    flush()
    audit.record("create", "feedback_round", made.id)
    return made


def settle(found: FeedbackRound, version: int, terms: Terms) -> None:
    """Change what a draft says; nothing promised yet."""
    hold(found, "edit")
    expect(found, version)
    for name, value in vars(terms).items():
        setattr(found, name, value)
    audit.record("change settings", "feedback_round", found.id)
    flush()


def change_dates(
    found: FeedbackRound, version: int, propose_until: date | None, closes_at: datetime | None, at: datetime
) -> None:
    """Change until when people propose and answer; never back from a close that has come."""
    hold(found, "change dates")
    expect(found, version)
    if found.stage == Stage.COLLECTING and found.closes_at is not None and found.closes_at <= at:
        raise Conflict("The closing time has passed, so this round is closed. Nothing was changed.")
    if found.stage == Stage.COLLECTING and closes_at is None:
        raise Invalid("A round that collects answers needs a closing date: what is kept is counted from it.")
    if closes_at is not None and closes_at <= at:
        raise Conflict("That closing time has passed. To close the round now, use “Close the round”.")
    found.propose_until, found.closes_at = propose_until, closes_at
    audit.record("change dates", "feedback_round", found.id)
    flush()


def choose(found: FeedbackRound, version: int, items: Sequence[Item]) -> None:
    """Choose what is asked, in a draft."""
    hold(found, "edit")
    expect(found, version)
    if not items:
        raise Invalid("Choose at least one behaviour.")
    if len(items) > MOST_ASKED or largest_ballot(items) > LARGEST_BALLOT:
        raise Invalid(f"Choose at most {MOST_ASKED} behaviours: nobody rates more with care.")
    found.asked = to_text(items)
    audit.record("choose behaviours", "feedback_round", found.id, count=len(items))
    flush()


def open_round(found: FeedbackRound) -> None:
    """Draft to proposing: what is asked and promised is fixed from here on."""
    hold(found, "open")
    if found.asked == "[]":
        raise Conflict("Choose first what is asked.")
    invited = db.session.scalar(select(FeedbackSubject.person_id).where(FeedbackSubject.round_id == found.id).limit(1))
    if invited is None and not found.open_to_all:
        raise Conflict("Invite somebody first, or let anybody join.")
    move(found, Stage.PROPOSING)
    found.promise = promise.to_text(promised(found))
    found.promise_digest = promise.digest(found.promise)
    audit.record("open", "feedback_round", found.id, promise=found.promise_digest)
    flush()


def promised(found: FeedbackRound) -> promise.Promise:
    """What is promised by the settings as they stand."""
    return promise.Promise(
        minimum=found.minimum,
        kept_months=found.kept_months,
        conversation_first=found.conversation_first,
        outside=found.outside,
        asked=promise.digest(found.asked),
    )


def invite(found: FeedbackRound, person_id: int) -> None:
    """Offer somebody feedback; whether they take part is theirs to say."""
    hold(found, "invite", shared=True)
    if db.session.get(FeedbackSubject, (found.id, person_id)) is None:
        feedback_asking.refuse_leaver(person_id)
        db.session.add(FeedbackSubject(round_id=found.id, person_id=person_id))
        audit.record("invite", "feedback_round", found.id, person=person_id)
    flush()


def withdraw_invitation(found: FeedbackRound, person_id: int) -> None:
    """Take somebody out who has not begun."""
    hold(found, "invite", shared=True)
    gone = delete_rows(FeedbackSubject).where(
        FeedbackSubject.round_id == found.id,
        FeedbackSubject.person_id == person_id,
        FeedbackSubject.standing == Standing.INVITED,
    )
    if not db.session.execute(gone).rowcount:  # type: ignore[attr-defined]  # a delete's result has it
        raise Conflict("That person has begun already, or is not in this round. Nothing was changed.")
    audit.record("withdraw invitation", "feedback_round", found.id, person=person_id)


def collect(found: FeedbackRound, at: datetime) -> int:
    """Proposing to collecting: whoever is on an approved list is asked; answers about how many people."""
    hold(found, "collect")
    if found.closes_at is None or found.closes_at <= at:
        raise Conflict("Give the round a closing date that is still to come: change its dates first.")
    approved = select(FeedbackSubject).where(
        FeedbackSubject.round_id == found.id, FeedbackSubject.standing == Standing.APPROVED
    )
    subjects = db.session.scalars(approved.order_by(FeedbackSubject.person_id)).all()
    if not subjects:
        raise Conflict("No list of reviewers is approved yet.")
    feedback_key.start(found)
    move(found, Stage.COLLECTING)
    _leave_out_others(found, [subject.person_id for subject in subjects])
    for subject in subjects:
        subject.manages = bool(reports_of(subject.person_id))
        db.session.add(
            FeedbackReviewer(
                round_id=found.id, subject_id=subject.person_id, reviewer_id=subject.person_id, relation="self"
            )
        )
    flush()
    feedback_asking.tell_reviewers(found)
    audit.record("collect", "feedback_round", found.id, people=len(subjects))
    return len(subjects)


def _leave_out_others(found: FeedbackRound, approved: Sequence[int]) -> None:
    """Nobody is asked by a list that was not approved, and no address from outside is kept for it."""
    for table in (FeedbackReviewer, FeedbackOutside):
        others = (table.round_id == found.id) & table.subject_id.not_in(approved)
        db.session.execute(delete_rows(table).where(others))


def close(found: FeedbackRound, at: datetime) -> None:
    """Collecting to closed, for ever; whoever is casting is waited for. The box is opened next."""
    hold(found, "close")
    move(found, Stage.CLOSED)
    found.closed_at = at
    ballots.close_box(feedback_key.box_of(found).code)
    outbox.enqueue("feedback.open_box", {"round": found.id})
    audit.record("close", "feedback_round", found.id)
    flush()


def delete(found: FeedbackRound) -> None:
    """A draft that nobody needs."""
    hold(found, "delete")
    for table in (FeedbackOutside, FeedbackReviewer, FeedbackSubject):
        db.session.execute(delete_rows(table).where(table.round_id == found.id))
    audit.record("delete", "feedback_round", found.id)
    db.session.delete(found)
    flush()


def remind(found: FeedbackRound) -> None:
    """The one reminder, to everybody who was asked: who has answered is asked for nowhere."""
    hold(found, "answer")
    if not found.reminded:
        found.reminded = True
        feedback_asking.remind(found)
        audit.record("remind", "feedback_round", found.id, on=clock.today().isoformat())
    flush()
