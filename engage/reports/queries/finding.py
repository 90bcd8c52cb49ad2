"""What a search finds of this feature."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, holds
from engage.reports.models import Report


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Reports whose title or meeting holds every word, for those who make them."""
    if not viewer.may(Permission.REPORTS_MANAGE):
        return ()
    rows = select(Report.id, Report.title, Report.meeting).where(holds(words, Report.title, Report.meeting))
    found = db.session.execute(rows.order_by(Report.changed_at.desc(), Report.id.desc()).limit(MOST_EACH))
    return [Hit(title, "Reports", url_for("reports.show_report", report_id=number), meeting)
            for number, title, meeting in found]  # fmt: skip
