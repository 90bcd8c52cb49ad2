"""Pages as the OD team makes them, through the product's own actions; and files to hang on them."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.directory.rules.audience import EVERYONE, Audience
from engage.pages import actions
from engage.pages.models import GuidePage
from engage.pages.rules import Kind
from tests.factories import People

PDF = b"%PDF-1.7 a page"
PROGRAM = b"MZ\x90\x00\x03 a program"


def words(people: People, **other: Any) -> actions.Words:
    """Whole and sound, but for what is said otherwise."""
    given = {
        "kind": Kind.GUIDE, "title": "Sickness absence", "summary": "What to do when you are ill.",
        "text": "## The first day\n\nRing your manager.", "eligible": "", "link": "", "contact": "",
        "lead_officer_id": people.chloe, "review_on": clock.today() + timedelta(days=100), "audience": EVERYONE,
    }  # fmt: skip
    return actions.Words(**(given | other))  # type: ignore[arg-type]


def draft(people: People, **other: Any) -> int:
    """A draft; its id."""
    with transaction():
        return actions.create(words(people, **other), clock.now()).id


def published(people: People, **other: Any) -> int:
    """A published page; its id."""
    page_id = draft(people, **other)
    with transaction():
        actions.publish(db.session.get_one(GuidePage, page_id), clock.now())
    return page_id


def archived(people: People, **other: Any) -> int:
    """An archived page; its id."""
    page_id = published(people, **other)
    with transaction():
        actions.archive(db.session.get_one(GuidePage, page_id), clock.now())
    return page_id


def benefit(people: People, **other: Any) -> int:
    """A published benefit; its id."""
    return published(people, **({
        "kind": Kind.BENEFIT, "title": "Cycle to work", "eligible": "Everybody with a permanent contract.",
        "link": "https://cycles.example/anytown", "contact": "Payroll, 0100 555 0101",
    } | other))  # fmt: skip


def overdue(people: People, days: int = 3, **other: Any) -> int:
    """A published page whose review was due so many days ago; its id."""
    return published(people, review_on=clock.today() - timedelta(days=days), **other)


def only(*codes: str, roles: tuple[str, ...] = ()) -> Audience:
    """An audience of the units with these codes, and of roles."""
    units = db.session.query(Unit.id).filter(Unit.code.in_(codes)).all()
    return Audience(frozenset(row.id for row in units), frozenset(roles))


def row(page_id: int) -> GuidePage:
    """A page as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(GuidePage, page_id)


def form(**other: Any) -> dict[str, Any]:
    """What the form of a page sends, whole and sound but for what is said otherwise."""
    day: date = clock.today() + timedelta(days=200)
    given = {
        "kind": "guide", "title": "Sickness absence", "summary": "What to do when you are ill.",
        "text": "Ring your manager.", "eligible": "", "link": "", "contact": "", "lead": "Chloe Martin",
        "review_day": f"{day.day}/{day.month}/{day.year}", "who": "everyone",
    }  # fmt: skip
    return given | other


def office(*parts: str) -> bytes:
    """An archive with parts of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return out.getvalue()
