"""Codes on paper and kiosks: who may, and what fills their addresses in."""

import re
from typing import Any

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import kiosks
from engage.surveys.models import Kiosk, Survey
from engage.surveys.queries import codes as queries
from tests.factories import People
from tests.surveys import coded, taken

PUBLIC = """surveys.code surveys.enter_code surveys.answer_by_code surveys.answer_section_by_code
surveys.cast_by_code surveys.thanks_by_code surveys.leave_code surveys.kiosk surveys.become_kiosk"""
SIGNED_IN = "surveys.unit_progress"
OD = """surveys.survey_codes surveys.make_codes surveys.cancel_codes surveys.code_reminder surveys.survey_kiosks
surveys.make_kiosk surveys.end_kiosk surveys.type_papers surveys.type_paper surveys.end_papers surveys.paper_form"""
PAGES = [
    ("Femi", "/surveys/3/progress"),
    ("", "/surveys/code"),
    ("Chloe", "/surveys/manage/3/codes"),
    ("Chloe", "/surveys/manage/3/kiosks"),
    ("Chloe", "/surveys/manage/3/papers"),
    ("", "/surveys/kiosk/{kiosk_token}"),
]
ELSEWHERE = {
    "surveys.answer_by_code": "tests/browser/test_codes_journey.py answers by code",
    "surveys.thanks_by_code": "tests/browser/test_codes_journey.py answers by code",
    "surveys.code_reminder": "a PDF",
    "surveys.paper_form": "a PDF",
}


def scene(_people: People) -> dict[str, Any]:
    """A survey with a batch of codes and a kiosk."""
    survey_id = taken.open_survey(title="Asked by letter")
    batch = coded.letters(survey_id, 2, queries.places(db.session.get_one(Survey, survey_id))[0].group)
    assert batch
    with transaction():
        token = kiosks.make(db.session.get_one(Survey, survey_id), "Depot", clock.now())
    kiosk_id = db.session.scalar(select(Kiosk.id))
    return {"batch_id": queries.batches(survey_id)[0].id, "kiosk_id": kiosk_id, "surveys.token": token}


def browser_scene(as_: Any) -> dict[str, Any]:
    """A kiosk's link, made by Chloe."""
    page = as_("Chloe")
    page.goto("/surveys/manage/3/kiosks")
    page.get_by_label("Where will the tablet be?").fill("Staff room, Riverside depot")
    page.get_by_role("button", name="Make its link").click()
    found = re.search(r"/surveys/kiosk/(\S+)", page.locator("code.engage-print").inner_text())
    assert found
    return {"kiosk_token": found[1]}
