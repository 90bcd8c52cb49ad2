"""Which column of an extract is which: common spellings, or a council's own saved profile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.directory.rules.faults import Faults

PERSON_FIELDS = (
    "first_name", "known_as", "surname", "email", "kind", "language", "started_on", "leaves_on",
)  # fmt: skip
POST_FIELDS = (
    "job_title", "grade", "site", "work_type", "shift", "contract", "hours", "is_head", "is_main",
)  # fmt: skip
UNIT_FIELDS = ("directorate", "service", "team")
DEFAULT = "default"

SPELLINGS: dict[str, tuple[str, ...]] = {
    "employee_number": ("employee number", "employee no", "employee id", "employee ref", "employee reference",
                        "emp no", "staff number", "staff no", "payroll number", "payroll no",
                        "personnel number"),
    "reference": ("position id", "position number", "position no", "position reference", "position ref",
                  "post id", "post number", "post no", "post reference", "post ref"),
    "first_name": ("first name", "forename", "forenames", "first names", "given name", "legal first name"),
    "known_as": ("known as", "known as name", "preferred name", "preferred first name"),
    "surname": ("surname", "last name", "family name"),
    "email": ("email", "e mail", "work email", "email address", "work email address", "e mail address"),
    "kind": ("kind", "person type", "worker type", "employee type", "staff type"),
    "language": ("language", "preferred language", "language preference"),
    "started_on": ("start date", "started on", "continuous service", "continuous service date",
                   "date started", "council start date"),
    "leaves_on": ("leave date", "leaving date", "leaves on", "end date", "termination date", "date left"),
    "job_title": ("job title", "position title", "post title", "role", "job"),
    "grade": ("grade", "pay grade", "grade name"),
    "site": ("site", "work base", "base", "location", "work location", "workplace"),
    "work_type": ("work type", "working style", "worker category"),
    "shift": ("shift", "shift pattern", "working pattern"),
    "contract": ("contract", "contract type", "employment type", "employment basis"),
    "hours": ("hours", "weekly hours", "contracted hours", "hours per week", "contract hours"),
    "is_head": ("is head", "head of unit", "unit head", "head"),
    "is_main": ("is main", "main post", "main position", "primary post", "primary position",
                "primary assignment", "main"),
    "unit_code": ("unit code", "org unit", "org unit code", "organisation unit code"),
    "directorate": ("directorate", "department", "directorate name"),
    "service": ("service", "service area", "division", "service name"),
    "team": ("team", "team name", "section"),
    "manager_number": ("manager employee number", "manager number", "manager employee no", "manager id",
                       "line manager number", "line manager employee number", "reports to number",
                       "manager staff number", "manager payroll number"),
    "manager_reference": ("manager position id", "manager position", "manager post id",
                          "manager position number", "manager post number", "reports to position",
                          "reports to post", "manager position reference"),
}  # fmt: skip
FIELDS = tuple(SPELLINGS)
REQUIRED = ("employee_number", "first_name", "surname")
_BY_SPELLING = {spelling: field for field, spellings in SPELLINGS.items() for spelling in spellings}


@dataclass(frozen=True)
class Columns:
    """Where each field stands in a file, by its index; `width` is how many columns there are."""

    index: Mapping[str, int]
    width: int

    def has(self, *fields: str) -> bool:
        """Whether the file has any of these."""
        return any(field in self.index for field in fields)


def plain(header: str) -> str:
    """A header for comparing: lower case, and nothing but words."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", header.casefold()).split())


def match(headers: Sequence[str], profile: Mapping[str, str] | None, faults: Faults) -> Columns:
    """The columns of a file by a profile (field -> header), or by the common spellings without one."""
    wanted = _BY_SPELLING if not profile else {plain(header): field for field, header in profile.items()}
    index: dict[str, int] = {}
    for place, header in enumerate(headers):
        field = wanted.get(plain(header))
        if field is None:
            continue
        if field in index:
            faults.add(1, "column_doubled", field, f"{headers[index[field]]}, {header}")
        index.setdefault(field, place)
    for field, header in (profile or {}).items():
        if field not in index:
            faults.add(1, "column_of_profile_missing", field, header)
    if not profile:
        for field in REQUIRED:
            if field not in index:
                faults.add(1, "column_missing", field, ", ".join(SPELLINGS[field][:3]))
        if not any(field in index for field in ("unit_code", *UNIT_FIELDS)):
            faults.add(1, "column_missing", "unit", "directorate, service, team, unit code")
    return Columns(index, len(headers))


def profile_faults(profile: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with a profile someone wants to save, as field and code."""
    found = [(field, "column_missing") for field in REQUIRED if not profile.get(field)]
    if not any(profile.get(field) for field in ("unit_code", *UNIT_FIELDS)):
        found.append(("directorate", "unit_column_missing"))
    seen: dict[str, str] = {}
    for field, header in profile.items():
        if field not in SPELLINGS:
            found.append((field, "field_unknown"))
        if header and seen.setdefault(plain(header), field) != field:
            found.append((field, "column_doubled"))
    return found
