"""People whom one profile brought, and a file by another: who is counted, who stays, and what stops."""

from pathlib import Path

import pytest
from flask import Flask

from engage.core.db import transaction
from engage.core.errors import Conflict
from engage.directory.actions.imports import save_profile
from engage.directory.imports import prepare, words
from engage.directory.rules.plan import Plan
from tests.directory.imports import STAFF, imported, person, planned

HEADER = "No,First,Last,Group,Left"
COLUMNS = {"employee_number": "No", "first_name": "First", "surname": "Last", "directorate": "Group",
           "leaves_on": "Left"}  # fmt: skip


def by_payroll(tmp_path: Path, *rows: str) -> Plan:
    return planned(tmp_path, *rows, header=HEADER, profile="payroll")


@pytest.fixture(autouse=True)
def _payroll(app: Flask) -> None:
    with transaction():
        save_profile("payroll", COLUMNS)


def staff(many: int) -> list[str]:
    return [f"{n},P{n},A{n},B,,Place,,,," for n in range(1, many + 1)]


def test_who_is_missing_from_another_profiles_file_stays_and_that_is_said_and_stops(tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    plan = by_payroll(tmp_path, "0001,Ada,Rowe,Place,")
    assert plan.leavers == []
    assert plan.counts["staying"] == 4
    assert words.note(plan.notes[-1]) == (
        "4 people were last brought by the common column names, are not in this file and stay: who is missing "
        "leaves only by a file of the profile that last brought them, or by a leaving date."
    )
    with pytest.raises(Conflict, match="4 of the 5 people whom the common column names last brought are not in this"):
        prepare.refuse_stopped(plan, allowed=False)
    prepare.refuse_stopped(plan, allowed=True)


def test_a_profile_that_takes_nearly_everybody_over_says_who_stays_and_goes_on(tmp_path: Path) -> None:
    imported(tmp_path, *staff(20))
    plan = by_payroll(tmp_path, *(f"{n},A{n},B,Place," for n in range(1, 20)))
    assert [(one.source, one.stay, one.of) for one in plan.staying] == [("default", 1, 20)]
    assert prepare.stop(plan, allowed=False) is None


def test_a_few_who_stand_in_both_files_are_an_overlap_and_do_not_stop(tmp_path: Path) -> None:
    imported(tmp_path, *staff(20))
    plan = by_payroll(tmp_path, "1,A1,B,Place,", *(f"C{n},A,B,Members," for n in range(15)))
    assert plan.counts["staying"] == 19
    assert prepare.stop(plan, allowed=False) is None


def test_another_profile_of_whom_nobody_is_taken_over_is_not_spoken_of(tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    plan = by_payroll(tmp_path, "C1,Kay,Ward,Members,")
    assert (plan.staying, plan.notes) == ((), ())


def test_the_first_file_of_a_new_profile_counts_those_it_takes_over(tmp_path: Path) -> None:
    imported(tmp_path, *staff(20))
    rows = [f"{n},A{n},B,Place," for n in range(1, 21)]
    plan = by_payroll(tmp_path, rows[0] + "2020-01-01", *rows[1:])
    assert (len(plan.leavers), plan.people_before) == (1, 20)
    assert prepare.stop(plan, allowed=False) is None
    gone = by_payroll(tmp_path, *(row + "2020-01-01" for row in rows[:3]), *rows[3:])
    assert prepare.stop(gone, allowed=False) == "3 of 20 people would leave: more than 10 %."


def test_who_was_added_by_hand_is_counted_where_the_file_holds_them(tmp_path: Path, people: object) -> None:
    assert by_payroll(tmp_path, "1001,Amara,Nwosu,Place,").people_before == 1


def test_once_taken_over_they_leave_by_the_new_profile(tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    rows = [f"000{n},A{n},B,Place," for n in range(1, 6)]
    imported(tmp_path, *rows, header=HEADER, profile="payroll")
    assert person("0005").source == "payroll"
    plan = by_payroll(tmp_path, *rows[:4])
    assert [one.split()[0] for one in plan.leavers] == ["0005"]
    assert plan.people_before == 5
