"""flask documents …: the assessments as files, for whoever signs them."""

from pathlib import Path

import click

from engage.core.commands import PlainErrors
from engage.core.db import reading
from engage.governance.queries import facts, versions
from engage.governance.rules import dpia, eia
from engage.governance.rules.document import as_markdown
from engage.governance.rules.texts import Document

OUT = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=PlainErrors)
def documents() -> None:
    """Documents for sign-off, in Markdown."""


@documents.command("dpia")
@click.option("--to", type=OUT, help="Write it into this file.")
def write_dpia(to: Path | None) -> None:
    """The data protection impact assessment, from the settings in force."""
    with reading():
        text = as_markdown(dpia.draft(facts.facts(), versions.own(versions.latest(Document.DPIA))))
    _write(text, to)


@documents.command("eia")
@click.option("--to", type=OUT, help="Write it into this file.")
def write_eia(to: Path | None) -> None:
    """The equality impact assessment, from the settings in force."""
    with reading():
        text = as_markdown(eia.draft(facts.facts(), versions.own(versions.latest(Document.EIA))))
    _write(text, to)


def _write(text: str, to: Path | None) -> None:
    if to is None:
        click.echo(text, nl=False)
        return
    to.write_text(text, encoding="utf-8")
    click.echo(f"Written: {to}")


GROUPS = (documents,)
