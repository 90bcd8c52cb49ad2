"""Thanks without a screen in the demonstration: two posters, cards that Bryn entered, and slips that wait."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post
from engage.directory.queries_choosing import chosen
from engage.recognition.actions import paper, paper_cards
from engage.recognition.queries.paper_cards import values

SITES = ("Mill Lane depot", "Leisure centre")
# Words, who signed, whether it is private, and days ago.
CARDS = (
    ("You swapped your early shift so that I could take my mum to hospital. I have not forgotten it.",
     "Gaz, Rounds south", True, 6),
    ("Every bin on the closed road was brought down by hand, and put back again. Nobody rang in.",
     "The yard team", False, 4),
    ("You showed me the route twice without sighing. I can do it alone now.", "Kim, started in May", False, 3),
    ("The mower was fixed before the school fair. It looked grand.", "A caretaker", False, 1),
    ("You noticed that the reversing alarm was dead and parked the truck up. That was right.", "Night shift", False, 0),
)  # fmt: skip


def build(luck: random.Random, today: date) -> None:
    """Nothing where Bryn or Chloe is not here."""
    with transaction():
        bryn, chloe = (
            db.session.scalar(select(Person.id).where(Person.employee_number == each)) for each in ("D0002", "D0003")
        )
        if bryn is None or chloe is None:
            return
        for site in SITES:
            paper.make_poster(site, chloe, clock.now() - timedelta(days=20))
        crew = luck.sample(_without_email(bryn), len(CARDS))
        behaviours = [number for value in values() for number, _ in value.behaviours[:1]]
        for number, ((words, signed, private, days), person) in enumerate(zip(CARDS, crew, strict=True)):
            card = paper_cards.Card(
                to=chosen([f"person:{person}"]), giver_id=None, signed=signed, words=words,
                behaviours=behaviours[number % len(behaviours) :][:1] if behaviours else (), private=private,
                site=SITES[0], once=f"demonstration-card-{number}",
            )  # fmt: skip
            paper_cards.enter(card, bryn, clock.now() - timedelta(days=days, minutes=5))


def _without_email(but: int) -> list[int]:
    rows = (
        select(Person.id)
        .join(Post, Post.person_id == Person.id)
        .where(Post.site == SITES[0], Post.ended_on.is_(None), Person.email.is_(None), Person.id != but)
        .where(Person.leaves_on.is_(None))
        .order_by(Person.id)
    )
    return list(db.session.scalars(rows))
