"""A set of questions into a survey, by keyboard alone, down to its preview on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import look
from tests.browser.conftest import As
from tests.browser.keyboard import choose, heading, press, reach, write


def follow(page: Page, name: str) -> None:
    """A link, by keyboard."""
    reach(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def test_chloe_makes_a_survey_of_sets_by_keyboard(as_: As) -> None:
    page = as_("Chloe")
    page.goto("/surveys/manage/new")
    write(page, "What is the survey called?", "A survey made of sets")
    press(page, "Begin")
    expect(heading(page)).to_have_text("Questions")
    home = re.sub("/questions.*", "/", page.url)

    follow(page, "Add questions from a set")
    expect(heading(page)).to_have_text("Add questions from a set")
    look(page, "library-choose")
    follow(page, "Engagement")
    expect(heading(page)).to_have_text("Engagement")
    reach(page, page.get_by_label("I feel that I belong here"))
    page.keyboard.press("Space")
    press(page, "Add to the survey")
    expect(heading(page)).to_have_text("Questions")
    expect(page.get_by_text("“Engagement index” needs all of its questions")).to_be_visible()

    follow(page, "Add questions from a set")
    follow(page, "Engagement")
    expect(heading(page)).to_have_text("Engagement")
    expect(page.get_by_label("I feel that I belong here")).to_be_checked()
    expect(page.get_by_label("I am proud to say where I work (asked already)")).not_to_be_checked()
    choose(page, "Where do they go?", "At the end of “How you feel about working here”")
    press(page, "Add to the survey")
    expect(page.get_by_text("1 question of “Engagement” is in the survey.")).to_be_visible()
    expect(page.get_by_text("E1, E2, E4, E5, E3").or_(page.get_by_text("E1, E2, E3, E4, E5"))).to_be_visible()
    look(page, "library-added")

    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{home}preview")
    expect(page.get_by_text("I feel that I belong here")).to_be_visible()
    page.goto(f"{home}check")
    expect(page.get_by_text("Nothing is wrong with the questionnaire.")).to_be_visible()
