"""What the scripts do when something goes wrong, and what works without them."""

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import As
from tests.browser.test_answering import ANSWER

NO_STORAGE = """Object.defineProperty(window.crypto, "subtle", { value: undefined });
Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden") } });"""


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "out of date"), (403, "You may not do that"), (404, "no longer there"), (413, "too large"),
     (429, "too often"), (500, "went wrong on our side"), (503, "busy or being updated")],
)  # fmt: skip
def test_an_error_is_told_in_a_sentence_and_the_form_stays(as_: As, status: int, words: str) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    page.locator("#W1-2").check()

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=status, body="<h1>An error page</h1>", content_type="text/html")
        else:
            route.continue_()

    page.route(f"**{ANSWER}", answer)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#page-alert")).to_contain_text(words)
    assert page.locator("#W1-2").is_checked()
    assert page.get_by_text("An error page").count() == 0


def test_without_storage_and_cryptography_there_is_no_draft_and_no_fault(as_: As) -> None:
    page = as_("Amara")
    page.add_init_script(NO_STORAGE)
    page.goto(ANSWER)
    page.locator("#W1-2").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your manager and team")


def test_the_menu_of_a_phone_opens_without_scripts(as_: As) -> None:
    page = as_("Amara", scripts=False, width=360, height=740)
    page.goto("/")
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Surveys")).to_be_visible()


def test_the_first_page_of_a_survey_is_small(browser: Browser, as_: As, base_url: str) -> None:
    state = as_("Amara").context.storage_state()
    context = browser.new_context(base_url=base_url, storage_state=state)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(ANSWER)
    page.wait_for_load_state("networkidle")
    context.close()
    assert 3 <= len(sizes) <= 8, "requests"
    assert sum(sizes) <= 150_000, "bytes"
