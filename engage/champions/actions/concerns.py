"""Passing concerns on, taking one back, telling the answer, and handing all of that over.

What a champion does here is not in the audit log: it is kept for good, and a champion's name beside a concern is not.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from engage.champions.models import Concern, ConcernCase
from engage.champions.queries import concerns as queries
from engage.champions.rules import concerns as rules
from engage.champions.rules.concerns import CaseState
from engage.core import clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.models import Unit
from engage.directory.queries_finding import here
from engage.directory.queries_themes import theme


@dataclass(frozen=True)
class Words:
    """What a champion passes on: nothing of it says who told them."""

    title: str
    words: str
    unit_id: int
    theme_id: int | None
    said_by: int | None


def pass_on(words: Words, person_id: int, once: str, on: date) -> Concern:
    """A case of one concern; the same form sent twice is one."""
    before = queries.sent_before(once, person_id)
    if before is not None:
        return before
    unit = db.session.get(Unit, words.unit_id)
    if unit is None or unit.closed_on is not None:
        raise Invalid("Choose the service that it is about.")
    chosen = theme(words.theme_id) if words.theme_id else None
    due = rules.due_on(on)
    row = Concern(
        author_id=person_id, teller_id=person_id, title=words.title, words=words.words, unit_id=unit.id,
        place=queries.place_of(unit.id), said_by=words.said_by, passed_on=on, promised_on=due, once=once,
        case=ConcernCase(title=words.title, theme_id=chosen.id if chosen else None, due_on=due, changed_at=clock.now()),
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict("This form was sent already. Look at what you passed on, or open a new form.") from error
    return row


def locked(case_id: int) -> ConcernCase:
    """A case that nobody else changes until this request has ended, as it is now."""
    rows = select(ConcernCase).where(ConcernCase.id == case_id).with_for_update()
    row = db.session.scalar(rows.execution_options(populate_existing=True))
    if row is None:
        raise Conflict("This concern was joined with another or taken back in the meantime. Look at the list again.")
    return row


def take_back(row: Concern, person_id: int) -> None:
    """Whoever passed it on takes it back while it is not answered: its words are deleted."""
    if row.author_id != person_id:
        raise NotThere
    held = locked(row.case_id)
    if held.state == CaseState.ANSWERED:
        raise Conflict("This concern has been answered, so it cannot be taken back. Nothing was changed.")
    db.session.delete(row)
    db.session.flush()
    left = db.session.scalars(select(Concern).where(Concern.case_id == held.id).order_by(Concern.id)).all()
    if not left:
        db.session.delete(held)
    elif held.title == row.title:
        # The case went by the words that are taken back.
        held.title = left[0].title
    if left:
        held.changed_at = clock.now()
    db.session.flush()


def tell(row: Concern, person_id: int, on: date) -> None:
    """Colleagues know the answer since this day; a second time is a conflict."""
    if row.teller_id != person_id:
        raise NotThere
    if row.case.state != CaseState.ANSWERED or row.case.answered_on is None:
        raise Conflict("This concern is not answered yet, so there is nothing to tell. Nothing was changed.")
    if row.told_on is not None:
        raise Conflict("You have said already that you told them. Nothing was changed.")
    if not row.case.answered_on <= on <= clock.today():
        raise Invalid("Choose a day from the answer on, and not one to come.")
    row.told_on = on
    db.session.flush()


def hand_over(from_id: int, to_id: int) -> int:
    """Whoever takes over answers for the open concerns from now on; how many there were."""
    if from_id == to_id:
        return 0
    if not here([to_id]):
        raise Conflict("Whoever you chose does not work here any more. Nothing was changed.")
    still_open = (Concern.teller_id == from_id) & Concern.told_on.is_(None)
    number = db.session.scalar(select(func.count()).select_from(Concern).where(still_open)) or 0
    db.session.execute(update(Concern).where(still_open).values(teller_id=to_id))
    return number
