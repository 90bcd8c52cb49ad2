"""A new version of what the council writes in a document."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import abandon, db
from engage.core.errors import Conflict
from engage.governance.models import PolicyVersion
from engage.governance.queries import versions
from engage.governance.rules.texts import Document, taken

OVERTAKEN = (
    "Somebody else has saved this document since you opened it. What you typed is still below, and is not saved. "
    "Look at the document as it is now, then save again to put yours in its place."
)


class Overtaken(Conflict):
    """Somebody else has saved the document since it was opened."""


def publish(
    document: Document, after: int, sent: Mapping[str, str], changed: str, at: datetime, by_id: int | None
) -> PolicyVersion:
    """The next version; `after` is the number of the one that was opened (0: none), which must still be the newest."""
    newest = versions.latest(document)
    if (newest.number if newest else 0) != after:
        raise Overtaken(OVERTAKEN)
    fields = json.dumps(taken(document, sent), ensure_ascii=False)
    row = PolicyVersion(document=document, number=after + 1, fields=fields, changed=changed, published_at=at,
                        published_by_id=by_id)  # fmt: skip
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        abandon()
        raise Overtaken(OVERTAKEN) from error
    audit.record("publish", "policy", row.id, document=str(document), number=row.number)
    return row
