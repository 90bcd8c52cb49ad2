"""flask people slips: one-time codes printed for those who have not claimed their account."""

import os
from pathlib import Path

import click
from flask import current_app, render_template

from engage.core import clock
from engage.core.db import transaction
from engage.core.errors import Invalid
from engage.directory import queries_accounts
from engage.directory.actions import codes


@click.command()
@click.option("--site", default="", help="Only people whose main post is at this site.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("slips.html"), show_default=True)
def slips(site: str, out: Path) -> None:
    """Write a page of slips, sorted by site, to print and hand out. Codes given before stop working."""
    if site and site not in queries_accounts.sites():
        raise Invalid(f"Nobody works at a site called {site!r}.")
    if out.exists():
        raise Invalid(f"{out} exists: choose another file, or move it away.")
    with transaction():
        issued = codes.issue(queries_accounts.slips_for(clock.today(), site), clock.now())
        if not issued:
            raise Invalid("Everybody has claimed their account: there is nothing to print.")
        text = render_template("directory/slips_file.html", slips=issued, settings=current_app.extensions["settings"])
        # Written before the commit: codes on a disk that is full would be codes nobody has.
        with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    click.echo(f"{len(issued)} slips are in {out}. Print them, then delete the file: it holds the codes.")
