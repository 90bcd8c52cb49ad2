"""flask feedback …: for the operator, where the opening of a round's box stopped over its counts."""

import click

from engage.core.commands import PlainErrors
from engage.core.db import transaction
from engage.values import reporting
from engage.values.actions import feedback_opening


@click.group(cls=PlainErrors)
def feedback() -> None:
    """Feedback rounds."""


@feedback.command("open-box")
@click.argument("round_id", type=int)
@click.option("--accept-unreadable", default=0, help="Exactly so many ballots cannot be read, and are given up.")
@click.option("--accept-missing", default=0, help="At most so many people answered whose ballots are gone.")
def open_box(round_id: int, accept_unreadable: int, accept_missing: int) -> None:
    """Open the box of a closed round and make its reports."""
    counts = feedback_opening.open_box_of(round_id, accept_unreadable, accept_missing)
    with transaction():
        made = reporting.compute(round_id)
    click.echo(f"{counts.ballots} ballots, {counts.unreadable} unreadable; {made} reports made.")
