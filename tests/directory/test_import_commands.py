"""flask people import, rollback and profile; flask units import."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from engage.core.db import db
from engage.core.formatting import moment
from engage.directory.models import ImportProfile, ImportRun, Person
from engage.directory.rules.columns import FIELDS
from tests.directory.imports import STAFF, extract


def run(app: Flask, *words: str, typed: str = "") -> Result:
    result = app.test_cli_runner().invoke(args=[str(word) for word in words], input=typed)
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
    assert "Rolled back: people import 1 (staff.csv)." in run(app, "people", "rollback", "--yes").output
    assert db.session.query(Person).count() == 0
    again = run(app, "people", "rollback", "--yes")
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
    assert stopped.exit_code == 1
    assert (
        "3 of 5 people would leave: more than 10 %. Nothing was changed. "
        "Look whether the file is whole. If it is, run this again with --allow-leavers."
    ) in stopped.output
    dry = run(app, "people", "import", path, "--dry-run").output
    assert "This would stop: 3 of 5 people would leave: more than 10 %." in dry
    assert "--allow-leavers" in dry
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
    assert run(app, "people", "import", path, "--profile", "nobody").exit_code == 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("surname=Last",), "employee_number: no column is given, and the employee number is needed"),
        (("surname=Last",), "first_name: no column is given, and the first name is needed"),
        (("surname=Last",), "directorate, service, team or unit_code: at least one of them is needed"),
        (("first_name=Name", "surname=NAME"), "surname: its column is already another field's"),
        (("sirname=Last",), "sirname: there is no such field; flask people profile --help lists them"),
        (("surname=A", "surname=B"), "The field surname is given twice: name one column for it."),
        (("surname",), "Give each column as FIELD=HEADER: “surname” has no =."),
    ],
)
def test_a_profile_that_cannot_be_saved_says_which_field_is_wrong(
    app: Flask, columns: tuple[str, ...], said: str
) -> None:
    result = run(app, "people", "profile", "payroll", *columns)
    assert (result.exit_code, said in result.output) == (1, True)
    assert db.session.query(ImportProfile).count() == 0


def test_the_help_of_profiles_lists_every_field(app: Flask) -> None:
    words = " ".join(run(app, "people", "profile", "--help").output.replace(",", " ").replace(".", " ").split())
    assert [field for field in FIELDS if f" {field} " not in words] == []


def test_a_roll_back_says_what_it_takes_back_and_asks_once(app: Flask, tmp_path: Path) -> None:
    run(app, "people", "import", str(extract(tmp_path, *STAFF)))
    no = run(app, "people", "rollback", typed="n\n")
    assert no.exit_code == 1
    at = moment(db.session.query(ImportRun).one().at)
    assert f"This takes back people import 1 (staff.csv) of {at}: 5 joiners, 7 new posts, 1 vacant" in no.output
    assert db.session.query(Person).count() == 5
    assert run(app, "people", "rollback", typed="y\n").exit_code == 0
    assert db.session.query(Person).count() == 0


def test_who_joins_and_who_comes_back_are_listed(app: Flask, tmp_path: Path) -> None:
    joined = run(app, "people", "import", str(extract(tmp_path, *STAFF))).output
    assert "Joiners:\n  0001 Ada Rowe\n  0002 Ben O'Hara\n" in joined
    run(app, "people", "import", str(extract(tmp_path, *STAFF[:4])), "--allow-leavers")
    back = run(app, "people", "import", str(extract(tmp_path, *STAFF)), "--dry-run").output
    assert "People who come back:\n  0005 Eva Na\n" in back


def test_closures_stop_it_and_the_option_is_named(app: Flask, tmp_path: Path) -> None:
    many = [f"3,Place,Service {letter}" for letter in "ABCDEFGH"]
    run(app, "units", "import", str(extract(tmp_path, *many, header="Level,Directorate,Service")))
    path = str(extract(tmp_path, "3,Law,Courts", header="Level,Directorate,Service"))
    stopped = run(app, "units", "import", path)
    assert (stopped.exit_code, "run this again with --allow-closures." in stopped.output) == (1, True)
    assert run(app, "units", "import", path, "--allow-closures").exit_code == 0


def test_units_come_in_by_command(app: Flask, tmp_path: Path) -> None:
    path = str(extract(tmp_path, "3,Place,Waste", header="Level,Directorate,Service"))
    assert "Done: units import 1." in run(app, "units", "import", path).output
