"""What the OD team does with actions: making, changing, promising, refusing, closing, carrying over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engage.core import audit, clock
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed
from engage.directory.models import Person
from engage.directory.queries import main_unit_of
from engage.directory.queries_finding import here
from engage.followup import rules
from engage.followup.actions import telling
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.rules import Closed, State

ON = "action"
LEFT = "Whoever you chose does not work here any more. Nothing was changed. Choose somebody else."
MOVED = "Somebody has changed this action since you opened the page. Nothing was changed. Look at it again."


class Overtaken(Conflict):
    """Somebody else has saved the action since it was opened to be changed."""


@dataclass(frozen=True)
class Words:
    """What the OD team writes of an action; `unit_id` None: a corporate one."""

    title: str
    said: str
    will_do: str
    measure: str
    source_kind: str
    source_id: int | None
    source_words: str
    theme_id: int | None
    unit_id: int | None
    lead_id: int
    due_on: date
    asks_champions: bool


@dataclass(frozen=True)
class Onward:
    """One action to be carried over: until when now, and why."""

    action_id: int
    due_on: date
    reason: str


def locked(action_id: int) -> ActionItem:
    """One action, held until this transaction ends; or NotThere."""
    row = db.session.get(ActionItem, action_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def create(words: Words, by_id: int) -> ActionItem:
    """A proposal: seen by the OD team and its lead officer, who is told."""
    today = clock.today()
    row = ActionItem(year=rules.year_of(today), created_on=today, changed_at=clock.now())
    _take(row, words)
    db.session.add(row)
    db.session.flush()
    audit.record("create", ON, row.id)
    return row


def _take(row: ActionItem, words: Words) -> None:
    if not here([words.lead_id]):
        raise Conflict(LEFT)
    for name in ("title", "said", "will_do", "measure", "source_kind", "source_id", "source_words", "theme_id",
                 "unit_id", "due_on", "asks_champions"):  # fmt: skip
        setattr(row, name, getattr(words, name))
    lead, unit = db.session.get_one(Person, words.lead_id), main_unit_of(words.lead_id)
    new = row.lead_id != words.lead_id
    row.lead_id, row.lead_unit_id, row.changed_at = words.lead_id, unit.id if unit else None, clock.now()
    if new:
        # The mail gives the action's address.
        row.asked_on = row.reminded_of = None
        db.session.add(row)
        db.session.flush()
        telling.made_lead(row, lead)


def save(action_id: int, version: int, words: Words) -> ActionItem:
    """Change what it says; of one that is promised staff read it at once."""
    row = locked(action_id)
    if row.state in rules.ENDED:
        raise Conflict("This action has ended. Bring it back before you change it. Nothing was changed.")
    if row.version != version:
        raise Overtaken(MOVED)
    if words.unit_id is None and row.unit_id is not None and row.state in rules.PROMISED:
        _refuse_full(row.year, _held_corporate(row.year), 1)
    _take(row, words)
    _done("change", row)
    return row


def _held_corporate(year: int) -> list[str]:
    """Titles of what is promised for the whole council in a year; those are held, so that nobody adds one meanwhile."""
    of_year = (ActionItem.unit_id.is_(None), ActionItem.year == year)
    db.session.execute(select(ActionItem.id).where(*of_year).order_by(ActionItem.id).with_for_update())
    # Asked anew: whoever was waited for may have added one.
    promised = select(ActionItem.title).where(*of_year, ActionItem.state.in_(rules.PROMISED)).order_by(ActionItem.id)
    return list(db.session.scalars(promised))


def _refuse_full(year: int, held: Sequence[str], more: int) -> None:
    """Invalid where so many more corporate actions are too many for a year; says which there are."""
    if not rules.room_for_corporate(len(held) + more - 1):
        raise Invalid(
            f"At most {rules.MOST_CORPORATE} corporate actions are promised in a year, so that staff can follow them. "
            f"For {rules.year_name(year)} there are {len(held)}: {listed([f'“{each}”' for each in held])}. "
            "Nothing was changed. Give this one to a service, or say of another why it cannot be done."
        )


def _move(row: ActionItem, wanted: State) -> None:
    if not rules.may_become(State(row.state), wanted):
        raise Conflict("This action has moved on in the meantime. Nothing was changed. Look at it again.")
    row.state = wanted


def _done(act: str, row: ActionItem) -> None:
    row.changed_at = clock.now()
    flush_or(Overtaken(MOVED))
    audit.record(act, ON, row.id)


def write(row: ActionItem, words: str, by_id: int | None, evidence: str = "", state: str = "") -> None:
    """Something about an action, dated; it is never changed again."""
    db.session.add(ActionUpdate(action_id=row.id, at=clock.now(), by_id=by_id, words=words, evidence=evidence,
                                state=state))  # fmt: skip
    row.updated_on = clock.today()


def agree(action_id: int, by_id: int) -> ActionItem:
    """Promise it: all staff read it from now on."""
    before = db.session.get(ActionItem, action_id)
    # The year's corporate actions are held before this one: two who agree at once take them in the same order.
    held = _held_corporate(before.year) if before is not None and before.unit_id is None else ()
    row = locked(action_id)
    _move(row, State.AGREED)
    if row.unit_id is None:
        _refuse_full(row.year, held, 1)
    write(row, "Agreed and shown to all staff.", by_id, state=State.AGREED)
    _done("agree", row)
    return row


def refuse(action_id: int, reason: str, decided_by: str, by_id: int) -> None:
    """We can’t, because; and who decided so."""
    row = locked(action_id)
    _move(row, State.CANNOT)
    row.reason, row.decided_by, row.ended_on = reason, decided_by, clock.today()
    write(row, f"We can’t, because: {reason}\nDecided by: {decided_by}", by_id, state=State.CANNOT)
    _done("refuse", row)


def close(action_id: int, why: str, by_id: int) -> None:
    """The OD team closes what the lead officer says is done, though not enough champions have said so."""
    row = locked(action_id)
    _move(row, State.DONE)
    row.closed_how, row.ended_on = Closed.OD, clock.today()
    write(row, f"Closed by the OD team: {why}", by_id, state=State.DONE)
    _done("close", row)


def reopen(action_id: int, why: str, by_id: int) -> ActionItem:
    """It goes on: what was done or said to be is under way again, what was refused is a proposal again."""
    row = locked(action_id)
    said = db.session.scalars(select(ActionConfirmation).where(ActionConfirmation.action_id == row.id)).all()
    _move(row, State.PROPOSED if row.state == State.CANNOT else State.UNDER_WAY)
    row.closed_how, row.ended_on, row.reason, row.decided_by = "", None, "", ""
    if said:
        see = sum(each.sees for each in said)
        why = f"{why}\nChampions so far: {see} saw it, {len(said) - see} did not yet."
    for each in said:
        # They spoke of what was said to be done then; they are asked anew.
        db.session.delete(each)
    write(row, why, by_id, state=row.state)
    _done("reopen", row)
    return row


def delete(action_id: int) -> str:
    """Remove a proposal; its title."""
    row = locked(action_id)
    if row.state != State.PROPOSED:
        raise Conflict("Only a proposal can be deleted. Say why it cannot be done instead. Nothing was changed.")
    title = row.title
    erase(row)
    return title


def erase(row: ActionItem) -> None:
    """Remove an action with all that was written of it."""
    action_id = row.id
    for model in (ActionUpdate, ActionCarried, ActionConfirmation):
        for each in db.session.scalars(select(model).where(model.action_id == action_id)):
            db.session.delete(each)
    db.session.flush()
    db.session.delete(row)
    db.session.flush()
    audit.record("delete", ON, action_id)


def carry_over(onward: Sequence[Onward], by_id: int) -> int:
    """Take actions of earlier years into this one, each with a reason: all of them, or none. How many."""
    today = clock.today()
    year = rules.year_of(today)
    rows = {each.action_id: locked(each.action_id) for each in sorted(onward, key=lambda each: each.action_id)}
    if any(row.state not in rules.RUNNING or row.year >= year for row in rows.values()):
        raise Conflict("Some of these have ended or were carried over in the meantime. Nothing was changed.")
    if more := sum(row.unit_id is None for row in rows.values()):
        _refuse_full(year, _held_corporate(year), more)
    for each in onward:
        row = rows[each.action_id]
        db.session.add(ActionCarried(
            action_id=row.id, from_year=row.year, to_year=year, from_due=row.due_on, to_due=each.due_on,
            reason=each.reason, on=today, by_id=by_id,
        ))  # fmt: skip
        write(row, f"Carried over to {rules.year_name(year)}: {each.reason}", by_id)
        row.year, row.due_on = year, each.due_on
        _done("carry over", row)
    return len(onward)
