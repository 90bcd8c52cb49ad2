"""The group every feature's commands hang on."""

import click

from engage.core.errors import Problem


class PlainErrors(click.Group):
    """A command that refuses prints one plain line and exits non-zero."""

    def invoke(self, ctx: click.Context) -> object:
        """Turn what a person can mend into one line."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            lines = [problem.message, *problem.problems]
            raise click.ClickException("\n".join(line for line in lines if line)) from problem
