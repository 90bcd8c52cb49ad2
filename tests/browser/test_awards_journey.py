"""Amara nominates a colleague on a phone and asks Femi to second it: by keyboard, and shorter with scripts off."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.axe import axe, fits
from tests.browser.conftest import As
from tests.browser.keyboard import heading, press, reach, write

PHONE = {"width": 360, "height": 740}


def picks(page: Page, label: str, typed: str, name: str) -> None:
    """Somebody, found while typing, chosen by keyboard."""
    write(page, label, typed)
    choice = page.get_by_role("radio", name=re.compile(name))
    expect(choice).to_be_visible()
    fits(page)
    axe(page)
    reach(page, choice)
    page.keyboard.press("Space")
    expect(choice).to_be_checked()
    press(page, "Continue")


def goes(page: Page, name: str) -> None:
    """A link, reached and followed by keyboard."""
    reach(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def test_amara_nominates_esi_on_a_phone_by_keyboard_and_femi_seconds_it(as_: As) -> None:
    amara, femi = as_("Amara", **PHONE), as_("Femi", **PHONE)
    amara.goto("/awards/")
    goes(amara, "Customer service")
    goes(amara, "Nominate")
    expect(heading(amara)).to_have_text("Who do you nominate?")
    press(amara, "Continue")
    expect(amara.locator(".govuk-error-summary")).to_be_focused()
    picks(amara, "Name or team", "mensah", "Esi Mensah")
    expect(heading(amara)).to_have_text("Why do you nominate Esi Mensah?")
    fits(amara)
    axe(amara)
    for label in ("What they did", "Difference it made", "How they did it"):
        write(amara, label, "She stayed until the last reader had found the way home.")
    press(amara, "Save and continue")
    expect(heading(amara)).to_have_text("Is there anything to show?")
    goes(amara, "Continue without a file")
    picks(amara, "Name", "adeyemi", "Femi Adeyemi")
    expect(heading(amara)).to_have_text("Check and send")
    fits(amara)
    axe(amara)
    press(amara, "Send the nomination")
    expect(amara.get_by_text("Your nomination is sent.")).to_be_visible()
    femi.goto("/awards/")
    goes(femi, "Second a nomination of Esi Mensah (Customer service)")
    expect(femi.get_by_text("She stayed until").first).to_be_visible()
    fits(femi)
    axe(femi)
    write(femi, "Would you like to add something?", "I saw it, too.")
    press(femi, "I second it")
    expect(femi.get_by_text("You second this nomination.")).to_be_visible()
    amara.reload()
    expect(amara.get_by_text("Femi Adeyemi: agreed")).to_be_visible()


def test_with_scripts_off_a_team_is_nominated_and_withdrawn(as_: As) -> None:
    amara: Any = as_("Amara", scripts=False, **PHONE)
    amara.goto("/awards/")
    amara.get_by_role("link", name="Greener council").click()
    amara.get_by_role("button", name="Nominate").or_(amara.get_by_role("link", name="Nominate", exact=True)).click()
    amara.get_by_label("Name or team").fill("reablement")
    amara.get_by_role("button", name="Find").click()
    amara.get_by_role("radio", name=re.compile("^Reablement")).first.check()
    amara.get_by_role("button", name="Continue").click()
    amara.get_by_label("What they did").fill("They share one car.")
    amara.get_by_label("Difference it made").fill("Two cars fewer.")
    amara.get_by_role("button", name="Save and continue").click()
    amara.get_by_role("link", name="Continue without a file").click()
    amara.get_by_label("Name", exact=True).fill("parry")
    amara.get_by_role("button", name="Find").click()
    amara.get_by_role("radio", name=re.compile("Bryn Parry")).check()
    amara.get_by_role("button", name="Continue").click()
    amara.get_by_role("button", name="Send the nomination").click()
    expect(amara.get_by_text("Your nomination is sent.")).to_be_visible()
    amara.get_by_text("Withdraw this nomination").click()
    amara.get_by_role("button", name="Withdraw it").click()
    expect(amara.get_by_text("Your nomination is withdrawn.")).to_be_visible()
