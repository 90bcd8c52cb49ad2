"""For every rule a row long past its time, about one person, each free text with a mark of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from unittest.mock import patch

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, update

from engage.ballots.models import BallotBox
from engage.champions.models import (
    Activity,
    Application,
    Briefing,
    Concern,
    ConcernCase,
    DecisionMade,
    RecruitmentRound,
    Suggestion,
)
from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest
from engage.champions.models.quiet_first_aid import FirstAidContact
from engage.champions.models.quiet_shared import SharedItem
from engage.consultation.models import Consultation, Entry
from engage.core import audit, clock
from engage.core.db import UtcDateTime, db, transaction
from engage.core.files import StoredFile
from engage.core.moderation import Report
from engage.core.outbox import OutboxRow
from engage.directory.models import (
    Appointment,
    EndedSession,
    Framework,
    Network,
    NetworkCoordinator,
    Person,
    SignInCode,
    Throttle,
    Training,
    Unit,
)
from engage.events.models import AccessNeed, Booking, Event, EventNote, EventQuestion, EventSession, Guest
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate
from engage.governance.models import DataRequest, ThirdPartyKept
from engage.pages.models import GuidePage
from engage.programme.models import Board, BoardReader
from engage.recognition.models import (
    AwardCategory,
    AwardRound,
    AwardScheme,
    Judge,
    Nomination,
    Panel,
    PickUp,
    PrintBatch,
    Story,
    Thanks,
    ThanksReceiver,
)
from engage.reports.models import Report as Paper
from engage.reports.models import ReportCommenter, ReportSent, ReportSnapshot, ReportWords
from engage.surveys.models import PulseSeries, Survey
from engage.values.models import (
    ConversationTopic,
    FeedbackComment,
    FeedbackReport,
    FeedbackRound,
    FeedbackSubject,
    TeamConversation,
)
from tests.core.due_surveys import LONG_AGO, surveys

DAY = LONG_AGO.date()
# What stays although a rule runs over it: texts of these rows are no trace of anything deleted.
STAYS = {
    AwardRound, AwardScheme, AwardCategory, Event, EventSession, Survey, BallotBox, Network, Consultation, Entry,
    RecruitmentRound, ConversationTopic, Framework, EventNote, Board, PulseSeries,
}  # fmt: skip


class Scene:
    """Makes rows; `marks` are the texts that no file may hold once every rule has run."""

    def __init__(self) -> None:
        self.marks: list[str] = []
        self.numbers = count(1)
        self.at = LONG_AGO

    def mark(self, length: int = 60) -> str:
        """A text that stands nowhere else, to be gone in the end."""
        # No two begin alike: an index of words keeps of each only what differs from its neighbour.
        self.marks.append(f"{sha256(str(next(self.numbers)).encode()).hexdigest()[:24]}gone"[:length])
        return self.marks[-1]

    def make(self, model: Any, stays: bool = False, **given: Any) -> Any:
        """A row with what it needs, and a mark in every free text."""
        for column in model.__table__.columns:
            if column.key in given or column.computed is not None:
                continue
            filled = self._filled(column, stays or model in STAYS)
            if filled is not None:
                given[column.key] = filled
        row = model(**given)
        db.session.add(row)
        db.session.flush()
        return row

    def _filled(self, column: Any, stays: bool) -> Any:
        default = column.default.arg if column.default is not None and not callable(column.default.arg) else None
        empty = default == ""
        needed = not column.nullable and column.default is None and not column.primary_key and not column.foreign_keys
        if isinstance(column.type, String):
            long = column.type.length is None or column.type.length >= 100
            if not (needed or (empty and long)):
                return None
            if stays or not long:
                return f"k{next(self.numbers)}"
            return self.mark()
        if not needed or isinstance(column.type, LargeBinary):
            return self.mark().encode() if needed else None
        kinds = {UtcDateTime: LONG_AGO, Date: DAY, Integer: 1, Boolean: False}
        return kinds[type(column.type)]

    def file(self, kind: str, on_id: int) -> None:
        """A file that hangs on something."""
        self.make(StoredFile, on_kind=kind, on_id=on_id, size=9, content_type="text/plain")


def thanks(scene: Scene, who: int) -> None:
    """Old, ended, received by somebody who left, and printed."""
    for more in ({}, {"ended_at": LONG_AGO, "given_at": datetime(2026, 1, 1, tzinfo=UTC), "state": "taken_back"}):
        row = scene.make(Thanks, giver_id=who, to_all=True, **more)
        scene.make(ThanksReceiver, thanks_id=row.id, person_id=who)
    fresh = scene.make(Thanks, stays=True, giver_id=who, to_all=True, given_at=datetime(2026, 10, 1, tzinfo=UTC))
    scene.make(ThanksReceiver, thanks_id=fresh.id, unit_id=unit())
    scene.make(PickUp, stays=True, thanks_id=fresh.id, person_id=who, printed_at=LONG_AGO)


def stories(scene: Scene, who: int) -> None:
    """Shown long ago, and a draft, each with a picture."""
    for state, shown in (("shown", LONG_AGO), ("draft", None)):
        row = scene.make(Story, author_id=who, state=state, shown_at=shown)
        scene.file("story", row.id)


def awards(scene: Scene, who: int) -> None:
    """A round announced long ago: a panel, an entry that lost, one that won, a draft; and a batch of letters."""
    scheme = scene.make(AwardScheme)
    award = scene.make(AwardRound, scheme_id=scheme.id, stage="announced", announces_at=LONG_AGO,
                       opens_at=LONG_AGO - timedelta(days=90), closes_at=LONG_AGO - timedelta(days=30))  # fmt: skip
    category = scene.make(AwardCategory, round_id=award.id, position=1)
    shared = {"category_id": category.id, "nominee_id": who, "nominator_id": who}
    lost = scene.make(Nomination, state="submitted", submitted_at=LONG_AGO, **shared)
    scene.file("nomination", lost.id)
    scene.make(Nomination, state="submitted", submitted_at=LONG_AGO, outcome="winner", refused_why="", **shared)
    other = scene.make(AwardRound, scheme_id=scheme.id, stage="closed", opens_at=datetime(2026, 1, 1, tzinfo=UTC),
                       closes_at=datetime(2026, 3, 1, tzinfo=UTC))  # fmt: skip
    running = scene.make(AwardCategory, round_id=other.id, position=1)
    scene.make(Nomination, state="draft", **(shared | {"category_id": running.id}))
    panel = scene.make(Panel, round_id=award.id, stage="final")
    scene.make(Judge, panel_id=panel.id, person_id=who)
    scene.make(PrintBatch, made_by_id=who, kind="letters", content=scene.mark().encode())


def champions(scene: Scene, who: int) -> None:
    """A log, an appointment, training, concerns, recruitment, a staff network, and a first aider's log."""
    network = scene.make(Network, kind="champions")
    scene.make(
        Appointment, network_id=network.id, person_id=who, started_on=DAY, ended_on=DAY, ended_why="stepped_down"
    )
    scene.make(Training, person_id=who, done_on=DAY, origin="entry", expires_on=None)
    shared = {"network_id": network.id, "person_id": who, "kind": "conversation"}
    row = scene.make(Activity, happened_on=DAY, **shared)
    scene.file("activity", row.id)
    scene.make(Activity, stays=True, happened_on=date(2026, 10, 1), **shared)
    case = scene.make(ConcernCase, state="answered", answered_on=DAY, lead_id=who)
    scene.make(Concern, case_id=case.id, author_id=who, unit_id=unit(), place="")
    call = scene.make(RecruitmentRound, network_id=network.id, state="decided", closes_at=LONG_AGO)
    scene.make(Application, round_id=call.id, person_id=who)
    scene.make(DecisionMade, round_id=call.id, person_id=who)
    scene.make(Suggestion, round_id=call.id, person_id=who, by_id=other_than(who))
    staff = scene.make(Network, kind="staff")
    scene.make(NetworkCoordinator, network_id=staff.id, person_id=who)
    scene.make(NetworkPerson, network_id=staff.id, person_id=who)
    scene.make(NetworkRequest, network_id=staff.id, person_id=who)
    scene.make(FirstAidContact, aider_id=who, theme="stress", lasted="short", pointed_to="nowhere")


def events(scene: Scene, who: int) -> None:
    """A session of long ago: who came, what they needed, what they asked and wrote."""
    event = scene.make(Event, kind="conference", state="published")
    session = scene.make(EventSession, event_id=event.id, starts_at=LONG_AGO, ends_at=LONG_AGO + timedelta(hours=2))
    scene.make(Booking, session_id=session.id, person_id=who, state="booked", attended_by="code", queued_at=DAY_BEFORE)
    scene.make(AccessNeed, event_id=event.id, person_id=who)
    scene.make(EventQuestion, event_id=event.id, asker_id=who, answered_at=LONG_AGO)
    scene.make(EventQuestion, stays=True, event_id=event.id, asker_id=who, answered_at=LONG_AGO, state="shown")
    scene.make(EventNote, event_id=event.id, author_id=who, side="well")


def the_rest(scene: Scene, who: int) -> None:
    """Feedback, conversations, a consultation, a page, a code and a report."""
    framework = scene.make(Framework, version=who)
    for answers_gone in (None, LONG_AGO):
        code = f"{who + (100 if answers_gone else 200):032x}"
        box = scene.make(BallotBox, code=code, public_key=b"p" * 32, ballot_size=9, canary=b"c", phase="closed")
        row = scene.make(FeedbackRound, stays=answers_gone is None, framework_id=framework.id, stage="closed",
                         box=box.code, closed_at=LONG_AGO, answers_deleted_at=answers_gone)  # fmt: skip
        scene.make(FeedbackSubject, stays=answers_gone is None, round_id=row.id, person_id=who)
        if answers_gone:
            scene.make(FeedbackReport, round_id=row.id, subject_id=who)
            scene.make(FeedbackComment, round_id=row.id, subject_id=who)
    topic = scene.make(ConversationTopic, created_by_id=who, kind="values", source_kind="")
    scene.make(TeamConversation, topic_id=topic.id, unit_id=unit(), led_by_id=who, logged_by_id=who)
    asked = scene.make(Consultation, state="closed", opens_at=LONG_AGO - timedelta(days=9), closes_at=LONG_AGO,
                       closed_at=LONG_AGO)  # fmt: skip
    scene.make(Entry, consultation_id=asked.id, board_column="works_well", author_id=who)
    page = scene.make(GuidePage, kind="guide", state="archived", archived_at=LONG_AGO, lead_officer_id=who, link="",
                      address=f"address-{who}")  # fmt: skip
    scene.file("page", page.id)
    scene.make(SignInCode, person_id=who)
    scene.make(Report, kind="thanks", object_id=999_000 + who, state="kept", decided_at=LONG_AGO, reporter_id=who)


def follow_up(scene: Scene, who: int) -> None:
    """An action that ended long ago, and one whose names alone go; a final report, a draft, a request, a board."""
    for ended, stays in ((DAY, False), (date(2023, 5, 4), True)):
        row = scene.make(ActionItem, stays=stays, lead_id=who, unit_id=unit(), state="done", closed_how="lead",
                         year=2012, ended_on=ended, source_kind="", reason="", decided_by="")  # fmt: skip
        scene.make(ActionUpdate, stays=stays, action_id=row.id, by_id=who, state="")
        scene.make(ActionCarried, stays=stays, action_id=row.id, by_id=who, from_year=2011, to_year=2012)
        scene.make(ActionConfirmation, action_id=row.id, person_id=who)
    for more in ({"state": "final", "final_at": LONG_AGO}, {"state": "draft", "document": ""}):
        report_id = scene.make(Paper, kind="paper", created_by_id=who, **more).id
        scene.make(ReportWords, report_id=report_id, section="summary")
        scene.make(ReportCommenter, report_id=report_id, section="summary", person_id=who)
        scene.make(ReportSnapshot, report_id=report_id, number=1)
        scene.make(ReportSent, report_id=report_id)
    asked = scene.make(DataRequest, person_id=who, state="closed", closed_at=LONG_AGO, received_on=DAY,
                       due_on=DAY + timedelta(days=30), extended_at=LONG_AGO)  # fmt: skip
    scene.make(ThirdPartyKept, request_id=asked.id, record=scene.mark(), name=scene.mark())
    scene.make(BoardReader, board_id=scene.make(Board).id, person_id=who)


def old_acts() -> None:
    """Acts of long ago: they stand at the beginning of the log, where a rule may delete."""
    with patch.object(clock, "now", lambda: LONG_AGO), transaction():
        for number in range(3):
            audit.record("touch", "thing", number)


def of_nobody(scene: Scene) -> None:
    """Rows of rules that can find nobody by a row."""
    scene.make(Briefing, shown_at=LONG_AGO)
    scene.make(NetworkMessage, network_id=db.session.query(Network).filter_by(kind="staff").first().id)
    scene.make(SharedItem, shared_at=LONG_AGO)
    event_id = db.session.query(Event).first().id
    scene.make(Guest, event_id=event_id)
    scene.make(Throttle, stays=True, key="k", failures=1, since=LONG_AGO)
    scene.make(EndedSession, stays=True, mark="m")
    scene.make(OutboxRow, stays=True, kind="mail", payload="{}", state="done", due_at=LONG_AGO)
    scene.make(OutboxRow, kind="mail", payload=scene.mark(), state="failed", due_at=LONG_AGO, problem="")


def unit() -> int:
    """Some unit."""
    return int(db.session.query(Unit).order_by(Unit.id).first().id)


def other_than(who: int) -> int:
    """Somebody else."""
    return 1 if who != 1 else 2


DAY_BEFORE = LONG_AGO - timedelta(days=1)
ABOUT: tuple[Callable[[Scene, int], None], ...] = (
    thanks,
    stories,
    awards,
    champions,
    events,
    surveys,
    the_rest,
    follow_up,
)


def build(*whose: int) -> Scene:
    """Of each of these people a row for each rule, and one of nobody for the others; they left long ago."""
    scene = Scene()
    old_acts()
    with transaction():
        for who in whose:
            for about in ABOUT:
                about(scene, who)
        of_nobody(scene)
        left = update(Person).where(Person.id.in_(whose))
        db.session.execute(left.values(leaves_on=DAY, started_on=None))
    return scene
