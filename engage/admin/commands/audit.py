"""flask audit …: whether the record of acts is as it was written."""

import click

from engage.core import audit_verify
from engage.core.commands import PlainErrors
from engage.core.db import reading


@click.group(cls=PlainErrors)
def audit() -> None:
    """The record of who did what."""


@audit.command()
def verify() -> None:
    """Check the whole chain: one line, and where it is broken the first row that is, and why.

    Keep what it prints somewhere else: a log that was put back as a whole from an old copy is told only by that.
    """
    with reading():
        last, acts, digest = audit_verify.verify()
    click.echo(f"The audit log is whole: {acts:,} acts, the last is number {last} with digest {digest}.")
