"""Reports as the OD team makes them, through the product's own actions; and Word files to look at."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

from docx import Document
from flask import current_app

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.reports.actions import reports as actions
from engage.reports.actions import standing
from engage.reports.actions.reports import About
from engage.reports.models import Report
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import Period, before, quarter_of
from engage.reports.rules.reports import Kind
from tests.factories import People


def quarter() -> Period:
    """The one that runs: what a test makes today lies in it."""
    return quarter_of(clock.today())


def about(**other: Any) -> About:
    """Whole and sound, but for what is said otherwise."""
    given: dict[str, Any] = {
        "title": "People and culture", "kind": Kind.PAPER, "unit_id": None, "period": quarter(),
        "blocks": ("thanks", "concerns"), "meeting": "Cabinet", "meeting_on": date(2027, 3, 2),
        "contact": "The OD team",
    }  # fmt: skip
    return About(**(given | other))


def draft(people: People, **other: Any) -> int:
    """A draft; its id."""
    with transaction():
        return actions.create(about(**other), people.chloe, clock.now()).id


def freeze(report_id: int, people: People) -> str:
    """Its figures frozen as they are now; their hash. Addresses of evidence are made for a request."""
    with current_app.test_request_context("/", method="POST"), transaction():
        return standing.freeze(row(report_id), people.chloe, clock.now()).sha256


def signed(report_id: int) -> None:
    """Both implications written and signed."""
    for section in ("finance", "legal"):
        write(report_id, section, Words("None beyond the budget.", None, "Ada Okafor, Finance", date(2027, 2, 1)))


def write(report_id: int, section: str, words: Words) -> None:
    """What stands in a section, written for the first time."""
    with transaction():
        actions.write(row(report_id), section, 0, words, clock.now())


def ready(people: People, **other: Any) -> int:
    """A draft that could be final; its id."""
    report_id = draft(people, **other)
    freeze(report_id, people)
    signed(report_id)
    return report_id


def final(people: People, **other: Any) -> int:
    """A final report; its id."""
    report_id = ready(people, **other)
    with transaction():
        standing.finish(row(report_id), clock.now())
    return report_id


def asked(people: People, finance: int | None = None, legal: int | None = None) -> int:
    """A report on which Femi is asked for finance and Esi for legal; its id."""
    report_id = draft(people)
    freeze(report_id, people)
    with transaction():
        standing.name_commenters(row(report_id), {"finance": finance or people.femi, "legal": legal or people.esi})
        standing.ask(row(report_id), clock.now())
    return report_id


def sent(people: People) -> int:
    """A final report that was sent; its id."""
    report_id = final(people)
    with transaction():
        standing.note_sent(row(report_id), clock.today(), "Cabinet", people.chloe)
    return report_id


def row(report_id: int) -> Report:
    """A report as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Report, report_id)


def unit(code: str) -> int:
    """The id of a unit."""
    return db.session.query(Unit.id).filter(Unit.code == code).one()[0]


def form(**other: Any) -> dict[str, Any]:
    """What the form of a report sends, whole and sound but for what is said otherwise."""
    given = {
        "title": "People and culture", "kind": "paper", "unit": "", "quarter": before(quarter()).first.isoformat(),
        "blocks": ["survey", "thanks"], "achievements": "", "meeting": "Cabinet", "meeting_day": "2/3/2027",
        "forward_plan": "", "wards": "All", "contact": "",
    }  # fmt: skip
    return given | other


def template(header: str = "Anytown {{title}}", body: str = "", **more: bytes) -> bytes:
    """A Word file with a header and some text, and with further parts by their names (dots for slashes)."""
    opened = Document()
    opened.sections[0].header.paragraphs[0].text = header
    if body:
        opened.add_paragraph(body)
    out = io.BytesIO()
    opened.save(out)
    return with_parts(out.getvalue(), {name.replace("__", "/"): part for name, part in more.items()})


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The same archive with parts added or put in place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in was.namelist():
            archive.writestr(name, parts.pop(name, was.read(name)))
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> str:
    """A part of an archive as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def yesterday() -> date:
    """The day before today."""
    return clock.today() - timedelta(days=1)
