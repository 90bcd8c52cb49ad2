"""The OD team's whole way, by keyboard from the first question to the results."""

import re
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.conftest import As
from tests.browser.keyboard import choose, heading, press, reach, until, write
from tests.browser.surveys import Maker

TITLE = "How the move to Riverside House went"


def add_question(page: Page, words: str, kind: str, preset: str = "", own: str = "") -> None:
    """A question of this kind at the end of the only section."""
    reach(page, page.get_by_role("link", name="Add a question"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Add a question")
    write(page, "The question", words)
    choose(page, "Kind of question", kind)
    if preset:
        choose(page, "Answers", preset)
    if own:
        write(page, "Own answers, or the statements of a grid", own)
    press(page, "Add the question")
    expect(heading(page)).to_have_text(re.compile("^Question "))


def to_all_questions(page: Page) -> None:
    """Back to the outline, by keyboard."""
    reach(page, page.get_by_role("link", name="All questions"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Questions")


def made_by_keyboard(page: Page) -> int:
    """A survey with a scale, a choice with “other” and a comment; answers its number."""
    page.goto("/surveys/manage/")
    reach(page, page.get_by_role("link", name="Make a survey"))
    page.keyboard.press("Enter")
    write(page, "What is the survey called?", TITLE)
    press(page, "Begin")
    expect(heading(page)).to_have_text("Questions")
    write(page, "Title of the section", "The move")
    press(page, "Add the section")
    expect(page.get_by_role("heading", name="The move")).to_be_visible()
    add_question(page, "The move was well prepared", "A scale: agreement, satisfaction, or your own words",
                 "Strongly agree to strongly disagree")  # fmt: skip
    to_all_questions(page)
    add_question(page, "What helped most?", "One choice from a list", "My own words, one a line below",
                 "The guide\nColleagues\nThe removal team")  # fmt: skip
    reach(page, page.get_by_label("Offer “Other”, with room for words"))
    page.keyboard.press("Space")
    press(page, "Save the question")
    page.wait_for_url(re.compile("/questions(#.*)?$"))
    add_question(page, "What should we do differently next time?", "A comment")
    found = re.search(r"/manage/(\d+)/", page.url)
    assert found
    return int(found[1])


def test_chloe_makes_opens_closes_and_reads_a_survey(as_: As, maker: Maker, tmp_path: Path) -> None:
    page = maker.page
    number = made_by_keyboard(page)
    home = f"/surveys/manage/{number}/"
    page.goto(f"{home}preview")
    for words in ("The move was well prepared", "What helped most?", "Other", "What should we do differently"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{home}check")
    expect(page.get_by_text("Nothing is wrong with the questionnaire.")).to_be_visible()
    page.goto(home)
    press(page, "Schedule the survey")
    expect(heading(page)).to_have_text("The key and its backups")
    maker.backed_up(number, tmp_path)
    page.get_by_role("button", name="Open the survey now").click()
    expect(page.get_by_text(f"{TITLE} is open.")).to_be_visible()

    amara = as_("Amara")
    amara.goto("/")
    amara.get_by_role("link", name=TITLE).click()
    amara.get_by_text("How your answers are protected").click()
    expect(amara.get_by_text("about fewer than 10 people")).to_be_visible()
    amara.get_by_label("Strongly agree", exact=True).check(force=True)
    amara.locator("label", has_text="Other").click()
    amara.get_by_label("Please say what").fill("A colleague with a van")
    amara.get_by_role("button", name="Send my answers").click()
    expect(heading(amara)).to_have_text("Thank you")

    maker.close(number)
    until(page, lambda: page.get_by_role("button", name="Compute the release").count() == 1)
    page.get_by_role("button", name="Compute the release").click()
    until(page, lambda: page.get_by_role("link", name="Read the results").count() == 1)
    page.get_by_role("link", name="Read the results").click()
    expect(page.get_by_text("Nothing can be shown: fewer than 10 people took part.")).to_be_visible()
    look(page, "results-withheld")
    assert "van" not in page.content()
    assert amara.goto(f"/surveys/{number}/results").status == 404  # type: ignore[union-attr]


def test_results_are_read_from_the_council_down_to_a_team(as_: As, tmp_path: Path) -> None:
    page = as_("Chloe")
    page.goto("/surveys/")
    page.get_by_role("link", name="Staff survey, autumn 2026").click()
    page.get_by_role("link", name="Adults and communities").click()
    expect(heading(page)).to_have_text("Adults and communities")
    page.get_by_role("link", name="Home care").click()
    expect(heading(page)).to_have_text("Home care")
    page.get_by_role("navigation").get_by_role("link", name="Staff survey, autumn 2026").click()
    page.get_by_role("link", name="Heatmap").click()
    expect(heading(page)).to_have_text("Heatmap")
    page.locator(".engage-scroll").focus()
    page.keyboard.press("ArrowRight")  # a wide table scrolls by keyboard
    page.get_by_label("Inside").select_option(label="– Adults and communities")
    page.get_by_role("button", name="Show the heatmap").click()
    page.get_by_role("link", name="Home care", exact=True).click()
    expect(heading(page)).to_have_text("Home care")
    page.get_by_role("link", name="How these figures are protected").first.click()
    page.get_by_text("The certificate of each figure").click()
    look(page, "certificate")
    page.go_back()
    with page.expect_download() as text:
        page.get_by_role("link", name="Download as CSV").click()
    lines = Path(text.value.path()).read_text("utf-8-sig").splitlines()
    assert len(lines) > 100 and any("Home care" in line for line in lines)
    with page.expect_download() as book:
        page.get_by_role("link", name="Download as Excel").click()
    sheets = load_workbook(BytesIO(Path(book.value.path()).read_bytes()), read_only=True).sheetnames
    assert sheets
