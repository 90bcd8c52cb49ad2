"""The OD team publishes a framework by keyboard, and with scripts off; every real one fits on a sheet of paper."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engage.core import clock
from tests.browser.axe import look
from tests.browser.conftest import As, serving
from tests.browser.keyboard import choose, heading, press, reach, write
from tests.values.shared_file import rows, shared

MOST_SIDES = 2
TOO_LATE = (clock.today() - timedelta(days=2)).strftime("%d/%m/%Y")


@pytest.fixture(scope="session")
def base_url(demonstration: Path, browser_type_launch_args: Any, tmp_path_factory: Any) -> Iterator[str]:
    """A server of this file's own: what it publishes is for everybody, and other files read the demonstration's."""
    instance = tmp_path_factory.mktemp("values") / "instance"
    shutil.copytree(demonstration, instance)
    with serving(instance) as address:
        yield address


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """Who has signed in on that server."""
    return {}


def follow(page: Page, name: str) -> None:
    """A link, reached and followed by keyboard."""
    reach(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def sides(page: Page) -> int:
    """How many sides of A4 the framework in force takes, as the browser prints it."""
    page.goto("/values/print")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_a_framework_is_written_and_published_by_keyboard(as_: As) -> None:
    page = as_("Chloe")
    _write(page)
    _publish(page)
    _read_by(as_("Amara"))


def _write(page: Page) -> None:
    page.goto("/values/")
    follow(page, "Write and publish")
    follow(page, "Begin a draft")
    write(page, "What is it called?", "How we work at Riverside")
    press(page, "Begin")
    expect(heading(page)).to_have_text("How we work at Riverside")
    write(page, "Name of the value", "Plain")
    press(page, "Add the value")
    expect(heading(page)).to_have_text("Plain")
    choose(page, "Level", "negative")
    write(page, "Statements, one a line", "Say it in capitals")
    press(page, "Add them")
    expect(page.get_by_text("Say it in capitals", exact=True)).to_be_visible()
    look(page, "values-value")
    choose(page, "Level", "positive")
    reach(page, page.get_by_label("Statements, one a line"))
    page.keyboard.type("Say it in one sentence")
    page.keyboard.press("Enter")
    page.keyboard.type("Say it first")
    press(page, "Add them")
    press(page, "Move “Say it first” up")
    expect(page.locator(".engage-value-group").first.locator("li .engage-outline__words")).to_have_text(
        [re.compile("Say it first"), re.compile("Say it in one sentence")]
    )
    follow(page, "Edit “Say it first”")
    reach(page, page.get_by_role("checkbox", name="Inclusion"))
    page.keyboard.press("Space")
    press(page, "Save the statement")
    follow(page, "How we work at Riverside")


def _publish(page: Page) -> None:
    follow(page, "Preview")
    expect(page.get_by_text("this is how staff will see it")).to_be_visible()
    follow(page, "See what changes, and publish")
    expect(heading(page)).to_have_text("Publish “How we work at Riverside”")
    look(page, "values-publish")
    reach(page, page.get_by_role("radio", name="Today"))
    page.keyboard.press("ArrowDown")
    write(page, "The day", TOO_LATE)
    press(page, "Publish to all staff")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "values-publish-wrong")
    reach(page, page.get_by_role("radio", name="On a later day"))
    page.keyboard.press("ArrowUp")
    press(page, "Publish to all staff")
    expect(page.get_by_text("is published. Everyone sees it now.")).to_be_visible()
    expect(heading(page)).to_have_text("How we work at Riverside")
    look(page, "values-published")


def _read_by(page: Page) -> None:
    page.goto("/")
    follow(page, "How we work at Riverside")
    follow(page, "Say it first")
    expect(heading(page)).to_have_text("Say it first")
    look(page, "values-behaviour")
    page.goto("/values/versions/2")
    follow(page, "Say early when something is going wrong")
    expect(page.locator("#then-and-now")).to_contain_text("This was the wording until")
    look(page, "values-behaviour-before")


def test_the_same_way_works_with_scripts_off(as_: As, tmp_path: Path) -> None:
    page = as_("Chloe", scripts=False)
    file = tmp_path / "framework.csv"
    file.write_text(
        "organisation,value,audience,level,statement\n"
        "Anytown Council,Fair,everyone,what you can expect,An answer\n"
        "Anytown Council,Fair,everyone,what we expect of you,Your word\n"
    )
    page.goto("/values/manage/new")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("1 value and 2 statements came in.")).to_be_visible()
    page.get_by_role("link", name="Publish", exact=True).click()
    for select in page.locator("#mapping select").all()[:1]:
        select.select_option(label="Fair")
    page.get_by_role("button", name="Save what takes over").click()
    expect(page.locator(".engage-changes")).to_contain_text("Becomes")
    page.get_by_role("button", name="Publish to all staff").click()
    expect(page.get_by_text("is published. Everyone sees it now.")).to_be_visible()
    boxes = [each.bounding_box() for each in page.locator(".engage-value__level").all()]
    assert boxes[0] and boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"], "the two sides of a deal stand beside each other"


def _drafts(page: Page) -> list[str]:
    page.goto("/values/manage/")
    found = page.locator("section:has(#drafts) a.engage-outline__title").all()
    return [each.get_attribute("href") or "" for each in found]


def _bring(page: Page, name: str, content: bytes) -> None:
    page.goto("/values/manage/new")
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.get_by_label("The file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("came in|were made"))).to_be_visible()


def _printed(page: Page, draft: str) -> int:
    """Publish a draft; how many sides of A4 it takes."""
    page.goto(f"{draft}publish")
    page.get_by_role("button", name="Publish to all staff").click()
    expect(page.get_by_text("is published. Everyone sees it now.")).to_be_visible()
    look(page, f"values-shared-{draft.split('/')[-2]}")
    return sides(page)


def test_the_demonstration_of_five_values_prints_on_two_sides(as_: As) -> None:
    page = as_("Chloe")
    before = _drafts(page)
    _bring(page, "own.json", page.request.get("/values/versions/2/framework.json").body())
    (own,) = set(_drafts(page)) - set(before)
    assert _printed(page, own) <= MOST_SIDES
    assert page.locator("h2").count() == 5


def test_every_shared_framework_prints_on_two_sides(as_: As) -> None:
    page = as_("Chloe")
    before = _drafts(page)
    _bring(page, "frameworks.csv", shared().encode())
    new = set(_drafts(page)) - set(before)
    assert len(new) == len({row[0] for row in rows(shared())[1:]})
    for draft in sorted(new):
        assert _printed(page, draft) <= MOST_SIDES
