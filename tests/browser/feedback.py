"""Feedback rounds for the browser tests, run by the OD team through the pages."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page

MANAGE = "/values/feedback/manage"


def round_of(page: Page, title: str, *invited: str) -> int:
    """A round in which these people may choose reviewers; its number."""
    number = draft(page, title)
    page.goto(f"{MANAGE}/{number}/settings")
    closes = date.today() + timedelta(days=20)  # noqa: DTZ011  # a browser's day, not the product's
    page.get_by_label("Answers are taken until").fill(f"{closes.day}/{closes.month}/{closes.year}")
    page.get_by_role("button", name="Save", exact=True).click()
    for name in invited:
        page.goto(f"{MANAGE}/{number}/people?q={name.replace(' ', '+')}")
        page.get_by_role("button", name=f"Invite {name}").click()
        page.get_by_text("They are invited.").wait_for()
    page.goto(f"{MANAGE}/{number}/")
    page.get_by_text("Open the round").click()
    page.get_by_role("button", name="Open it now").click()
    page.get_by_text("People can propose reviewers now.").wait_for()
    return number


def draft(page: Page, title: str) -> int:
    """A draft; its number."""
    page.goto(f"{MANAGE}/new")
    page.get_by_label("What is the round called?").fill(title)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/settings")
    found = re.search(r"/manage/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def backed_up(page: Page, number: int, folder: Path) -> None:
    """The key is made, backed up and tried; then answers are collected."""
    page.goto(f"{MANAGE}/{number}/")
    page.get_by_role("button", name="Make the key").click()
    page.get_by_label("Who keeps the backup?").fill("The monitoring officer")
    page.get_by_role("button", name="Make the backup").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the backup file").click()
    file = folder / "backup.json"
    coming.value.save_as(file)
    code = page.locator(".engage-recovery").inner_text()
    page.get_by_role("link", name="I have both: try the backup").click()
    page.get_by_label("The backup file").set_input_files(file)
    page.get_by_label("The recovery code").fill(code)
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("works. Answers can be taken.").wait_for()
    page.get_by_text("Start to collect answers").click()
    page.get_by_role("button", name="Collect answers now").click()
    page.get_by_text("Answers are collected about").wait_for()


def joined(page: Page, title: str, *names: str) -> None:
    """Somebody takes part and puts these colleagues on the list as peers."""
    page.goto("/values/feedback/")
    place = page.locator("article", has=page.get_by_role("heading", name=title, exact=True))
    place.get_by_role("button", name="Take part").click()
    for name in names:
        page.get_by_label("Name or team").fill(name)
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("button", name=f"Add as peer {name}").click()
        page.get_by_text(f"{name} is on the list.").wait_for()


def answered(page: Page, title: str, words: str = "") -> None:
    """Somebody answers the first request of a round: every behaviour at “often”."""
    page.goto("/values/feedback/")
    page.locator("article", has_text=title).get_by_role("link").first.click()
    for each in page.locator("fieldset").all():
        each.get_by_label("Often", exact=True).check(force=True)
    page.get_by_label("What I saw").first.fill(words)
    page.get_by_role("button", name="Send my feedback").click()
    page.get_by_role("heading", level=1, name="Thank you").wait_for()


def until_reported(page: Page, number: int, seconds: int = 90) -> None:
    """Reload until the worker has opened the box and made the reports."""
    page.goto(f"{MANAGE}/{number}/")
    for _ in range(seconds):
        if page.get_by_text("The reports are made").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"no reports in {seconds} s: {page.locator('main').inner_text()}")
