"""The heatmap is switched by keyboard, on a phone, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import As
from tests.browser.keyboard import choose, heading, press

HERE = "/surveys/2/results/heatmap"


def switched(page: Page) -> None:
    """From figures to differences of a section's questions, by keyboard."""
    page.goto(HERE)
    expect(heading(page)).to_have_text("Heatmap")
    expect(page.locator("#heatmap-table")).to_contain_text("Percent positive")
    choose(page, "Show", "Difference from the organisation")
    choose(page, "Of", "Your work")
    press(page, "Show the heatmap")
    expect(page.locator("#heatmap-table")).to_contain_text("How many points each group lies above or below")
    expect(page).to_have_url(re.compile("show=organisation.*of=s1"))
    cell = page.locator(".engage-heat tbody tr").nth(1).locator("td").first
    expect(cell).to_contain_text(re.compile("higher|lower|no clear difference|not tested"))


@pytest.mark.parametrize("width", [1280, 360])
def test_the_heatmap_is_switched_by_keyboard(as_: As, width: int) -> None:
    page = as_("Amara", width=width, height=800)
    switched(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    label = page.locator(".engage-heat tbody td").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert ("My work makes a difference" in label) is (width == 360)


def test_the_heatmap_is_switched_without_scripts(as_: As) -> None:
    switched(as_("Amara", scripts=False))
