"""Esi thanks two colleagues with a phone, sees it on the wall and takes it back: by keyboard, and with scripts off."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import axe, fits
from tests.browser.conftest import As
from tests.browser.keyboard import confirm, heading, press, reach, write

PHONE = {"width": 360, "height": 740}
WORDS = "You carried the whole fair indoors. Thank you both."


def tick(page: Page, name: str) -> None:
    """A box, reached and ticked by keyboard."""
    goal = page.get_by_label(re.compile(f"^{name}"))
    reach(page, goal)
    page.keyboard.press("Space")
    expect(goal).to_be_checked()


def look_for(page: Page, name: str) -> None:
    """Type a name and tick who is found."""
    write(page, "Name or team", name)
    expect(page.get_by_label(re.compile(f"^{name}"))).to_be_visible()
    tick(page, name)


def test_esi_thanks_two_colleagues_on_a_phone_by_keyboard_and_takes_it_back(as_: As) -> None:
    esi = as_("Esi", **PHONE)
    esi.goto("/thanks")
    reach(esi, esi.get_by_role("link", name="Say thank you"))
    esi.keyboard.press("Enter")
    expect(heading(esi)).to_have_text("Say thank you")
    press(esi, "Give the thank-you")  # nothing typed: what is missing is told, and nothing is given
    expect(esi.locator(".govuk-error-summary")).to_be_focused()
    axe(esi)
    look_for(esi, "Amara Nwosu")
    look_for(esi, "Bryn Parry")
    expect(esi.get_by_label(re.compile("^Amara Nwosu"))).to_be_checked()
    kind = esi.locator("summary").filter(has_text="Kind")
    reach(esi, kind)
    esi.keyboard.press("Enter")
    tick(esi, "Listen to the end before you answer")
    write(esi, "Your thank-you", WORDS)
    fits(esi)
    axe(esi)
    press(esi, "Give the thank-you")
    esi.wait_for_url("**/thanks#thanks-*")
    card = esi.locator(".engage-thanks").filter(has_text=WORDS)
    expect(card.get_by_role("heading")).to_have_text("Amara Nwosu and Bryn Parry")
    expect(card).to_contain_text("Listen to the end before you answer")
    fits(esi)
    reacts(as_("Amara", **PHONE))
    reach(esi, card.get_by_role("link", name="Amara Nwosu and Bryn Parry"))
    esi.keyboard.press("Enter")
    expect(heading(esi)).to_have_text("Thanks to Amara Nwosu and Bryn Parry")
    confirm(esi, "Take it back", "Take it back for good")
    expect(esi.get_by_text("Nobody else can read it now.")).to_be_visible()
    esi.goto("/thanks")
    expect(esi.locator(".engage-thanks").first).to_be_visible()
    expect(esi.get_by_text(WORDS)).to_have_count(0)


def reacts(amara: Page) -> None:
    """Her start page says who thanked her; on the wall she answers with a heart, and the focus stays on it."""
    amara.goto("/")
    expect(amara.get_by_role("link", name="Esi Mensah thanked you")).to_be_visible()
    amara.goto("/thanks")
    said = r"^Thank you from me too \(Amara Nwosu and Bryn Parry, from Esi Mensah\)"
    heart = amara.get_by_role("button", name=re.compile(said)).first
    reach(amara, heart)
    amara.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()
    expect(amara.locator("#page-status")).to_have_text("Thank you from me too: 1, with yours")
    axe(amara)


def test_with_scripts_off_it_works_too(as_: As) -> None:
    esi = as_("Esi", scripts=False, **PHONE)
    esi.goto("/thanks/new")
    esi.get_by_label("Name or team").fill("femi")
    esi.get_by_role("button", name="Find").click()
    esi.get_by_label(re.compile("^Femi Adeyemi")).check()
    esi.locator("summary").filter(has_text="Open").click()
    esi.get_by_label("Explain a decision before you are asked").check()
    esi.get_by_label("Your thank-you").fill("You told us on Monday why, and not on Friday.")
    esi.get_by_role("button", name="Give the thank-you").click()
    card = esi.locator(".engage-thanks").filter(has_text="You told us on Monday why")
    expect(card.get_by_role("heading")).to_have_text("Femi Adeyemi")
    femi = as_("Femi", scripts=False, **PHONE)
    femi.goto("/thanks")
    said = r"^Thank you from me too \(Femi Adeyemi, from Esi Mensah\)"
    heart = femi.get_by_role("button", name=re.compile(said)).first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    card.get_by_role("link", name="Femi Adeyemi").click()
    esi.locator("summary").filter(has_text="Take it back").click()
    esi.get_by_role("button", name="Take it back for good").click()
    expect(esi.get_by_text("Nobody else can read it now.")).to_be_visible()
