"""Lists of reviewers: proposed by whom the feedback is about, approved by their manager."""

import hashlib

from sqlalchemy import func, select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.models import Person
from engage.directory.queries_finding import manager_of, reports_of
from engage.values.actions import feedback_asking
from engage.values.actions.feedback_stages import flush, hold, lock
from engage.values.models import FeedbackOutside, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import MOST_OUTSIDE, MOST_REVIEWERS, Standing, enough, why_not_reviewer

WHY_NOT = {
    "oneself": "People do not review themselves here: everybody’s own view is asked for anyway.",
    "is the manager": "They are the manager here, and answer as the manager: their answers are shown as theirs.",
    "not the manager": "Only the manager whom the directory records answers as the manager. Choose another group.",
    "coach": "They are the coach in this round, and coaches do not review those whom they coach.",
}
OWN = frozenset({Standing.PROPOSING})
MANAGERS = frozenset({Standing.SENT})


def join(found: FeedbackRound, person_id: int) -> FeedbackSubject:
    """Take part: the manager and the reports that the directory knows are on the list to begin with."""
    hold(found, "propose", shared=True)
    subject = db.session.get(FeedbackSubject, (found.id, person_id), with_for_update={"of": FeedbackSubject})
    if subject is None:
        if not found.open_to_all:
            raise NotThere("There is no such round for you.")
        subject = FeedbackSubject(round_id=found.id, person_id=person_id)
        db.session.add(subject)
    elif subject.standing != Standing.INVITED:
        return subject
    subject.standing, subject.manager_id = Standing.PROPOSING, manager_of(person_id)
    flush()
    if subject.manager_id is not None:
        _add(subject, subject.manager_id, Relation.MANAGER)
    for each in reports_of(person_id)[:MOST_REVIEWERS]:
        if each.id != subject.manager_id:
            _add(subject, each.id, Relation.REPORT)
    audit.record("join", "feedback_round", found.id)
    flush()
    return subject


def leave(found: FeedbackRound, person_id: int) -> None:
    """Leave again: the list goes, and nobody on it has been told."""
    hold(found, "propose", shared=True)
    subject = lock(found.id, person_id)
    for table in (FeedbackReviewer, FeedbackOutside):
        rows = db.session.query(table).filter_by(round_id=found.id, subject_id=person_id)
        rows.delete(synchronize_session=False)
    subject.standing, subject.note = Standing.INVITED, ""
    audit.record("leave", "feedback_round", found.id)
    flush()


def add(found: FeedbackRound, person_id: int, reviewer_id: int, relation: Relation, by_manager: bool = False) -> None:
    """Put a colleague on somebody's list, or into another group of it."""
    subject = _open_list(found, person_id, by_manager)
    if why := why_not_reviewer(person_id, reviewer_id, relation, subject.manager_id, subject.coach_id):
        raise Invalid(WHY_NOT[why])
    feedback_asking.refuse_leaver(reviewer_id)
    _refuse_full(subject)
    _add(subject, reviewer_id, relation)
    flush()


def _add(subject: FeedbackSubject, reviewer_id: int, relation: Relation) -> None:
    key = (subject.round_id, subject.person_id, reviewer_id)
    row = db.session.get(FeedbackReviewer, key)
    if row is None:
        row = FeedbackReviewer(
            round_id=subject.round_id, subject_id=subject.person_id, reviewer_id=reviewer_id, relation=relation
        )
        db.session.add(row)
    row.relation = relation


def remove(found: FeedbackRound, person_id: int, reviewer_id: int, by_manager: bool = False) -> None:
    """Take a colleague off a list."""
    _open_list(found, person_id, by_manager)
    row = db.session.get(FeedbackReviewer, (found.id, person_id, reviewer_id))
    if row is not None:
        db.session.delete(row)
    flush()


def add_outside(found: FeedbackRound, person_id: int, name: str, email: str, by_manager: bool = False) -> None:
    """Put somebody from outside on a list, where the round allows it."""
    subject = _open_list(found, person_id, by_manager)
    if not found.outside:
        raise Conflict("Nobody from outside is asked in this round.")
    rows = queries.outside_of(found.id, person_id)
    if db.session.scalar(select(Person.id).where(func.lower(Person.email) == email.lower())) is not None:
        raise Invalid("That is a colleague’s address: find them by their name, so that they are asked once.")
    if any(each.email.casefold() == email.casefold() for each in rows):
        raise Invalid("That address is on the list already.")
    if len(rows) >= MOST_OUTSIDE:
        raise Invalid(f"At most {MOST_OUTSIDE} people from outside can be asked about one person.")
    _refuse_full(subject)
    db.session.add(FeedbackOutside(round_id=found.id, subject_id=person_id, name=name, email=email))
    flush()


def remove_outside(found: FeedbackRound, person_id: int, outside_id: int, by_manager: bool = False) -> None:
    """Take somebody from outside off a list."""
    _open_list(found, person_id, by_manager)
    row = db.session.get(FeedbackOutside, outside_id)
    if row is None or (row.round_id, row.subject_id) != (found.id, person_id):
        raise NotThere("That person is not on the list.")
    db.session.delete(row)
    flush()


def _open_list(found: FeedbackRound, person_id: int, by_manager: bool) -> FeedbackSubject:
    hold(found, "propose", shared=True)
    subject = lock(found.id, person_id)
    if subject.standing not in (MANAGERS if by_manager else OWN):
        raise Conflict("This list is with somebody else now, or is approved. Nothing was changed.")
    return subject


def _refuse_full(subject: FeedbackSubject) -> None:
    rows = select(func.count()).where(
        FeedbackReviewer.round_id == subject.round_id, FeedbackReviewer.subject_id == subject.person_id
    )
    if (db.session.scalar(rows) or 0) >= MOST_REVIEWERS:
        raise Invalid(f"At most {MOST_REVIEWERS} colleagues can be asked about one person.")


def send(found: FeedbackRound, person_id: int) -> None:
    """Hand the list to the manager; where the directory knows none, to the OD team."""
    subject = _open_list(found, person_id, by_manager=False)
    _refuse_small(found, subject)
    subject.standing, subject.note = Standing.SENT, ""
    subject.manager_id = manager_of(person_id)
    if subject.manager_id is not None:
        _only_manager(subject)
        feedback_asking.tell(subject.manager_id, "A list of reviewers to approve", "feedback_approve.txt", found)
    audit.record("send list", "feedback_round", found.id)
    flush()


def _only_manager(subject: FeedbackSubject) -> None:
    """Whoever manages them now answers as the manager, and nobody else does: readers must not sit in a group."""
    rows = select(FeedbackReviewer).where(
        FeedbackReviewer.round_id == subject.round_id, FeedbackReviewer.subject_id == subject.person_id
    )
    for row in db.session.scalars(rows).all():
        if row.reviewer_id == subject.manager_id:
            row.relation = Relation.MANAGER
        elif row.relation == Relation.MANAGER:
            row.relation = Relation.OTHER


def take_back(found: FeedbackRound, person_id: int) -> None:
    """The person goes on with a list that nobody has approved yet."""
    hold(found, "propose", shared=True)
    subject = lock(found.id, person_id)
    if subject.standing != Standing.SENT:
        raise Conflict("This list is approved, or was not sent. Nothing was changed.")
    subject.standing = Standing.PROPOSING
    flush()


def send_back(found: FeedbackRound, person_id: int, note: str) -> None:
    """The manager gives the list back with a note."""
    subject = _open_list(found, person_id, by_manager=True)
    subject.standing, subject.note = Standing.PROPOSING, note
    audit.record("send list back", "feedback_round", found.id, person=person_id)
    flush()


def fingerprint(round_id: int, person_id: int) -> str:
    """What a list holds, in a few letters: the page shows them to whoever approves, and sends them back."""
    asked = sorted((each.person.id, each.relation.value) for each in queries.reviewers(round_id, person_id))
    outside = sorted((each.id, each.email) for each in queries.outside_of(round_id, person_id))
    return hashlib.sha256(repr((asked, outside)).encode()).hexdigest()[:16]


def approve(found: FeedbackRound, person_id: int, seen: str, note: str) -> None:
    """The list that was seen is as it will be asked; one that has changed since is looked at again."""
    subject = _open_list(found, person_id, by_manager=True)
    if seen != fingerprint(found.id, person_id):
        raise Conflict("The list has changed since you opened it. Nothing was approved: look at it again.")
    _refuse_small(found, subject)
    subject.standing, subject.note = Standing.APPROVED, note
    audit.record("approve list", "feedback_round", found.id, person=person_id)
    flush()


def _refuse_small(found: FeedbackRound, subject: FeedbackSubject) -> None:
    if not enough(queries.counts(found.id, subject.person_id), found.minimum):
        raise Invalid(
            f"Ask at least {found.minimum} people besides the manager: of fewer, a report shows nothing. "
            "Nothing was changed."
        )
