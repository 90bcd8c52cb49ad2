"""What the council wrote, version by version."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.fields import day
from engage.governance.models import PolicyVersion
from engage.governance.rules.texts import Document


def latest(document: Document) -> PolicyVersion | None:
    """The newest version, or None where the council has written nothing yet."""
    rows = select(PolicyVersion).where(PolicyVersion.document == document)
    return db.session.scalars(rows.order_by(PolicyVersion.number.desc()).limit(1)).first()


def every(document: Document) -> Sequence[PolicyVersion]:
    """All versions, the newest first."""
    rows = select(PolicyVersion).where(PolicyVersion.document == document)
    return db.session.scalars(rows.order_by(PolicyVersion.number.desc())).all()


def version(document: Document, number: int) -> PolicyVersion:
    """One version, or NotThere."""
    rows = select(PolicyVersion).where(PolicyVersion.document == document, PolicyVersion.number == number)
    found = db.session.scalars(rows).first()
    if found is None:
        raise NotThere("There is no such version.")
    return found


def newest_of_all() -> Mapping[Document, PolicyVersion]:
    """The newest version of each document that has one: one statement."""
    rows = db.session.scalars(select(PolicyVersion).order_by(PolicyVersion.document, PolicyVersion.number))
    return {Document(row.document): row for row in rows}


def own(row: PolicyVersion | None) -> dict[str, str]:
    """What a version says, field by field; nothing where there is none."""
    found: dict[str, str] = json.loads(row.fields) if row is not None else {}
    return found


def day_in(own: Mapping[str, str], name: str) -> date | None:
    """A day that the council wrote in a document, checked when it was saved."""
    return day(own.get(name, ""))
