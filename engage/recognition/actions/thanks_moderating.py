"""What the OD team decides about thanks: before they are shown, and after somebody reported one."""

from datetime import datetime

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.core.mail import send
from engage.directory.models import Person
from engage.recognition.actions.paper import to_pick_up
from engage.recognition.actions.recognised import left_the_wall
from engage.recognition.actions.thanks import record, tell
from engage.recognition.models import Thanks, ThanksSettings
from engage.recognition.queries import thanks as queries
from engage.recognition.rules.thanks import MOST_REASON, ThanksState, has_words, readable

DECIDED = "Somebody has decided this already, or it was taken back. Nothing was changed."


def set_moderated_before(before: bool) -> None:
    """Whether thanks for all staff wait for the OD team from now on; what waits already goes on waiting."""
    row = db.session.get(ThanksSettings, 1)
    if row is None:
        row = ThanksSettings(id=1)
        db.session.add(row)
    row.moderated_before = before
    db.session.flush()
    audit.record("set_thanks_read_first", "thanks", "", before=before)


def approve(row: Thanks, at: datetime) -> None:
    """Show it, as of now; private where somebody it is for has asked for that meanwhile."""
    _refuse_decided(row)
    row.state, row.given_at = ThanksState.SHOWN, at
    row.to_all = not queries.anybody_private([each.person_id for each in row.receivers if each.person_id])
    db.session.flush()
    record("approve", row)
    to_pick_up(row)
    tell(row)


def decline(row: Thanks, reason: str, at: datetime) -> None:
    """Not shown; whoever gave it reads why."""
    _refuse_decided(row)
    reason = readable(reason)
    if not has_words(reason) or len(reason) > MOST_REASON:
        raise Invalid(f"Say why, in at most {MOST_REASON} characters: whoever gave it reads it.")
    row.state, row.reason, row.ended_at = ThanksState.DECLINED, reason, at
    db.session.flush()
    record("decline", row)
    giver = db.session.get(Person, row.giver_id) if row.giver_id else None
    if giver is not None and giver.email:
        send(giver.email, "Your thank-you is not shown", "thanks_declined.txt", name=giver.known_as or giver.first_name,
             reason=reason, words=row.words)  # fmt: skip


def _refuse_decided(row: Thanks) -> None:
    if row.state != ThanksState.WAITING:
        raise Conflict(DECIDED)


def hide(thanks_id: int) -> None:
    """Hide what was reported: of all staff only whoever gave it still reads it."""
    _move(thanks_id, ThanksState.SHOWN, ThanksState.HIDDEN)


def restore(thanks_id: int) -> None:
    """Bring back what was hidden; what was taken back or off the wall stays so."""
    _move(thanks_id, ThanksState.HIDDEN, ThanksState.SHOWN)


def _move(thanks_id: int, old: ThanksState, new: ThanksState) -> None:
    row = db.session.get(Thanks, thanks_id, with_for_update=True, populate_existing=True)
    if row is not None and row.state == old:
        row.state = new
        db.session.flush()
        left_the_wall()
