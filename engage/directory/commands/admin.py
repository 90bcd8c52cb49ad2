"""flask admin: the first administrator, or another where none can sign in any more."""

import click
from flask import current_app

from engage.core import clock
from engage.core.commands import PlainErrors
from engage.core.db import transaction
from engage.core.errors import Invalid
from engage.core.forms import clean
from engage.directory import queries_accounts
from engage.directory.actions import codes, roles


@click.group(cls=PlainErrors)
def admin() -> None:
    """Administrators."""


@admin.command()
@click.option("--employee-number", prompt="Employee number")
@click.option("--first-name", prompt="First name")
@click.option("--surname", prompt="Surname")
@click.option("--email", default="", help="Work e-mail address, where there is one.")
def create(employee_number: str, first_name: str, surname: str, email: str) -> None:
    """Make a new person, or one who is here already, an administrator; print the code for a new password."""
    settings = current_app.extensions["settings"]
    new = roles.NewPerson(clean(employee_number), clean(first_name), clean(surname), clean(email) or None)
    if not (new.employee_number and new.first_name and new.surname):
        raise Invalid("The employee number, the first name and the surname must not be empty.")
    with transaction():
        person = roles.make_administrator(new, settings.organisation)
        slip = queries_accounts.slip_for(person.id)
        issued = codes.issue([slip] if slip else [], clock.now())[0]
    click.echo(f"One-time code: {issued.code}")
    click.echo(f"Open {settings.base_url}/claim and enter employee number {new.employee_number},")
    click.echo("the surname and this code, then choose a password. The code works once, for 14 days.")
