"""Data that no page of the product would ever write: something that offends against each of the doctor's checks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, delete, insert, update

from engage.ballots import keys
from engage.ballots.models import Ballot, BallotBox
from engage.champions.models import Concern, ConcernCase
from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.core import clock
from engage.core.db import BallotBase, Base, ballot_owner_engine, db
from engage.directory.models import Appointment, Framework, Person, Post, RoleGrant, Unit
from engage.events.models import Booking, Event, EventSession, Guest
from engage.followup.models import ActionItem
from engage.programme.models import EqualityFigure, Heading, Item, Measure
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Nomination,
    RecognitionYear,
    Score,
    Thanks,
)
from engage.reports.models import Report, ReportSnapshot
from engage.surveys.models import (
    CodeBatch,
    CommentReview,
    Invitation,
    Quotation,
    ResultPack,
    ResultTalk,
    Survey,
    SurveyComment,
    SurveyMail,
    SurveyMailTo,
)
from engage.surveys.rules import Questionnaire, digest, to_json
from engage.values.models import FeedbackReport, FeedbackReviewer, FeedbackRound

OPENED, COUNTED, SEALED = "a" * 32, "b" * 32, "c" * 32
FAR = 900_000


@contextmanager
def loose(engine: Engine) -> Iterator[Connection]:
    """A connection on which foreign keys are not looked at."""
    other = create_engine(engine.url, poolclass=NullPool)
    with other.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        yield connection
        connection.commit()


def put(model: type[Base] | type[BallotBase], **values: Any) -> None:
    """A row, with something in every column that must hold something."""
    plain = {int: FAR, str: "x", bool: False, bytes: b"x", date: clock.today()}
    for column in model.__table__.columns:
        needed = not column.nullable and column.default is None and column.name not in values
        if needed and not (column.name == "id" and column.type.python_type is int):
            values[column.name] = plain.get(column.type.python_type, clock.now())
    engine = ballot_owner_engine() if issubclass(model, BallotBase) else db.engine
    with loose(engine) as connection:
        connection.execute(insert(model), values)


def change(model: type[Base], **values: Any) -> None:
    """The same words in every row of a table."""
    with loose(db.engine) as connection:
        connection.execute(update(model).values(values))


def _box(code: str, phase: str) -> None:
    gone = clock.now() if phase == "key_destroyed" else None
    put(BallotBox, code=code, public_key=b"k" * 32, ballot_size=9, phase=phase, key_destroyed_at=gone)


def _left_sealed() -> None:
    _box(OPENED, "key_destroyed")
    put(Ballot, box=OPENED, id=b"2" * 16)


def _key_left() -> None:
    _box("d" * 32, "key_destroyed")
    keys.store("d" * 32, b"k" * 32)


def _asked_in_a_draft() -> None:
    put(Survey, id=FAR + 2, stage="draft", minimum_group=5)
    put(Invitation, survey_id=FAR + 2)


def _asked_elsewhere() -> None:
    empty = Questionnaire()
    put(Survey, id=FAR + 3, stage="archived", minimum_group=5, collected_elsewhere="LimeSurvey 1",
        questionnaire=to_json(empty), questionnaire_digest=digest(empty))  # fmt: skip
    put(Invitation, survey_id=FAR + 3)


def _kept_of_cancelled() -> None:
    _box("e" * 32, "sealed")
    put(Survey, id=FAR + 5, stage="cancelled", minimum_group=5, cancelled_why="x", cancelled_at=clock.now(),
        box="e" * 32, answers_deleted_at=clock.now())  # fmt: skip


def _waits_for_mail() -> None:
    put(SurveyMail, id=FAR, survey_id=FAR + 5, kind="invitation", due_on=clock.today(), done_at=clock.now(), told="")
    put(SurveyMailTo, mail_id=FAR, person_id=1, survey_id=FAR + 5)


def _few_shown() -> None:
    put(Survey, id=FAR + 6, stage="archived", minimum_group=5, comment_threshold=9)
    put(CommentReview, survey_id=FAR + 6, published_at=clock.now())
    put(SurveyComment, id=FAR + 1, survey_id=FAR + 6, question="Q", block="B", text="x", state="approved", shown=True)


def _quoted_unseen() -> None:
    put(SurveyComment, id=FAR + 2, survey_id=FAR + 6, question="Q", block="B", text="x", state="approved")
    put(Quotation, id=FAR, comment_id=FAR + 2, words="x", asked_by_id=1)


def _answered_without_a_ballot() -> None:
    _box(SEALED, "sealed")
    put(FeedbackRound, id=FAR, stage="collecting", box=SEALED, minimum=3, kept_months=1)
    put(FeedbackReviewer, round_id=FAR, subject_id=1, reviewer_id=2, relation="peer", taken_part=True)


def _awards(number: int, stage: str, scale_top: int = 3) -> None:
    """A round with a category."""
    put(AwardRound, id=number, stage=stage, scale_top=scale_top, judges_each=1)
    put(AwardCategory, id=number, round_id=number, nominees="person", most_words=20)


def _nominated(number: int, category: int, **more: Any) -> None:
    put(Nomination, id=number, category_id=category, nominee_id=1, nominator_id=2, state="submitted", **more)


def _off_the_scale() -> None:
    _awards(FAR, "final")
    _nominated(FAR, FAR, once="1")
    put(Assignment, id=FAR, nomination_id=FAR, state="scored")
    put(Score, assignment_id=FAR, points=9)


def _joined_elsewhere() -> None:
    _awards(FAR + 1, "final")
    _nominated(FAR + 1, FAR + 1, joined_to_id=FAR, once="2")


def _won_early() -> None:
    _awards(FAR + 2, "open")
    _nominated(FAR + 2, FAR + 2, outcome="winner", once="3")


def _answered_with_nothing() -> None:
    put(ConcernCase, id=FAR + 1, state="answered", answered_on=clock.today(), answer="")
    put(Concern, case_id=FAR + 1, author_id=1)


def _too_full() -> None:
    put(EventSession, id=FAR, event_id=FAR, capacity=1, ends_at=clock.now() + timedelta(hours=1))
    for person in (1, 2):
        put(Booking, session_id=FAR, person_id=person, state="booked")


def _guest_elsewhere() -> None:
    put(Event, id=FAR + 1, kind="other", state="published")
    put(Guest, id=FAR, event_id=FAR + 1)
    put(Booking, session_id=FAR, guest_id=FAR, state="booked")


def _author_left() -> None:
    put(Consultation, id=FAR, kind="both", state="closed", closed_at=clock.now(), names_removed_at=clock.now())
    put(Entry, id=FAR, consultation_id=FAR, board_column="works_well", author_id=1)


def _verdict_left() -> None:
    put(Statement, id=FAR, consultation_id=FAR)
    put(Verdict, statement_id=FAR)


def _more_than_everybody() -> None:
    for group in ("Yes", "No"):
        put(EqualityFigure, for_group=group, people=6, everybody=10)


def _item_elsewhere() -> None:
    put(Heading, id=FAR, plan_id=FAR, name="x")
    put(Item, plan_id=FAR + 1, heading_id=FAR, name="x", stage="not started")


def _circle() -> None:
    put(Unit, id=FAR, code="ROUND", parent_id=FAR + 1)
    put(Unit, id=FAR + 1, code="ABOUT", parent_id=FAR)


def _leaver() -> None:
    put(Person, id=FAR + 9, employee_number="LEFT", kind="employee", leaves_on=date(2020, 1, 1))
    put(Appointment, network_id=FAR, person_id=FAR + 9)


def _no_administrator() -> None:
    with loose(db.engine) as connection:
        connection.execute(delete(RoleGrant).where(RoleGrant.role == "admin"))


# In this order: some need what an earlier one has put there.
BREAKS: dict[str, Callable[[], None]] = {
    "ballots belong to a ballot box that is known": lambda: put(Ballot, box="f" * 32, id=b"1" * 16),
    "no sealed ballot is left where the key is destroyed": _left_sealed,
    "no key is left where it is recorded as destroyed": _key_left,
    "opened boxes hold the answers that were counted": lambda: _box(COUNTED, "key_destroyed"),
    "promises, questionnaires and published figures are as they were frozen (flask survey audit)": lambda: change(
        Survey, promise_digest="0" * 64
    ),
    "surveys hold a ballot for everybody who has taken part": lambda: change(Invitation, taken_part=True),
    "batches hold as many codes as were made, each of their survey and group": lambda: put(CodeBatch, number=1),
    "surveys that were opened have a ballot box": lambda: put(Survey, id=FAR, stage="open", minimum_group=5),
    "nobody is asked in a survey that was never opened": _asked_in_a_draft,
    "surveys whose answers were collected elsewhere asked nobody here": _asked_elsewhere,
    "nobody is noted as having taken part where a survey was cancelled, or by a code": lambda: put(
        Invitation, survey_id=FAR + 4, person_id=2, taken_part=True, channel="code"
    ),
    "surveys that never close belong to a series, and have no last day while they are open": lambda: put(
        Survey, id=FAR + 9, stage="draft", minimum_group=5, standing=True
    ),
    "teams that have talked about their results are groups of published ones": lambda: put(
        ResultTalk, id=FAR, survey_id=FAR + 6, code="NOWHERE", agreed="", said_by_id=1
    ),
    "no key is left of a cancelled survey whose answers are recorded as deleted": _kept_of_cancelled,
    "nobody waits for mail about a survey that has ended": _waits_for_mail,
    "comments that can be read are of surveys whose comments were published": lambda: put(
        SurveyComment, id=FAR, survey_id=FAR + 4, question="Q", block="B", text="x", state="approved", shown=True
    ),
    "comments are shown from the threshold of their survey on, each part of each question": _few_shown,
    "files of results are whole, and none is left of results that were withdrawn": lambda: put(
        ResultPack, survey_id=FAR + 4, kind="all", state="made"
    ),
    "only comments that can be read are quoted": _quoted_unseen,
    "published frameworks are as they were published": lambda: put(Framework, version=1, document="{}"),
    "feedback reports are as they were made": lambda: put(FeedbackReport, document="{}", sha256="0"),
    "feedback rounds hold a ballot for everybody who has answered": _answered_without_a_ballot,
    "feedback rounds that collect answers have a ballot box": lambda: put(
        FeedbackRound, id=FAR + 1, stage="collecting", minimum=3, kept_months=1
    ),
    "thanks have somebody who receives them": lambda: put(Thanks, id=FAR, signed="x", state="shown"),
    "a year's figures of who gets recognised are as they were worked out": lambda: put(
        RecognitionYear, document="{}", made_at=clock.now()
    ),
    "scores lie on their round's scale": _off_the_scale,
    "nominations are joined within one category": _joined_elsewhere,
    "nobody has won in a round that is still being judged": _won_early,
    "cases of concerns hold a concern": lambda: put(ConcernCase, id=FAR, state="received"),
    "answered concerns have an answer, until their words are deleted": _answered_with_nothing,
    "sessions have no more people than places": _too_full,
    "guests have places at their own event only": _guest_elsewhere,
    "no author is named where a consultation's names are removed": _author_left,
    "no verdict is left where a consultation's names are removed": _verdict_left,
    "nobody's agreement is left where a consultation's names are removed": lambda: put(Agreement, entry_id=FAR),
    "actions that are promised have a lead officer": lambda: put(ActionItem, state="agreed", year=2026, said="x"),
    "groups of a characteristic are no more than everybody": _more_than_everybody,
    "measures that take a share count in percent": lambda: put(Measure, item_id=FAR, unit="number", equality_group="x"),
    "items stand under a heading of their own plan": _item_elsewhere,
    "headings stand under one of their own plan": lambda: put(
        Heading, id=FAR + 2, plan_id=FAR + 1, parent_id=FAR, name="Under another plan's"
    ),
    "frozen figures of reports are as they were frozen": lambda: put(ReportSnapshot, document="{}", sha256="0"),
    "final reports are as they were finished": lambda: put(
        Report, kind="paper", state="final", document="{}", sha256="0", final_at=clock.now()
    ),
    "units hang together without a circle": _circle,
    "nobody's post is managed by itself": lambda: put(Post, id=FAR, manager_post_id=FAR),
    "appointments end after they begin": lambda: put(
        Appointment, started_on=date(2026, 2, 2), ended_on=date(2026, 2, 1), ended_why="mistake"
    ),
    "nobody who has left holds an appointment": _leaver,
    "somebody is an administrator (flask admin create)": _no_administrator,
}
