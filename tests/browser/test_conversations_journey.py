"""Femi writes down what her team agreed, on a phone; Chloe sees the tree fill."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import fits, look
from tests.browser.conftest import As
from tests.browser.keyboard import reach

TOPIC = "Our values, where we work"
WORDS = "We tell each other at handover what we could not finish."


def begin_again(page: Page) -> None:
    """Whatever an earlier test wrote down for Femi's team is deleted by herself."""
    page.goto("/values/conversations/")
    page.get_by_role("link", name=TOPIC).first.click()
    page.get_by_role("link", name="Reablement", exact=True).first.click()
    # Counting does not wait for a page that is on its way.
    expect(page.get_by_role("heading", level=1)).to_have_text("Reablement")
    if page.get_by_text("Delete this", exact=True).count():
        page.get_by_text("Delete this", exact=True).click()
        page.get_by_role("button", name="Delete it").click()
        expect(page.get_by_text("counts as not having talked yet")).to_be_visible()


def finds_amara(femi: Page) -> None:
    """Typing a name brings radios below it, which the keyboard reaches."""
    asked: list[str] = []
    femi.on("request", lambda request: asked.append(request.url) if "/people/find" in request.url else None)
    search = femi.get_by_label("If it was somebody else: their name or team")
    reach(femi, search)
    femi.keyboard.type("Amara Nw")
    found = femi.get_by_role("radio", name="Amara Nwosu")
    expect(found).to_be_visible()
    # What was typed elsewhere in the form does not travel along with the name.
    assert all(re.search(r"/people/find\?pick=led_by&q=[^&]*$", url) for url in asked), asked
    look(femi, "conversation-log")
    expect(search).to_be_focused()
    reach(femi, femi.get_by_role("radio", name="I did"), most=3)
    femi.keyboard.press("ArrowDown")
    expect(found).to_be_checked()


def test_femi_logs_on_a_phone_by_keyboard_and_chloe_sees_it(as_: As) -> None:
    femi = as_("Femi", width=360, height=740)
    begin_again(femi)
    femi.goto("/")
    card = femi.get_by_role("link", name=re.compile("^Reablement has not talked"))
    reach(femi, card)
    femi.keyboard.press("Enter")
    expect(femi.get_by_role("heading", level=1)).to_have_text("Write down what Reablement agreed")
    reach(femi, femi.get_by_label("Your one commitment"))
    femi.keyboard.type(WORDS)
    finds_amara(femi)
    reach(femi, femi.get_by_role("button", name="Save"))
    femi.keyboard.press("Enter")
    expect(femi.get_by_text("Reablement can read its commitment now")).to_be_visible()
    expect(femi.get_by_text("Amara Nwosu")).to_be_visible()
    fits(femi)
    look(femi, "conversation-team")

    chloe = as_("Chloe")
    chloe.goto("/values/conversations/")
    chloe.get_by_role("link", name=TOPIC).first.click()
    chloe.locator("summary", has_text="Adults and communities").click()
    chloe.get_by_role("link", name=re.compile("^Show 3 teams of Home care")).click()
    expect(chloe.get_by_text(WORDS)).to_be_visible()
    expect(chloe.locator("summary", has_text="Home care")).to_be_focused()
    look(chloe, "conversation-tree-opened")
    chloe.get_by_role("link", name=re.compile("^Not yet")).click()
    expect(chloe.get_by_text(WORDS)).to_have_count(0)
    look(chloe, "conversation-tree-not-yet")


def test_femi_logs_with_scripts_off(as_: As) -> None:
    femi = as_("Femi", scripts=False, width=360, height=740)
    begin_again(femi)
    femi.goto("/")
    femi.get_by_role("link", name=re.compile("^Reablement has not talked")).click()
    femi.get_by_label("Your one commitment").fill(WORDS)
    femi.get_by_label("If it was somebody else: their name or team").fill("amara nwosu")
    femi.get_by_role("button", name="Find").click()
    expect(femi.get_by_label("Your one commitment")).to_have_value(WORDS)
    femi.get_by_role("radio", name="Amara Nwosu").check()
    femi.get_by_label("When did you talk?").press("Enter")
    expect(femi.get_by_text("Reablement can read its commitment now")).to_be_visible()
    expect(femi.get_by_text("Amara Nwosu")).to_be_visible()
    begin_again(femi)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pack_fits_two_sides_of_paper(as_: As, width: int) -> None:
    femi = as_("Femi", width=width)
    femi.goto("/values/conversations/")
    femi.get_by_role("link", name=TOPIC).first.click()
    femi.get_by_role("link", name="The pack to lead it, to print").click()
    expect(femi.get_by_text("Our one commitment")).to_be_visible()
    fits(femi)
    sides = femi.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 <= sides <= 2


def test_a_form_that_was_filled_in_wrongly_is_sound(as_: As) -> None:
    chloe = as_("Chloe")
    chloe.goto("/values/conversations/new")
    chloe.get_by_role("button", name="Open the topic").click()
    chloe.locator(".govuk-error-summary").wait_for()
    look(chloe, "wrong-conversation-topic")
    chloe.goto("/values/conversations/")
    chloe.get_by_role("link", name=TOPIC).first.click()
    chloe.get_by_role("link", name="Anytown Council itself").click()
    href = chloe.url
    chloe.goto(f"{href}/log")
    chloe.get_by_label("When did you talk?").fill("soon")
    chloe.get_by_label("Your one commitment").fill("")
    chloe.get_by_role("button", name="Save").click()
    expect(chloe.locator(".govuk-error-summary li")).to_have_count(2)
    look(chloe, "wrong-conversation-log")
