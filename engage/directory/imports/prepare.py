"""From a file to a plan: read, checked and compared; nothing is written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import current_app

from engage.config import Settings
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory import queries
from engage.directory.imports import words
from engage.directory.imports.reading import open_source
from engage.directory.rules import columns, extract, units_file
from engage.directory.rules.faults import Faults, FileFault, Notes
from engage.directory.rules.people_plan import plan_people
from engage.directory.rules.people_state import Read, State
from engage.directory.rules.plan import Plan, too_many_leavers
from engage.directory.rules.units_plan import plan_units

MOST_CLOSED_PERCENT = 50
STALE = "The directory changed while the file was looked at. Nothing was changed. Import the file again."


@dataclass
class _Found:
    faults: Faults = field(default_factory=Faults)
    notes: Notes = field(default_factory=Notes)
    read: Read = field(default_factory=Read)

    def refuse(self) -> None:
        """Refuse the file where anything is wrong with it."""
        if self.faults.total:
            many = "1 problem" if self.faults.total == 1 else f"{self.faults.total:,} problems"
            raise Invalid(f"The file was not taken: {many}. Nothing was changed.", words.faults(self.faults))


def plan(
    kind: str, path: Path, most_bytes: int, profile: str = columns.DEFAULT,
    progress: extract.Progress = lambda _: None,
) -> Plan:  # fmt: skip
    """What this file would change; raises Invalid with every reason why it cannot be taken."""
    found = _Found()
    try:
        result = (_units if kind == "units" else _people)(path, most_bytes, profile, progress, found)
    except FileFault as error:
        found.faults.add(error.fault.line, error.fault.code, error.fault.about, error.fault.value)
        result = None
    found.refuse()
    assert result is not None  # noqa: S101  # a planner that answers None has named a fault
    return replace(result, read=found.read.digest)


def settings() -> Settings:
    """The settings in force."""
    found: Settings = current_app.extensions["settings"]
    return found


def _people(path: Path, most_bytes: int, profile: str, progress: extract.Progress, found: _Found) -> Plan | None:
    saved = saved_columns(profile)
    source = open_source(path, most_bytes, found.notes)
    matched = columns.match(source.headers, saved, found.faults)
    found.refuse()
    most = settings().import_max_rows
    rows = extract.read(source.records(), matched, found.faults, found.notes, most, progress)
    found.refuse()
    read = found.read
    units = tuple(read.through(queries.units_now()))
    state = State(settings().organisation, units, read.through(queries.people_now()), read.through(queries.posts_now()))
    return plan_people(rows, state, profile, clock.today(), found.faults, found.notes)


def _units(path: Path, most_bytes: int, _profile: str, _progress: extract.Progress, found: _Found) -> Plan | None:
    source = open_source(path, most_bytes, found.notes)
    most = settings().import_max_rows
    file = units_file.read(source.headers, source.records(), most, found.faults, found.notes)
    found.refuse()
    units = tuple(found.read.through(queries.units_now()))
    posts = found.read.through(queries.post_units_now())
    return plan_units(file, units, posts, settings().organisation, clock.today(), found.faults, found.notes)


def refuse_stale(plan_: Plan) -> None:
    """Raise Conflict where the directory is no longer as it was read for a plan; asked by whoever may write."""
    read = Read()
    for rows in (
        (queries.units_now(), queries.post_units_now())
        if plan_.kind == "units"
        else (queries.units_now(), queries.people_now(), queries.posts_now())
    ):
        for _ in read.through(rows):
            pass
    if read.digest != plan_.read or plan_.on != clock.today():
        raise Conflict(STALE)


def saved_columns(profile: str) -> Mapping[str, str] | None:
    """The columns of a profile by field; None is the common spellings."""
    if profile == columns.DEFAULT:
        return None
    row = queries.profile(profile)
    if row is None:
        raise NotThere(f"There is no import profile called “{profile}”.")
    saved: dict[str, str] = json.loads(row.columns)
    return saved


def stop(plan_: Plan, allowed: bool) -> str | None:
    """Why a plan must not be carried out without somebody saying so, or None."""
    return None if allowed else " ".join(_reasons(plan_, settings().leavers_stop_percent)) or None


def _reasons(plan_: Plan, percent: int) -> Iterator[str]:
    leavers, before = len(plan_.leavers), plan_.people_before
    if too_many_leavers(leavers, before, percent):
        yield f"{leavers:,} of {before:,} people would leave: more than {percent} %."
    for one in plan_.staying:
        if one.stops(percent):
            yield (f"{one.stay:,} of the {one.of:,} people whom {words.profile(one.source)} last brought are not "
                   f"in this file and would stay: more than {percent} %.")  # fmt: skip
    closed = len(plan_.units.closed_names)
    if plan_.kind == "units" and too_many_leavers(closed, before, MOST_CLOSED_PERCENT):
        yield f"{closed:,} of {before:,} units would close: more than {MOST_CLOSED_PERCENT} %."


def refuse_stopped(plan_: Plan, allowed: bool) -> None:
    """Raise Conflict where a plan stops."""
    reason = stop(plan_, allowed)
    if reason:
        raise Conflict(f"{reason} Nothing was changed. {go_on(plan_)}")


def go_on(plan_: Plan) -> str:
    """What an operator does about a stop."""
    option = "--allow-closures" if plan_.kind == "units" else "--allow-leavers"
    return f"Look whether the file is whole. If it is, run this again with {option}."
