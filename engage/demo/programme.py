"""The demonstration council's own plan: headings, items at every stage, quarters, sessions, and two changes."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.council import GIVEN
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.programme.actions import items as actions
from engage.programme.actions import items_parts as parts
from engage.programme.actions import plans
from engage.programme.actions.items_parts import Cell, Planned
from engage.programme.models import Item
from engage.programme.queries import items as queries
from engage.programme.rules.kinds import Stage
from engage.programme.rules.plans import financial_year, next_quarter, quarters

ABOUT = (
    "What the council does over three years so that people do good work here and want to stay.\n\n"
    "Each part has a lead officer who says every few weeks how it stands."
)
DONE, GOING, TO_COME, STOPPED = Stage.COMPLETE, Stage.UNDER_WAY, Stage.NOT_STARTED, Stage.STOPPED
# Heading; then items: name, kind, objective, stage, status, budget in pounds, first and last quarter of twelve.
ITEMS = {
    "Listening to staff": (
        ("Staff survey twice a year", "project", "Staff say how work is, and see what comes of it.", GOING,
         "The third survey is under way. The results of the second are published.", 12_000, 0, 11),
        ("You said, we did", "project", "Everybody can follow what became of what they said.", GOING,
         "Actions of the last survey are shown by service.", 4_000, 3, 11),
        ("Champions in every service", "project", "Every service has somebody who passes on what staff say.", DONE,
         "All services have at least one champion.", 9_000, 0, 5),
    ),
    "Growing people": (
        ("Manager development", "programme", "Every manager has the same six modules behind them.", GOING,
         "Four cohorts are through. The fifth begins after the summer.", 68_000, 1, 10),
        ("Apprenticeships", "project", "Forty apprentices a year, in depots as in offices.", GOING,
         "Thirty-one have begun. Two services are late.", 0, 0, 11),
        ("Coaching for team leaders", "project", "Team leaders can ask for a coach.", TO_COME, "", 15_000, 6, 9),
        ("Career paths", "strategy", "Everybody can see the next step from where they are.", STOPPED,
         "Stopped until the new grades are agreed.", 0, 2, 4),
    ),
    "Working well": (
        ("Flexible working framework", "strategy", "Teams agree how they work, and write it down.", DONE,
         "Agreed and in use since the spring.", 6_000, 0, 4),
        ("Depot facilities", "project", "Warm, dry and clean rooms in all four depots.", GOING,
         "Two depots are finished, the third is being built.", 420_000, 2, 9),
        ("Health checks at work", "project", "A free check for everybody over 40.", TO_COME, "", 30_000, 5, 11),
    ),
    "Fair for all": (
        ("Declaration of equality data", "measure", "More of us say who we are, so that figures mean something.", GOING,
         "A campaign with the staff networks has begun.", 2_000, 1, 11),
        ("Reverse mentoring", "project", "Senior officers learn from colleagues whom they seldom meet.", DONE,
         "Eighteen pairs met for half a year.", 1_500, 0, 3),
    ),
}  # fmt: skip


OD_ADVISER = next(number for number, role in GIVEN if role == "od")


def build(luck: random.Random, today: date) -> None:
    """A plan from last April on, published, with everything that its pages show."""
    begins = quarters(financial_year(today) - 1)
    leads = list(db.session.scalars(
        select(Person.id).where(here_today()).order_by(Person.employee_number).limit(400)))  # fmt: skip
    by_id = db.session.scalar(select(Person.id).where(Person.employee_number == OD_ADVISER))
    with transaction():
        words = plans.Words("People plan", ABOUT, ("Theme",), begins[0], next_quarter(begins[-1]) - timedelta(days=1))
        plan = plans.create(words, clock.now())
        for theme, items in ITEMS.items():
            heading = plans.add_heading(plan.id, None, theme)
            for row in items:
                _item(plan.id, heading.id, row, begins, luck.choice(leads), today)
        plans.publish(plan.id, clock.now())
    with transaction():
        _changes(plan.id, by_id)
        draft = plans.Words("Workforce plan (draft)", "", (), None, None)
        plans.create(draft, clock.now())


Row = tuple[str, str, str, Stage, str, int, int, int]


def _item(plan_id: int, heading_id: int, row: Row, begins: list[date], lead: int, today: date) -> None:
    name, kind, objective, stage, status, budget, first, last = row
    why = actions.Why(None, clock.now(), "")
    item = actions.create(plan_id, actions.Words(
        name, kind, objective, heading_id, lead, None, begins[first], next_quarter(begins[last]) - timedelta(days=1),
        "", status, stage, budget * 100 or None,
    ), why)  # fmt: skip
    cells = {}
    for at, quarter in enumerate(begins[first : last + 1], 1):
        over = next_quarter(quarter) <= today or stage == DONE
        text = {1: "Begins", last - first + 1: "Ends, with a report"}.get(at, "")
        cells[quarter] = Cell(text, min(next_quarter(quarter), today) if over and stage in (DONE, GOING) else None)
    parts.set_quarters(item.id, None, cells)
    if kind == "programme":
        for number in range(3):
            on = today + timedelta(days=60 * (number - 1))
            held = on if on < today else None
            parts.add_session(item.id, Planned(f"Cohort {number + 4}", on, on, 120_000, held))


def _changes(plan_id: int, by_id: int | None) -> None:
    """Two items moved after publishing, with their reasons."""
    moved = (
        ("Depot facilities", 92, "The builder of the third depot gave up. A new one begins in the autumn."),
        ("Apprenticeships", 0, "Two services asked for places only from next year on."),
    )
    for name, days, reason in moved:
        row = db.session.scalar(select(Item).where(Item.plan_id == plan_id, Item.name == name))
        assert row is not None  # noqa: S101  # it was made above
        words = actions.Words(
            row.name, row.kind, row.objective if days else f"{row.objective} At least ten of them in depots.",
            row.heading_id, row.lead_id, row.board_id, row.starts_on,
            row.ends_on + timedelta(days=days) if row.ends_on else None, row.phase, row.status, Stage(row.stage),
            row.budget_pence,
        )  # fmt: skip
        actions.save(queries.kept(row.id).id, row.version, words, actions.Why(by_id, clock.now(), reason))
