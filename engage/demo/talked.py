"""From when who read the demonstration's results, and the teams that say that they have talked about them."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Post, Unit
from engage.surveys.actions import publishing, talked
from engage.surveys.models import Survey
from engage.surveys.queries import results
from engage.surveys.rules import Stage
from engage.surveys.rules.sight import WITH, Dates

# Whose talk is still to come, so that whoever looks in as Femi can say it.
FEMIS = "Reablement"
# Days after the close: directorates first, all staff last; then teams talk over so many days.
DIRECTORS, SERVICES, MANAGERS, STAFF, TALKING = 14, 16, 18, 21, 30
# What part of the teams says so, of the first wave and the second; of larger groups half as many.
SHARES = (0.8, 0.45)
AGREED = (
    "We look at the rota together on the first Monday of the month.",
    "Whoever reports a fault hears within two days what became of it.",
    "Ten minutes of each team meeting are for what went well.",
    "One-to-ones stay in the diary, and are moved rather than cancelled.",
    "We ask for the reason of a change before we pass it on.",
    "Two of us go through the list of tools and say what is missing.",
    "New tasks come with what can wait in their place.",
    "We invite the team next door to our meeting once a quarter.",
    "",
)


def build(luck: random.Random, today: date) -> None:
    """Of the waves whose results are there; nothing where none is."""
    with transaction():
        rows = select(Survey).where(Survey.stage == Stage.RELEASED).order_by(Survey.closes_at, Survey.id)
        for survey, share in zip(db.session.scalars(rows).all(), SHARES, strict=False):
            _days(survey, today)
            _talk(luck, survey.id, share, today)


def _days(survey: Survey, today: date) -> None:
    """Days that are over: a reader of the demonstration sees all that is theirs."""
    closed, release = _closed(survey), publishing.release_of(survey)
    days = [min(closed + timedelta(days=each), today) for each in (DIRECTORS, SERVICES, MANAGERS, STAFF)]
    if release is not None:
        # Computed and published on the morning of the first day, and not while the demonstration was made.
        release.made_at = release.published_at = min(clock.begins(days[0]) + timedelta(hours=9), clock.now())
    publishing.set_tiers(survey, Dates(*days), today)


def _closed(survey: Survey) -> date:
    return clock.local(survey.closes_at or clock.now()).date()


def _talk(luck: random.Random, survey_id: int, share: float, today: date) -> None:
    """Whoever heads a published group says it for its people, with what they agreed."""
    found, heads = results.whole(survey_id, before_publishing=False), _heads()
    began = _closed(db.session.get_one(Survey, survey_id)) + timedelta(days=MANAGERS)
    for block in found.head.blocks if found else ():
        head = heads.get(block.code.removesuffix(WITH))
        if head is None or block.name == FEMIS or luck.random() >= (share if block.depth > 2 else share / 2):
            continue
        held_on = min(began + timedelta(days=luck.randrange(TALKING)), today)
        talked.say(survey_id, block.code, held_on, luck.choice(AGREED), head)


def _heads() -> dict[str, int]:
    rows = select(Unit.code, Post.person_id).join(Unit, Unit.id == Post.unit_id)
    rows = rows.where(Post.is_head, Post.ended_on.is_(None), Post.person_id.is_not(None)).order_by(Post.id)
    return dict(db.session.execute(rows).all())  # type: ignore[arg-type]
