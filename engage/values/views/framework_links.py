"""What other features may point at: a behaviour, and a value."""

from flask import url_for

from engage.core import clock
from engage.core.links import Link
from engage.directory import queries_framework as published
from engage.directory.models import FrameworkValue


def behaviour(behaviour_id: int) -> Link | None:
    """A behaviour's own page, once its version is or was in force."""
    found = published.behaviour(behaviour_id)
    if found is None:
        return None
    address = url_for("values.behaviour", behaviour_id=behaviour_id)
    return Link(address, found.text, found.value.framework.in_force_from <= clock.today())


def value(value_id: int) -> Link | None:
    """A value in its version."""
    found: FrameworkValue | None = published.value(value_id)
    if found is None:
        return None
    address = url_for("values.version", framework_id=found.framework_id, _anchor=f"value-{found.identity}")
    return Link(address, found.name, found.framework.in_force_from <= clock.today())


LINKS = {"behaviour": behaviour, "value": value}
