"""Champions who left or moved, what the OD team does about it, and word after an import."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from engage.champions import jobs_coverage
from engage.champions.queries import coverage, coverage_changes
from engage.champions.queries.coverage_changes import GapKind, followed
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.actions.imports import carry_out
from engage.directory.imports import prepare
from engage.directory.models import Appointment, Network, Person, Post, Unit
from tests.champions import made, passed_on
from tests.directory.imports import MOST, extract
from tests.factories import People
from tests.site import Site

CHANGES = "/networks/1/coverage/changes"


def network() -> Network:
    return db.session.get_one(Network, 1)


def place(code: str) -> int:
    return db.session.query(Unit).filter_by(code=code).one().id


def moved(person: int, code: str) -> None:
    with transaction():
        db.session.query(Post).filter_by(person_id=person).update({"unit_id": place(code)})


def left(person: int) -> None:
    with transaction():
        db.session.get_one(Person, person).leaves_on = clock.today() - timedelta(days=1)


def kinds() -> list[tuple[str, str, str]]:
    return [(gap.kind, gap.was, gap.now) for gap in coverage_changes.gaps(network()).people]


def test_whoever_stays_where_they_were_is_not_listed(people: People) -> None:
    assert kinds() == []


def test_whoever_moved_is_listed_until_the_od_team_says_that_they_go_on(site: Site, people: People) -> None:
    moved(people.bryn, "HOMECARE")
    assert kinds() == [(GapKind.MOVED, "Waste and recycling", "Home care")]
    page = site.get(CHANGES, as_=people.chloe)
    assert "Bryn Parry Moved From Waste and recycling to Home care." in page.text
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    sent = site.post(f"{CHANGES}/{row.id}/keep", as_=people.chloe)
    assert (sent.status, kinds()) == (303, [])
    assert row.unit_id == place("HOMECARE")


def test_whoever_left_is_counted_nowhere_and_cannot_go_on(site: Site, people: People) -> None:
    left(people.bryn)
    assert kinds() == [(GapKind.LEFT, "Waste and recycling", "")]
    assert all(each.now == 0 for each in coverage.plan(network()))
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    site.get(CHANGES, as_=people.chloe)
    assert site.post(f"{CHANGES}/{row.id}/keep", as_=people.chloe).status == 409
    assert site.post(f"{CHANGES}/{row.id}/end", as_=people.chloe).status == 303
    assert (row.ended_why, row.ended_on, kinds()) == ("left", clock.today(), [])
    assert site.post(f"{CHANGES}/{row.id}/end", as_=people.chloe).status == 409


def test_whoever_left_open_concerns_is_not_ended_before_somebody_takes_them_over(site: Site, people: People) -> None:
    concern = passed_on.received(people.bryn)
    left(people.bryn)
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    hand_over = f"/networks/manage/appointments/{row.id}/hand-over"
    assert hand_over in site.get(CHANGES, as_=people.chloe).source
    said = site.post(f"{CHANGES}/{row.id}/end", as_=people.chloe)
    assert said.status == 409
    assert "1 open concern is with them. Hand over instead" in said.text
    assert row.ended_on is None
    taken = site.post(hand_over, {"person": f"person:{people.esi}", "why": "left"}, as_=people.chloe)
    assert (taken.status, kinds()) == (303, [])
    assert passed_on.get(concern.id).teller_id == people.esi


def test_whoever_moved_can_be_ended_for_that(site: Site, people: People) -> None:
    moved(people.bryn, "HOMECARE")
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    assert site.post(f"{CHANGES}/{row.id}/end", as_=people.chloe).status == 303
    assert row.ended_why == "moved"


def test_appointments_of_another_network_are_not_touched_from_here(site: Site, people: People) -> None:
    other = made.network()
    row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
    for act in ("keep", "end"):
        assert site.post(f"/networks/{other}/coverage/changes/{row.id}/{act}", as_=people.chloe).status == 404
        assert site.post(f"{CHANGES}/{row.id}/{act}", as_=people.bryn).status == 403
        assert site.post(f"{CHANGES}/999/{act}", as_=people.chloe).status == 404
    assert row.ended_on is None


def test_whoever_has_no_post_of_today_is_listed_as_left(people: People) -> None:
    with transaction():
        db.session.query(Post).filter_by(person_id=people.bryn).update({"ended_on": clock.today()})
    assert [kind for kind, _, _ in kinds()] == [GapKind.LEFT]


def test_a_unit_that_was_replaced_has_moved_nobody_and_one_that_was_closed_has(people: People) -> None:
    with transaction():
        waste = db.session.get_one(Unit, place("WASTE"))
        waste.closed_on, waste.replaced_by_id = clock.today(), place("HOMECARE")
        db.session.query(Post).filter_by(unit_id=waste.id).update({"unit_id": place("HOMECARE")})
    assert kinds() == []
    with transaction():
        waste.replaced_by_id = None
    assert kinds() == [(GapKind.UNIT_GONE, "Waste and recycling", "Home care")]


def test_units_that_replaced_one_another_in_a_ring_end_somewhere() -> None:
    ring = {1: coverage_changes.Former("A", False, 2), 2: coverage_changes.Former("B", False, 1)}
    assert followed(1, ring) in ring


def imported(tmp_path: Path, *rows: str) -> None:
    with transaction():
        path = extract(tmp_path, *rows, header="Code,Name,Parent code,Level,Replaces")
        carry_out(prepare.plan("units", path, MOST), "units.csv", None)


def mails() -> list[str]:
    return [json.loads(row.payload)["body"] for row in db.session.query(OutboxRow).filter_by(kind="mail")]


@pytest.fixture
def council(people: People) -> list[str]:
    """The units of the small council, as a file has them."""
    units = db.session.query(Unit).order_by(Unit.id)
    return [f"{one.code},{one.name},{one.parent.code if one.parent else ''},{one.level}," for one in units]


def test_the_od_team_is_told_once_after_each_import_and_not_before(
    app: Flask, people: People, council: list[str], tmp_path: Path
) -> None:
    left(people.bryn)
    jobs_coverage.tell_after_imports()
    jobs_coverage.tell_after_imports()
    assert mails() == []
    imported(tmp_path, *council, "NEW,New service,PLACE,Service,")
    jobs_coverage.tell_after_imports()
    jobs_coverage.tell_after_imports()
    (mail,) = mails()
    assert mail.startswith("Hello Chloe,\n\nAfter import 1 of units:")
    assert "Employee champions: 1 left, 1 group without cover." in mail
    assert "/networks/1/coverage/changes" in mail
    assert "Bryn" not in mail


def test_an_import_that_changes_nothing_for_champions_tells_nobody(
    app: Flask, people: People, council: list[str], tmp_path: Path
) -> None:
    jobs_coverage.tell_after_imports()
    with transaction():
        network().group_minimum = 1000  # one group of the whole council, which Bryn covers
    imported(tmp_path, *council, "NEW,New service,PLACE,Service,")
    jobs_coverage.tell_after_imports()
    assert mails() == []


def test_the_desk_shows_gaps_to_the_od_team_alone(site: Site, people: People) -> None:
    left(people.bryn)
    page = site.get("/", as_=people.chloe)
    assert "Coverage: Employee champions" in page.links and "1 left, 1 group without cover" in page.text
    assert "Coverage:" not in site.get("/", as_=people.esi).text
