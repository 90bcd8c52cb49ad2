"""flask survey …: import a questionnaire, open and close, open a stuck box, check what a release is made of."""

from pathlib import Path

import click

from engage.cli import PlainErrors
from engage.core import clock
from engage.core.db import transaction
from engage.core.errors import Invalid
from engage.surveys.actions import importing, lifecycle, opening
from engage.surveys.formats import BadFile, read
from engage.surveys.queries import manage as queries
from engage.surveys.queries.audit import audit


@click.group(cls=PlainErrors)
def survey() -> None:
    """Surveys: from a questionnaire to published results."""


@survey.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the survey is called; else the name of the file.")
@click.option("--dry-run", is_flag=True, help="Say what would be carried over, and change nothing.")
def import_file(file: Path, title: str, dry_run: bool) -> None:
    """Make a draft of FILE: our CSV or JSON, LimeSurvey's .lss or .lsa, or an XLSForm workbook."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    try:
        imported = read(file.name, data)
        if not dry_run:
            with transaction():
                made = importing.bring_in(file.name, data, title, None, clock.now())
                said = f"Draft {made.id} made: {made.title}"
    except BadFile as bad:
        raise click.ClickException(f"{file.name}: {bad}") from bad
    for line in imported.carried:
        click.echo(f"carried over: {line}")
    for note in imported.not_carried:
        click.echo(f"not carried over: {note.where}: {note.what}: {note.why}")
    for tally in imported.tallies:
        click.echo(f"{tally.what}: {tally.carried} of {tally.found}")
    click.echo("Nothing was changed." if dry_run else said)


@survey.command("list")
def list_surveys() -> None:
    """Each survey with its number, stage and title."""
    for line in queries.listed():
        click.echo(f"{line.id}  {line.stage}  {line.title}")


@survey.command("open")
@click.argument("survey_id", type=int)
def open_survey(survey_id: int) -> None:
    """Open a scheduled survey whose backup has been tried."""
    with transaction():
        invited = lifecycle.open_survey(queries.survey(survey_id), clock.now())
    click.echo(f"Survey {survey_id} is open. {invited} people are asked.")


@survey.command("close")
@click.argument("survey_id", type=int)
@click.option("--for-good", is_flag=True, help="Yes: a closed survey never opens again.")
def close_survey(survey_id: int, for_good: bool) -> None:
    """Close an open survey, for ever; the worker then opens its box."""
    if not for_good:
        raise Invalid("A closed survey never opens again. If you mean it, add --for-good.")
    with transaction():
        lifecycle.close(queries.survey(survey_id), clock.now())
    click.echo(f"Survey {survey_id} is closed. The worker opens its answers.")


@survey.command("open-box")
@click.argument("survey_id", type=int)
@click.option("--accept-unreadable", type=click.IntRange(0), default=0, help="Go on without exactly so many ballots.")
@click.option("--accept-missing", type=click.IntRange(0), default=0, help="Go on with so many fewer than took part.")
def open_stuck_box(survey_id: int, accept_unreadable: int, accept_missing: int) -> None:
    """Open the box of a closed survey whose opening stopped over its counts, once you have looked into them."""
    counts = opening.open_box_of(survey_id, accept_unreadable, accept_missing)
    click.echo(f"Opened: {counts.ballots} ballots, {counts.unreadable} of them unreadable, {counts.late} late.")


@survey.command("audit")
@click.argument("survey_id", type=int)
def audit_survey(survey_id: int) -> None:
    """Whether what was frozen is unchanged, what was counted, and which keys still exist."""
    findings = audit(survey_id)
    for finding in findings:
        click.echo(finding.line)
    wrong = sum(not finding.is_right for finding in findings)
    if wrong:
        raise click.ClickException(f"{wrong} of {len(findings)} are not as they must be.")


GROUPS = (survey,)
