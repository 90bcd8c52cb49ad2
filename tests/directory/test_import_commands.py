"""flask people import, rollback and profile; flask units import."""

from pathlib import Path

from click.testing import Result
from flask import Flask

from engage.core.db import db
from engage.directory.models import ImportRun, Person
from tests.directory.imports import STAFF, extract


def run(app: Flask, *words: str) -> Result:
    result = app.test_cli_runner().invoke(args=[str(word) for word in words])
    db.session.expire_all()
    return result


def test_a_dry_run_says_what_would_change_and_changes_nothing(app: Flask, tmp_path: Path) -> None:
    result = run(app, "people", "import", str(extract(tmp_path, *STAFF)), "--dry-run")
    assert result.exit_code == 0
    assert "        5  joiners" in result.output
    assert "Nothing was changed: this was a dry run." in result.output
    assert db.session.query(Person).count() == 0


def test_an_import_is_carried_out_and_rolled_back(app: Flask, tmp_path: Path) -> None:
    path = str(extract(tmp_path, *STAFF))
    assert "Done: people import 1." in run(app, "people", "import", path).output
    assert "Nothing to change." in run(app, "people", "import", path).output
    assert "Rolled back: people import 1 (staff.csv)." in run(app, "people", "rollback").output
    assert db.session.query(Person).count() == 0
    again = run(app, "people", "rollback")
    assert (again.exit_code, "no import that can be rolled back" in again.output) == (1, True)


def test_faults_are_printed_with_their_lines(app: Flask, tmp_path: Path) -> None:
    result = run(app, "people", "import", str(extract(tmp_path, STAFF[0], STAFF[0], STAFF[0])))
    assert result.exit_code == 1
    assert "The file was not taken: 2 problems. Nothing was changed." in result.output
    assert "Line 4: employee number 0001 stands here and on line 2" in result.output


def test_leavers_stop_it_unless_told_otherwise(app: Flask, tmp_path: Path) -> None:
    run(app, "people", "import", str(extract(tmp_path, *STAFF)))
    path = str(extract(tmp_path, *STAFF[:2]))
    stopped = run(app, "people", "import", path)
    assert (stopped.exit_code, "3 of 5 people would leave: more than 10 %." in stopped.output) == (1, True)
    assert "This would stop" in run(app, "people", "import", path, "--dry-run").output
    assert run(app, "people", "import", path, "--allow-leavers").exit_code == 0
    assert db.session.query(ImportRun).count() == 2


def test_progress_is_shown_and_too_many_rows_are_refused(app: Flask, tmp_path: Path) -> None:
    many = [f"{n},P{n},A,B,,Place,,,," for n in range(5_001)]
    path = str(extract(tmp_path, *many))
    assert "5,000 rows read" in run(app, "people", "import", path, "--dry-run").output
    object.__setattr__(app.extensions["settings"], "import_max_rows", 5_000)
    try:
        result = run(app, "people", "import", path)
    finally:
        object.__setattr__(app.extensions["settings"], "import_max_rows", 200_000)
    assert "Line 5002: there are more than 5000 rows" in result.output


def test_a_profile_is_saved_and_used(app: Flask, tmp_path: Path) -> None:
    columns = ("employee_number=Ref", "first_name=First", "surname=Last", "directorate=Dept")
    assert run(app, "people", "profile", "payroll", *columns).exit_code == 0
    path = str(extract(tmp_path, "07,A,B,Place", header="Ref,First,Last,Dept"))
    assert run(app, "people", "import", path, "--profile", "payroll").exit_code == 0
    assert db.session.query(Person).one().source == "payroll"
    assert run(app, "people", "profile", "bad", "surname=Last").exit_code == 1
    assert run(app, "people", "import", path, "--profile", "nobody").exit_code == 1


def test_units_come_in_by_command(app: Flask, tmp_path: Path) -> None:
    path = str(extract(tmp_path, "3,Place,Waste", header="Level,Directorate,Service"))
    assert "Done: units import 1." in run(app, "units", "import", path).output
