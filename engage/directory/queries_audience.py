"""Whom a stored audience means, asked of the database: for lists that are cut into pages there."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

from engage.access import Viewer
from engage.directory import queries_finding
from engage.directory.rules.audience import EVERYONE, ROLES, to_text


def means(column: InstrumentedAttribute[str], units: Collection[int], roles: Collection[str]) -> ColumnElement[bool]:
    """The same as Audience.includes, of a column that holds what rules.audience.to_text makes."""
    parts = [f"unit:{unit}" for unit in sorted(units)] + [f"role:{role}" for role in sorted(set(roles) & set(ROLES))]
    spaced = literal(" ").concat(column).concat(" ")
    return or_(column == to_text(EVERYONE), *(spaced.contains(f" {part} ", autoescape=True) for part in parts))


def means_viewer(column: InstrumentedAttribute[str], viewer: Viewer) -> ColumnElement[bool]:
    """The same for whoever's request this is: one statement to find their units."""
    return means(column, queries_finding.units_of(viewer.id), {str(role) for role in viewer.roles})
