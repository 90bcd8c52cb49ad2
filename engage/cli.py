"""flask commands: thin; each feature brings its own in commands.py."""

import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import click
from flask import Flask, current_app

from engage.core import migrate, outbox
from engage.core.commands import UNUSABLE, unusable
from engage.core.commands import PlainErrors as PlainErrors
from engage.core.db import db

IDLE_SECONDS, AWAY_SECONDS = 1.0, 5.0


def init_app(app: Flask, features: Sequence[str]) -> None:
    """Register the commands of the whole, then those of the features."""
    app.cli.add_command(worker)
    app.cli.add_command(database)
    for name in (*features, "ballots", "demo", "operation"):
        if find_spec(f"engage.{name}.jobs"):
            import_module(f"engage.{name}.jobs")
        if find_spec(f"engage.{name}.commands"):
            for group in import_module(f"engage.{name}.commands").GROUPS:
                app.cli.add_command(group)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then end.")
def worker(once: bool) -> None:
    """Send what waits in the outbox, and run what is due by the clock."""
    waits = False
    while True:
        busy, waited = 0, waits
        try:
            busy, waits = _round(), False
        except UNUSABLE as error:  # a lock held for long, a restart of the server: it comes back
            db.session.rollback()
            if once:
                raise unusable(error) from error
            waits = True
        if waits != waited:
            _tell(waits)
        if once and not busy:
            return
        if not busy:
            time.sleep(AWAY_SECONDS if waits else IDLE_SECONDS)


def _round() -> int:
    outbox.beat()
    return outbox.run_due_schedules() + outbox.run_due_rows()


def _tell(waits: bool) -> None:
    """A line when the database goes and one when it is back, however long it was away."""
    if waits:
        current_app.logger.error("the worker waits: the database cannot be used, or is not migrated")
    else:
        current_app.logger.warning("the worker goes on: the database can be used again")


@click.group(cls=PlainErrors)
def database() -> None:
    """Both databases: the product's and the ballot box's."""


@database.command()
def upgrade() -> None:
    """Bring both databases up to date."""
    migrate.upgrade()


@database.command()
@click.argument("target")
@click.option("--only", type=click.Choice(["main", "ballots"]), help="This database alone.")
def downgrade(target: str, only: str | None) -> None:
    """Take both databases back to 'base', or one of them to a step."""
    migrate.downgrade(target, only)


@database.command()
@click.argument("name", type=click.Choice(["main", "ballots"]))
@click.argument("message")
def revise(name: str, message: str) -> None:
    """Draft the next migration of one database from its models."""
    migrate.revise(name, message)
