"""A staff extract comes in, comes in again changed, and is taken back."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from engage.core import clock
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.directory import queries
from engage.directory.actions.imports import roll_back, save_profile
from engage.directory.imports import prepare
from engage.directory.models import Account, ImportRun, Person, Post, SignInCode, Unit
from tests.directory.imports import STAFF, imported, person, picture, planned, posts


def test_people_posts_units_and_managers_come_in_as_the_file_says(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    assert [p.employee_number for p in db.session.query(Person).order_by(Person.id)] == [
        "0001", "0002", "0003", "0004", "0005"]  # fmt: skip
    assert posts("0005") == [("P5", "Parks", True), ("P6", "Waste", False)]
    assert person("0002").surname == "O'Hara"
    assert person("0005").surname == "Na"
    vacant = db.session.query(Post).filter_by(person_id=None).one()
    assert (vacant.reference, vacant.job_title, vacant.is_main) == ("P7", "Ranger", False)
    loader = person("0003").posts[0]
    assert loader.manager_post is not None
    assert loader.manager_post.person_id == person("0002").id
    tree = {(u.name, u.parent.name if u.parent else None) for u in db.session.query(Unit)}
    assert tree == {
        ("Anytown Council", None), ("Place", "Anytown Council"), ("Waste", "Place"), ("Parks", "Place"),
    }  # fmt: skip


def test_the_same_file_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    assert planned(tmp_path, *STAFF).changes_nothing


def test_joiners_leavers_movers_and_vanished_units_are_told_apart(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    changed = (
        *STAFF[:2],
        STAFF[2].replace("Waste", "Recycling"),
        STAFF[3].replace("Waste", "Recycling"),
        "0009,P9,Gil,New,,Place,Recycling,Loader,37,P404",
        STAFF[1].replace("0002,P2", "0010,P10").replace("ben@", "bo@").replace("Waste", "Recycling"),
    )
    plan = planned(tmp_path, *changed)
    assert [words.split()[0] for words in plan.joiners] == ["0009", "0010"]
    assert [words.split()[0] for words in plan.leavers] == ["0005"]
    assert [(move.what, move.to) for move in plan.movers] == [
        ("0003", "Place › Recycling"), ("0004", "Place › Recycling")]  # fmt: skip
    assert plan.unknown_managers == [(6, "P404")]
    assert plan.units.new_names == ("Place › Recycling",)
    assert [unit.what for unit in plan.units.closed_names] == ["Parks"]


def test_a_leaver_leaves_yesterday_and_comes_back_when_the_file_has_them(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    imported(tmp_path, *STAFF[:3])
    yesterday = clock.today() - timedelta(days=1)
    assert person("0004").leaves_on == yesterday
    assert posts("0004") == []
    assert person("0004").posts[0].ended_on == yesterday
    plan = planned(tmp_path, *STAFF[:4])
    assert [words.split()[0] for words in plan.returners] == ["0004"]
    imported(tmp_path, *STAFF[:4])
    assert person("0004").leaves_on is None
    assert posts("0004") == [("P3", "Waste", True)]


def test_a_renamed_service_is_closed_and_points_at_where_its_people_went(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    imported(tmp_path, *(row.replace("Waste", "Street care") for row in STAFF))
    closed = db.session.query(Unit).filter_by(name="Waste").one()
    assert closed.closed_on == clock.today()
    assert closed.replaced_by is not None
    assert closed.replaced_by.name == "Street care"
    assert posts("0002") == [("P2", "Street care", True)]


def test_an_empty_service_opens_again_as_itself(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    before = db.session.query(Unit).filter_by(name="Parks").one().id
    imported(tmp_path, *STAFF[:4])
    imported(tmp_path, *STAFF)
    again = db.session.query(Unit).filter_by(name="Parks").one()
    assert (again.id, again.closed_on) == (before, None)


def test_who_was_added_by_hand_never_leaves_by_being_absent(app: Flask, people: object, tmp_path: Path) -> None:
    plan = planned(tmp_path, *STAFF)
    assert plan.leavers == []
    assert plan.people_before == 0


def test_councillors_in_a_file_of_their_own_do_not_make_staff_leave(app: Flask, tmp_path: Path) -> None:
    columns = {"employee_number": "No", "first_name": "First", "surname": "Last", "directorate": "Group"}
    with transaction():
        save_profile("councillors", columns)
    imported(tmp_path, *STAFF)
    imported(tmp_path, "C1,Kay,Ward,Members", header="No,First,Last,Group", profile="councillors")
    assert planned(tmp_path, *STAFF).leavers == []
    plan = planned(tmp_path, "C2,Lou,Ward,Members", header="No,First,Last,Group", profile="councillors")
    assert plan.leavers == ["C1 Kay Ward"]


def test_addresses_can_change_hands_in_one_import(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    swapped = (STAFF[0].replace("ada@", "ben@"), STAFF[1].replace("ben@", "ada@"), *STAFF[2:])
    imported(tmp_path, *swapped)
    assert (person("0001").email, person("0002").email) == ("ben@x.example", "ada@x.example")


def test_the_main_post_can_change_to_another(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    plan = planned(tmp_path, *STAFF[:5], STAFF[5].replace(",10,", ",25,"), STAFF[6])
    assert [(move.what, move.to) for move in plan.movers] == [("0005", "Place › Waste")]
    imported(tmp_path, *STAFF[:5], STAFF[5].replace(",10,", ",25,"), STAFF[6])
    assert posts("0005") == [("P5", "Parks", False), ("P6", "Waste", True)]


def test_a_position_that_passes_to_somebody_else_keeps_its_reports(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    imported(tmp_path, STAFF[0], "0020,P2,Una,Next,,Place,Waste,Manager,37,P1", *STAFF[2:])
    manager = person("0003").posts[0].manager_post
    assert manager is not None
    assert manager.person_id == person("0020").id


@pytest.mark.parametrize("rows", [STAFF[:3], tuple(row.replace("Waste", "Street care") for row in STAFF)])
def test_rolling_back_leaves_everything_as_it_was(app: Flask, tmp_path: Path, rows: tuple[str, ...]) -> None:
    imported(tmp_path, *STAFF)
    before = picture()
    run = imported(tmp_path, *rows, "0030,P30,Ned,New,ned@x.example,Law,,Clerk,37,P1")
    assert picture() != before
    db.session.add(SignInCode(person_id=person("0030").id, code_hash="x", expires_at=clock.now()))
    with transaction():
        roll_back(run)
    assert picture() == before
    assert run.rolled_back_at is not None
    with pytest.raises(Conflict, match="Only the last import"):
        roll_back(run)


def test_an_import_whose_people_have_signed_in_is_not_rolled_back(app: Flask, tmp_path: Path) -> None:
    run = imported(tmp_path, *STAFF)
    with transaction():
        db.session.add(Account(person_id=person("0001").id, password_hash="x", claimed_at=clock.now()))
    before = picture()
    with pytest.raises(Conflict, match="in use"), transaction():
        roll_back(run)
    assert picture() == before


def test_only_the_last_import_keeps_what_people_were(app: Flask, tmp_path: Path) -> None:
    first = imported(tmp_path, *STAFF)
    imported(tmp_path, *STAFF[:3])
    assert db.session.get_one(ImportRun, first.id).undo == "{}"


def test_the_audit_holds_counts_and_no_name(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    event = db.session.query(AuditEvent).one()
    assert json.loads(event.facts)["joiners"] == 5
    assert "Rowe" not in event.facts


def test_too_many_leavers_stop_it_unless_they_are_allowed(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    plan = planned(tmp_path, *STAFF[:2])
    with pytest.raises(Conflict, match="3 of 5 people would leave"):
        prepare.refuse_stopped(plan, allowed=False)
    prepare.refuse_stopped(plan, allowed=True)


def test_zeros_that_a_spreadsheet_dropped_are_noticed(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    plan = planned(tmp_path, *(row.removeprefix("000").replace("@x", "@y") for row in STAFF))
    assert [note.about for note in plan.notes if note.code == "zeros_lost"] == ["5"]


def test_people_are_found_by_words_and_pages_cost_the_same(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    assert [p.employee_number for p in queries.people(1, "price d").rows] == ["0004"]
    assert [p.employee_number for p in queries.people(1, "0002").rows] == ["0002"]
    assert queries.people(1, "100%").total == 0
    unit = queries.main_unit_of(person("0005").id)
    assert unit is not None
    assert unit.name == "Parks"


def test_a_unit_can_be_named_by_its_code(app: Flask, tmp_path: Path) -> None:
    header = "Employee number,First name,Surname,Unit code,Directorate,Service"
    imported(tmp_path, "1,A,B,W1,Place,Waste", header=header)
    assert posts("1") == [(None, "Waste", True)]
    plan = planned(tmp_path, "1,A,B,W1,Homes,Waste and streets", header=header)
    assert [(move.from_, move.to) for move in plan.units.moved_names] == [
        ("Place › Waste", "Homes › Waste and streets"), ("Waste", "Waste and streets")]  # fmt: skip
    imported(tmp_path, "1,A,B,W1", header="Employee number,First name,Surname,Unit code")
