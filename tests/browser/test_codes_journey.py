"""Answering by code: on a phone, at a kiosk that clears itself, with Back, and with scripts off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.axe import axe, fits
from tests.browser.conftest import As

# The demonstration's open survey; its codes are made while Chloe looks on, as nobody can read them again.
HERE = "/surveys/manage/3"
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
IDLE, WARNING = 60_000, 20_000


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


@pytest.fixture(scope="session")
def made_codes() -> list[str]:
    """What is left of the codes that were made."""
    return []


@pytest.fixture
def codes(as_: As, made_codes: Callable[[], str], tmp_path: Path) -> Callable[[], str]:
    """The next code in clear, out of letters that Chloe makes."""
    if not made_codes:
        page = as_("Chloe")
        page.goto(f"{HERE}/codes")
        expect(heading(page)).to_be_visible()
        numbers = page.locator("input[inputmode=numeric]")
        for at in range(numbers.count()):
            numbers.nth(at).fill("0" if at else "10")
        with page.expect_download() as coming:
            page.get_by_role("button", name="Make the letters").click()
        coming.value.save_as(tmp_path / "letters.pdf")
        for sheet in PdfReader(tmp_path / "letters.pdf").pages:
            made_codes.extend(CODE.findall(sheet.extract_text()))
        assert len(set(made_codes)) == 10
    return made_codes.pop


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    """Nobody's browser, its scripts switched off."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def kiosk(as_: As, page: Page) -> None:
    """Chloe makes a link, and this page becomes a kiosk with it."""
    chloe = as_("Chloe")
    chloe.goto(f"{HERE}/kiosks")
    chloe.get_by_label("Where will the tablet be?").fill("Staff room")
    chloe.get_by_role("button", name="Make its link").click()
    link = re.search(r"/surveys/kiosk/\S+", chloe.locator("code.engage-print").inner_text())
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Turn it into a kiosk").click()
    expect(heading(page)).to_have_text("Type your code")


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(heading(page)).to_have_text("Your work")


def send(page: Page) -> None:
    """Every section, nothing chosen but one answer."""
    page.locator("#W1-2").check()
    while True:
        before = heading(page).inner_text()
        page.locator("button[value=next]").click()
        expect(heading(page)).not_to_have_text(before)
        if heading(page).inner_text() == "Thank you":
            return


def test_somebody_answers_by_code_on_a_phone_and_nothing_stays(page: Page, codes: Callable[[], str]) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    code = codes()
    page.goto(f"/surveys/code#{code}")
    expect(page.get_by_label("Your code")).to_have_value(code)
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    assert page.url.endswith("/surveys/code"), "the code is out of the address"
    assert not [url for url in asked if code in url.split("#")[0]], "no server was told in an address"
    axe(page)
    fits(page)
    page.get_by_role("button", name="Continue").click()
    expect(heading(page)).to_have_text("Your work")
    axe(page)
    fits(page)
    send(page)
    axe(page)
    fits(page)
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    expect(heading(page)).to_have_text("Type your code")
    type_again = page.get_by_label("Your code")
    type_again.fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("This code does not open a survey that is open now").first).to_be_visible()


def test_somebody_answers_by_code_with_scripts_off(plain: Page, codes: Callable[[], str]) -> None:
    page = plain
    page.goto("/surveys/code")
    type_code(page, codes().lower().replace("-", " "))
    page.locator("#W1-2").check()
    for _ in range(8):
        page.locator("button[value=next]").click()
        if heading(page).inner_text() == "Thank you":
            break
    expect(heading(page)).to_have_text("Thank you")


def test_a_kiosk_warns_after_a_minute_and_clears_itself(as_: As, page: Page, codes: Callable[[], str]) -> None:
    page.clock.install()
    code = codes()
    kiosk(as_, page)
    axe(page)
    type_code(page, code)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main button, main .govuk-radios__item, main input[type=text], summary")]
        .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([words]) => words)"""
    )
    assert small == []
    page.locator("#W1-2").check()
    page.clock.run_for(IDLE - 1000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(2000)
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_be_visible()
    still = dialog.get_by_role("button", name="I’m still here")
    expect(still).to_be_focused()
    axe(page)
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert page.locator("#W1-2").is_checked(), "nothing is lost for whoever is still there"
    page.clock.run_for(IDLE + 1000)
    expect(dialog).to_be_visible()
    page.clock.run_for(WARNING + 1000)
    expect(heading(page)).to_have_text("Type your code")
    page.go_back()
    expect(heading(page)).to_have_text("Type your code")
    type_code(page, code)
    assert not page.locator("#W1-2").is_checked(), "and the code, which was not used, opens an empty form"


def test_whoever_wakes_a_kiosk_sees_nothing_of_who_left_it(as_: As, page: Page, codes: Callable[[], str]) -> None:
    page.clock.install()
    kiosk(as_, page)
    type_code(page, codes())
    page.locator("#W1-2").check()
    page.clock.fast_forward(3_600_000)  # asleep: no timer runs meanwhile
    expect(heading(page)).to_have_text("Type your code")
    assert page.locator("#W1-2").count() == 0


def test_a_kiosk_hides_the_answers_while_it_asks(as_: As, page: Page, codes: Callable[[], str]) -> None:
    page.clock.install()
    kiosk(as_, page)
    type_code(page, codes())
    page.clock.run_for(IDLE + 1000)
    expect(page.get_by_role("dialog")).to_be_visible()
    behind = page.evaluate("getComputedStyle(document.querySelector('dialog'), '::backdrop').backgroundColor")
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", behind), f"something shines through {behind}"


def test_a_code_that_was_refused_does_not_stay_at_a_kiosk(as_: As, page: Page) -> None:
    page.clock.install()
    kiosk(as_, page)
    page.get_by_label("Your code").fill("K7Q2-9XTM-4HBV")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.get_by_label("Your code")).to_have_value("K7Q2-9XTM-4HBV")
    to_field = page.locator(".govuk-error-summary a").bounding_box()
    assert to_field and to_field["height"] >= 44, "a finger leads there too"
    page.clock.run_for(IDLE + 1000)
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    expect(page.get_by_label("Your code")).to_have_value("")


def test_back_at_a_kiosk_shows_nothing_of_the_person_before(as_: As, page: Page, codes: Callable[[], str]) -> None:
    kiosk(as_, page)
    type_code(page, codes())
    send(page)
    axe(page)
    for _ in range(3):
        page.go_back()
        expect(heading(page)).not_to_have_text("Your work")
        assert page.locator("input[type=radio]").count() == 0
        if heading(page).inner_text() == "Turn this tablet into a kiosk":
            break
    page.goto("/surveys/code")
    expect(page.locator("body.engage-kiosk")).to_be_visible()


def test_a_kiosk_without_scripts_says_why_it_cannot_be_one(as_: As, plain: Page) -> None:
    chloe = as_("Chloe")
    chloe.goto(f"{HERE}/kiosks")
    chloe.get_by_label("Where will the tablet be?").fill("Staff room")
    chloe.get_by_role("button", name="Make its link").click()
    link = re.search(r"/surveys/kiosk/\S+", chloe.locator("code.engage-print").inner_text())
    assert link
    page = plain
    page.goto(link[0])
    expect(page.get_by_text("scripts are switched off").first).to_be_visible()
    page.get_by_role("button", name="Turn it into a kiosk").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("could not clear itself")


def test_chloe_types_a_form_in_with_the_number_keys(as_: As, codes: Callable[[], str]) -> None:
    page = as_("Chloe")
    page.goto(f"{HERE}/papers")
    expect(page.get_by_label("Code on the form")).to_be_focused()
    page.keyboard.type(codes())
    page.keyboard.press("Tab")
    for key in ("4", "2"):
        page.keyboard.press(key)
    assert page.locator("#W1-4").is_checked()
    assert page.locator("#W2-2").is_checked()
    axe(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 form typed in this batch.")).to_be_visible()
    page.get_by_role("button", name="End the batch").click()
    expect(page.get_by_text("The batch is ended: 1 form.")).to_be_visible()
