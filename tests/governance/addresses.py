"""The addresses of data protection and accessibility."""

from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.governance.actions import requests, texts
from engage.governance.models import DataRequest
from engage.governance.rules.texts import Document
from tests.factories import People

PUBLIC = "governance.privacy governance.accessibility governance.earlier"
SIGNED_IN = "governance.copy governance.download_copy"
OD_AND_ADMIN = """governance.index governance.data governance.data_csv governance.paper governance.edit_texts
governance.save_texts"""
ADMIN = """governance.requests governance.new_request governance.take_request governance.show_request
governance.keep_in governance.make_file governance.release governance.extend governance.close"""
PAGES = (
    ("", "/privacy/versions/1"), ("Chloe", "/governance/"), ("Chloe", "/governance/data"),
    ("Chloe", "/governance/dpia"), ("Chloe", "/governance/texts/accessibility"),
    ("Dev", "/governance/requests"), ("Dev", "/governance/requests/new"), ("Dev", "/governance/requests/2"),
    ("Amara", "/account/data-copies/1"),
    ("Chloe", "/guide/data-protection"),
)  # fmt: skip
ELSEWHERE = {"governance.data_csv": "a download"}


def scene(people: People) -> dict[str, Any]:
    """A request of Amara's that is released, and a version of the notice."""
    with transaction():
        row = DataRequest(person_id=people.amara, received_on=clock.today(), made_at=clock.now(),
                          due_on=clock.months_after(clock.today(), 1))  # fmt: skip
        db.session.add(row)
        db.session.flush()
        requests.release(row, clock.now(), people.dev)
        texts.publish(Document.PRIVACY, 0, {"controller": "Us"}, "First.", clock.now(), people.chloe)
        number = row.id
    return {"request_id": number, "notice": "privacy", "governance.number": 1, "paper": "dpia", "document": "eia"}
