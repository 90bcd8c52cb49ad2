"""Many items: pages of the exceptions, the statements that each page takes, and late updates that are only counted."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.programme.models import Item, ItemUpdate
from engage.programme.queries import rag, updates
from engage.programme.queries.boards_standing import live
from tests.programme import made_boards as made

OVERVIEW, EXCEPTIONS = "/programme/manage/standing", "/programme/manage/exceptions"


def many(count: int, board_id: int, lead: int, plan_id: int | None = None) -> None:
    """So many red items with one of everything, and their updates late."""
    plan_id = plan_id or made.plan()
    for number in range(count):
        item_id = made.item(plan_id, lead, board_id, name=f"Item {number:03}", position=number, budget_pence=1)
        made.milestone(item_id, -60, moves=1)
        made.measure(item_id, (10_000, 5_000))
        made.risk(item_id, 5, 5)
        made.spent(item_id)
        made.changed(plan_id, item_id)
        made.update(item_id, 200)


def quick(count: int) -> None:
    """So many items of one plan whose update is late, and nothing else."""
    plan_id = made.plan(name="Long plan")
    with transaction():
        db.session.add_all(
            Item(plan_id=plan_id, name=f"Item {at:03}", position=at, stage="under way", created_at=made.ago(200))
            for at in range(count)
        )


def test_a_page_takes_as_many_statements_for_many_items_as_for_a_few(site, people):
    board_id = made.board(-60, -5, 30, readers=(people.femi,))
    paths = (OVERVIEW, f"{OVERVIEW}?late=y", f"{OVERVIEW}?colour=red", EXCEPTIONS, f"{EXCEPTIONS}.csv",
             f"/programme/boards/{board_id}", f"/programme/boards/{board_id}/exceptions")  # fmt: skip
    many(2, board_id, people.amara)
    few = [site.get(path, as_=people.chloe).queries for path in paths]
    many(9, board_id, people.esi)
    quick(60)
    assert [site.get(path, as_=people.chloe).queries for path in paths] == few
    assert few == [12, 12, 12, 11, 11, 13, 13]


def test_exceptions_come_fifty_a_page_and_the_file_has_all(site, people):
    quick(53)
    day = "{0.day}/{0.month}/{0.year}".format(clock.today() - timedelta(days=9))
    first = site.get(f"{EXCEPTIONS}?since={day}", as_=people.chloe)
    assert "53 items, page 1 of 2" in first.text and "Item 049" in first.links and "Item 050" not in first.links
    second = site.get(first.links["Next page"], as_=people.chloe)
    assert "53 items, page 2 of 2" in second.text and "Item 049" not in second.links and "Item 052" in second.links
    assert f'value="{day}"' in second.source and f"since={day}" in second.links["Previous page"].replace("%2F", "/")
    assert "Item 052" in site.get(f"{EXCEPTIONS}?page=99", as_=people.chloe).links
    for page in (first, second):
        found = site.get(page.links["Download all of them as CSV"], as_=people.chloe)
        assert len(found.data.decode("utf-8-sig").splitlines()) == 54
    made.item(board=(board_id := made.board(-5)))
    assert "Download as CSV" in site.get(f"/programme/boards/{board_id}/exceptions", as_=people.chloe).links


def _council(dice: Random, around: date) -> None:
    """Boards of every kind, and items and updates of any age, many of them on the edge of a day."""
    boards = [
        None, made.board(), made.board(40), made.board(-5, ended=True), made.board(-200, -100, -30, 5, 100),
        made.board(-50, -40, -30, -20, -10, 3, notice=30), made.board(-90, 0, 90, notice=0),
    ]  # fmt: skip
    plans, stages = (
        [made.plan(), made.plan(archived_at=clock.now())],
        ("not started", "under way", "complete", "stopped"),
    )

    def moment(oldest: int) -> datetime:
        day = around - timedelta(days=dice.randrange(-100, oldest))
        midnight = datetime.combine(day, time(), clock.LONDON)
        return midnight + dice.choice((timedelta(), timedelta(hours=12), timedelta(microseconds=-1)))

    with transaction():
        for number in range(60):
            row = Item(
                plan_id=plans[number % 7 == 0], name=f"Item {number}", board_id=dice.choice(boards),
                stage=dice.choice((*stages[:2], *stages)), created_at=moment(300),
                starts_on=dice.choice((None, around - timedelta(days=dice.randrange(-60, 60)))),
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            db.session.add_all(
                ItemUpdate(item_id=row.id, at=moment(250), stage="under way", status="Going on.")
                for _ in range(dice.randrange(4))
            )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_database_counts_as_many_late_updates_as_the_rule(app, seed):
    around, seen = clock.today(), set()
    _council(Random(seed), around)
    for days in range(-100, 101, 4):
        today = around + timedelta(days=days)
        late = sum(1 for each in rag.known(today, live()) if each.late)
        assert updates.late(today) == late == sum(1 for each in updates.due(today) if each.late)
        seen.add(late)
    assert len(seen) > 5
