"""Reads of drafts, and of published versions as documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory import queries_framework as published
from engage.directory.models import Framework
from engage.values.models import FrameworkDraft
from engage.values.rules.framework import Document
from engage.values.rules.framework_document import from_json

MOST_LISTED = 100


@dataclass(frozen=True)
class Line:
    """A draft in a list."""

    id: int
    title: str
    organisation: str
    changed_at: datetime


def drafts() -> Sequence[Line]:
    """Drafts, the one changed last first."""
    columns = (FrameworkDraft.id, FrameworkDraft.title, FrameworkDraft.organisation, FrameworkDraft.changed_at)
    rows = select(*columns).order_by(FrameworkDraft.changed_at.desc(), FrameworkDraft.id.desc()).limit(MOST_LISTED)
    return [Line(*row) for row in db.session.execute(rows)]


def draft(draft_id: int) -> FrameworkDraft:
    """One draft, or NotThere."""
    found = db.session.get(FrameworkDraft, draft_id)
    if found is None:
        raise NotThere("That draft is not there: it was published or deleted.")
    return found


def document(row: FrameworkDraft | Framework) -> Document:
    """What a draft or a published version says."""
    return from_json(row.document)


def visible(framework_id: int, on: date, early: bool) -> Framework:
    """A version with its values that this reader may see: one not yet in force only where `early`."""
    found = published.framework(framework_id)
    if found is None or (found.in_force_from > on and not early):
        raise NotThere
    return found


def behaviour_ids(framework: Framework) -> dict[str, int]:
    """The number of each behaviour's page by its identity."""
    return {each.identity: each.id for value in framework.values for each in value.behaviours}
