"""What everybody may read, signed in or not: the privacy notice and the accessibility statement."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import Response

from engage.access import public
from engage.core import moderation
from engage.core.htmx import page
from engage.governance.forms import COMPLIANCE
from engage.governance.models import PolicyVersion
from engage.governance.queries import inventory, versions
from engage.governance.rules.facts import Row
from engage.governance.rules.texts import TITLES, Document
from engage.governance.views import bp


@bp.get("/privacy")
@public
def privacy() -> Response:
    """What is recorded about people, and what is not."""
    return _privacy(versions.every(Document.PRIVACY))


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """The accessibility statement."""
    return _accessibility(versions.every(Document.ACCESSIBILITY))


@bp.get("/<any(privacy, accessibility):notice>/versions/<int:number>")
@public
def earlier(notice: str, number: int) -> Response:
    """An earlier version of what the council wrote in it."""
    document = Document(notice)
    row = versions.version(document, number)
    return page(
        "governance/earlier.html", title=TITLES[document], notice=notice, row=row, own=versions.own(row),
        statuses=COMPLIANCE,
    )  # fmt: skip


def _privacy(found: Sequence[PolicyVersion]) -> Response:
    return page(
        "governance/privacy.html",
        versions=found,
        own=versions.own(found[0] if found else None),
        parts=_parts(),
        report_months=moderation.KEPT_MONTHS,
    )


def _accessibility(found: Sequence[PolicyVersion]) -> Response:
    own = versions.own(found[0] if found else None)
    return page(
        "governance/accessibility.html", versions=found, own=own, statuses=COMPLIANCE,
        prepared=versions.day_in(own, "prepared_day"), review=versions.day_in(own, "review_day"),
    )  # fmt: skip


def _parts() -> Mapping[str, Sequence[Row]]:
    """What is about people, by part of the service."""
    personal = [row for row in inventory.rows() if row.is_personal]
    return {part: list(rows) for part, rows in groupby(personal, key=lambda row: row.part)}
