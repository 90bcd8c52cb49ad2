"""Training cohorts and equality figures of the demonstration council: numbers of groups, two years of them."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from engage.core.db import db, transaction
from engage.directory.actions.networks import train
from engage.programme.actions import equality, measures
from engage.programme.actions.training import count_cohorts
from engage.programme.models import Item
from engage.programme.queries import equality as queries
from engage.programme.queries.training import managers
from engage.programme.rules.equality import Key
from engage.programme.rules.equality_file import Line
from engage.programme.rules.kinds import Better, MeasureUnit
from engage.programme.rules.plans import financial_year

COURSE, TRAINERS = "Managing people", "Managing people: train others"
ITEM, MEASURE = "Declaration of equality data", "Disabled colleagues"
WORKFORCE, SENIOR = "Workforce", "Senior managers"
# Measure, characteristic, everybody and groups; a year later; the small ones are counted together.
FIGURES = (
    (WORKFORCE, "Disability", (1180, 1204), {"Disabled": (71, 96), "Not disabled": (702, 811)}),
    (WORKFORCE, "Ethnic group", (1180, 1204),
     {"Asian": (88, 104), "Black": (64, 71), "Mixed": (19, 24), "Other": (6, 7), "White": (713, 741)}),
    (SENIOR, "Sex", (62, 64), {"Women": (27, 30), "Men": (35, 34)}),
)  # fmt: skip


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where there is no plan."""
    with transaction():
        found = {item.name: item for item in db.session.scalars(select(Item).order_by(Item.id))}
        _trained(luck, today)
        if "Manager development" in found:
            count_cohorts(found["Manager development"], COURSE, TRAINERS)
    with transaction():
        equality.take(queries.looked(_lines(today), ()))
        item = db.session.scalar(select(Item).where(Item.name == ITEM).order_by(Item.id))
        if item is None:
            return
        row = measures.add(item, MEASURE, MeasureUnit.PERCENT, Better.HIGHER, False)
        measures.add_periods(row, date(financial_year(today) - 2, 4, 1), 12, 4, 1_200)
        equality.link(row, Key(WORKFORCE, "Disability"), "Disabled")


def _trained(luck: random.Random, today: date) -> None:
    for number, (person, _) in enumerate(managers(today)):
        done = today - timedelta(days=luck.randint(30, 500))
        if luck.random() < 0.62:
            train(person, COURSE, done, None, "entry")
        if number % 25 == 0:
            train(person, TRAINERS, done, None, "entry")


def _lines(today: date) -> Sequence[Line]:
    year = financial_year(today)
    days = (date(year - 1, 3, 31), date(year, 3, 31))
    return [
        Line(0, day, Key(measure, characteristic), group, people[at], everybody[at])
        for measure, characteristic, everybody, groups in FIGURES
        for group, people in groups.items()
        for at, day in enumerate(days)
    ]
