"""Lists of units: real ones of a council in two years, and plain codes."""

import os
from pathlib import Path

import pytest
from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.directory import queries
from engage.directory.actions.imports import carry_out, roll_back
from engage.directory.imports import prepare
from engage.directory.models import ImportRun, Person, Post, Unit
from engage.directory.rules.plan import Plan
from tests.directory.imports import MOST, extract, picture

SHARED = Path(os.environ.get("ENGAGE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REAL = SHARED / "data" / "organisations"
needs_real = pytest.mark.skipif(
    not REAL.is_dir(),
    reason="the real organisations are not there: set ENGAGE_SHARED to the folder that holds data/",
)
CODED = "Code,Name,Parent code,Level,Replaces"


def plan(path: Path) -> Plan:
    return prepare.plan("units", path, MOST)


def imported(path: Path) -> ImportRun:
    with transaction():
        return carry_out(plan(path), path.name, None)


def coded(tmp_path: Path, *rows: str) -> Path:
    return extract(tmp_path, *rows, header=CODED)


def reasons(path: Path) -> list[str]:
    before = picture()
    with pytest.raises(Invalid) as caught:
        imported(path)
    assert picture() == before
    return list(caught.value.problems)


def no_orphans() -> None:
    """Every open unit hangs on an open one, and every open post on an open unit."""
    for unit in db.session.query(Unit).filter(Unit.closed_on.is_(None)):
        assert unit.parent is None or unit.parent.closed_on is None, unit.name
    for post in db.session.query(Post).filter(Post.ended_on.is_(None)):
        assert post.unit.closed_on is None, post.unit.name


@needs_real
def test_the_first_year_gives_directorates_and_services_whatever_the_dirt(app: Flask) -> None:
    imported(REAL / "trafford_2024-07.csv")
    nodes = queries.unit_nodes()
    levels = [node.level for node in nodes]
    assert (levels.count("Council"), levels.count("Directorate"), levels.count("Service")) == (1, 6, 50)
    assert "NA" not in {node.name for node in nodes}
    assert "Chief Executive" not in {node.name for node in nodes}
    assert len({node.code for node in nodes}) == len(nodes)


@needs_real
def test_the_second_year_orphans_nothing_and_lists_what_became_of_each(app: Flask) -> None:
    imported(REAL / "trafford_2024-07.csv")
    closing = {unit.name: unit for unit in db.session.query(Unit)}
    worker = Person(employee_number="1", first_name="A", surname="B")
    team = Unit(code="t", name="A team", level="Team", parent_id=closing["Neighbourhood Team North"].id)
    db.session.add_all([worker, team])
    db.session.flush()
    for name in ("Neighbourhood Team Central", "STaR 1"):
        db.session.add(Post(person_id=worker.id, unit_id=closing[name].id, is_main=name == "STaR 1"))
    db.session.commit()

    changes = plan(REAL / "trafford_2025-07.csv")
    assert {(one.what, one.to) for one in changes.units.closed_names} == {
        ("Neighbourhood Team Central", "Adults Services › Neighbourhood Team Central & West"),
        ("Neighbourhood Team North", "Adults Services › Neighbourhood Team North & South"),
        ("STaR 1", ""),
    }
    assert [(one.what, one.to) for one in changes.units.moved_names] == [
        ("A team", "Adults Services › Neighbourhood Team North & South › A team")]  # fmt: skip
    before = picture()
    run = imported(REAL / "trafford_2025-07.csv")
    no_orphans()
    held = {post.unit.name for post in worker.posts}
    assert held == {"Neighbourhood Team Central & West", "Strategy & Resources"}
    gone = db.session.query(Unit).filter_by(name="STaR 1").one()
    assert (gone.closed_on, gone.parent.name if gone.parent else "") == (
        clock.today(),
        "Strategy & Resources",
    )
    assert plan(REAL / "trafford_2025-07.csv").changes_nothing
    with transaction():
        roll_back(run)
    assert picture() == before


def test_a_service_that_moves_keeps_its_history_and_says_where_it_went(app: Flask, tmp_path: Path) -> None:
    header = "Level,Directorate,Service"
    imported(extract(tmp_path, "2,Place,NA", "3,Place,Waste", "2,Law,NA", header=header))
    imported(extract(tmp_path, "2,Place,NA", "3,Law,Waste", "2,Law,NA", header=header))
    old = db.session.query(Unit).filter(Unit.name == "Waste", Unit.closed_on.is_not(None)).one()
    assert old.parent is not None
    assert old.replaced_by is not None
    assert old.replaced_by.parent is not None
    assert (old.parent.name, old.replaced_by.parent.name) == ("Place", "Law")


def test_a_directorate_with_a_new_name_is_followed_by_its_services(app: Flask, tmp_path: Path) -> None:
    header = "Level,Directorate,Service"
    imported(extract(tmp_path, "3,Place,Waste", "3,Place,Parks", "3,Law,Courts", header=header))
    imported(extract(tmp_path, "3,Streets,Waste", "3,Streets,Parks", "3,Law,Courts", header=header))
    old = db.session.query(Unit).filter_by(name="Place").one()
    assert old.replaced_by is not None
    assert old.replaced_by.name == "Streets"
    no_orphans()


def test_plain_codes_are_renamed_moved_and_replaced_as_they_say(app: Flask, tmp_path: Path) -> None:
    imported(coded(tmp_path, "C,Council,,Council,", "P,Place,C,,", "W,Waste,P,,", "K,Parks,P,,"))
    imported(coded(tmp_path, "C,Council,,Council,", "P,Places,C,,", "W,Waste,C,,", "G,Green,P,,K"))
    now = {unit.code: unit for unit in db.session.query(Unit)}
    assert (now["P"].name, now["W"].parent_id) == ("Places", now["C"].id)
    assert (now["K"].closed_on, now["K"].replaced_by_id) == (clock.today(), now["G"].id)
    no_orphans()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ("C,Council,,,", "A,Aye,B,,", "B,Bee,A,,"),
            "These units hang on one another in a ring: Aye → Bee → Aye",
        ),
        (("C,Council,,,", "A,Aye,A,,"), "These units hang on one another in a ring: Aye → Aye"),
        (("C,Council,,,", "C,Again,,,"), "Line 3: the code C stands here and on line 2"),
        (("C,Council,,,", "A,Aye,Z,,"), "Line 3: no unit has the parent's code “Z”"),
        (("C,,,,",), "Line 2: the name is blank"),
        (("C,=1+1,,,",), "Line 2: the name begins like a formula (“=1+1”): refused; paste it as a value"),
    ],
)
def test_a_wrong_list_of_units_changes_nothing(app: Flask, tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    assert said in reasons(coded(tmp_path, *rows))


def test_a_list_that_would_close_most_of_the_council_stops(app: Flask, tmp_path: Path) -> None:
    header = "Level,Directorate,Service"
    imported(extract(tmp_path, "3,Place,Waste", "3,Place,Parks", "3,Law,Courts", "3,Law,Deeds", header=header))
    with pytest.raises(Conflict, match="units would close"):
        prepare.refuse_stopped(plan(extract(tmp_path, "3,Place,Waste", header=header)), allowed=False)


def test_a_file_that_is_no_list_of_units_is_refused(app: Flask, tmp_path: Path) -> None:
    assert reasons(extract(tmp_path, "1,2", header="a,b"))[0].startswith(
        "Line 1: there is no column for the directorate"
    )
