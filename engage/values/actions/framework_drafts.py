"""Writing a framework: every edit is a pure function of the document, saved with a version check."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NoReturn

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.values.models import FrameworkDraft
from engage.values.rules.framework import (
    MOST_STATEMENTS,
    MOST_VALUES,
    Audience,
    AudienceKind,
    Document,
    Level,
    LevelKind,
)
from engage.values.rules.framework_document import BadFramework, from_json, to_json
from engage.values.rules.framework_editing import BadEdit

Edit = Callable[[Document], Document]

CHANGED_ELSEWHERE = (
    "This draft was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: go back, reload the page and make your change again."
)
REFUSED = {
    "value_twice": "Another value has that name already: choose another name.",
    "audience_twice": "Another audience has that name already: choose another name.",
    "level_twice": "Another level has that name already: choose another name.",
    "statement_twice": "The same statement stands there already, for the same people at the same level.",
    "too_many_statements": f"A framework has at most {MOST_STATEMENTS:,} statements.",
    "too_many": f"That is too many: a framework has at most {MOST_VALUES} values and {MOST_STATEMENTS:,} statements, "
    "20 audiences and 20 levels.",
    "unknown_audience": "Choose one of the audiences of this framework.",
    "unknown_level": "Choose one of the levels of this framework.",
    "empty": "Enter some words.",
    "too_long": "That is too long.",
}


def new_identity() -> str:
    """A name under which a value or a statement is followed from version to version."""
    return secrets.token_hex(6)


def blank(title: str, organisation: str) -> Document:
    """A framework to begin with: for everyone, positive and negative."""
    levels = (Level("positive", LevelKind.POSITIVE), Level("negative", LevelKind.NEGATIVE))
    return Document(organisation, title, "", (Audience("everyone", AudienceKind.EVERYONE),), levels)


def create(document: Document, at: datetime) -> FrameworkDraft:
    """A new draft of this document."""
    row = FrameworkDraft(
        title=document.title, organisation=document.organisation, document=to_json(document),
        created_at=at, changed_at=at,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record("create", "framework draft", row.id)
    return row


def bring_in(documents: Sequence[Document], at: datetime) -> Sequence[FrameworkDraft]:
    """A draft for each framework of a file."""
    rows = [create(document, at) for document in documents]
    for row, document in zip(rows, documents, strict=True):
        audit.record(
            "import", "framework draft", row.id, values=len(document.values), statements=len(document.statements)
        )
    return rows


def save(draft: FrameworkDraft, version: int, edit: Edit, at: datetime) -> Document:
    """Apply an edit to the draft that the page showed; answers the document as it now is.

    Raises Conflict where it was changed meanwhile, NotThere and Invalid for what cannot be done; nothing changes then.
    """
    hold(draft, version)
    try:
        edited = edit(from_json(draft.document))
        text = to_json(edited)
        from_json(text)
    except BadEdit as bad:
        if bad.code == "in_use":
            raise Conflict(f"{bad.what} of its statements or values name it. Give them another one first.") from bad
        raise NotThere("That part of the framework is no longer there.") from bad
    except BadFramework as bad:
        raise Invalid(REFUSED.get(bad.code, "That cannot be kept.")) from bad
    draft.document, draft.title, draft.organisation = text, edited.title, edited.organisation
    draft.changed_at = at
    flush()
    return edited


def delete(draft: FrameworkDraft, version: int) -> None:
    """Remove a draft for good."""
    hold(draft, version)
    db.session.delete(draft)
    audit.record("delete", "framework draft", draft.id)
    flush()


def hold(draft: FrameworkDraft, version: int) -> None:
    """Lock the draft's row and read it afresh; Conflict where the page showed an earlier one."""
    db.session.refresh(draft, with_for_update=True)
    if draft.version != version:
        stale()


def flush() -> None:
    """Write; another writer's version in between is a conflict a person can read."""
    flush_or(Conflict(CHANGED_ELSEWHERE))


def stale() -> NoReturn:
    """Somebody else was faster."""
    raise Conflict(CHANGED_ELSEWHERE)
