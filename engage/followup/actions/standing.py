"""What lead officers and champions say of an action; and what is hidden."""

from sqlalchemy import select
from sqlalchemy import update as update_rows

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere, Refused
from engage.directory.models import Person
from engage.followup import rules
from engage.followup.actions import telling
from engage.followup.actions.keeping import ON, locked, write
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.queries.concerned import champions_of
from engage.followup.rules import Closed, State

NOT_YOURS = "Only the lead officer and the OD team write updates, while the action runs."


def update(action_id: int, words: str, evidence: str, person_id: int, keeps: bool) -> None:
    """How it stands, dated; the first one of an action that is agreed says that it is under way."""
    row = locked(action_id)
    if not rules.may_update(row.standing, person_id, keeps):
        raise Refused(NOT_YOURS)
    begins = row.state == State.AGREED and row.lead_id == person_id
    if begins:
        row.state = State.UNDER_WAY
    write(row, words, person_id, evidence, State.UNDER_WAY if begins else "")
    _done("update", row)


def say_done(action_id: int, words: str, evidence: str, person_id: int) -> ActionItem:
    """The lead officer says that it is done; champions of the services concerned are asked, where it is so agreed."""
    row = locked(action_id)
    if not rules.may_say_done(row.standing, person_id):
        raise Refused("Only the lead officer says that an action is done, while it runs.")
    row.state = State.SAID_DONE
    write(row, words, person_id, evidence, State.SAID_DONE)
    asked = champions_of(row) if row.asks_champions else frozenset()
    if rules.closes_at_once(row.asks_champions, len(asked)):
        row.state, row.closed_how, row.ended_on = State.DONE, Closed.LEAD, clock.today()
    for champion in db.session.scalars(select(Person).where(Person.id.in_(asked)).order_by(Person.id)).all():
        telling.champion_asked(row, champion)
    _done("say done", row)
    return row


def confirm(action_id: int, sees: bool, words: str, person_id: int) -> ActionItem:
    """A champion sees it, or not yet; once more than half of those asked see it, it is done."""
    row = locked(action_id)
    asked = champions_of(row)
    if not rules.may_confirm(row.standing, person_id, asked):
        if row.state != State.SAID_DONE:
            raise Conflict("This action does not wait for champions any more. Nothing was changed.")
        raise Refused("Champions of the services concerned are asked about this action.")
    if not sees and not words:
        raise Invalid("Say in a sentence what is still missing.")
    said = {each.person_id: each for each in db.session.scalars(
        select(ActionConfirmation).where(ActionConfirmation.action_id == row.id))}  # fmt: skip
    mine = said.setdefault(person_id, ActionConfirmation(action_id=row.id, person_id=person_id, hidden=False))
    mine.sees, mine.words, mine.on = sees, words, clock.today()
    db.session.add(mine)
    see = sum(each.sees for number, each in said.items() if number in asked)
    if rules.services_say_done(len(asked), see):
        row.state, row.closed_how, row.ended_on = State.DONE, Closed.SERVICES, clock.today()
        write(row, f"Services say done: {see} of {len(asked)} champions asked see it.", None, state=State.DONE)
    _done("confirm", row)
    return row


def _done(act: str, row: ActionItem) -> None:
    row.changed_at = clock.now()
    db.session.flush()
    audit.record(act, ON, row.id)


def hide(model: type[ActionUpdate] | type[ActionConfirmation], number: int, hidden: bool) -> None:
    """Hide words that were reported, or bring them back."""
    held = db.session.scalars(select(model.id).where(model.id == number)).first()
    if held is None:
        raise NotThere
    db.session.execute(update_rows(model).where(model.id == number).values(hidden=hidden))
