"""flask ballots …: for the operator of the server."""

from typing import BinaryIO

import click

from engage.ballots import actions, queries
from engage.ballots.grants import grant_sql
from engage.core.commands import PlainErrors
from engage.core.db import ballot_owner_engine, transaction


@click.group(cls=PlainErrors)
def ballots() -> None:
    """The sealed ballot boxes: their phases, their keys, and who may insert."""


@ballots.command("list")
def list_boxes() -> None:
    """Each box with its phase, and whether its key still exists."""
    for box in queries.boxes():
        key = "its key still exists" if queries.key_still_exists(box.code) else "its key is destroyed"
        click.echo(f"{box.code}  {box.phase}  {key}")


@ballots.command()
@click.argument("role")
def grants(role: str) -> None:
    """Print the SQL after which ROLE (of BALLOT_DATABASE_URL) may insert ballots and nothing else."""
    for statement in grant_sql(role, ballot_owner_engine().url.database or ""):
        click.echo(statement + ";")


@ballots.command()
@click.argument("box")
@click.argument("file", type=click.File("rb"))
@click.option("--code", prompt="Recovery code", hide_input=True)
def restore(box: str, file: BinaryIO, code: str) -> None:
    """Put the lost key of BOX back from its backup FILE."""
    with transaction():
        actions.restore(queries.box(box), file.read(), code)
    click.echo("The key is back, and opens the box's canary.")


GROUPS = (ballots,)
