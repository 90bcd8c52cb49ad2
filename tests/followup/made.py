"""Actions at each of their states, brought there through the feature's own actions."""

from datetime import timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.directory.models import Unit
from engage.followup.actions import keeping, standing
from engage.followup.actions.keeping import Words
from engage.followup.models import ActionItem
from tests.factories import UNITS, People

SAID = "Reported faults led nowhere."


def unit(code: str) -> int:
    """The number of a unit."""
    return db.session.query(Unit.id).filter_by(code=code).one()[0]


def get(action_id: int) -> ActionItem:
    """As the database has it."""
    return db.session.get_one(ActionItem, action_id, populate_existing=True)


def words(lead: int, code: str | None = UNITS.waste, days: int = 60, **more: Any) -> Words:
    """What the OD team writes: for the waste service, due in sixty days."""
    given = {
        "title": "Faults are answered in three days", "said": SAID, "will_do": "Every report gets an answer.",
        "measure": "Nine of ten in three days", "source_kind": "", "source_id": None, "source_words": "",
        "theme_id": None, "unit_id": unit(code) if code else None, "lead_id": lead,
        "due_on": clock.today() + timedelta(days=days), "asks_champions": False,
    }  # fmt: skip
    return Words(**(given | more))


def proposed(people: People, **more: Any) -> int:
    """Seen by the OD team and Esi, who leads it; its id."""
    with transaction():
        return keeping.create(words(more.pop("lead", people.esi), **more), people.chloe).id


def agreed(people: People, **more: Any) -> int:
    """A promise that all staff read; its id."""
    action_id = proposed(people, **more)
    with transaction():
        keeping.agree(action_id, people.chloe)
    return action_id


def said_done(people: People, **more: Any) -> int:
    """Esi says that it is done, and Bryn is asked as champion of waste; its id."""
    action_id = agreed(people, **({"asks_champions": True} | more))
    with transaction():
        standing.say_done(action_id, "Every report is answered now.", "", get(action_id).lead_id or 0)
    return action_id


def refused(people: People, **more: Any) -> int:
    """We can't, because; its id."""
    action_id = agreed(people, **more)
    with transaction():
        keeping.refuse(action_id, "There is no money for it.", "Cabinet, 3 March 2027", people.chloe)
    return action_id


def changed(action_id: int, **values: Any) -> int:
    """As if time had passed."""
    with transaction():
        for name, value in values.items():
            setattr(get(action_id), name, value)
    return action_id


def form(people: People, **other: Any) -> dict[str, Any]:
    """What the form sends, whole and sound but for what is said otherwise."""
    given = {
        "title": "Faults are answered in three days", "said": SAID, "will_do": "Every report gets an answer.",
        "measure": "Nine of ten in three days", "unit": str(unit(UNITS.waste)), "lead": f"person:{people.esi}",
        "due": typed_day(clock.today() + timedelta(days=60)), "theme": "", "source_words": "",
    }  # fmt: skip
    return given | other
