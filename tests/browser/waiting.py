"""Waiting for what a page says of itself."""

from playwright.sync_api import Page


def true(page: Page, script: str, seconds: float = 30) -> None:
    """Until the script is true on the page. The page's own policy forbids wait_for_function to look twice."""
    for _ in range(int(seconds / 0.05)):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true in {seconds} s: {script}")
