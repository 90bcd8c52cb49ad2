"""Requests and documents for the tests of governance."""

import json
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.governance.actions import requests, texts
from engage.governance.models import DataRequest
from engage.governance.rules.texts import Compliance, Document
from tests.factories import People
from tests.site import Page, Site

NOTICE = {"controller": "Anytown Council, Town Hall.", "contact": "Information team.", "officer": "dpo@anytown.example"}
STATEMENT = {
    "status": str(Compliance.PARTIALLY), "not_accessible": "Scanned pages (1.1.1).", "tested": "By four colleagues.",
    "contact": "Digital team.", "answer_days": "Within 5 working days.", "prepared_day": "3/3/2026",
    "review_day": "3/3/2027",
}  # fmt: skip


def taken(people: People, who: int | None = None, days_ago: int = 1) -> int:
    """A request that Dev wrote down; its id."""
    day = clock.today().fromordinal(clock.today().toordinal() - days_ago)
    with transaction():
        return requests.take(who or people.amara, day, "By letter.", clock.now(), people.dev).id


def released(people: People, who: int) -> int:
    """A request whose copy waits in the account."""
    number = taken(people, who)
    with transaction():
        requests.release(row(number), clock.now(), people.dev)
    return number


def row(number: int) -> DataRequest:
    """As the database has it."""
    return db.session.get_one(DataRequest, number, populate_existing=True)


def published(document: Document, fields: dict[str, str], after: int = 0, changed: str = "First.") -> None:
    """A version of what the council wrote."""
    with transaction():
        texts.publish(document, after, fields, changed, clock.now(), None)


def records(page: Page) -> dict[str, Any]:
    """What a file holds, by title."""
    assert page.status == 200
    return {each["title"]: each for each in json.loads(page.data)["records"]}


def copy_of(site: Site, people: People, who: int) -> dict[str, Any]:
    """The copy that somebody downloads from their own account."""
    return records(site.post(f"/account/data-copies/{released(people, who)}/download", as_=who))
