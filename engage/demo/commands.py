"""flask demo seed, flask demo reset."""

import click

from engage.core.commands import PlainErrors
from engage.demo import seed as seeding


@click.group(cls=PlainErrors)
def demo() -> None:
    """The demonstration council."""


@demo.command()
def seed() -> None:
    """Fill an empty database with the demonstration council."""
    seeding.seed(click.echo)


@demo.command()
def reset() -> None:
    """Empty the demonstration and fill it again."""
    seeding.reset(click.echo)


GROUPS = (demo,)
