"""flask people import, rollback and profile; flask units import."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app

from engage.config import Settings
from engage.core.commands import PlainErrors
from engage.core.db import reading, transaction
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import moment
from engage.directory import queries
from engage.directory.actions import imports as actions
from engage.directory.imports import prepare, words
from engage.directory.rules.columns import DEFAULT, FIELDS, REQUIRED
from engage.directory.rules.plan import Plan

LISTED = 20
NOTHING_CHANGED = "Nothing was changed: this was a dry run."
T = TypeVar("T")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
COUNT_WORDS = (
    ("joiners", "joiners"), ("leavers", "leavers"), ("returners", "people who come back"),
    ("staying", "people of another profile who are not in the file, and stay"), ("movers", "movers"),
    ("people_changed", "people whose details change"), ("posts_made", "new posts"),
    ("posts_changed", "posts that change or end"), ("vacancies", "vacant posts"),
    ("unknown_managers", "unknown managers"), ("units_made", "new units"),
    ("units_closed", "units that close"),
    ("units_moved", "units renamed or moved"), ("units_reopened", "units opened again"),
)  # fmt: skip


@click.group(cls=PlainErrors)
def people() -> None:
    """People: staff extracts, codes."""


@click.group(cls=PlainErrors)
def units() -> None:
    """Units: lists of the council's structure."""


@people.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--profile", default=DEFAULT, help="A saved profile of which column is which.")
@click.option("--allow-leavers", is_flag=True, help="Go on though many leave, or stay with another profile.")
def import_people(file: Path, dry_run: bool, profile: str, allow_leavers: bool) -> None:
    """Bring people and posts up to date with a staff extract, all or nothing."""
    _import("people", file, dry_run, profile, allow_leavers)


@units.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--allow-closures", is_flag=True, help="Go on though more than half of the units close.")
def import_units(file: Path, dry_run: bool, allow_closures: bool) -> None:
    """Bring the units up to date with a list of them, all or nothing."""
    _import("units", file, dry_run, DEFAULT, allow_closures)


@people.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def rollback(yes: bool) -> None:
    """Take the last import, of people or of units, back."""
    with reading():
        run = queries.last_import()
        if run is None:
            raise Conflict("There is no import that can be rolled back.")
        run_id, what = run.id, f"{run.kind} import {run.number} ({run.filename})"
        click.echo(f"This takes back {what} of {moment(run.at)}: {_brought(json.loads(run.summary))}.")
    if not yes:
        click.confirm("Take it back?", abort=True)
    with transaction():
        run = queries.import_run(run_id)
        if run is None:
            raise Conflict("This import is no longer there.")
        actions.roll_back(run)
    click.echo(f"Rolled back: {what}.")


def _brought(counts: Mapping[str, Any]) -> str:
    """What an import brought, from its counts: "5 joiners, 2 leavers"."""
    return ", ".join(f"{counts[name]:,} {label}" for name, label in COUNT_WORDS if counts.get(name)) or "details only"


@people.command(epilog=f"Fields: {', '.join(FIELDS)}. Needed are {', '.join(REQUIRED)}, and a directorate, service, "
                       "team or unit_code.")  # fmt: skip
@click.argument("name")
@click.argument("columns", nargs=-1, required=True, metavar="FIELD=HEADER...")
def profile(name: str, columns: Sequence[str]) -> None:
    """Save which column is which, for example: people profile itrent surname="Last name" ..."""
    chosen: dict[str, str] = {}
    for column in columns:
        field, mark, header = column.partition("=")
        if not mark:
            raise Invalid(f"Give each column as FIELD=HEADER: “{column}” has no =.")
        if field in chosen:
            raise Invalid(f"The field {field} is given twice: name one column for it.")
        chosen[field] = header
    with transaction():
        actions.save_profile(name, chosen)
    click.echo(f"Saved the profile {name} with {len(chosen)} columns.")


def _import(kind: str, file: Path, dry_run: bool, profile_name: str, allowed: bool) -> None:
    settings: Settings = current_app.extensions["settings"]
    # The file is read and compared while others write; only what was found is written under the lock.
    with reading():
        plan = prepare.plan(kind, file, settings.import_max_mb * 1_000_000, profile_name,
                            lambda done: _progress(f"{done:,} rows read"))  # fmt: skip
    _say(plan)
    if dry_run:
        stops = prepare.stop(plan, allowed)
        click.echo(f"This would stop: {stops} {prepare.go_on(plan)}" if stops else NOTHING_CHANGED)
        return
    prepare.refuse_stopped(plan, allowed)
    if plan.changes_nothing:
        click.echo("Nothing to change.")
        return
    _progress(f"writing {plan.rows:,} rows")
    number = actions.carry_out_alone(plan, file.name, None, lambda stage: _progress(f"writing {stage}"))
    click.echo(f"Done: {kind} import {number}. To take it back: flask people rollback")


def _progress(words_: str) -> None:
    click.echo(words_, err=True)


def _say(plan: Plan) -> None:
    """The plan in lines: counts, then the first of each list."""
    counts = plan.counts
    click.echo(f"{plan.rows:,} rows read")
    for name, label in COUNT_WORDS:
        if counts[name]:
            click.echo(f"{counts[name]:>9,}  {label}")
    for note in plan.notes:
        click.echo(f"Note: {words.note(note)}")
    _list("Joiners", plan.joiners, str)
    _list("Leavers", plan.leavers, str)
    _list("People who come back", plan.returners, str)
    _list("Movers", plan.movers, lambda one: f"{one.what}: {one.from_} → {one.to}")
    _list("Unknown managers", plan.unknown_managers, lambda one: f"line {one[0]}: {one[1]}")
    _list("New units", plan.units.new_names, str)
    _list("Units that close", plan.units.closed_names,
          lambda one: one.from_ + (f" → {one.to}" if one.to else " (nothing takes its place)"))  # fmt: skip
    _list("Units renamed or moved", plan.units.moved_names, lambda one: f"{one.from_} → {one.to}")


def _list(title: str, rows: Sequence[T], words_: Callable[[T], str]) -> None:
    if rows:
        click.echo(f"{title}:")
        for row in rows[:LISTED]:
            click.echo(f"  {words_(row)}")
        if len(rows) > LISTED:
            click.echo(f"  and {len(rows) - LISTED:,} more")
