"""Ten years of plans, boards and actions, by bulk inserts."""

from datetime import date, timedelta
from typing import Any

from bench.decade_data import LEAD, OD, WORDS, YEARS, Council, put
from engage.core import clock
from engage.core.db import transaction
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate
from engage.programme.models import (
    Board,
    BoardMeeting,
    BoardReader,
    Heading,
    Item,
    ItemChange,
    ItemUpdate,
    Measure,
    MeasurePeriod,
    Milestone,
    Output,
    Plan,
    Risk,
    Session,
    Spend,
)
from engage.reports.rules.periods import quarter_of

ACTIONS, PLANS, ITEMS, LARGEST, BOARDS, MEETINGS = 600, 30, 1_500, 200, 6, 40
# Plans that run today; the others are over and archived.
RUNNING = 12
STAGES, COLOURS = ("not started", "under way", "under way", "under way", "complete"), ("green", "amber", "red")
# What hangs on each item.
MILESTONES, OUTPUTS, UPDATES, PERIODS, CHANGES, RISKS, SPENT = 4, 4, 10, 8, 3, 2, 4


def fill(made: Council) -> None:
    """All of it; the first plan is large, and the lead officer who asks leads every twentieth item."""
    with transaction():
        _boards(made)
        _plans(made)
        items = _items(made)
    with transaction():
        _said(made, items)
        _parts(made, items)
    with transaction():
        _actions(made)


def _boards(made: Council) -> None:
    """Six, whatever the size, each meeting every quarter; the next four meetings stand."""
    today, many = clock.today(), max(6, made.many(MEETINGS))
    ids = range(1, BOARDS + 1)
    put(Board, [{"id": n, "name": f"Board {n}", "about": WORDS, "cadence": "quarterly", "notice_days": 10,
                 "ended": False} for n in ids])  # fmt: skip
    put(BoardMeeting, [
        {"board_id": n, "on": on, "due_on": on - timedelta(days=10)}
        for n in ids for at in range(many)
        for on in [today + timedelta(days=330 - 91 * at + n)]
    ])  # fmt: skip
    put(BoardReader, [{"board_id": n, "person_id": who} for n in ids for who in (LEAD, *made.leads[1:5])])


def _plans(made: Council) -> None:
    today = clock.today()
    rows, headings = list[dict[str, Any]](), list[dict[str, Any]]()
    for n in range(1, PLANS + 1):
        over = n > RUNNING
        begins = today - timedelta(days=3_600 - 100 * (PLANS - n) if over else 400)
        at = clock.begins(begins)
        rows.append({"id": n, "name": f"Plan {n}", "about": WORDS, "level_names": "Theme\nPriority", "version": 1,
                     "starts_on": begins, "ends_on": begins + timedelta(days=1_095), "created_at": at,
                     "published_at": at if n % 2 else None, "archived_at": at if over else None})  # fmt: skip
        for h in range(12):
            headings.append({"id": 12 * n + h, "plan_id": n, "parent_id": 12 * n + h // 3 - 1 if h > 3 else None,
                             "name": f"Heading {h}", "position": h})  # fmt: skip
    put(Plan, rows)
    put(Heading, headings)


def _items(made: Council) -> list[tuple[int, int]]:
    """Items and their plans: the first plan has a seventh of them all."""
    large, many = made.many(LARGEST), made.many(ITEMS)
    plans = [1] * large + [2 + n % (PLANS - 1) for n in range(many - large)]
    luck, today = made.luck, clock.today()
    put(Item, [
        {"id": n, "plan_id": plan, "heading_id": 12 * plan + 4 + n % 8, "position": n, "name": f"Item {n} of the plan",
         "kind": "project", "objective": WORDS * 3, "phase": "", "status": WORDS, "stage": luck.choice(STAGES),
         "starts_on": today - timedelta(days=300), "ends_on": today + timedelta(days=luck.randrange(-60, 600)),
         "lead_id": _lead(made, n), "board_id": 1 + n % BOARDS,
         "budget_pence": 5_000_000, "created_at": clock.now() - timedelta(days=300), "version": 1}
        for n, plan in enumerate(plans, start=1)
    ])  # fmt: skip
    return list(enumerate(plans, start=1))


def _lead(made: Council, item: int) -> int:
    return LEAD if item % 20 == 0 else made.leads[item % len(made.leads)]


def _said(made: Council, items: list[tuple[int, int]]) -> None:
    """Updates once a quarter, changes, spending; in a plan that runs the last ones are of late."""
    luck, now = made.luck, clock.now()
    put(ItemUpdate, [
        {"item_id": n, "at": now - timedelta(days=luck.randrange(80) + 91 * at), "by_id": _lead(made, n), "trouble": 0,
         "stage": luck.choice(STAGES), "status": f"{WORDS}{at}", "delay_reason": "", "next_steps": WORDS,
         "plain_words": WORDS if at % 3 == 0 else "", "colour": luck.choice(COLOURS)}
        for n, _ in items for at in range(UPDATES)
    ])  # fmt: skip
    put(ItemChange, [
        {"plan_id": plan, "item_id": n, "at": made.moment(1_000), "by_id": OD, "what": f"Item {n}", "was": "1 May",
         "kind": luck.choice(("dates", "scope", "milestone")), "becomes": "1 June", "reason": WORDS}
        for n, plan in items for _ in range(CHANGES)
    ])  # fmt: skip
    put(Spend, [
        {"item_id": n, "on": made.day(300), "pence": 100_000, "note": "", "by_id": OD, "at": now}
        for n, _ in items for _ in range(SPENT)
    ])  # fmt: skip


def _parts(made: Council, items: list[tuple[int, int]]) -> None:
    luck, today, quarters = made.luck, clock.today(), _quarters()
    milestones = list[dict[str, Any]]()
    for n, _ in items:
        for at in range(MILESTONES):
            due = today + timedelta(days=luck.randrange(-300, 500))
            met = due if due < today and luck.random() < 0.85 else None
            milestones.append({"item_id": n, "name": f"Milestone {at}", "first_on": due, "due_on": due, "moves": 0,
                               "met_on": met, "dropped": False})  # fmt: skip
    put(Milestone, milestones)
    put(Output, [
        {"item_id": n, "quarter_on": quarters[at], "text": f"Output {at}",
         "done_on": quarters[at] if quarters[at] < today and luck.random() < 0.8 else None}
        for n, _ in items for at in luck.sample(range(len(quarters)), OUTPUTS)
    ])  # fmt: skip
    put(Measure, [{"id": n, "item_id": n, "name": f"Measure {n}", "unit": luck.choice(("number", "percent")),
                   "better": "higher", "saving": False} for n, _ in items])  # fmt: skip
    put(MeasurePeriod, [
        {"measure_id": n, "starts_on": quarters[at], "ends_on": quarters[at] + timedelta(days=80), "target": 1_000,
         "actual": luck.randrange(800, 1_200) if quarters[at] < today else None, "note": ""}
        for n, _ in items for at in range(PERIODS)
    ])  # fmt: skip
    put(Risk, [{"item_id": n, "what": WORDS, "likelihood": luck.randrange(1, 6), "impact": luck.randrange(1, 6),
                "response": WORDS} for n, _ in items for _ in range(RISKS)])  # fmt: skip
    put(Session, [{"item_id": n, "group": "Managers", "starts_on": made.day(300), "cost_pence": 20_000}
                  for n, _ in items if n % 10 == 0])  # fmt: skip


def _quarters() -> list[date]:
    """Eight: six behind, this one and the next."""
    found = [quarter_of(clock.today())]
    while len(found) < 7:
        found.append(quarter_of(found[-1].first - timedelta(days=1)))
    return [quarter_of(found[0].after).first, *(each.first for each in found)]


def _actions(made: Council) -> None:
    """Sixty a year; those of earlier years are done or cannot be, of this one most are under way."""
    luck, now, year = made.luck, clock.now(), clock.today().year
    rows, units = list[dict[str, Any]](), sorted(set(made.units.values()))
    for n in range(1, made.many(ACTIONS) + 1):
        of = year - n % YEARS
        state = luck.choice(("agreed", "under_way", "under_way", "said_done", "proposed") if of == year
                            else ("done", "done", "done", "cannot"))  # fmt: skip
        made_on = clock.today() - timedelta(days=(year - of) * 365 + luck.randrange(1, 200))
        ended = made_on + timedelta(days=150) if state in ("done", "cannot") else None
        rows.append({
            "id": n, "title": f"Action {n}", "said": WORDS * 2, "will_do": WORDS * 2, "measure": "", "source_words": "",
            "source_kind": "", "theme_id": luck.choice(made.themes).id,
            "unit_id": luck.choice(units) if n % 9 else None,
            "lead_id": LEAD if n % 15 == 0 else luck.choice(made.leads), "state": state, "asks_champions": n % 3 == 0,
            "year": of, "due_on": made_on + timedelta(days=180), "reason": WORDS if state == "cannot" else "",
            "decided_by": "The board" if state == "cannot" else "", "closed_how": "od" if state == "done" else "",
            "created_on": made_on, "updated_on": made_on + timedelta(days=20), "ended_on": ended, "changed_at": now,
            "version": 1,
        })  # fmt: skip
    put(ActionItem, rows)
    put(ActionUpdate, [
        {"action_id": each["id"], "at": clock.begins(each["created_on"] + timedelta(days=20 * at)),
         "by_id": each["lead_id"],
         "words": WORDS, "evidence": "", "state": "", "hidden": False}
        for each in rows for at in range(1, 6)
    ])  # fmt: skip
    put(ActionCarried, [
        {"action_id": each["id"], "from_year": each["year"] - 1, "to_year": each["year"],
         "from_due": each["created_on"],
         "to_due": each["due_on"], "reason": WORDS, "on": each["created_on"], "by_id": OD}
        for each in rows[::10]
    ])  # fmt: skip
    put(ActionConfirmation, [
        {"action_id": each["id"], "person_id": who, "sees": True, "words": "", "on": each["due_on"], "hidden": False}
        for each in rows if each["asks_champions"] and each["state"] == "done"
        for who in luck.sample(made.champions, min(5, len(made.champions)))
    ])  # fmt: skip
