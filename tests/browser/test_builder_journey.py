"""The builder by keyboard alone, dragged by mouse, and its survey answered on a phone without scripts."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from engage.surveys.rules import to_json
from tests.browser.axe import axe, fits, look
from tests.browser.conftest import As
from tests.browser.hands import Keys
from tests.browser.keyboard import choose, heading, press, reach, write
from tests.browser.surveys import Maker
from tests.surveys.addresses_builder import every_kind

TITLE = "What the depot needs"
ORDER = "A ranking: put in order what matters most"
# Words, kind, ready set, own words.
QUESTIONS = (
    ("I am proud of my work", "A scale: agreement", "Strongly agree", ""),
    ("How far do you agree?", "A grid: several", "Strongly agree", "My tools work\nMy place of work is safe"),
    ("Where do you work?", "One choice", "My own words", "At the depot\nOn the road"),
    ("What helps you?", "Several choices", "My own words", "Colleagues\nTime\nTools"),
    ("What matters most?", ORDER, "", "Pay\nTime\nTools"),
    ("Would you recommend us?", "0 to 10", "", ""),
    ("Your work in three words", "Short text", "", ""),
    ("What would help?", "A comment", "", ""),
    ("How many years are you here?", "A number", "", ""),
    ("When did you begin?", "A date", "", ""),
)
KEYS = Keys()


def add(page: Page, words: str, kind: str, preset: str, own: str) -> None:
    KEYS.follow(page, "Add a question")
    expect(heading(page)).to_have_text("Add a question")
    write(page, "The question", words)
    select = page.get_by_label("Kind of question", exact=True)
    choose(page, "Kind of question", select.locator("option", has_text=kind).first.inner_text())
    if preset:
        ready = page.get_by_label("Answers", exact=True)
        choose(page, "Answers", ready.locator("option", has_text=preset).first.inner_text())
    if own:
        write(page, "Own answers, or the statements of a grid", own)
    press(page, "Add the question")
    expect(heading(page)).to_have_text(re.compile("^Question "))


def to_outline(page: Page) -> None:
    KEYS.follow(page, "All questions")
    expect(heading(page)).to_have_text("Questions")


def build(page: Page) -> int:
    """Every kind of question, by keyboard alone."""
    page.goto("/surveys/manage/new")
    write(page, "What is the survey called?", TITLE)
    press(page, "Begin")
    expect(heading(page)).to_have_text("Questions")
    write(page, "Title of the section", "Your work")
    press(page, "Add the section")
    expect(page.get_by_role("heading", name="Your work")).to_be_visible()
    for words, kind, preset, own in QUESTIONS:
        add(page, words, kind, preset, own)
        if kind.startswith("A grid"):
            KEYS.tick(page, "Offer a box for a comment beside the grid")
            press(page, "Save the question")
            expect(heading(page)).to_have_text("Questions")
        else:
            to_outline(page)
    return int(re.findall(r"/manage/(\d+)/", page.url)[0])


def depend(page: Page) -> None:
    """The comment is shown to whoever puts time first; the focus goes on from each button."""
    KEYS.follow(page, "Edit Q8")
    expect(heading(page)).to_have_text("Question Q8")
    choose(page, "Make it depend on", "Q5: What matters most?")
    press(page, "Add")
    expect(page.locator("#comparisons-0-operator")).to_be_focused()
    expect(page.locator("#page-status")).to_have_text("The condition is added. Choose its answers, then save.")
    KEYS.tick(page, "Time")
    fits(page)
    axe(page)
    press(page, "Save the question")
    expect(page.get_by_text("Shown when “What matters most?” has “Time” in first place.")).to_be_visible()


def reorder(page: Page) -> None:
    """One up by its button: the same button is pressed again without looking for it."""
    button = page.get_by_role("button", name="Move Q5 up")
    reach(page, button)
    page.keyboard.press("Enter")
    expect(page.locator("#page-status")).to_have_text("Q5 is now 4 of 10 in “Your work”.")
    expect(page.get_by_role("button", name="Move Q5 up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#page-status")).to_have_text("Q5 is now 3 of 10 in “Your work”.")


def answered(phone: Page, number: int) -> None:
    """Two second places are told and mended, and an answer calls for the comment."""
    phone.goto(f"/surveys/{number}/answer")
    fits(phone)
    phone.get_by_label("Pay", exact=True).select_option("2")
    phone.locator("select[name=Q5__place_A2]").select_option("2")
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text(
        "Choose another place, because this one is taken already: Time"
    )
    expect(phone.get_by_label("Pay", exact=True)).to_have_value("2")
    fits(phone)
    phone.locator("select[name=Q5__place_A2]").select_option("1")
    phone.locator("input[name=Q1]").first.check()
    phone.get_by_label("Is there anything you want to add?").fill("The light is poor")
    phone.get_by_label("How many years are you here?").fill("7")
    for part, value in (("Day", "3"), ("Month", "5"), ("Year", "2019")):
        phone.get_by_label(part, exact=True).fill(value)
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_text("An answer of yours calls for one more question")).to_be_visible()
    expect(phone.locator("select[name=Q5__place_A1]")).to_have_value("2")
    phone.get_by_label("What would help?").fill("A lamp")
    fits(phone)
    phone.get_by_role("button", name="Send my answers").click()
    expect(heading(phone)).to_have_text("Thank you")


def test_a_question_of_each_kind_is_built_by_keyboard_and_answered_on_a_phone_without_scripts(
    as_: As, maker: Maker, tmp_path: Path
) -> None:
    page = maker.page
    number = build(page)
    depend(page)
    reorder(page)
    look(page, "builder")
    page.goto(f"/surveys/manage/{number}/check")
    expect(page.get_by_text("Nothing is wrong with the questionnaire.")).to_be_visible()
    page.goto(f"/surveys/manage/{number}/")
    press(page, "Schedule the survey")
    expect(heading(page)).to_have_text("The key and its backups")
    maker.backed_up(number, tmp_path)
    page.get_by_role("button", name="Open the survey now").click()
    expect(page.get_by_text(f"{TITLE} is open.")).to_be_visible()

    answered(as_("Amara", scripts=False, width=360, height=740), number)


def outline(page: Page) -> list[str]:
    return page.locator("[data-part=question]").evaluate_all("all => all.map(each => each.id.split('-')[1])")


def drag(page: Page, code: str, goal: str, below: bool) -> None:
    grip = page.locator(f"#question-{code} [data-drag]")
    grip.scroll_into_view_if_needed()
    page.mouse.move(*_middle(grip.bounding_box()))
    page.mouse.down()
    box = page.locator(goal).bounding_box()
    assert box
    y = box["y"] + (box["height"] - 4 if below else 4)
    page.mouse.move(box["x"] + 30, y - 10)
    page.mouse.move(box["x"] + 30, y, steps=4)
    expect(page.locator(".engage-drop")).to_have_count(1)
    page.mouse.up()


def _middle(box: object) -> tuple[float, float]:
    assert isinstance(box, dict)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_questions_are_dragged_within_a_section_and_into_another(as_: As, maker: Maker) -> None:
    number = maker.draft("A question of every kind", to_json(every_kind()))
    page = as_("Chloe", height=2600)
    page.goto(f"/surveys/manage/{number}/questions")
    before = outline(page)
    assert before[:3] == ["AGE", "ONE", "NPS"]
    drag(page, "NPS", "#question-AGE", below=False)
    expect(page.locator("#page-status")).to_have_text("NPS is now 1 of 5 in “About you”.")
    expect(page.locator("#question-NPS")).to_be_focused()
    assert outline(page)[:3] == ["NPS", "AGE", "ONE"]
    drag(page, "NPS", "#question-GRID", below=True)
    expect(page.locator("#page-status")).to_have_text("NPS is now 2 of 7 in “Your work”.")
    page.reload()
    assert outline(page)[4:6] == ["GRID", "NPS"]
    drag(page, "NPS", "#question-AGE", below=True)
    expect(page.locator("#page-status")).to_have_text("NPS is now 2 of 5 in “About you”.")
    drag(page, "NPS", "#question-ONE", below=True)
    expect(page.locator("#page-status")).to_have_text("NPS is now 3 of 5 in “About you”.")
    assert outline(page) == before


def test_the_preview_follows_what_is_typed_and_takes_no_focus(maker: Maker) -> None:
    number = maker.draft("A question of every kind", to_json(every_kind()))
    page = maker.page
    page.goto(f"/surveys/manage/{number}/questions/SHORT")
    words = page.get_by_label("The question")
    words.fill("Your work in two words")
    expect(page.locator("#question-preview").get_by_text("Your work in two words")).to_be_visible()
    expect(words).to_be_focused()
    page.goto(f"/surveys/manage/{number}/questions/SHORT")
    expect(page.get_by_label("The question")).to_have_value("Your work in three words")
