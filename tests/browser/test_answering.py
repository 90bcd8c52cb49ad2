"""The demonstration's open survey, answered by keyboard, without scripts, and with them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser import waiting
from tests.browser.axe import axe, fits, look
from tests.browser.conftest import As

ANSWER = "/surveys/3/answer"
SECTIONS = (
    "Your work",
    "Your manager and team",
    "Working for the council",
    "How you feel about working here",
    "In your own words",
)
FOCUS = """() => { const e = document.activeElement; return {
  tag: e.tagName, type: e.type || "", name: e.name || "", value: e.value || "", go: e.name === "go",
  done: e.type === "radio" && !!e.form.querySelector(`[name="${e.name}"]:checked`),
  words: e.innerText || "" } }"""
# Targets that a finger must hit; a link within a sentence is as large as its words.
TARGETS = ("main a", "main button", "main label.govuk-label[for]", "main summary", "header a", "header summary")
SMALL = """targets => [...document.querySelectorAll(targets)]
  .filter((e) => !e.closest("p, li, legend") && !e.parentElement.matches(".govuk-form-group"))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([words]) => words)"""


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def carry_on(page: Page, heads: str, button: str = "Continue") -> None:
    """Press the button, and wait for the section of this heading."""
    page.get_by_role("button", name=button).click()
    expect(heading(page)).to_have_text(heads)


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FOCUS)
    return found


def answer_by_keyboard(page: Page) -> None:
    """Everything in this section, with Tab, arrows, Space and words; ends on the button that goes on."""
    for _ in range(200):
        page.keyboard.press("Tab")
        at = focused(page)
        if at["go"] and at["value"] == "next":
            return
        if at["type"] == "radio" and not at["done"]:
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        elif at["type"] == "checkbox" and at["value"] in ("time", "__other"):
            page.keyboard.press("Space")
        elif at["type"] in ("text", "textarea"):
            page.keyboard.type("Written by keyboard")
    raise AssertionError("the button that goes on cannot be reached by keyboard")


def test_esi_completes_the_survey_by_keyboard_alone(as_: As) -> None:
    page = as_("Esi")
    page.goto(ANSWER)
    for at, title in enumerate(SECTIONS):
        expect(heading(page)).to_have_text(title)
        if at:
            expect(heading(page)).to_be_focused()
        answer_by_keyboard(page)
        asked = page.locator("input[type=radio]").evaluate_all("all => new Set(all.map((e) => e.name)).size")
        assert page.locator("input[type=radio]:checked").count() == asked
        page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Thank you")
    page.wait_for_load_state()
    waiting.true(page, "localStorage.length === 0")  # nothing of it stays on the device
    page.goto(ANSWER)
    expect(heading(page)).to_have_text("Thank you")


def test_bryn_completes_the_survey_with_scripts_off(as_: As) -> None:
    page = as_("Bryn", scripts=False)
    page.goto(ANSWER)
    for title in SECTIONS:
        expect(heading(page)).to_have_text(title)
        for row in page.locator("fieldset").filter(has=page.locator("input[type=radio]")).all():
            row.locator("input").first.check()
        if title == "In your own words":
            page.get_by_label("What works well?").fill("Our crew")
        if title == "Your manager and team":
            page.get_by_label("Not enough time").check()
            page.locator("button[value=next]").click()  # one more is called for by the answers
            page.get_by_role("group", name="That one-to-one was worth the time").locator("input").first.check()
        if title == "Working for the council":  # and nothing is lost on the way back
            page.get_by_role("button", name="Back").click()
            assert page.locator("[name=M1]:checked").get_attribute("value") == "5"
            assert page.get_by_label("Not enough time").is_checked()
            page.get_by_role("button", name="Continue").click()
            expect(heading(page)).to_have_text(title)
            assert page.locator("[name=C1]:checked").get_attribute("value") == "5"
        page.locator("button[value=next]").click()
    expect(heading(page)).to_have_text("Thank you")
    page.get_by_role("link", name="Go to the start page").click()
    expect(page.get_by_text("Thank you for taking part")).to_be_visible()


def test_with_scripts_nothing_reloads_and_the_reader_is_told_where_she_is(as_: As) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    page.evaluate("window.engageMark = 1")
    page.locator("#W1-2").check()
    carry_on(page, SECTIONS[1])
    expect(heading(page)).to_be_focused()
    expect(page).to_have_title(re.compile(f"^{SECTIONS[1]} –"))
    expect(page.get_by_role("status")).to_have_text("Section 2 of 5")
    page.locator("#M2-3").check()
    carry_on(page, SECTIONS[0], "Back")
    expect(heading(page)).to_be_focused()
    assert page.locator("#W1-2").is_checked(), "Back keeps what was answered"
    carry_on(page, SECTIONS[1])
    assert page.locator("#M2-3").is_checked(), "and so does going on again"
    assert page.evaluate("window.engageMark") == 1, "the page was loaded anew"


def test_a_question_that_an_answer_on_the_same_page_calls_for_is_asked(as_: As) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    carry_on(page, SECTIONS[1])
    asked = page.get_by_role("group", name="That one-to-one was worth the time")
    expect(asked).to_have_count(0)
    page.locator("#A1").check()  # yes, there was one
    page.get_by_role("button", name="Continue").click()
    expect(asked).to_be_visible()
    expect(heading(page)).to_have_text(SECTIONS[1])
    expect(page.get_by_text("An answer of yours calls for one more question")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "A2", "the link leads to the question"
    carry_on(page, SECTIONS[2])


def test_on_a_phone_a_grid_is_a_list_with_targets_large_enough(as_: As) -> None:
    page = as_("Amara", width=360, height=740)
    page.goto(ANSWER)
    for at, title in enumerate(SECTIONS):
        assert page.evaluate(SMALL, ", ".join(TARGETS)) == [], title
        fits(page)
        axe(page)
        if title == "Working for the council":
            boxes = [page.locator(f"label[for={name}]").bounding_box() for name in ("G1_V1", "G1_V1-2", "G1_V1-3")]
            tops = [box["y"] for box in boxes if box]
            assert tops == sorted(tops) and len(set(tops)) == 3, "the answers stand under one another"
            assert len({box["x"] for box in boxes if box}) == 1
            assert page.locator(".engage-grid__head").is_hidden()
        if at < len(SECTIONS) - 1:
            carry_on(page, SECTIONS[at + 1])


def test_on_a_desk_a_grid_is_a_table(as_: As) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    carry_on(page, SECTIONS[1])
    carry_on(page, SECTIONS[2])
    boxes = [page.locator(f"label[for={name}]").bounding_box() for name in ("G1_V1", "G1_V1-2", "G1_V1-3")]
    assert len({round(box["y"]) for box in boxes if box}) == 1, "the answers stand beside one another"
    assert page.locator(".engage-grid__head").is_visible()
    look(page, "answer-grid")


def test_the_head_of_a_grid_hides_nothing_that_is_reached_upwards(as_: As) -> None:
    page = as_("Amara", height=300)
    page.goto(ANSWER)
    carry_on(page, SECTIONS[1])
    carry_on(page, SECTIONS[2])
    page.locator("#G1_V4").focus()
    # The row before is in the window, and behind the head.
    page.evaluate("scrollBy(0, document.querySelector('#G1_V3').getBoundingClientRect().top)")
    page.keyboard.press("Shift+Tab")
    assert focused(page)["name"] == "G1_V3"
    head, at = (page.locator(one).bounding_box() for one in (".engage-grid__head", "#G1_V3"))
    assert head and at
    assert at["y"] >= head["y"] + head["height"]


def test_the_number_in_hand_is_outlined_where_colours_are_forced(as_: As) -> None:
    page = as_("Amara")
    page.emulate_media(forced_colors="active")
    page.goto(ANSWER)
    for title in SECTIONS[1:4]:
        carry_on(page, title)
    number = page.locator(".engage-numbers .govuk-radios__item").nth(7)
    number.locator("input").focus()
    expect(number.locator("label")).to_have_css("outline-style", "solid")
    expect(page.locator(".engage-numbers label").first).to_have_css("outline-style", "none")


def test_letters_of_welsh_are_of_the_same_hand(as_: As) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    loaded = "[...document.fonts].filter((each) => each.status === 'loaded').length"
    waiting.true(page, f"{loaded} === 1")
    for title in SECTIONS[1:]:
        carry_on(page, title)
    page.get_by_label("What works well?").fill("Diolch i Llŷr a phawb yn Nhŷ Gŵyr")
    waiting.true(page, f"{loaded} === 2")
