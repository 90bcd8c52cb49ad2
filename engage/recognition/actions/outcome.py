"""From decided to announced: the dates, what is said of a winner, and the announcement itself."""

from dataclasses import dataclass
from datetime import date, datetime

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.recognition.actions import outcome_telling
from engage.recognition.models import AwardRound, Citation, PastWinner
from engage.recognition.queries import outcome as queries
from engage.recognition.rules.outcome import MOST_CITATION, is_decided, may_announce, year_of
from engage.recognition.rules.rounds import RoundStage

KIND = "award-round"
CHANGED_ELSEWHERE = (
    "This award round was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: reload the page and make your change again."
)


@dataclass(frozen=True)
class Dates:
    """When it is announced, whether by itself, and where the awards are presented."""

    announces_at: datetime | None
    announces_itself: bool
    ceremony_on: date | None
    ceremony_at: str


def hold(row: AwardRound, version: int | None = None) -> None:
    """Lock the round and read it afresh; refuse what somebody else has overtaken."""
    db.session.refresh(row, with_for_update={"of": AwardRound})
    if version is not None and row.version != version:
        raise Conflict(CHANGED_ELSEWHERE)


def set_dates(row: AwardRound, version: int, dates: Dates, at: datetime) -> None:
    """The embargo, while there is one, and the ceremony."""
    hold(row, version)
    if not is_decided(row.stage):
        raise NotThere("This award round is not decided yet.")
    if may_announce(row.stage):
        if dates.announces_at is not None and dates.announces_at <= at:
            raise Invalid("That moment has passed. Choose a later one, or announce it now.")
        if dates.announces_itself and dates.announces_at is None:
            raise Invalid("Say when it announces itself.")
        row.announces_at, row.announces_itself = dates.announces_at, dates.announces_itself
    row.ceremony_on, row.ceremony_at = dates.ceremony_on, dates.ceremony_at
    db.session.flush()
    audit.record("set announcement", KIND, row.id, itself=row.announces_itself)


def write_citation(row: AwardRound, nomination_id: int, words: str, viewer_id: int) -> None:
    """What everybody reads of a winner; without words none. It is settled with the announcement."""
    hold(row)
    if not may_announce(row.stage):
        raise Conflict("The winners are announced, so their citations stay as everybody has read them.")
    queries.entry(row.id, nomination_id, viewer_id)
    held = db.session.get(Citation, nomination_id)
    if len(words) > MOST_CITATION:
        raise Invalid(f"A citation can have {MOST_CITATION} characters.")
    if not words:
        if held is not None:
            db.session.delete(held)
    elif held is None:
        db.session.add(Citation(nomination_id=nomination_id, words=words))
    else:
        held.words = words
    db.session.flush()
    # On the round: an administrator who reads the record must not learn which entry won.
    audit.record("write citation", KIND, row.id)


def announce(row: AwardRound, at: datetime, version: int | None = None) -> int:
    """Everybody is told, once; answers how many names go on the roll of honour."""
    hold(row, version)
    if not may_announce(row.stage):
        raise Conflict("Only a decided award round can be announced, and only once. Nothing was changed.")
    winners = queries.entries(row.id)
    if not winners:
        raise Invalid("No winner is decided in this award round, so there is nothing to announce.")
    row.stage = RoundStage.ANNOUNCED
    row.announces_at, row.announces_itself = at, False
    year = year_of(row.ceremony_on, clock.local(at).date())
    db.session.add_all(
        PastWinner(
            round_id=row.id, round_title=row.title, scheme=row.scheme.name, year=year, category=each.category,
            position=each.position, outcome=each.outcome, name=each.name[:200], unit=each.unit, citation=each.citation,
            person_id=each.nominee_id,
        )
        for each in winners
    )  # fmt: skip
    db.session.flush()
    outcome_telling.tell(row, winners)
    audit.record("announce", KIND, row.id, winners=len(winners))
    return len(winners)
