"""Team conversations of the demonstration: about half of the teams have talked, Femi's has not yet."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.core.db import db, transaction
from engage.directory.models import Person, Post
from engage.values.actions import conversations as actions
from engage.values.queries import conversations_places as places
from engage.values.rules import conversations_pack as pack

TITLE = "Our values, where we work"
ABOUT = (
    "In the autumn survey fewer than half of us could say what our values look like on an ordinary day. "
    "So every team takes half an hour to say what they look like here, and chooses one thing to do."
)
COMMITMENTS = (
    "We tell whoever reported a fault what became of it, within two days.",
    "At handover each of us says one thing that we could not finish.",
    "New colleagues get a named person for their first month.",
    "We start the Monday meeting with a thank-you, and keep it to half an hour.",
    "Nobody sends messages after six unless it is about safety.",
    "We ask one resident a week what we could have done better, and read the answers together.",
    "Each round names one street where something does not work, and we ring the service ourselves.",
    "We write our letters so that they can be read in two minutes, and test one a week on somebody else.",
    "Once a month two of us spend a morning with the team next door.",
    "Decisions of the team meeting go on the board by the kettle the same day.",
    "We say no early, and say who can help instead.",
    "Whoever spots a mistake says so to the person first, and kindly.",
    "We put the rota up four weeks ahead from next month.",
    "We call people back the same day, even when we do not have the answer yet.",
    "Every project ends with half an hour on what we would do again.",
    "We take turns to lead the toolbox talk.",
    "The van that is back first checks the tyres of the next one.",
    "We drop one report that nobody reads, and tell whoever asked for it.",
    "Lunch is away from the desk on Wednesdays, together if you like.",
    "We greet everybody who comes to the counter before they have to ask.",
    "Each of us learns one task of a colleague by the summer.",
    "We ask the night shift first when something changes for them.",
)
NOTES = (
    "It works on most days.",
    "Harder at half-term, so we made it simpler.",
    "We forgot for a month, then began again.",
)
FEMIS = "Reablement"
SHARE_DONE = 0.47


def build(luck: random.Random, today: date) -> None:
    """One topic about the values; nothing where nobody of the OD team is here."""
    with transaction():
        _topic(luck, today)


def _topic(luck: random.Random, today: date) -> None:
    chloe = db.session.scalar(select(Person.id).where(Person.employee_number == "D0003"))
    if chloe is None:
        return
    topic = actions.open_topic(
        {
            "title": TITLE, "about": ABOUT, "kind": "values", "source_kind": "", "source_id": None,
            "before": pack.BEFORE, "question": pack.QUESTION, "steps": pack.to_text(pack.DEFAULT),
            "closing": pack.CLOSING, "asked_by": today + timedelta(days=12),
        },
        chloe,
    )  # fmt: skip
    topic.opened_on = today - timedelta(days=45)
    council = places.organisation()
    heads = _heads()
    for unit in sorted(council.teams.people):
        name, lead = council.names[unit], heads.get(unit)
        if lead is None or name == FEMIS or luck.random() >= SHARE_DONE:
            continue
        held_on, people = today - timedelta(days=luck.randrange(1, 44)), council.teams.people[unit]
        took_part = max(2, round(people * luck.uniform(0.5, 0.95)))
        row = actions.log(topic, unit, actions.Log(held_on, lead, took_part, luck.choice(COMMITMENTS)), 0, lead)
        if held_on < today - timedelta(days=25) and luck.random() < 0.5:
            actions.say_kept(row, luck.choice(("yes", "yes", "partly", "no")), luck.choice(NOTES))


def _heads() -> dict[int, int]:
    rows = select(Post.unit_id, Post.person_id).where(Post.is_head, Post.person_id.is_not(None)).order_by(Post.id)
    return dict(db.session.execute(rows).all())  # type: ignore[arg-type]
