"""What people do while a consultation is open. None of it is in the audit record: that names whoever acts."""

import hashlib
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.consultation.rules import Column, has_board, may_change, takes_words
from engage.core import moderation
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere, Refused

OVER = "This consultation takes no more answers. What you typed was not kept here: copy it if you need it."
HIDDEN = "Those words were hidden after somebody reported them, so they were not added again."


def hold_open(consultation: Consultation, at: datetime) -> None:
    """Keep it open until this request is done; Conflict where it is not."""
    # Shared with everybody who writes at this moment, against whoever closes.
    db.session.refresh(consultation, with_for_update={"read": True, "of": Consultation})
    if not takes_words(consultation.state, consultation.opens_at, consultation.closes_at, at):
        raise Conflict(OVER)


def write(
    consultation: Consultation,
    on: Statement | Column,
    text: str,
    author_id: int,
    unit_id: int | None,
    at: datetime,
    day: date,
) -> Entry:
    """A comment or an entry on the board; the same words by the same person in the same place are the same entry."""
    hold_open(consultation, at)
    if isinstance(on, Statement):
        if on.consultation_id != consultation.id:
            raise NotThere("That statement is not there.")
        row = Entry(statement_id=on.id)
    else:
        if not has_board(consultation.kind):
            raise NotThere("This consultation has no board.")
        row = Entry(board_column=on)
    row.consultation_id, row.text, row.author_id, row.unit_id = consultation.id, text, author_id, unit_id
    row.written_on, row.once = day, once(row, text)
    if (known := _same(row.once)) is not None:
        return known
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the second press arrived together with the first
        if (known := _same(row.once)) is None:
            raise
        return known
    return row


def once(entry: Entry, text: str) -> str:
    """What tells the same words of the same person in the same place."""
    place = entry.board_column or entry.statement_id
    whole = f"{entry.consultation_id}|{place}|{entry.author_id}|{text}"
    return hashlib.sha256(whole.encode()).hexdigest()


def _same(fingerprint: str | None) -> Entry | None:
    found = db.session.scalar(select(Entry).where(Entry.once == fingerprint))
    if found is not None and found.hidden_at is not None:
        raise Conflict(HIDDEN)
    return found


def _own(consultation: Consultation, entry: Entry, person_id: int, at: datetime) -> None:
    hold_open(consultation, at)
    db.session.refresh(entry, with_for_update={"of": Entry})
    if not may_change(entry.author_id, person_id, True, entry.hidden_at is not None):
        raise Refused("Only whoever wrote this can change it.")


def rewrite(consultation: Consultation, entry: Entry, text: str, person_id: int, at: datetime) -> None:
    """Other words for one's own entry; who agreed with the old ones has not agreed with these."""
    _own(consultation, entry, person_id, at)
    if entry.text == text:
        return
    fingerprint = once(entry, text)
    if _same(fingerprint) is not None:
        raise Invalid("You have written those words here already.")
    entry.text, entry.once = text, fingerprint
    db.session.execute(delete(Agreement).where(Agreement.entry_id == entry.id))
    entry.agreed = 0
    db.session.flush()


def take_back(consultation: Consultation, entry: Entry, person_id: int, at: datetime) -> None:
    """Delete one's own entry."""
    _own(consultation, entry, person_id, at)
    moderation.gone("consultation-entry", entry.id)
    db.session.delete(entry)
    db.session.flush()


def agree(consultation: Consultation, entry: Entry, person_id: int, agrees: bool, at: datetime) -> None:
    """Agree with a colleague's entry, or no longer; saying it twice changes nothing."""
    hold_open(consultation, at)
    db.session.refresh(entry, with_for_update={"of": Entry})
    if entry.hidden_at is not None:
        raise NotThere("That entry is not there, or no longer.")
    if entry.author_id == person_id:
        raise Refused("This is your own entry: it counts as yours already.")
    held = db.session.get(Agreement, (entry.id, person_id))
    if agrees and held is None:
        db.session.add(Agreement(entry_id=entry.id, person_id=person_id))
    elif not agrees and held is not None:
        db.session.delete(held)
    db.session.flush()
    counted = select(func.count()).select_from(Agreement).where(Agreement.entry_id == entry.id)
    entry.agreed = db.session.scalar(counted) or 0
    db.session.flush()


def judge(consultation: Consultation, statement: Statement, person_id: int, says: bool | None, at: datetime) -> None:
    """Say whether a statement sounds like us, say the other, or take it back with None."""
    hold_open(consultation, at)
    if statement.consultation_id != consultation.id:
        raise NotThere("That statement is not there.")
    held = db.session.get(Verdict, (statement.id, person_id), with_for_update=True)
    if says is None:
        if held is not None:
            db.session.delete(held)
    elif held is not None:
        held.sounds_like_us = says
    else:
        try:
            with db.session.begin_nested():
                db.session.add(Verdict(statement_id=statement.id, person_id=person_id, sounds_like_us=says))
        except IntegrityError:  # the same person, in two tabs at once
            db.session.get_one(Verdict, (statement.id, person_id)).sounds_like_us = says
    db.session.flush()
