"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from engage.core.formatting import day, moment, plain
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.governance.models import DataRequest, PolicyVersion
from engage.governance.rules.requests import KEPT_MONTHS
from engage.governance.rules.texts import TITLES, Document

ASKED = f"So that it is answered in time. Administrators see it. Deleted {KEPT_MONTHS} months after it is closed."
WROTE = "So that it is known who published what. Kept for good."


REQUESTS = (
    select(DataRequest).where(or_(DataRequest.person_id == WHO, DataRequest.made_by_id == WHO)).order_by(DataRequest.id)
)
VERSIONS = (
    select(PolicyVersion.document, PolicyVersion.number, PolicyVersion.changed, PolicyVersion.published_at)
    .where(PolicyVersion.published_by_id == WHO)
    .order_by(PolicyVersion.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Their requests, those they took, and the documents they published: two statements."""
    asked = each_of(REQUESTS, person_id)
    return (
        Held("Requests for your own data", ASKED, [
            {"came": day(row.received_on), "due": day(row.due_on), "takes longer since": moment(row.extended_at) or
             None, "why it takes longer": row.extended_why or None, "where it stands": plain(row.state),
             "note": row.note or None, "what became of it": row.outcome or None, "ready": moment(row.released_at) or
             None, "closed": moment(row.closed_at) or None}
            for row in asked if row.person_id == person_id
        ]),
        Held("Requests for data that you wrote down", ASKED, [
            {"number": row.id, "written down": moment(row.made_at)} for row in asked if row.made_by_id == person_id
        ]),
        Held("Documents that you published", WROTE, [
            {"document": TITLES[Document(document)], "version": number, "what changed": changed, "when": moment(at)}
            for document, number, changed, at in rows_of(VERSIONS, person_id)
        ]),
    )  # fmt: skip
