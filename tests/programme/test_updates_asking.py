"""Asking for updates: by mail twice at most, on the start page, and on the desk once they are late."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db
from engage.core.outbox import OutboxRow
from engage.programme import jobs_boards
from engage.programme.models import Item
from engage.programme.queries import updates as queries
from tests.programme import made_boards as made


def mails() -> list[str]:
    return [row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail").order_by(OutboxRow.id)]


@pytest.fixture
def on_day(monkeypatch):
    """Let so many days go by."""
    now = clock.now()
    return lambda days: monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=days))


def test_a_lead_officer_gets_two_mails_whatever_the_worker_does(site, people, on_day):
    # Updates are due in twenty days.
    item_id = made.item(lead=people.amara, board=made.board(30), name="New depot")
    counted = []
    for day in (9, 10, 10, 15, 18, 19, 20, 25):
        on_day(day)
        jobs_boards.ask()
        counted.append(len(mails()))
    assert counted == [0, 1, 1, 1, 2, 2, 2, 2]
    assert "amara@anytown.example" in mails()[0] and f"/programme/items/{item_id}/updates/new" in mails()[0]


def test_nobody_is_asked_who_has_written_left_or_owes_nothing(site, people, on_day):
    board_id = made.board(15)
    written = made.item(lead=people.amara, board=board_id)
    made.update(written)
    made.item(lead=people.esi, board=board_id, stage="complete")
    made.item(lead=people.esi, board=made.board(15, ended=True))
    made.item(made.plan(archived_at=clock.now()), lead=people.esi, board=board_id)
    made.item(lead=None, board=board_id)
    jobs_boards.ask()
    assert mails() == []
    # Whoever has no address is remembered as asked, and reads it on their start page.
    item_id = made.item(lead=people.bryn, board=board_id)
    jobs_boards.ask()
    assert mails() == [] and db.session.get_one(Item, item_id).asked_for_on is not None


def test_a_second_worker_asks_nobody_again(site, people):
    made.item(lead=people.amara, board=made.board(15))
    (due,) = queries.due(clock.today())
    from engage.core.db import transaction
    from engage.programme.actions.updates_asking import ask

    for answer in (True, False):
        with transaction():
            assert ask(due, clock.today()) is answer
    assert len(mails()) == 1


def test_the_start_page_leads_to_the_form_and_the_desk_knows_what_is_late(site, people):
    item_id = made.item(lead=people.amara, board=made.board(15), name="New depot")
    made.item(lead=people.amara, board=made.board(30), name="Not yet asked for")
    page = site.get("/", as_=people.amara)
    assert "Update due by" in page.text and page.links["New depot"] == f"/programme/items/{item_id}/updates/new"
    assert "Not yet asked for" not in page.text and "New depot" not in site.get("/", as_=people.esi).text
    late = made.item(lead=people.esi, board=made.board(8), name="Late one")
    assert "Update 2 days late" in site.get("/", as_=people.esi).text
    made.milestone(late, -3)
    gone = made.item(lead=None, name="Nobody’s item")
    made.update(gone)
    desk = site.get("/", as_=people.chloe)
    for words in ("Late updates of the programme", "Overdue milestones of the programme", "Nobody’s item"):
        assert words in desk.text
    made.update(late)
    assert "Late one" not in site.get("/", as_=people.esi).text
    assert "Late updates" not in site.get("/", as_=people.chloe).text


def test_a_board_is_on_the_start_page_of_its_readers(site, people):
    made.board(readers=(people.femi,), name="Change board")
    made.board(readers=(people.femi,), name="Old board", ended=True)
    page = site.get("/", as_=people.femi)
    assert "Change board" in page.links and "Old board" not in page.text


def test_a_late_update_is_amber_by_itself_with_its_reason_on_the_screen(site, people):
    in_time, late = (made.item(lead=people.amara, board=made.board(days)) for days in (10, 9))
    page = site.get(f"/programme/items/{in_time}/standing", as_=people.amara)
    assert "No rule turns it amber or red." in page.text
    page = site.get(f"/programme/items/{late}/standing", as_=people.amara)
    assert "Amber: The update is 1 day late." in page.text
    assert "Amber when its update is late, until there is one." in page.text


def test_a_reader_who_has_left_reads_nothing(site, people):
    from engage.core.db import transaction
    from engage.directory.models import Person
    from engage.programme.models import BoardReader

    made.board(readers=(people.amara, people.esi))
    with transaction():
        db.session.get_one(Person, people.esi).leaves_on = clock.today() - timedelta(days=1)
    jobs_boards.forget()
    assert [row.person_id for row in db.session.query(BoardReader)] == [people.amara]


def test_a_persons_own_copy_holds_what_they_wrote(site, people):
    board_id = made.board(readers=(people.amara,), name="Change board")
    item_id = made.item(lead=people.amara, board=board_id)
    made.update(item_id, by_id=people.amara, status="My own words.")
    made.risk(item_id, owner_id=people.amara, what="The depot floods")
    page = site.get("/account/my-data", as_=people.amara)
    for words in ("My own words.", "The depot floods", "Change board"):
        assert words in page.text
