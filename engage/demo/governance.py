"""The demonstration's notices, an assessment that is signed, and two requests for data."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.directory.models import Person
from engage.governance.actions import requests, texts
from engage.governance.rules.texts import Compliance, Document

# Who writes, who answers, whose copy is ready, and who still waits for one.
WRITES, ANSWERS, READY, WAITS = "D0003", "D0004", "D0001", "D0005"
PRIVACY = {
    "controller": "Anytown Council, Town Hall, High Street, Anytown.",
    "contact": "The information governance team: information@anytown.example, 0100 555 0140.",
    "officer": "The data protection officer: dpo@anytown.example, 0100 555 0141.",
    "more": "Backups are kept for 30 days, in a data centre in the United Kingdom. No supplier can read them.",
}


def build(_luck: random.Random, today: date) -> None:
    """Two versions of the privacy notice, a statement, an assessment, and requests of two people."""
    with transaction():
        ids = {row.employee_number: row.id for row in db.session.execute(
            select(Person.employee_number, Person.id).where(Person.employee_number.in_((WRITES, ANSWERS, READY, WAITS)))
        )}  # fmt: skip
    at = clock.now()
    with transaction():
        by = ids[WRITES]
        first = PRIVACY | {"more": ""}
        texts.publish(Document.PRIVACY, 0, first, "The first version.", at - timedelta(days=120), by)
        texts.publish(Document.PRIVACY, 1, PRIVACY, "It says how long backups are kept.", at - timedelta(days=30), by)
        texts.publish(Document.ACCESSIBILITY, 0, _statement(today), "The first version.", at - timedelta(days=60), by)
        texts.publish(Document.DPIA, 0, _assessment(today), "Signed for the first survey.", at - timedelta(days=90), by)
    with transaction():
        asked = requests.take(ids[READY], today - timedelta(days=9), "By e-mail.", at, ids[ANSWERS])
        requests.release(asked, at, ids[ANSWERS])
        requests.take(ids[WAITS], today - timedelta(days=20), "A letter, with a copy of the staff pass.", at,
                      ids[ANSWERS])  # fmt: skip


def _statement(today: date) -> dict[str, str]:
    return {
        "status": Compliance.PARTIALLY,
        "not_accessible": "Wide tables scroll sideways on a phone (1.4.10, which allows it for tables).\n"
        "Some files that the council uploads are scanned pages without text (1.1.1).",
        "tested": "Four colleagues tried the start page, a survey and the wall of thanks, two of them with a screen "
        "reader. No audit from outside has been done.",
        "contact": "The digital team: digital@anytown.example, 0100 555 0150.",
        "answer_days": "within 5 working days",
        "plans": "Scanned pages are replaced when a guide is reviewed.",
        "prepared_day": typed_day(today - timedelta(days=60)),
        "review_day": typed_day(today + timedelta(days=305)),
    }


def _assessment(today: date) -> dict[str, str]:
    return {
        "purpose": "The council wants to know how work is, and to thank people for it.",
        "consulted": "The joint committee with the unions, and 14 people from depots, care and offices.",
        "necessity": "An open survey on paper reached a third of staff, and no service could see its own results.",
        "risks": "That somebody is found out: unlikely, and grave. That more is kept than is needed: possible, "
        "moderate.",
        "measures": "Two people of the digital team run the servers. The copy of a survey’s key is held by the "
        "monitoring officer.",
        "advice": "Go ahead, if the staff networks are asked again after a year.",
        "decision": "The remaining risks are accepted for one year.",
        "decided_by": "The senior information risk owner",
        "decided_day": typed_day(today - timedelta(days=90)),
        "review_day": typed_day(today + timedelta(days=275)),
    }
