"""What every feature's commands hang on."""

import click
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from engage.core.errors import Problem

# What a database answers with that is away, busy for too long, or without the tables.
UNUSABLE = (OperationalError, ProgrammingError, InterfaceError)


class _Plainly(click.Command):
    """Refuses in one plain line, and exits non-zero."""

    def invoke(self, ctx: click.Context) -> object:
        """Turn what a person can mend into one line."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            lines = [problem.message, *problem.problems]
            raise click.ClickException("\n".join(line for line in lines if line)) from problem
        except UNUSABLE as error:
            raise unusable(error) from error
        except BrokenPipeError:
            raise  # whoever read along has gone: click ends without a word
        except OSError as error:
            what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            raise click.ClickException(f"A file cannot be used: {what}.") from error


class PlainErrors(_Plainly, click.Group):
    """A group whose commands refuse in one plain line."""


class PlainCommand(_Plainly):
    """The same for a command that stands alone."""


def unusable(error: OperationalError | ProgrammingError | InterfaceError) -> click.ClickException:
    """One line for a database that cannot be used, with the first line of what it said."""
    said = str(error.orig).strip().partition("\n")[0].rstrip(".")
    return click.ClickException(
        f"The database cannot be used, or is not migrated: run flask database upgrade. It said: {said}."
    )
