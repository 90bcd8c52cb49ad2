"""The council's own layout of papers, and its Word templates."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from engage.core.db import db
from engage.core.errors import NotThere
from engage.reports.models import PaperSection, WordTemplate
from engage.reports.rules.layout import DEFAULTS, Asks, Section


def sections() -> tuple[Section, ...]:
    """The sections of a paper in their order: the council's, or the defaults."""
    rows = db.session.scalars(select(PaperSection).order_by(PaperSection.position, PaperSection.key)).all()
    found = tuple(Section(row.key, row.heading, Asks(row.asks), row.hint, row.numbered, row.shown) for row in rows)
    return found or DEFAULTS


def section(key: str) -> Section:
    """One of them, or NotThere."""
    found = next((each for each in sections() if each.key == key), None)
    if found is None:
        raise NotThere("There is no such section.")
    return found


def template_in_use() -> WordTemplate | None:
    """The council's own template, without what is in it."""
    return db.session.scalar(select(WordTemplate).where(WordTemplate.in_use).order_by(WordTemplate.id.desc()).limit(1))


def templates() -> Sequence[WordTemplate]:
    """Every template there was, the newest first."""
    return db.session.scalars(select(WordTemplate).order_by(WordTemplate.id.desc()).limit(20)).all()


def template_content(template_id: int | None) -> bytes | None:
    """What is in a template; None for the default."""
    if template_id is None:
        return None
    rows = select(WordTemplate).where(WordTemplate.id == template_id).options(undefer(WordTemplate.content))
    found = db.session.scalar(rows)
    return found.content if found is not None else None


def put_aside_all() -> None:
    """No template is in use any more."""
    db.session.execute(update(WordTemplate).where(WordTemplate.in_use).values(in_use=False))
