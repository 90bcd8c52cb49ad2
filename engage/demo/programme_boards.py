"""Boards of the demonstration council: two of them, their meetings, and how the items of the first plan stand."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo import programme_boards_words as words
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.programme.actions import boards, measures, milestones, risks, spend, updates
from engage.programme.models import Board, Item, Measure, Plan
from engage.programme.queries.measures import periods
from engage.programme.rules.kinds import Better, Cadence, MeasureUnit, Stage
from engage.programme.rules.plans import quarter_start

CHLOE, FEMI = "D0003", "D0006"


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the people of the demonstration are not here."""
    with transaction():
        known = dict(db.session.execute(select(Person.employee_number, Person.id).where(here_today())).all())
        if CHLOE not in known or FEMI not in known:
            return
        crowd = [known[number] for number in sorted(known) if not number.startswith("D000")]
        luck.shuffle(crowd)
        first, second = _boards(known, today)
        leads = [known[CHLOE], known[FEMI], *crowd]
        for number, item in enumerate(_items(today)):
            item.lead_id = item.lead_id or leads[number]
            item.board_id = (first if number % 3 else second).id if number >= len(words.TOLD) else first.id
            item.stage, item.version = Stage.UNDER_WAY, item.version + 1
            if number < len(words.TOLD):
                _tell(item, words.TOLD[number], known[CHLOE], today)


def _boards(known: dict[str, int], today: date) -> tuple[Board, Board]:
    made = []
    for name, about, cadence, notice, begins in words.BOARDS:
        row = boards.create(boards.Words(name, about, Cadence(cadence), notice))
        boards.propose(row, _weekday(today - timedelta(days=begins)))
        boards.add_reader(row, known[FEMI])
        made.append(row)
    return made[0], made[1]


def _weekday(day: date) -> date:
    """The same day, or the Monday after where it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _items(today: date) -> Sequence[Item]:
    """The items of the first plan; a small plan of its own where there is none."""
    plan = db.session.scalars(select(Plan).where(Plan.archived_at.is_(None)).order_by(Plan.id)).first()
    if plan is None:
        plan = _plan(today)
    found = select(Item).where(Item.plan_id == plan.id).order_by(Item.position, Item.id).limit(12)
    return db.session.scalars(found).all()


def _plan(today: date) -> Plan:
    at = _at(today, 200)
    plan = Plan(name=words.PLAN, about=words.PLAN_ABOUT, starts_on=today - timedelta(days=200), created_at=at,
                published_at=at)  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    for number, (name, objective) in enumerate(words.ITEMS):
        db.session.add(Item(plan_id=plan.id, position=number, name=name, objective=objective, created_at=at,
                            starts_on=today - timedelta(days=190), ends_on=today + timedelta(days=200 + 30 * number),
                            budget_pence=5_000_000 * (number + 1)))  # fmt: skip
    db.session.flush()
    return plan


def _at(today: date, days: int) -> datetime:
    return clock.begins(today - timedelta(days=days)) + timedelta(hours=10)


def _tell(item: Item, told: words.Told, by_id: int, today: date) -> None:
    """Milestones that were met, moved or missed, figures, risks, spending, and updates over the last months."""
    for name, first_in, now_in, met_in, reason in told.milestones:
        row = milestones.add(item, name, today + timedelta(days=first_in), by_id, _at(today, 180))
        if now_in != first_in:
            moved = milestones.Change(name, today + timedelta(days=now_in), False, reason, row.due_on)
            # What should be over by now was moved in the quarter before: the report of that quarter tells of it.
            ago = (today - quarter_start(today)).days + 15 if first_in < 0 else 20
            milestones.change(item, row, moved, by_id, _at(today, ago))
        if met_in is not None:
            milestones.meet(row, today + timedelta(days=met_in), today)
    _measure(item, told, by_id, today)
    for what, likelihood, impact, response in told.risks:
        risks.add(item, risks.Words(what, likelihood, impact, response, item.lead_id))
    for days, pence, said in told.spent:
        spend.add(item, today - timedelta(days=days), pence, said, by_id, _at(today, days))
    began, ended = today - timedelta(days=60), today - timedelta(days=30)
    milestones.add_stage(item, milestones.Stretch("Trade unions", began, ended, "They agree, with two changes."))
    for days, trouble, status, plain in told.updates:
        update = updates.Words(Stage.UNDER_WAY, status, trouble, words.DELAY, words.NEXT, plain)
        updates.write(item, item.lead_id or by_id, update, _at(today, days))


def _measure(item: Item, told: words.Told, by_id: int, today: date) -> None:
    name, unit, better, target, actuals = told.measure
    _entered(item, measures.add(item, name, MeasureUnit(unit), Better(better), False), target, actuals, by_id, today)
    if told is words.TOLD[0]:
        name, target, actuals = words.SAVING
        row = measures.add(item, name, MeasureUnit.POUNDS, Better.HIGHER, True)
        _entered(item, row, target, actuals, by_id, today)


def _entered(
    item: Item, row: Measure, target: int, actuals: Sequence[int | None], by_id: int, today: date
) -> None:  # fmt: skip
    begins = date(today.year - 1, (today.month - 1) // 3 * 3 + 1, 1)
    measures.add_periods(row, begins, 3, 6, target)
    entered = [
        measures.Entered(period, period.target, actual, "")
        for period, actual in zip(periods(row.id), actuals, strict=False)
    ]
    measures.enter(item, row, entered, "", by_id, _at(today, 20))
