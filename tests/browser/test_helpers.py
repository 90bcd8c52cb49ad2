"""The helpers of the browser tests can fail; pages are given here without a server."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.axe import axe, fits

SOUND = """<!DOCTYPE html><html lang="en"><head><title>Thanks</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Thanks</h1><p id="more">Words</p></main></body></html>"""
STRICT = {"Content-Security-Policy": "default-src 'none'", "Content-Type": "text/html"}


@pytest.fixture(scope="session")
def base_url() -> str:
    return "http://engage.example"


def _show(page: Page, source: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=source, headers=STRICT)

    page.route("**/*", answer)
    page.goto("/")


def test_axe_finds_nothing_on_a_sound_page_under_a_strict_policy(page: Page) -> None:
    _show(page, SOUND)
    axe(page)


def test_axe_finds_a_field_without_a_label(page: Page) -> None:
    _show(page, SOUND.replace("Words", '<input type="text">'))
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_a_page_wider_than_the_phone_is_noticed(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    _show(page, SOUND)
    fits(page)
    _show(page, SOUND.replace("Words", "word" * 200))
    with pytest.raises(AssertionError, match="px wide"):
        fits(page)
