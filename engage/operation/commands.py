"""flask backup, flask restore, flask doctor."""

from collections.abc import Iterable
from pathlib import Path

import click

from engage.core.commands import PlainCommand
from engage.core.db import reading
from engage.core.errors import Conflict
from engage.operation import backup as making
from engage.operation import data, restoring, service
from engage.operation.archive import Manifest
from engage.operation.findings import Finding, State

SOME = 5


@click.command(cls=PlainCommand)
@click.argument("to", type=click.Path(path_type=Path))
def backup(to: Path) -> None:
    """Write one archive of both databases to the file TO, or into the folder TO, while the service runs.

    It holds everything that the databases hold: treat it as them. It never holds the keys of ballot boxes, the secrets
    or the settings: those are kept apart from it.
    """
    target, manifest = making.make(to)
    click.echo(f"{target}: {_told(manifest)}. Practise: flask restore {target} --verify")


@click.command(cls=PlainCommand)
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Check and practise only: restore into databases that are thrown away.")
@click.option("--replace", is_flag=True, help="Empty databases that hold something first: what they hold is lost.")
@click.option("--server", default="", help="With --verify: the PostgreSQL server to practise on, as an address.")
def restore(archive: Path, verify: bool, replace: bool, server: str) -> None:
    """Check every byte of ARCHIVE, put it into the databases of the settings, and ask the doctor about it."""
    manifest = restoring.read(archive)
    click.echo(f"{archive} is undamaged: {_told(manifest)}.")
    if verify:
        with restoring.practice(server):
            restoring.put_back(archive, manifest)
            with reading():
                _say(data.findings())
        click.echo("What was restored for practice is gone again. Nothing of the service was changed.")
        return
    with reading():
        restoring.refuse_running()
        held = restoring.held_already()
    if held and not replace:
        some = ", ".join(list(held)[:SOME]) + (" and more" if len(held) > SOME else "")
        raise Conflict(
            f"The databases are not empty ({some}). Nothing was changed. With --replace they are emptied first, "
            "and what they hold is lost."
        )
    restoring.put_back(archive, manifest)
    click.echo("Both databases are restored.")
    with reading():
        _say([*data.findings(), *service.findings()])


@click.command(cls=PlainCommand)
def doctor() -> None:
    """Look at the data and the service: a line for each thing; exits with 1 where something is broken."""
    with reading():
        _say([*data.findings(), *service.findings()])


def _say(findings: Iterable[Finding]) -> None:
    found = list(findings)
    for finding in found:
        click.echo(finding.line)
    broken = sum(finding.state == State.BROKEN for finding in found)
    warnings = sum(finding.state == State.WARNING for finding in found)
    click.echo(f"{len(found)} things looked at, {broken} broken, {warnings} to look into.")
    if broken:
        raise click.exceptions.Exit(1)


def _told(manifest: Manifest) -> str:
    """What an archive is, without a figure by which somebody could watch a ballot box fill."""
    main = manifest.parts["main"]
    return (
        f"of {manifest.made_at}, {manifest.product}, {main.server}, "
        f"{sum(main.rows.values()):,} rows in {len(main.rows)} tables and the ballot box"
    )


GROUPS = (backup, restore, doctor)
