"""Choosing whom a survey asks, by keyboard alone, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import look
from tests.browser.conftest import As
from tests.browser.keyboard import heading, press, reach, write


@pytest.mark.parametrize("width", [1280, 360])
def test_chloe_chooses_whom_a_survey_asks_by_keyboard(as_: As, width: int) -> None:
    page = as_("Chloe")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/surveys/manage/new")
    write(page, "What is the survey called?", f"Who is meant, {width}")
    press(page, "Begin")
    expect(heading(page)).to_have_text("Questions")
    found = re.search(r"/manage/(\d+)/", page.url)
    assert found
    page.goto(f"/surveys/manage/{found[1]}/audience")
    count = page.locator("#audience-count")
    expect(count).to_contain_text("people are asked")
    everybody = int((re.search(r"([\d,]+) people", count.inner_text()) or [""])[0].split()[0].replace(",", ""))

    reach(page, page.get_by_role("checkbox", name="Agency workers").nth(1))
    page.keyboard.press("Space")
    expect(count).not_to_contain_text(f"{everybody:,} people are asked")
    sites = page.get_by_label("Codes for everybody at these sites")
    reach(page, sites)
    page.keyboard.press("ArrowDown")
    expect(count).to_contain_text("by a code on paper")
    reach(page, page.get_by_role("radio", name="All of them"))
    page.keyboard.press("ArrowDown")
    write(page, "How many people", "40")
    page.keyboard.press("Tab")
    expect(count).to_contain_text("40 people are asked, drawn by lot from")
    assert page.evaluate("document.activeElement !== document.body"), "the count takes nobody's place away"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    look(page, f"audience-{width}")
    press(page, "Save")
    expect(heading(page)).to_have_text(f"Who is meant, {width}")
    expect(page.get_by_text("without agency workers; 40 of them drawn by lot")).to_be_visible()


def test_a_choice_is_counted_and_saved_without_scripts(as_: As) -> None:
    page = as_("Chloe")
    page.goto("/surveys/manage/")
    page.get_by_role("link", name="After the office move").click()
    address = page.url
    cookies = page.context.cookies()
    browser = page.context.browser
    assert browser
    bare = browser.new_context(java_script_enabled=False, base_url=address.split("/surveys")[0])
    bare.add_cookies(cookies)  # type: ignore[arg-type]
    plain = bare.new_page()
    plain.goto(f"{address}audience")
    plain.get_by_label("A number, drawn by lot").check(force=True)
    plain.get_by_label("How many people").fill("30")
    plain.get_by_role("button", name="Count again").click()
    expect(plain.locator("#audience-count")).to_contain_text("30 people are asked, drawn by lot from")
    bare.close()
