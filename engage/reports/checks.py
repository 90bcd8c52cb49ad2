"""What must be true of reports."""

import hashlib

from sqlalchemy import select

from engage.core.checks import Check
from engage.core.db import db
from engage.reports.models import Report, ReportSnapshot

KINDS = {"report": Report.id}


def _snapshots_changed() -> int:
    rows = db.session.execute(select(ReportSnapshot.document, ReportSnapshot.sha256).order_by(ReportSnapshot.id))
    return sum(hashlib.sha256(document.encode()).hexdigest() != digest for document, digest in rows)


def _finals_changed() -> int:
    rows = db.session.execute(select(Report.document, Report.sha256).where(Report.document != "").order_by(Report.id))
    return sum(hashlib.sha256(document.encode()).hexdigest() != digest for document, digest in rows)


CHECKS = (
    Check("frozen figures of reports are as they were frozen", _snapshots_changed),
    Check("final reports are as they were finished", _finals_changed),
)
