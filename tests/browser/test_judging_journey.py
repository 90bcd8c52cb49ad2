"""Amara judges awards on a phone, by keyboard: declares, scores two entries, abstains from one; Chloe sees it."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import axe, fits
from tests.browser.conftest import ROOT, As, _environment
from tests.browser.judging import PANEL, TITLE, WORDS
from tests.browser.keyboard import confirm, heading, press, reach, write

PHONE = {"width": 360, "height": 740}


def looked_at(page: Page) -> None:
    """Accessible, and no wider than the phone."""
    axe(page)
    fits(page)


def follow(page: Page, name: str) -> None:
    """A link, reached and followed by keyboard."""
    reach(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def tick(page: Page, name: str) -> None:
    """A box or radio button, reached with Tab and chosen with Space."""
    box = page.get_by_label(name, exact=True).first
    reach(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()


def declares_a_tie(amara: Page) -> None:
    amara.goto("/")
    follow(amara, "Declare your ties")
    expect(heading(amara)).to_have_text("Declare your ties")
    looked_at(amara)
    expect(amara.locator("[name=entry]")).to_have_count(6)
    reach(amara, amara.locator("[name=answer]").first)
    amara.keyboard.press("ArrowDown")
    expect(amara.locator("[name=answer]").last).to_be_checked()
    reach(amara, amara.locator("[name=entry]").first)
    amara.keyboard.press("Space")
    write(amara, "What is the tie?", "We sing in the same choir.")
    press(amara, "Declare")
    expect(amara.get_by_text("Your declaration is kept")).to_be_visible()


def scores(amara: Page, points: int) -> None:
    """Both criteria: into the group with Tab, along it with the arrows."""
    expect(amara.get_by_text(WORDS).first).to_be_visible()
    for group in amara.locator(".engage-scales fieldset").all():
        reach(amara, group.locator("input").first)
        amara.keyboard.press("Space")
        for _ in range(points - 1):
            amara.keyboard.press("ArrowDown")
        expect(group.locator("input").nth(points - 1)).to_be_checked()


def judges(amara: Page) -> None:
    """Two entries are scored, one is left."""
    amara.goto("/awards/judging/")
    expect(amara.get_by_text("Scored 0 of 5")).to_be_visible()
    looked_at(amara)
    reach(amara, amara.locator(".engage-todo a").first)
    amara.keyboard.press("Enter")
    scores(amara, 4)
    looked_at(amara)
    first = heading(amara).inner_text()
    press(amara, "Save and go to the next entry")
    expect(amara.get_by_text(f"{first} is scored.")).to_be_visible()
    scores(amara, 2)
    press(amara, "Save and go to the next entry")
    expect(heading(amara)).not_to_have_text(first)
    reach(amara, amara.locator("summary", has_text="I should not judge this entry"))
    amara.keyboard.press("Enter")
    write(amara, "Why, in a few words", "I know the case too well.")
    press(amara, "Abstain")
    expect(amara.get_by_text("Scored 2 of 4")).to_be_visible()


def test_amara_judges_on_a_phone_by_keyboard_and_chloe_sees_how_far_she_is(as_: As, instance: Path) -> None:
    amara, chloe = as_("Amara", **PHONE), as_("Chloe", **PHONE)
    command = [sys.executable, "-m", "tests.browser.judging"]
    told = subprocess.run(command, cwd=ROOT, env=_environment(instance), check=True, capture_output=True, text=True)
    number, panel = told.stdout.split()[-2:]
    declares_a_tie(amara)
    home = f"/awards/manage/{number}/judging/panels/{panel}/"
    chloe.goto(home)
    confirm(chloe, "Share out the entries", "Share out the entries")
    expect(chloe.get_by_text("The entries are shared out.").first).to_be_visible()
    expect(chloe.get_by_role("heading", name="1 entry has too few judges")).to_be_visible()
    looked_at(chloe)

    judges(amara)
    chloe.goto(home)
    expect(chloe.get_by_text("2 of 4 scored, abstained from 1")).to_be_visible()
    expect(chloe.get_by_text(f"{TITLE}: shortlist")).to_be_visible()
    expect(heading(chloe)).to_have_text(PANEL)
    for path in ("exclusions", "judges", "edit"):
        chloe.goto(home + path)
        looked_at(chloe)
    chloe.goto(home)
    confirm(chloe, "Close the panel", "Close the panel for good")
    follow(chloe, "Scores of Quiet achiever")
    expect(heading(chloe)).to_have_text("Quiet achiever")
    looked_at(chloe)
