"""What a person does by keyboard alone: reach something with Tab, press it, write into it, choose from it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def reach(page: Page, goal: Locator, most: int = 120) -> None:
    """Go there with the Tab key alone."""
    found = goal.element_handle()
    for _ in range(most):
        # What a swap has replaced is looked for again.
        here, there = found.evaluate("e => [e === document.activeElement, e.isConnected]")
        if here:
            return
        if not there:
            found = goal.element_handle()
        page.keyboard.press("Tab")
    raise AssertionError(f"not to be reached by keyboard: {goal}")


def press(page: Page, name: str) -> None:
    """A button, reached and pressed by keyboard."""
    reach(page, page.get_by_role("button", name=name, exact=True).first)
    page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """Into the field of this label, reached by keyboard; what stood there is replaced."""
    reach(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, label: str, option: str) -> None:
    """One of a list, found by typing how it begins; a place in the council, whose arrow no key has, by going down."""
    select = page.get_by_label(label, exact=True)
    reach(page, select)
    if "›" not in option:
        page.keyboard.type(option[:14])
    else:
        for _ in range(select.locator("option").all_text_contents().index(option)):
            page.keyboard.press("ArrowDown")
    expect(select.locator("option:checked")).to_have_text(option)


def until(page: Page, there: Callable[[], bool], seconds: int = 90) -> None:
    """Reload until the worker has done its part."""
    for _ in range(seconds):
        if there():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"it did not come in {seconds} s: {page.locator('main').inner_text()}")


def confirm(page: Page, opens: str, name: str) -> None:
    """An act that asks once: its words are opened, then its button pressed."""
    reach(page, page.locator("summary", has_text=opens).first)
    page.keyboard.press("Enter")
    press(page, name)
