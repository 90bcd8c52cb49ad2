"""flask commands: thin; each feature brings its own in commands.py."""

import time
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import click
from flask import Flask

from engage.core import migrate, outbox
from engage.core.commands import PlainErrors as PlainErrors

IDLE_SECONDS = 1.0


def init_app(app: Flask, features: Sequence[str]) -> None:
    """Register the commands of the whole, then those of the features."""
    app.cli.add_command(worker)
    app.cli.add_command(database)
    for name in (*features, "ballots", "demo"):
        if find_spec(f"engage.{name}.jobs"):
            import_module(f"engage.{name}.jobs")
        if find_spec(f"engage.{name}.commands"):
            for group in import_module(f"engage.{name}.commands").GROUPS:
                app.cli.add_command(group)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then end.")
def worker(once: bool) -> None:
    """Send what waits in the outbox, and run what is due by the clock."""
    while True:
        outbox.beat()
        busy = outbox.run_due_schedules() + outbox.run_due_rows()
        if once and not busy:
            return
        if not busy:
            time.sleep(IDLE_SECONDS)


@click.group()
def database() -> None:
    """Both databases: the product's and the ballot box's."""


@database.command()
def upgrade() -> None:
    """Bring both databases up to date."""
    migrate.upgrade()


@database.command()
@click.argument("target")
def downgrade(target: str) -> None:
    """Take both databases back to a step, or to 'base'."""
    migrate.downgrade(target)


@database.command()
@click.argument("name", type=click.Choice(["main", "ballots"]))
@click.argument("message")
def revise(name: str, message: str) -> None:
    """Draft the next migration of one database from its models."""
    migrate.revise(name, message)
