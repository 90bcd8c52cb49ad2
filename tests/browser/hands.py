"""The same walk twice: by keyboard with scripts, looked at on each page, or by touch with scripts off."""

import re
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser import keyboard
from tests.browser.axe import axe, fits

PHONE = {"width": 360, "height": 740}


def button(page: Page, name: str) -> Locator:
    """By how its name begins: what it is about may be read out after it."""
    return page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}\s*(:|$)")).first


def link(page: Page, name: str) -> Locator:
    """By its whole name, else by how it begins."""
    return page.get_by_role("link", name=re.compile(rf"^{re.escape(name)}\s*($|[:,])")).first


def words_of(page: Page, name: str) -> Locator:
    """What opens by these words."""
    return page.locator("summary").filter(has_text=name).first


def field(page: Page, label: str) -> Locator:
    """What is written into, by how its label begins."""
    return page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}"))


def option(page: Page, name: str) -> Locator:
    """A box or radio button by how its label begins."""
    return page.get_by_label(re.compile(f"^{re.escape(name)}")).first


class Hands(Protocol):
    """What a person does with a page."""

    scripts: bool

    def follow(self, page: Page, name: str) -> None: ...
    def press(self, page: Page, name: str) -> None: ...
    def write(self, page: Page, label: str, words: str) -> None: ...
    def choose(self, page: Page, label: str, words: str) -> None: ...
    def tick(self, page: Page, name: str) -> None: ...
    def open(self, page: Page, name: str) -> None: ...
    def find(self, page: Page, name: str) -> None: ...
    def looked(self, page: Page, title: str) -> None: ...


class Keys:
    """With Tab, Enter, Space and the arrows; every page is looked at."""

    scripts = True

    def follow(self, page: Page, name: str) -> None:
        """A link."""
        keyboard.reach(page, link(page, name), most=200)
        page.keyboard.press("Enter")

    def press(self, page: Page, name: str) -> None:
        """A button."""
        keyboard.reach(page, button(page, name))
        page.keyboard.press("Enter")

    def write(self, page: Page, label: str, words: str) -> None:
        """Into a field."""
        keyboard.reach(page, field(page, label))
        page.keyboard.press("Control+A")
        page.keyboard.type(words)

    def choose(self, page: Page, label: str, words: str) -> None:
        """One of a list."""
        keyboard.choose(page, label, words)

    def tick(self, page: Page, name: str) -> None:
        """A box, or a radio button: into its group with Tab, along it with the arrow."""
        goal = option(page, name)
        if goal.get_attribute("type") != "radio":
            keyboard.reach(page, goal)
            page.keyboard.press("Space")
        else:
            group = page.locator(f"[type=radio][name={goal.get_attribute('name')}]")
            chosen = group.and_(page.locator(":checked"))
            keyboard.reach(page, chosen if chosen.count() else group.first)
            page.keyboard.press("Space")
            for _ in range(group.count()):
                if not goal.is_checked():
                    page.keyboard.press("ArrowDown")
        expect(goal).to_be_checked()

    def open(self, page: Page, name: str) -> None:
        """Words that open."""
        keyboard.reach(page, words_of(page, name))
        page.keyboard.press("Enter")

    def find(self, page: Page, name: str) -> None:
        """A person, who appears while one types."""
        keyboard.reach(page, page.locator("#q"))
        page.keyboard.type(name)
        option(page, name).wait_for()
        self.tick(page, name)

    def looked(self, page: Page, title: str) -> None:
        """It is this page, it fits a phone, and axe finds nothing."""
        expect(keyboard.heading(page)).to_have_text(title)
        fits(page)
        axe(page)


class Taps:
    """By touch, without any script."""

    scripts = False

    def follow(self, page: Page, name: str) -> None:
        """A link."""
        link(page, name).click()

    def press(self, page: Page, name: str) -> None:
        """A button."""
        button(page, name).click()

    def write(self, page: Page, label: str, words: str) -> None:
        """Into a field."""
        field(page, label).fill(words)

    def choose(self, page: Page, label: str, words: str) -> None:
        """One of a list."""
        page.get_by_label(label, exact=True).select_option(words)

    def tick(self, page: Page, name: str) -> None:
        """A box or radio button."""
        option(page, name).check()

    def open(self, page: Page, name: str) -> None:
        """Words that open."""
        words_of(page, name).click()

    def find(self, page: Page, name: str) -> None:
        """A person, whom the form's own button finds."""
        page.locator("#q").fill(name)
        page.get_by_role("button", name="Find", exact=True).click()
        self.tick(page, name)

    def looked(self, page: Page, title: str) -> None:
        """It is this page."""
        expect(keyboard.heading(page)).to_have_text(title)
