"""Reads of feedback rounds: what each person in one may know of it, and never who has answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from engage.ballots.models import BallotBox, BoxBackup
from engage.ballots.queries import KeyParts, backups
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.outbox import OutboxRow
from engage.directory.queries_finding import Found, shown
from engage.values.models import FeedbackOutside, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.rules.feedback_promise import REPORT_MONTHS
from engage.values.rules.feedback_report import GROUPED, Relation
from engage.values.rules.feedback_round import Stage, Standing

MOST_LISTED, A_DAY = 200, timedelta(days=1)


def round_(round_id: int) -> FeedbackRound:
    """The round, or NotThere."""
    found = db.session.get(FeedbackRound, round_id, options=[joinedload(FeedbackRound.ballot_box)])
    if found is None:
        raise NotThere("There is no such feedback round.")
    return found


def subject(round_id: int, person_id: int) -> FeedbackSubject | None:
    """Somebody's place in a round, with the round and the person."""
    whole = [joinedload(FeedbackSubject.round), joinedload(FeedbackSubject.person)]
    return db.session.get(FeedbackSubject, (round_id, person_id), options=whole)


@dataclass(frozen=True)
class Asked:
    """A colleague on a list, and the group they are in."""

    person: Found
    relation: Relation


def reviewers(round_id: int, person_id: int) -> Sequence[Asked]:
    """Who is on somebody's list, by group and name: two statements."""
    rows = db.session.execute(
        select(FeedbackReviewer.reviewer_id, FeedbackReviewer.relation).where(
            FeedbackReviewer.round_id == round_id,
            FeedbackReviewer.subject_id == person_id,
            FeedbackReviewer.relation != Relation.SELF,
        )
    ).all()
    found = shown([row.reviewer_id for row in rows])
    order = list(Relation)
    listed = [Asked(found[row.reviewer_id], Relation(row.relation)) for row in rows if row.reviewer_id in found]
    return sorted(listed, key=lambda each: (order.index(each.relation), each.person.name, each.person.id))


def outside_of(round_id: int, person_id: int) -> Sequence[FeedbackOutside]:
    """Who from outside is on somebody's list."""
    rows = select(FeedbackOutside).where(FeedbackOutside.round_id == round_id, FeedbackOutside.subject_id == person_id)
    return db.session.scalars(rows.order_by(FeedbackOutside.name, FeedbackOutside.id)).all()


def counts(round_id: int, person_id: int) -> dict[Relation, int]:
    """How many colleagues are asked about somebody in each group; those from outside make no group larger."""
    rows = db.session.execute(
        select(FeedbackReviewer.relation, func.count())
        .where(FeedbackReviewer.round_id == round_id, FeedbackReviewer.subject_id == person_id)
        .group_by(FeedbackReviewer.relation)
    )
    return {Relation(relation): number for relation, number in rows}


def grouped(found: dict[Relation, int]) -> dict[Relation, int]:
    """Of such counts those that a report puts into groups."""
    return {relation: found.get(relation, 0) for relation in GROUPED}


# What one person finds of all rounds.


@dataclass(frozen=True)
class Request:
    """A colleague about whom somebody is asked; whether they have answered is theirs alone to see."""

    round_id: int
    title: str
    closes_at: datetime | None
    subject_id: int
    name: str
    relation: Relation
    taken_part: bool


def requests_to(person_id: int) -> Sequence[Request]:
    """About whom somebody is asked in rounds that take answers now, themselves last: two statements."""
    rows = db.session.execute(
        select(
            FeedbackRound.id, FeedbackRound.title, FeedbackRound.closes_at, FeedbackReviewer.subject_id,
            FeedbackReviewer.relation, FeedbackReviewer.taken_part,
        )
        .join(FeedbackReviewer, FeedbackReviewer.round_id == FeedbackRound.id)
        .where(FeedbackReviewer.reviewer_id == person_id, FeedbackRound.stage == Stage.COLLECTING)
        .where(FeedbackRound.closes_at.is_(None) | (FeedbackRound.closes_at > clock.now()))
        .order_by(FeedbackRound.closes_at, FeedbackRound.id, FeedbackReviewer.subject_id)
    ).all()  # fmt: skip
    names = shown([row.subject_id for row in rows])
    found = [
        Request(row.id, row.title, row.closes_at, row.subject_id, names[row.subject_id].name,
                Relation(row.relation), row.taken_part)
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.relation is Relation.SELF)


def request_about(round_id: int, subject_id: int, person_id: int) -> FeedbackReviewer | None:
    """That somebody is asked about somebody, or None; in whatever stage the round is."""
    found = db.session.get(FeedbackReviewer, (round_id, subject_id, person_id))
    place = subject(round_id, subject_id) if found is not None else None
    return found if place is not None and place.round.stage not in {Stage.DRAFT, Stage.PROPOSING} else None


def places_of(person_id: int) -> Sequence[FeedbackSubject]:
    """The rounds that somebody is invited to or in, the newest first."""
    rows = select(FeedbackSubject).join(FeedbackRound).where(FeedbackSubject.person_id == person_id)
    rows = rows.where(FeedbackRound.stage != Stage.DRAFT).options(joinedload(FeedbackSubject.round))
    return db.session.scalars(rows.order_by(FeedbackRound.id.desc()).limit(MOST_LISTED)).all()


def open_to(person_id: int) -> Sequence[FeedbackRound]:
    """Rounds that anybody may join, and this person has not."""
    own = select(FeedbackSubject.round_id).where(FeedbackSubject.person_id == person_id)
    rows = select(FeedbackRound).where(
        FeedbackRound.stage == Stage.PROPOSING, FeedbackRound.open_to_all, FeedbackRound.id.not_in(own)
    )
    return db.session.scalars(rows.order_by(FeedbackRound.id)).all()


def lists_for(person_id: int, runs_rounds: bool) -> Sequence[FeedbackSubject]:
    """Lists that wait for this manager; where the directory knows none, for the OD team."""
    theirs = FeedbackSubject.manager_id == person_id
    if runs_rounds:
        nobodys = FeedbackSubject.manager_id.is_(None) & (FeedbackSubject.person_id != person_id)
        theirs = theirs | nobodys
    rows = (
        select(FeedbackSubject)
        .join(FeedbackRound)
        .where(theirs, FeedbackSubject.standing == Standing.SENT, FeedbackRound.stage == Stage.PROPOSING)
        .options(joinedload(FeedbackSubject.round), joinedload(FeedbackSubject.person))
        .order_by(FeedbackSubject.round_id, FeedbackSubject.person_id)
        .limit(MOST_LISTED)
    )
    return db.session.scalars(rows).all()


# What the OD team sees, and what the worker looks for.


@dataclass(frozen=True)
class Overview(KeyParts):
    """What the page of one round needs."""

    round: FeedbackRound
    box: BallotBox | None
    backups: Sequence[BoxBackup]
    by_standing: dict[Standing, int]
    stuck: bool


def overview(round_id: int) -> Overview:
    """One round with its key's backups, and how many people are how far with their lists."""
    found = round_(round_id)
    rows = db.session.execute(
        select(FeedbackSubject.standing, func.count())
        .where(FeedbackSubject.round_id == round_id)
        .group_by(FeedbackSubject.standing)
    )
    by_standing = {Standing(standing): number for standing, number in rows}
    held = backups(found.box) if found.box else ()
    return Overview(found, found.ballot_box, held, by_standing, found.stage == Stage.CLOSED and _stuck(round_id))


def _stuck(round_id: int) -> bool:
    """Whether the worker has given up opening the box or making the reports."""
    # What a row held is forgotten two weeks after it was given up: a day without reports says the same.
    late = select(FeedbackRound.id).where(FeedbackRound.id == round_id, FeedbackRound.closed_at < clock.now() - A_DAY)
    if db.session.scalar(late) is not None:
        return True
    failed = select(OutboxRow.id).where(OutboxRow.kind == "feedback.open_box", OutboxRow.state == "failed")
    same = OutboxRow.payload == json.dumps({"round": round_id})
    return db.session.scalar(failed.where(same).limit(1)) is not None


def rounds() -> Sequence[FeedbackRound]:
    """All rounds, the newest first."""
    return db.session.scalars(select(FeedbackRound).order_by(FeedbackRound.id.desc()).limit(MOST_LISTED)).all()


def taken_part(round_id: int) -> int:
    """How many flags there are: for the opening of the box alone, never for a page."""
    return sum(
        db.session.scalar(
            select(func.count()).select_from(table).where(table.round_id == round_id, table.taken_part)
        ) or 0
        for table in (FeedbackReviewer, FeedbackOutside)
    )  # fmt: skip


def due_to_close(at: datetime) -> Sequence[int]:
    """Rounds whose closing time has come."""
    rows = select(FeedbackRound.id).where(FeedbackRound.stage == Stage.COLLECTING, FeedbackRound.closes_at <= at)
    return db.session.scalars(rows.order_by(FeedbackRound.id)).all()


def due_to_remind(at: datetime) -> Sequence[int]:
    """Rounds that close within the days before which they remind, and have not done so."""
    rows = select(FeedbackRound.id, FeedbackRound.closes_at, FeedbackRound.remind_days).where(
        FeedbackRound.stage == Stage.COLLECTING, FeedbackRound.reminded.is_(False), FeedbackRound.remind_days > 0,
        FeedbackRound.closes_at > at,
    )  # fmt: skip
    found = db.session.execute(rows.order_by(FeedbackRound.id)).all()
    return [row.id for row in found if (row.closes_at - at).days < row.remind_days]


def due_to_delete_answers(at: datetime) -> Select[int]:
    """Rounds whose answers have been kept as long as was promised."""
    rows = select(FeedbackRound.id, FeedbackRound.closed_at, FeedbackRound.kept_months).where(
        FeedbackRound.closed_at <= at, FeedbackRound.answers_deleted_at.is_(None), FeedbackRound.box.is_not(None)
    )
    found = db.session.execute(rows.order_by(FeedbackRound.id)).all()
    over = [row.id for row in found if clock.months_after(row.closed_at, row.kept_months) <= at]
    return select(FeedbackRound.id).where(FeedbackRound.id.in_(over))


def due_to_delete(at: datetime) -> Select[int]:
    """Rounds whose reports have been kept as long as was promised, their answers gone before."""
    rows = select(FeedbackRound.id, FeedbackRound.closed_at).where(
        FeedbackRound.closed_at <= at, FeedbackRound.answers_deleted_at.is_not(None)
    )
    found = db.session.execute(rows.order_by(FeedbackRound.id)).all()
    over = [row.id for row in found if clock.months_after(row.closed_at, REPORT_MONTHS) <= at]
    return select(FeedbackRound.id).where(FeedbackRound.id.in_(over))
