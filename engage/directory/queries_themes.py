"""Reads of the shared list of themes."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Theme


def themes(with_retired: bool = False) -> Sequence[Theme]:
    """The themes in their order; those no longer offered only where asked for."""
    rows = select(Theme).order_by(Theme.position, Theme.name, Theme.id)
    return db.session.scalars(rows if with_retired else rows.where(Theme.offered)).all()


def theme(theme_id: int) -> Theme | None:
    """One theme."""
    return db.session.get(Theme, theme_id)
