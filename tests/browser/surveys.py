"""Surveys for the browser tests, made by the OD team through the pages."""

import re
from pathlib import Path

from playwright.sync_api import Page

from engage.surveys.rules import Kind, Question, Questionnaire, Row, Section, to_json
from engage.surveys.rules.scales import AGREEMENT, FREQUENCY


def short_survey() -> str:
    """Two sections: a required scale and a comment; then a grid and a comment."""
    asked = Question("R1", "browser1", Kind.SCALE, "I can do my job well here", options=AGREEMENT, required=True)
    why = Question("R2", "browser2", Kind.LONG_TEXT, "Why do you say so?", max_length=500)
    rows = (Row("A", "People listen"), Row("B", "People help each other"))
    often = Question("R3", "browser3", Kind.GRID, "How often is this so?", options=FREQUENCY, rows=rows)
    last = Question("R4", "browser4", Kind.LONG_TEXT, "What else would you like to say?", max_length=500)
    first = Section("one", "Your job", questions=(asked, why))
    return to_json(Questionnaire((first, Section("two", "Your colleagues", questions=(often, last)))))


class Maker:
    """Chloe at work: every step is a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def draft(self, title: str, questionnaire: str) -> int:
        """A draft from a file; answers its number."""
        self.page.goto("/surveys/manage/new")
        content = {"name": "questionnaire.json", "mimeType": "application/json", "buffer": questionnaire.encode()}
        self.page.get_by_label("The file").set_input_files(content)  # type: ignore[arg-type]
        self.page.get_by_label("Title", exact=False).last.fill(title)
        self.page.locator("form[enctype] button").click()
        self.page.wait_for_url("**/import-report")
        found = re.search(r"/manage/(\d+)/", self.page.url)
        assert found, self.page.url
        return int(found[1])

    def scheduled(self, title: str, questionnaire: str) -> int:
        """Scheduled: its questions are fixed, and it has a key."""
        number = self.draft(title, questionnaire)
        self.page.goto(f"/surveys/manage/{number}/")
        self.page.get_by_role("button", name="Schedule the survey").click()
        self.page.wait_for_url("**/key")
        return number

    def backed_up(self, number: int, folder: Path) -> None:
        """A backup of its key, and the proof that it works."""
        self.page.goto(f"/surveys/manage/{number}/key")
        self.page.get_by_label("Who keeps the backup?").fill("The monitoring officer")
        self.page.get_by_role("button", name="Make the backup").click()
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name="Download the backup file").click()
        file = folder / "backup.json"
        coming.value.save_as(file)
        code = self.page.locator(".engage-recovery").inner_text()
        self.page.get_by_role("link", name="I have both: try the backup").click()
        self.page.get_by_label("The backup file").set_input_files(file)
        self.page.get_by_label("The recovery code").fill(code)
        self.page.get_by_role("button", name="Try it").click()
        self.page.get_by_text("works. The survey can be opened.").wait_for()

    def opened(self, title: str, questionnaire: str, folder: Path) -> int:
        """Open to everyone."""
        number = self.scheduled(title, questionnaire)
        self.backed_up(number, folder)
        self.page.get_by_role("button", name="Open the survey now").click()
        self.page.get_by_text(f"{title} is open.").wait_for()
        return number

    def close(self, number: int) -> None:
        """Close it for good."""
        self.page.goto(f"/surveys/manage/{number}/")
        self.page.get_by_text("Close the survey now").click()
        self.page.get_by_role("button", name="Close the survey for good").click()
        self.page.get_by_text("is closed. The answers are being opened").wait_for()
