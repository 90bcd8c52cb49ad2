"""A draft is commented on with a phone, closed and answered, and read again: by keyboard, and with scripts off."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import axe, fits, look
from tests.browser.conftest import As
from tests.browser.keyboard import confirm, heading, press, reach, until, write

TEXT = "1. We do what we say.\n2. We leverage synergies.\n\n3. We ask first."
PHONE = {"width": 360, "height": 740}


def choose(page: Page, name: str) -> None:
    """A radio button or checkbox, reached and chosen by keyboard."""
    goal = page.get_by_label(name, exact=True)
    reach(page, goal)
    page.keyboard.press("Space")
    expect(goal).to_be_checked()


def follow(page: Page, link: Locator) -> None:
    """A link, reached and followed by keyboard."""
    reach(page, link)
    page.keyboard.press("Enter")


def opened_by_keyboard(chloe: Page, title: str) -> str:
    """Chloe makes a consultation with a text and a board and opens it; answers its number."""
    chloe.goto("/consultations/manage/new")
    write(chloe, "What is the consultation called?", title)
    press(chloe, "Begin")
    chloe.wait_for_url("**/settings")
    number = re.search(r"/manage/(\d+)/", chloe.url)
    assert number
    home = f"/consultations/manage/{number[1]}/"
    chloe.goto(f"{home}text")
    reach(chloe, chloe.get_by_label("The text"))
    chloe.keyboard.insert_text(TEXT)
    press(chloe, "Cut it into statements")
    expect(chloe.get_by_text("The text is cut into 3 statements.")).to_be_visible()
    press(chloe, "Move statement 3 up")
    expect(chloe.locator(".engage-outline__words").nth(1)).to_contain_text("We ask first.")
    chloe.goto(f"{home}stages")
    write(chloe, "Name of the stage", "Unions, at their committee")
    press(chloe, "Add the stage")
    expect(chloe.get_by_text("is added.")).to_be_visible()
    chloe.goto(home)
    confirm(chloe, "Open the consultation", "Open it now")
    expect(chloe.get_by_text(f"{title} is open.")).to_be_visible()
    return number[1]


def closed(chloe: Page, number: str) -> None:
    chloe.goto(f"/consultations/manage/{number}/")
    follow(chloe, chloe.locator("summary").filter(has_text="Close the consultation now"))
    press(chloe, "Close the consultation for good")
    until(chloe, lambda: chloe.get_by_role("link", name="Read what sounds like us").count() == 1)


def test_amara_comments_on_a_phone_by_keyboard_and_reads_what_changed(as_: As) -> None:
    chloe, amara = as_("Chloe"), as_("Amara", **PHONE)
    chloe.goto("/themes")
    write(chloe, "Name", "Long words")
    press(chloe, "Add the theme")
    expect(chloe.get_by_text("The theme “Long words” is added.")).to_be_visible()
    number = opened_by_keyboard(chloe, "Values for the phone")
    says_what_sounds_like_us(amara, "Values for the phone")
    comments(amara)
    agrees(amara, as_("Esi", **PHONE), number)
    closed(chloe, number)
    answered_by_keyboard(chloe, number)
    amara.goto(f"/consultations/{number}/")
    follow(amara, amara.get_by_role("link", name="Read what changed"))
    expect(heading(amara)).to_have_text("What changed")
    for words in ("We changed this", "We leverage synergies.", "We help each other.", "You asked for plain words."):
        expect(amara.get_by_text(words).first).to_be_visible()
    look(amara, "what-changed")


def says_what_sounds_like_us(amara: Page, title: str) -> None:
    """From her start page, by keyboard; the focus stays on the button, and what happened is announced."""
    amara.goto("/")
    follow(amara, amara.get_by_role("link", name=title, exact=True))
    expect(heading(amara)).to_have_text(title)
    expect(amara.get_by_text("not collective consultation or bargaining")).to_be_visible()
    expect(amara.get_by_text("A link between you and what you wrote is kept until")).to_be_visible()
    fits(amara)
    axe(amara)
    sounds = amara.get_by_role("button", name="Sounds like us (statement 1)")
    reach(amara, sounds)
    amara.keyboard.press("Enter")
    expect(sounds).to_have_attribute("aria-pressed", "true")
    expect(sounds).to_be_focused()
    expect(amara.locator("#page-status")).to_have_text("Kept: statement 1 sounds like us to you.")
    axe(amara)


def comments(amara: Page) -> None:
    """First nothing, which is told; then a comment, which has the focus when it is there."""
    follow(amara, amara.get_by_role("link", name="Write the first comment on statement 3"))
    expect(heading(amara)).to_have_text("Statement 3")
    press(amara, "Add my comment")
    expect(amara.locator(".govuk-error-summary")).to_be_focused()
    axe(amara)
    write(amara, "Your comment", "Nobody says synergies.")
    press(amara, "Add my comment")
    expect(amara.locator(".engage-entry").filter(has_text="Nobody says synergies.")).to_be_focused()
    fits(amara)
    axe(amara)


def agrees(amara: Page, esi: Page, number: str) -> None:
    """Esi adds to the board, and Amara agrees with her."""
    esi.goto(f"/consultations/{number}/board")
    write(esi, "What works well?", "The early shift.")
    press(esi, "Add what works well")
    expect(esi.get_by_text("1 entry", exact=True)).to_be_visible()
    amara.goto(f"/consultations/{number}/board")
    agree = amara.get_by_role("button", name="I agree (The early shift.)")
    reach(amara, agree)
    amara.keyboard.press("Enter")
    expect(amara.get_by_text("1 colleague agrees")).to_be_visible()
    expect(agree).to_be_focused()
    expect(agree).to_have_attribute("aria-pressed", "true")
    fits(amara)
    axe(amara)


def answered_by_keyboard(chloe: Page, number: str) -> None:
    """Chloe puts the comment under a theme, says what changed, and publishes it."""
    home = f"/consultations/manage/{number}/"
    chloe.goto(f"{home}entries?theme=none")
    choose(chloe, "Nobody says synergies.")
    theme = chloe.get_by_label("Theme for the ticked entries")
    reach(chloe, theme)
    chloe.keyboard.type("Long words")
    press(chloe, "Put under it")
    expect(chloe.get_by_text("1 entry put under “Long words”.")).to_be_visible()
    chloe.goto(f"{home}answers")
    follow(chloe, chloe.get_by_role("link", name="Long words", exact=True))
    choose(chloe, "We changed this")
    write(chloe, "What changed, or why not", "The long words are gone.")
    statement = chloe.get_by_label("Which statement changed?")
    reach(chloe, statement)
    chloe.keyboard.type("3. We leverage")
    write(chloe, "New wording", "We help each other.")
    press(chloe, "Keep the answer")
    expect(chloe.get_by_text("The answer to “Long words” is kept.")).to_be_visible()
    chloe.goto(home)
    write(chloe, "In short: what did you hear", "You asked for plain words.")
    press(chloe, "Publish what changed")
    expect(chloe.get_by_text("It is published.")).to_be_visible()
    chloe.goto("/what-we-heard")
    expect(chloe.get_by_text("Nobody says synergies.").first).to_be_visible()


def test_with_scripts_off_everything_works_too(as_: As) -> None:
    number = opened_by_keyboard(as_("Chloe"), "Values without scripts")
    amara: Any = as_("Amara", scripts=False, **PHONE)
    amara.goto(f"/consultations/{number}/")
    amara.get_by_role("button", name="Does not sound like us (statement 2)").click()
    expect(amara.get_by_role("button", name="Does not sound like us (statement 2)")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(amara.get_by_text("Kept: statement 2 does not sound like us to you.")).to_be_visible()
    amara.get_by_role("link", name="Write the first comment on statement 1").click()
    amara.get_by_label("Your comment").fill("True of my team.")
    amara.get_by_role("button", name="Add my comment").click()
    expect(amara.get_by_text("True of my team.", exact=True)).to_be_visible()
    amara.get_by_role("link", name="Change or take back").click()
    amara.get_by_label("Your words").fill("True of most teams.")
    amara.get_by_role("button", name="Save").click()
    expect(amara.get_by_text("True of most teams.", exact=True)).to_be_visible()
    amara.goto(f"/consultations/{number}/board")
    amara.get_by_label("What would make it even better?").fill("Lockers.")
    amara.get_by_role("button", name="Add what would be better").click()
    esi: Any = as_("Esi", scripts=False, **PHONE)
    esi.goto(f"/consultations/{number}/board")
    esi.get_by_role("button", name="I agree (Lockers.)").click()
    expect(esi.get_by_role("button", name="I agree (Lockers.)")).to_have_attribute("aria-pressed", "true")
    expect(esi.get_by_text("1 colleague agrees")).to_be_visible()


@pytest.mark.parametrize("who", ["Amara", "Dev"])
def test_whoever_does_not_run_consultations_does_not_get_there(as_: As, who: str) -> None:
    page = as_(who)
    answer = page.goto("/consultations/manage/")
    assert answer is not None and answer.status == 403
