"""flask retention: run the rules, or see what they would do."""

import click

from engage.admin import queries_retention as queries
from engage.core import clock, holds, retention, traces
from engage.core.commands import PlainErrors
from engage.core.db import reading
from engage.core.retention import Rule


@click.group("retention", cls=PlainErrors)
def retention_group() -> None:
    """What is kept, for how long, and deleting it after its date."""


@retention_group.command()
@click.option("--dry-run", is_flag=True, help="Say what is due and delete nothing.")
@click.option("--only", multiple=True, help="The name of a rule; can be given several times.")
@click.option("--clear", is_flag=True, help="Write the database anew afterwards: no trace is left.")
def run(dry_run: bool, only: tuple[str, ...], clear: bool) -> None:
    """Delete what is past its time and not held, a line a rule."""
    known = queries.rules()
    if unknown := sorted(set(only) - known.keys()):
        raise click.ClickException(f"There is no rule {', '.join(unknown)}. The rules are: {', '.join(known)}.")
    if dry_run and clear:
        raise click.ClickException("A dry run deletes nothing: leave --clear out.")
    chosen = [rule for name, rule in known.items() if not only or name in only]
    failed = [rule.name for rule in chosen if not (_foretell(rule) if dry_run else _do(rule))]
    if clear:
        traces.clear()
        click.echo("The database was written anew.")
    if failed:
        raise click.ClickException(f"Not all was deleted, see the log: {', '.join(failed)}.")


def _foretell(rule: Rule) -> bool:
    with reading():
        found = retention.tally(rule, clock.now(), holds.in_force())
    _tell(rule, f"{found.due} due, {found.held} held, {found.free} would go")
    return True


def _do(rule: Rule) -> bool:
    try:
        ran = retention.run_all([rule], clock.now())[0]
    except Exception as error:  # the other rules run all the same
        click.echo(f"{rule.name}: failed ({type(error).__name__})")
        return False
    _tell(rule, f"{ran.done + ran.held + ran.left} due, {ran.held} held, {ran.done} gone")
    return not ran.left


def _tell(rule: Rule, numbers: str) -> None:
    said = "numbers are not told" if rule.secret else numbers
    click.echo(f"{rule.name}: {said}. {rule.what}. Kept {rule.how_long}. Then {rule.then}.")
