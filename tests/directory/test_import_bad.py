"""Extracts that are wrong: every fault with its line and its reason, and nothing changed."""

from pathlib import Path

import pytest
from flask import Flask

from engage.core.errors import Invalid, NotThere
from engage.directory.models import Person
from tests.directory.imports import HEADER, STAFF, imported, picture, planned

DATED = "Employee number,First name,Surname,Directorate,Start date,Leave date"


def reasons(tmp_path: Path, *rows: str, header: str = HEADER) -> list[str]:
    before = picture()
    with pytest.raises(Invalid) as caught:
        imported(tmp_path, *rows, header=header)
    assert picture() == before
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((STAFF[0], STAFF[0]), "Line 3: employee number 0001 stands here and on line 2"),
        ((STAFF[0], "0001,P1,Ada,Rowe,,Place,,Clerk,37,"), "Line 3: employee number 0001 stands here"),
        (
            ("7,P1,Ann,Abe,,Place,,,,", "7,P2,Zoe,Yates,,Place,,,,"),
            "Line 3: employee number 7 is Zoe Yates here and Ann Abe on line 2: give each of the two their own number",
        ),
        (("0001,,A,B,,Place,,,,", "0001,,A,B,,Law,,,,"), "Line 3: employee number 0001 stands here"),
        ((STAFF[0], STAFF[1].replace("ben@", "ada@")), "Line 3: ada@x.example is also the address"),
        (("0001,P1,Ada,Rowe,,Place,,,37,P1",), "Line 2: the manager (“P1”) is the person or post itself"),
        (
            ("1,P1,A,B,,Place,,,,P3", "2,P2,A,B,,Place,,,,P1", "3,P3,A,B,,Place,,,,P2"),
            "Line 2: these report to one another in a ring: 1 → 3 → 2 → 1",
        ),
        (("1,P1,=cmd(),B,,Place,,,,",), "Line 2: the first name begins like a formula (“=cmd()”): refused"),
        (("1,P1,A,B,,@Place,,,,",), "Line 2: the directorate begins like a formula"),
        (("1,P1,A,,,Place,,,,",), "Line 2: the surname is blank"),
        ((",P1,A,B,,Place,,,,",), "Line 2: there is a name but no employee number"),
        (("1,P1,A,B,,Place",), "Line 2: there are 6 cells; the header has 10 columns"),
        (("1,P1,A,B,,Place,,,,,spill",), "Line 2: there are 11 cells"),
        (("1,P1,A,B,nobody,Place,,,,",), "Line 2: “nobody” is not an e-mail address"),
        (("1,P1,A,B,,Place,,,full,",), "Line 2: “full” in the hours is not a number of hours"),
        (("1,P1," + "A" * 101 + ",B,,Place,,,,",), "Line 2: the first name is too long"),
        (('1,P1,A,"B,,Place,,,,',), "Line 2: a quotation mark that opens here is never closed"),
        ((), "There are no rows below the header"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_nothing_changes(
    app: Flask, tmp_path: Path, rows: tuple[str, ...], said: str
) -> None:
    found = reasons(tmp_path, *rows)
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Employee number,First name,Surname", "Line 1: there is no column for the unit"),
        ("First name,Surname,Service", "Line 1: there is no column for the employee number"),
        (
            "Employee number,First name,Surname,Last name,Team",
            "Line 1: more than one column could be the surname",
        ),
        ("Employee number,First name,Surname,Team,Team", "Line 1: more than one column could be the team"),
    ],
)
def test_missing_and_doubled_columns_are_named(app: Flask, tmp_path: Path, header: str, said: str) -> None:
    found = reasons(tmp_path, "1,A,B,C,D", header=header)
    assert found[0].startswith(said)


def test_a_managers_ring_of_more_than_one_post_is_found_by_employee_number_too(app: Flask, tmp_path: Path) -> None:
    header = "Employee number,First name,Surname,Directorate,Manager employee number"
    found = reasons(tmp_path, "1,A,B,Place,2", "2,A,B,Place,1", header=header)
    assert found == ["Line 2: these report to one another in a ring: 1 → 2 → 1"]
    assert reasons(tmp_path, "1,A,B,Place,1", header=header)[0].endswith("is the person or post itself")


def test_dates_of_excel_are_converted_and_said_and_months_first_are_refused(app: Flask, tmp_path: Path) -> None:
    plan = planned(tmp_path, "1,A,B,Place,45474,", "2,A,B,Place,2020-01-06,NA", header=DATED)
    assert [(note.code, note.lines) for note in plan.notes] == [("excel_day", (2,))]
    found = reasons(tmp_path, "1,A,B,Place,03/25/2024,", "2,A,B,Place,01/02/03,", header=DATED)
    assert found == [
        "Line 2: “03/25/2024” in the start date has the month first: use day/month/year",
        "Line 3: the year of “01/02/03” in the start date has two digits: use four",
    ]
    assert reasons(tmp_path, "1,A,B,Place,2024-02-01,2024-01-01", "2,A,B,Place,2030-02-01,2030-01-01", header=DATED)


def test_who_left_before_we_knew_them_is_left_out_and_said(app: Flask, tmp_path: Path) -> None:
    plan = planned(tmp_path, "1,A,B,Place,2020-01-01,2021-01-01", "2,A,B,Place,,", header=DATED)
    assert [words.split()[0] for words in plan.joiners] == ["2"]
    assert [note.code for note in plan.notes] == ["left_already"]


def test_an_address_that_somebody_else_has_is_refused_and_a_leavers_is_freed(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path, *STAFF)
    found = imported(tmp_path, *STAFF[1:], "0099,P99,Ada,Rowe,ada@x.example,Place,,Director,37,")
    assert found.number == 2
    holders = {p.employee_number: p.email for p in _people()}
    assert (holders["0001"], holders["0099"]) == (None, "ada@x.example")


def _people() -> list[Person]:
    from engage.core.db import db

    return db.session.query(Person).all()


def test_an_address_of_somebody_added_by_hand_is_refused(app: Flask, people: object, tmp_path: Path) -> None:
    found = reasons(tmp_path, "9,P9,A,B,amara@anytown.example,Place,,,,")
    assert found == ["Line 2: amara@anytown.example is the address of employee number 1001, who is not in this file"]


def test_fifty_faults_are_listed_and_the_others_counted(app: Flask, tmp_path: Path) -> None:
    found = reasons(tmp_path, *(f"{n},P{n},,B,,Place,,,," for n in range(60)))
    assert len(found) == 51
    assert found[-1] == "and 10 more"


def test_a_unit_code_that_nobody_knows_and_a_profile_that_is_not_there_are_refused(app: Flask, tmp_path: Path) -> None:
    found = reasons(tmp_path, "1,A,B,X9", header="Employee number,First name,Surname,Unit code")
    assert found == ["Line 2: no unit has the code “X9”"]
    with pytest.raises(NotThere, match="no import profile called"):
        planned(tmp_path, *STAFF, profile="payroll")


def test_a_name_that_differs_in_part_is_still_one_person(app: Flask, tmp_path: Path) -> None:
    header = HEADER.replace("Email", "Known as")
    plan = planned(
        tmp_path, "7,P1,Ann,Abe,,Place,,,,", "7,P2,Ann,Yates,,Place,,,,", "7,P3,Zoe,ABE,,Place,,,,",
        "8,P4,Catherine,Dee,Kate,Place,,,,", "8,P5,Kate,Eve,,Place,,,,", header=header,
    )  # fmt: skip
    assert len(plan.people_made) == 2
    assert [(note.count, note.lines) for note in plan.notes if note.code == "person_differs"] == [(3, (3, 4, 6))]


def test_vacancies_and_repeats_are_noted(app: Flask, tmp_path: Path) -> None:
    plan = planned(tmp_path, *STAFF, STAFF[6], ",,,,,Place,,Ranger,,", "0099,P99,A,B,,,,,,")
    assert [note.code for note in plan.notes] == [
        "vacancy_without_reference", "no_unit", "vacancy_repeated", "main_post_chosen"]  # fmt: skip
    assert plan.vacancies == 1
