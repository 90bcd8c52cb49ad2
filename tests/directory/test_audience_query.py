"""Whom an audience means: the database answers as the rule does."""

from itertools import combinations

from flask import Flask
from sqlalchemy import select

from engage.core.db import db
from engage.directory.queries_audience import means
from engage.directory.rules.audience import ROLES, Audience, Standing, from_text
from engage.pages.models import GuidePage
from tests.factories import People
from tests.pages import made


def some(things: tuple[object, ...]) -> list[frozenset[object]]:
    return [frozenset(each) for size in range(len(things) + 1) for each in combinations(things, size)]


def test_the_database_means_the_same_people_as_the_rule(app: Flask, people: People) -> None:
    """Units whose numbers begin or end alike are among them."""
    audiences = [Audience(units, roles) for units in some((1, 11, 21)) for roles in some(tuple(ROLES))]  # type: ignore[arg-type]
    audiences += [Audience(frozenset({1}), frozenset({role}), within=True) for role in ROLES]  # type: ignore[arg-type]
    for place, audience in enumerate(audiences):
        made.draft(people, title=f"Page {place}", audience=audience)
    rows = dict(db.session.execute(select(GuidePage.id, GuidePage.audience)).all())
    for units in some((1, 2, 11, 21, 111)):
        for roles in some(("staff", "manager", "champion", "od")):
            stands = Standing(units, roles)  # type: ignore[arg-type]
            meant = set(db.session.scalars(select(GuidePage.id).where(means(GuidePage.audience, stands))))  # type: ignore[arg-type]
            assert meant == {number for number, text in rows.items() if from_text(text).includes(stands)}  # type: ignore[arg-type]


def test_a_role_of_no_audience_reaches_nothing_by_its_name(app: Flask, people: People) -> None:
    made.draft(people, audience=Audience(frozenset({1})))
    assert not db.session.scalars(select(GuidePage.id).where(means(GuidePage.audience, Standing((), ("%", "_"))))).all()
