"""The addresses of the champion's desk, the log, and what the OD team sees of it."""

from typing import Any

from engage.core import files
from engage.core.db import transaction
from tests.champions import logged
from tests.factories import People
from tests.recognition.pictures import png

SIGNED_IN = """champions.desk champions.activity_log champions.activity_new champions.activity_create
champions.activity_repeat champions.activity champions.activity_edit champions.activity_save
champions.activity_delete champions.activity_files_add champions.activity_files_remove champions.activity_month"""
OD = """champions.activity_manage champions.activity_csv champions.activity_words champions.activity_words_csv"""
PAGES = (
    ("Bryn", "/champions"), ("Bryn", "/champions/log"), ("Bryn", "/champions/log/new?kind=concern"),
    ("Bryn", "/champions/log/{own_activity}"), ("Bryn", "/champions/log/{own_activity}/edit"),
    ("Bryn", "/champions/months/2026/10"), ("Chloe", "/champions/months/2026/10"),
    ("Chloe", "/networks/manage/activity"), ("Chloe", "/networks/manage/activity/heard"), ("Chloe", "/guide/activity"),
)  # fmt: skip
ELSEWHERE = {
    "champions.activity_csv": "a download",
    "champions.activity_words_csv": "a download",
}


def scene(people: People) -> dict[str, Any]:
    """An entry of Bryn's with a file."""
    number = logged.entry(people.bryn)
    with transaction():
        file = files.store("flipchart.png", png(), "activity", number, 1_000_000)
        return {
            "champions.activity_id": number,
            "champions.file_id": file.id,
            "champions.year": 2026,
            "champions.number": 10,
        }


def browser_scene(as_: Any) -> dict[str, Any]:
    """An entry of Bryn's, logged in two taps."""
    bryn = as_("Bryn")
    bryn.goto("/champions")
    bryn.get_by_role("link", name="Briefing", exact=True).click()
    bryn.get_by_role("button", name="Save", exact=True).click()
    bryn.get_by_text("Logged: briefing").wait_for()
    href = bryn.locator(".engage-log a").first.get_attribute("href")
    return {"own_activity": href.rsplit("/", 1)[1]}
