"""Asking a lead officer for an update; whoever has no address reads the same on their start page."""

from datetime import date

from sqlalchemy import or_, update

from engage.core import mail
from engage.core.db import db, fetch
from engage.directory.models import Person
from engage.programme.models import Item
from engage.programme.queries.updates import Due
from engage.programme.rules.updates import REMINDED_DAYS


def ask(due: Due, today: date) -> bool:
    """One mail, remembered in the same transaction; False where another worker has asked meanwhile."""
    if due.on is None:
        return False
    item, last_call = due.item, (due.on - today).days <= REMINDED_DAYS
    mark = Item.reminded_for_on if last_call else Item.asked_for_on
    noted = {"asked_for_on": due.on} | ({"reminded_for_on": due.on} if last_call else {})
    mine = update(Item).where(Item.id == item.id, or_(mark.is_(None), mark != due.on)).values(noted)
    if fetch(mine.execution_options(synchronize_session=False)).rowcount != 1:
        return False
    person = db.session.get(Person, item.lead_id)
    if person is not None and person.email:
        mail.send(
            person.email, f"An update is due: {item.name}", "programme_update_due.txt",
            name=person.known_as or person.first_name, item=item, board=due.board, on=due.on,
        )  # fmt: skip
    return True
