"""An import lets others write while its file is read, and refuses what was changed meanwhile."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.directory import queries
from engage.directory.actions.imports import carry_out
from engage.directory.imports import prepare
from engage.directory.models import ImportRun, Person
from tests.directory.imports import STAFF, extract, imported, person, planned
from tests.directory.test_import_commands import run

Meanwhile = Callable[[Callable[[], None]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Do something, once, when a file has been planned."""

    def do(work: Callable[[], None]) -> None:
        real, waiting = prepare.plan, [work]

        def plan(*parts: Any, **more: Any) -> Any:
            made = real(*parts, **more)
            for each in waiting[:]:
                waiting.remove(each)
                each()
            return made

        monkeypatch.setattr(prepare, "plan", plan)

    return do


def somebody_else_writes() -> None:
    """Another process names somebody anew."""
    with db.engine.connect() as other:
        other.exec_driver_sql("UPDATE person SET surname = 'Rowan' WHERE employee_number = '0001'")
        other.commit()


@pytest.fixture
def pen(app: Flask) -> Callable[[], None]:
    """Fails where the import holds SQLite's one pen."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one lock for all who write")

    def take() -> None:
        other = sqlite3.connect(str(db.engine.url.database), timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.close()

    return take


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_others_write_while_a_command_reads_its_file(
    app: Flask, tmp_path: Path, meanwhile: Meanwhile, pen: Callable[[], None], words: tuple[str, ...]
) -> None:
    took: list[bool] = []
    meanwhile(lambda: (pen(), took.append(True))[0])
    result = run(app, "people", "import", str(extract(tmp_path, *STAFF)), *words)
    assert (result.exit_code, took) == (0, [True])
    assert db.session.query(ImportRun).count() == (0 if words else 1)


def test_a_dry_run_answers_while_somebody_else_holds_the_pen(
    app: Flask, tmp_path: Path, pen: Callable[[], None]
) -> None:
    db.session.rollback()
    other = sqlite3.connect(str(db.engine.url.database), timeout=0)
    other.execute("BEGIN IMMEDIATE")
    result = app.test_cli_runner().invoke(args=["people", "import", str(extract(tmp_path, *STAFF)), "--dry-run"])
    other.close()
    assert (result.exit_code, "Nothing was changed" in result.output) == (0, True)


def test_what_changed_since_the_file_was_read_stops_the_command(
    app: Flask, tmp_path: Path, meanwhile: Meanwhile
) -> None:
    imported(tmp_path, *STAFF)
    db.session.rollback()
    meanwhile(somebody_else_writes)
    result = run(app, "people", "import", str(extract(tmp_path, *STAFF, "9,P9,Gil,New,,Place,,,,")))
    assert (result.exit_code, prepare.STALE in result.output) == (1, True)
    assert (person("0001").surname, queries.headcount()) == ("Rowan", 5)


@pytest.mark.parametrize("kind", ["people", "units"])
def test_a_plan_is_good_only_for_the_directory_it_was_made_on(app: Flask, tmp_path: Path, kind: str) -> None:
    imported(tmp_path, *STAFF)
    header = {"header": "Level,Directorate,Service"} if kind == "units" else {}
    plan = planned(tmp_path, *(("3,Place,Waste",) if kind == "units" else STAFF[:5]), kind=kind, **header)
    prepare.refuse_stale(plan)
    with transaction():
        person("0002").posts[0].unit_id = person("0001").posts[0].unit_id
    with pytest.raises(Conflict, match="changed while the file"), transaction():
        carry_out(plan, "staff.csv", None)
    assert db.session.query(ImportRun).count() == 1


def test_a_plan_of_yesterday_is_not_carried_out(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(tmp_path, *STAFF)
    object.__setattr__(plan, "on", plan.on.replace(year=plan.on.year - 1))
    with pytest.raises(Conflict, match="changed while the file"), transaction():
        carry_out(plan, "staff.csv", None)
    assert db.session.query(Person).count() == 0
