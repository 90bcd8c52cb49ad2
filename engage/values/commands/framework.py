"""flask values …: bring frameworks in as drafts, and write a version or a draft out."""

from pathlib import Path

import click

from engage.core import clock
from engage.core.commands import PlainErrors
from engage.core.db import reading, transaction
from engage.core.errors import NotThere
from engage.core.formatting import count
from engage.directory import queries_framework as published
from engage.values.actions import framework_drafts as drafts
from engage.values.formats import BadFile, read
from engage.values.formats.framework_export import to_csv, to_json_file
from engage.values.formats.framework_files import too_large
from engage.values.queries import framework as queries
from engage.values.rules.framework import Document
from engage.values.rules.framework_mapping import adopt


@click.group(cls=PlainErrors)
def values() -> None:
    """Frameworks of values and behaviours."""


@values.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
def import_file(file: Path, dry_run: bool) -> None:
    """Make a draft of each framework in FILE, which is CSV or JSON."""
    try:
        too_large(file.stat().st_size)
        documents = read(file.read_bytes(), drafts.new_identity)
    except BadFile as bad:
        raise click.ClickException(f"{file.name}: {bad}") from bad
    for document in documents:
        values, said = count(len(document.values), "value"), count(len(document.statements), "statement")
        click.echo(f"{document.organisation}: {values}, {said}")
    if dry_run:
        click.echo("Nothing was changed.")
        return
    with transaction():
        latest = published.latest()
        if latest is not None:
            documents = [adopt(document, queries.document(latest)) for document in documents]
        numbers = [row.id for row in drafts.bring_in(documents, clock.now())]
    click.echo(f"Drafts made: {', '.join(map(str, numbers))}")


@values.command("export")
@click.option("--draft", type=int, help="This draft; else the version in force.")
@click.option("--version", "number", type=int, help="The version of this number.")
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), default="csv")
@click.option("--identities", is_flag=True, help="With the columns that let a CSV be edited and brought back.")
def export(draft: int | None, number: int | None, kind: str, identities: bool) -> None:
    """Write a framework to the standard output."""
    with reading():
        document = _document(draft, number)
    text: str = to_csv([document], identities) if kind == "csv" else to_json_file(document)
    click.echo(text.encode(), nl=False)


def _document(draft: int | None, number: int | None) -> Document:
    if draft is not None:
        return queries.document(queries.draft(draft))
    if number is None:
        found = published.in_force(clock.today())
    else:
        found = next((each for each in published.versions() if each.version == number), None)
    if found is None:
        raise NotThere("There is no such version. The page “Write and publish values” lists them.")
    return queries.document(found)
