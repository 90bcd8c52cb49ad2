"""What is wrong with a file, and what was decided about it, in sentences."""

from collections.abc import Mapping, Sequence

from engage.directory.rules.columns import DEFAULT
from engage.directory.rules.columns import profile_faults as found_in
from engage.directory.rules.faults import BETWEEN, Fault, Faults, Note

FIELD_WORDS = {
    "employee_number": "employee number", "reference": "position reference", "first_name": "first name",
    "known_as": "known as", "surname": "surname", "email": "e-mail address", "kind": "kind of person",
    "language": "language", "started_on": "start date", "leaves_on": "leaving date", "job_title": "job title",
    "grade": "grade", "site": "site", "work_type": "work type", "shift": "shift", "contract": "contract",
    "hours": "hours", "is_head": "head of unit", "is_main": "main post", "unit_code": "unit code",
    "directorate": "directorate", "service": "service", "team": "team", "unit": "unit",
    "manager_number": "manager's employee number", "manager_reference": "manager's position reference",
    "code": "code", "name": "name", "parent": "parent code", "level": "level", "organisation": "organisation",
    "replaces": "replaces",
}  # fmt: skip

FAULTS = {
    "too_big": "the file is {0} MB; the limit is {1} MB",
    "empty": "the file is empty",
    "a_workbook": "this is a spreadsheet workbook, not CSV: save the sheet as “CSV UTF-8” and use that file",
    "not_csv": "this is not a CSV file",
    "no_header": "the first line must hold the names of the columns",
    "no_rows": "there are no rows below the header",
    "encoding_unknown": "the text is neither UTF-8 nor Windows-1252 (cp1252)",
    "nul": "there is a NUL byte: the file is damaged, or is UTF-16 without its mark; save it as UTF-8",
    "line_too_long": "the line has more than a million characters",
    "cell_too_long": "a cell has more than 131,072 characters, or a quotation mark is never closed",
    "quote_not_closed": "a quotation mark that opens here is never closed",
    "quote_misplaced": "a quotation mark in or after this line is misplaced, or never closed",
    "too_many_rows": "there are more than {value} rows",
    "cells_do_not_match": "there are {0} cells; the header has {1} columns",
    "column_missing": "there is no column for the {about} (for example {value})",
    "column_of_profile_missing": "the profile's column “{value}” for the {about} is not there",
    "column_doubled": "more than one column could be the {about}: {value}. Rename one, or save a profile",
    "formula": "the {about} begins like a formula (“{value}”): refused; paste it as a value",
    "too_long": "the {about} is too long",
    "not_an_email": "“{value}” is not an e-mail address",
    "not_a_date": "“{value}” in the {about} is not a date: use 31/03/2027 or 2027-03-31",
    "month_first": "“{value}” in the {about} has the month first: use day/month/year",
    "year_of_two_digits": "the year of “{value}” in the {about} has two digits: use four",
    "year_out_of_range": "the year of “{value}” in the {about} is not between 1920 and 2100",
    "not_a_number": "“{value}” in the {about} is not a number of hours from 0 to 168",
    "not_yes_or_no": "“{value}” in the {about} is neither yes nor no",
    "kind_unknown": "“{value}” is none of employee, agency, school, volunteer, councillor, partner",
    "number_missing": "there is a name but no employee number",
    "name_missing": "the {about} is blank",
    "cell_missing": "the {about} is blank",
    "post_doubled": "employee number {about} stands here and on line {value} with the same position reference",
    "number_of_two": "employee number {about} is {1} here and {2} on line {0}: give each of the two their own number",
    "two_main_posts": "employee number {about} has a second main post; the first is on line {value}",
    "email_doubled": "{value} is also the address of employee number {about}",
    "email_taken": "{value} is the address of employee number {about}, who is not in this file",
    "leaves_before_start": "employee number {about} would leave before they start",
    "unit_code_unknown": "no unit has the code “{value}”",
    "unit_doubled": "the code {about} stands here and on line {value}",
    "code_was_replaced": "the unit “{value}” was closed and replaced; give the new one a code of its own",
    "parent_unknown": "no unit has the parent's code “{value}”",
    "own_manager": "the manager (“{value}”) is the person or post itself",
    "managers_in_a_ring": "these report to one another in a ring: {value}",
    "units_in_a_ring": "these units hang on one another in a ring: {value}",
}

NOTES = {
    "cp1252": "The file is not UTF-8 (first seen on line {lines}); it was read as Windows-1252 (cp1252). "
    "Look at names with accents.",
    "utf_16": "The file is UTF-16 and was read as that.",
    "delimiter": "The cells are divided by {about}s, not commas.",
    "excel_day": "{count} dates were Excel day numbers and were converted ({lines}).",
    "no_unit": "{count} rows name no unit and are placed at the top of the organisation ({lines}).",
    "vacancy_without_reference": "{count} vacant posts without a position reference are left out ({lines}).",
    "vacancy_repeated": "{count} vacancies repeat a position and are left out ({lines}).",
    "person_differs": "{count} rows differ about a person with several posts; the first row counts ({lines}).",
    "main_post_chosen": "{count} people have several posts and none marked as the main one: "
    "the longest hours count, then the first row ({lines}).",
    "other_source": "{count} people were last brought by {profile} and now belong to this file's profile ({lines}).",
    "other_source_stays": "{count} people were last brought by {profile}, are not in this file and stay: "
    "who is missing leaves only by a file of the profile that last brought them, or by a leaving date.",
    "left_already": "{count} people left before today and are not known here: they are left out ({lines}).",
    "manager_position_shared": "{count} rows name a manager's position that several people hold; "
    "the first of them counts ({lines}).",
    "zeros_lost": "{about} leavers have a joiner's number but for leading zeros: did a spreadsheet drop the zeros?",
    "level_1_is_the_top": "Level 1 is the whole organisation: “{about}” is not made a directorate ({lines}).",
    "service_is_directorate": "“{about}” is a service named like its directorate: they are one unit ({lines}).",
    "organisation_differs": "The file is of “{about}”; the top unit here keeps its own name.",
}


PROFILE_FAULTS = {
    "column_missing": "{field}: no column is given, and the {about} is needed",
    "unit_column_missing": "directorate, service, team or unit_code: at least one of them is needed",
    "column_doubled": "{field}: its column is already another field's",
    "field_unknown": "{field}: there is no such field; flask people profile --help lists them",
}


def profile_faults(columns: Mapping[str, str]) -> Sequence[str]:
    """What is wrong with a profile of columns by field, each as a sentence that names the field."""
    return [PROFILE_FAULTS[code].format(field=field, about=FIELD_WORDS.get(field, field))
            for field, code in found_in(columns)]  # fmt: skip


def profile(name: str) -> str:
    """A profile of columns, by its name."""
    return "the common column names" if name == DEFAULT else f"the profile “{name}”"


def fault(one: Fault) -> str:
    """A fault as a sentence with its line."""
    about = FIELD_WORDS.get(one.about, one.about)
    said = FAULTS[one.code].format(*one.value.split(BETWEEN), about=about, value=one.value)
    return f"Line {one.line}: {said}" if one.line is not None else said[0].upper() + said[1:]


def faults(found: Faults) -> Sequence[str]:
    """All that are kept, by line, and how many more there are."""
    ordered = sorted(found.kept, key=lambda one: one.line or 0)
    said = [fault(one) for one in ordered]
    return [*said, f"and {found.more:,} more"] if found.more else said


def note(one: Note) -> str:
    """A note as a sentence."""
    lines = ", ".join(f"{line:,}" for line in one.lines)
    if one.code != "cp1252":
        lines = ("line " if one.count == 1 else "lines ") + lines + (" …" if one.count > len(one.lines) else "")
    return NOTES[one.code].format(count=f"{one.count:,}", lines=lines, about=one.about, profile=profile(one.about))
