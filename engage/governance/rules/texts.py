"""The documents that the council completes: which there are, and what is written in each."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

MOST_TEXT, MOST_LINE, MOST_CHANGED = 6000, 300, 500


class Document(StrEnum):
    """What is published or signed."""

    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"
    DPIA = "dpia"
    EIA = "eia"


class Compliance(StrEnum):
    """How far the service meets the accessibility regulations."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


TITLES = {
    Document.PRIVACY: "Privacy notice",
    Document.ACCESSIBILITY: "Accessibility statement",
    Document.DPIA: "Data protection impact assessment",
    Document.EIA: "Equality impact assessment",
}
# The fields of each document in their order.
FIELDS: Mapping[Document, tuple[str, ...]] = {
    Document.PRIVACY: ("controller", "contact", "officer", "more"),
    Document.ACCESSIBILITY: (
        "status", "not_accessible", "disproportionate", "tested", "contact", "answer_days", "plans", "prepared_day",
        "review_day",
    ),
    Document.DPIA: (
        "purpose", "consulted", "necessity", "risks", "measures", "advice", "decision", "decided_by", "decided_day",
        "review_day",
    ),
    Document.EIA: (
        "evidence", "consulted", "impacts", "actions", "decision", "decided_by", "decided_day", "review_day",
    ),
}  # fmt: skip


def taken(document: Document, sent: Mapping[str, str]) -> dict[str, str]:
    """Of what was sent the fields of this document, in their order; what is missing is empty."""
    return {name: sent.get(name, "") for name in FIELDS[document]}


def is_due(review_day: date | None, today: date) -> bool:
    """Whether the day on which it is looked at again has come."""
    return review_day is not None and review_day <= today
