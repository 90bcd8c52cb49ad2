"""The life of a consultation: made, settled, opened, closed, published; each act under the lock of its row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

from engage.consultation.models import Answer, Consultation
from engage.consultation.rules import POSSIBLE, Kind, State, has_text, may_go
from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_audience as who
from engage.directory.rules.audience import EVERYONE, Audience, to_text

CHANGED_ELSEWHERE = (
    "This consultation was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: go back, reload the page and make your change again."
)
WHY_NOT = {
    "edit": "Only a draft can be changed. What people were asked stays as it was.",
    "delete": "Only a draft can be deleted.",
    "open": "Only a draft can be opened, and a closed consultation never opens again.",
    "close": "Only an open consultation can be closed.",
    "theme": "Entries are put under themes once the consultation is closed.",
    "answer": "Themes are answered once the consultation is closed.",
}
KIND = "consultation"


@dataclass(frozen=True)
class Terms:
    """What a draft says besides its text."""

    title: str
    intro: str
    kind: Kind
    named: bool
    audience: Audience
    opens_at: datetime | None
    closes_at: datetime | None


def hold(consultation: Consultation, act: str, version: int | None = None) -> None:
    """Lock the row, read it afresh, and refuse what its state does not allow or what somebody else has overtaken."""
    db.session.refresh(consultation, with_for_update={"of": Consultation})
    if consultation.state not in POSSIBLE[act]:
        why = WHY_NOT.get(act, f"This consultation is {consultation.state}, so that is not possible now.")
        raise Conflict(f"{why} Nothing was changed.")
    if version is not None:
        if consultation.version != version:
            stale()
        consultation.version += 1


def stale() -> NoReturn:
    """Somebody else was faster."""
    raise Conflict(CHANGED_ELSEWHERE)


def _move(consultation: Consultation, then: State) -> None:
    if not may_go(State(consultation.state), then):
        raise Conflict(f"A consultation that is {consultation.state} cannot become {then}.")
    consultation.state = then


def create(title: str, at: datetime, audience: Audience = EVERYONE) -> Consultation:
    """A new draft, for everyone where nobody is named."""
    row = Consultation(title=title, audience=to_text(audience), created_at=at)
    db.session.add(row)
    db.session.flush()
    audit.record("create", KIND, row.id)
    return row


def settle(consultation: Consultation, version: int, terms: Terms) -> None:
    """Change what a draft says besides its text."""
    hold(consultation, "edit", version)
    consultation.title, consultation.intro = terms.title, terms.intro
    consultation.kind, consultation.named = terms.kind, terms.named
    consultation.audience = to_text(terms.audience)
    consultation.opens_at, consultation.closes_at = terms.opens_at, terms.closes_at
    db.session.flush()
    audit.record("change settings", KIND, consultation.id, named=terms.named, about=str(terms.kind))


def change_closing(consultation: Consultation, version: int, closes_at: datetime | None, at: datetime) -> None:
    """Another closing date for an open consultation that has not reached its own."""
    hold(consultation, "change the closing date", version)
    if consultation.closes_at is not None and consultation.closes_at <= at:
        raise Conflict("The closing time has passed, so the consultation is closed. Nothing was changed.")
    if closes_at is not None and closes_at <= max(at, consultation.opens_at or at):
        raise Invalid("The consultation must close in the future, and after it opens.")
    consultation.closes_at = closes_at
    db.session.flush()
    audit.record("change dates", KIND, consultation.id)


def open_it(consultation: Consultation, at: datetime) -> None:
    """Draft to open: from its opening date on, whoever is asked sees it; text and promise are fixed."""
    hold(consultation, "open")
    if has_text(consultation.kind) and not consultation.statements:
        raise Invalid("There is no text to speak to yet. Add the text, or ask for entries on a board alone.")
    if consultation.closes_at is not None and consultation.closes_at <= at:
        raise Invalid("The closing date has passed: change it in the settings first.")
    if not has_text(consultation.kind):
        consultation.statements.clear()
    _move(consultation, State.OPEN)
    if consultation.opens_at is None or consultation.opens_at < at:
        consultation.opens_at = at
    consultation.asked = who.how_many(consultation.audience)
    consultation.version += 1
    db.session.flush()
    audit.record("open", KIND, consultation.id, asked=consultation.asked, named=consultation.named)


def close(consultation: Consultation, at: datetime) -> None:
    """Open to closed, for ever; the figures are worked out next."""
    hold(consultation, "close")
    _move(consultation, State.CLOSED)
    if consultation.closes_at is None or consultation.closes_at > at:
        soonest = consultation.opens_at + timedelta(microseconds=1) if consultation.opens_at else at
        consultation.closes_at = max(at, soonest)
    consultation.closed_at = consultation.closes_at
    consultation.version += 1
    outbox.enqueue("consultation.figures", {"consultation": consultation.id})
    db.session.flush()
    audit.record("close", KIND, consultation.id)


def publish(consultation: Consultation, version: int, outcome: str, at: datetime) -> None:
    """Closed to answered: whoever was asked reads what changed, and the names go."""
    hold(consultation, "publish", version)
    if not db.session.scalar(db.select(Answer.id).where(Answer.consultation_id == consultation.id).limit(1)):
        raise Invalid("Answer at least one theme first: say what changed, or why not.")
    if not consultation.figures:
        raise Conflict("The figures are still being worked out. Try again in a minute.")
    _move(consultation, State.ANSWERED)
    consultation.answered_at, consultation.outcome = at, outcome
    outbox.enqueue("consultation.names", {"consultation": consultation.id})
    db.session.flush()
    audit.record("publish", KIND, consultation.id)


def delete(consultation: Consultation) -> None:
    """A draft that nobody needs."""
    hold(consultation, "delete")
    audit.record("delete", KIND, consultation.id)
    db.session.delete(consultation)
    db.session.flush()
