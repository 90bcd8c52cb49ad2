"""What must not go wrong while somebody answers: lost words, two ballots, a button that does nothing."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from engage.surveys.rules import Kind, Option, add_question, from_json, to_json
from tests.browser import waiting
from tests.browser.axe import look
from tests.browser.conftest import As
from tests.browser.surveys import Maker, short_survey
from tests.browser.test_answering import ANSWER, SECTIONS, carry_on, focused, heading

WORDS = "The rota changes too late"
opened_once: dict[str, int] = {}


def with_other() -> str:
    """The short survey, with a choice in its first section that may be put in one's own words, and a date."""
    options = (Option("bus", "By bus"), Option("foot", "On foot"))
    asked = add_question(
        from_json(short_survey()), "one", Kind.SINGLE, "How do you come to work?", "browser5",
        options=options, has_other=True,
    )  # fmt: skip
    return to_json(add_question(asked, "one", Kind.DATE, "When did you start?", "browser6"))


@pytest.fixture
def short(maker: Maker, tmp_path: Path) -> str:
    """The address of a short survey that is open to everyone."""
    if not opened_once:
        opened_once["id"] = maker.opened("A short survey of the browser", with_other(), tmp_path)
    return f"/surveys/{opened_once['id']}/answer"


def kept(page: Page) -> dict[str, str]:
    """What lies in this browser's storage."""
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return found


def begin(page: Page) -> None:
    """An answer, a section on, and words in the last."""
    page.goto(ANSWER)
    page.locator("#W2-2").check()
    for title in SECTIONS[1:]:
        carry_on(page, title)
    page.get_by_label("What works well?").fill(WORDS)
    page.wait_for_timeout(600)  # typing is saved when it pauses


def is_back(page: Page) -> None:
    """All that was given is there again, and the page says so."""
    expect(page.locator("[data-draft-restored]")).to_be_visible()
    assert page.locator("#W2-2").is_checked()
    for title in SECTIONS[1:]:
        carry_on(page, title)
    assert page.get_by_label("What works well?").input_value() == WORDS


def test_reload_browser_back_and_a_closed_tab_lose_nothing(as_: As) -> None:
    page = as_("Amara")
    begin(page)
    page.reload()
    expect(page.get_by_text("You can stop and come back in this browser")).to_be_hidden()  # the words below say more
    is_back(page)
    page.goto("/help")
    page.go_back()
    is_back(page)
    another = page.context.new_page()
    page.close()
    another.goto(ANSWER)
    is_back(another)


def test_that_one_may_stop_is_said_where_the_browser_keeps_answers(as_: As) -> None:
    words = "You can stop and come back in this browser"
    page = as_("Amara")
    page.goto(ANSWER)
    expect(page.get_by_text(words)).to_be_visible()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.reload()
    page.wait_for_timeout(500)
    expect(page.get_by_text(words)).to_be_hidden()
    plain = as_("Amara", scripts=False)
    plain.goto(ANSWER)
    expect(plain.get_by_text(words)).to_be_hidden()


def test_a_draft_can_be_thrown_away(as_: As) -> None:
    page = as_("Amara")
    begin(page)
    page.reload()
    page.get_by_role("button", name="Remove them and start again").click()
    page.wait_for_load_state()
    expect(page.locator("#W2-2")).not_to_be_checked()
    assert kept(page) == {}


def test_what_lies_on_the_device_is_sealed_and_of_no_use_to_the_next_person(as_: As) -> None:
    page = as_("Amara")
    begin(page)
    (name,) = kept(page)
    sealed = kept(page)[name]
    assert set(json.loads(sealed)) == {"iv", "data"}
    assert WORDS not in sealed
    theirs = as_("Chloe")
    theirs.goto(ANSWER)
    own = theirs.locator("form[data-draft-id]").get_attribute("data-draft-id")
    assert own and own not in name, "each person has a name of their own for it"
    theirs.evaluate("([name, sealed]) => localStorage.setItem(name, sealed)", [f"engage-draft:{own}", sealed])
    theirs.reload()
    theirs.wait_for_timeout(500)
    assert theirs.locator("[data-draft-restored]").is_hidden()
    assert theirs.locator("input:checked").count() == 0
    assert sealed not in kept(theirs).values(), "what nobody can read is removed"


def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(as_: As) -> None:
    page = as_("Amara")
    page.goto(ANSWER)
    page.locator("#W1-4").check()
    page.route(re.compile("/answer$"), lambda route: route.abort())
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("[role=alert]#page-alert")).to_contain_text("Engage could not be reached")
    assert page.locator("#W1-4").is_checked()
    page.unroute(re.compile("/answer$"))
    carry_on(page, SECTIONS[1])
    expect(page.locator("#page-alert")).to_be_empty()


def test_an_expired_sign_in_keeps_the_words_and_brings_them_back(as_: As) -> None:
    page = as_("Amara")
    begin(page)
    page.context.clear_cookies()
    page.get_by_role("button", name="Send my answers").click()
    alert = page.get_by_role("alert").filter(has_text="You have been signed out")
    expect(alert).to_be_visible()
    assert page.get_by_label("What works well?").input_value() == WORDS
    alert.get_by_role("link").click()
    page.get_by_role("button", name="Sign in as Amara", exact=True).click()
    page.wait_for_url(f"**{ANSWER}")
    is_back(page)


def test_a_question_that_must_be_answered_is_pointed_out(as_: As, short: str) -> None:
    page = as_("Femi")
    page.goto(short)
    page.get_by_label("Why do you say so?").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".govuk-error-summary")
    summary.wait_for()
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    expect(page).to_have_title(re.compile("^Error: Your job –"))
    assert page.get_by_label("Why do you say so?").input_value() == WORDS
    look(page, "answer-error")
    summary.get_by_role("link").click()
    assert focused(page)["name"] == "R1"
    page.keyboard.press("Space")
    carry_on(page, "Your colleagues")
    expect(page).to_have_title(re.compile("^Your colleagues –"))


def test_a_date_that_is_none_is_shown_with_its_question(as_: As, short: str) -> None:
    page = as_("Femi", width=360, height=740)
    page.goto(short)
    page.locator("#R1").check()
    page.get_by_label("Day").fill("44")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Enter a real date").click()
    expect(page.get_by_label("Day")).to_be_focused()
    expect(page.locator("legend", has_text="When did you start?")).to_be_in_viewport()
    expect(page.locator("p.govuk-error-message", has_text="Enter a real date")).to_be_in_viewport()


def test_eyes_see_what_is_optional_only_where_something_is_not(
    as_: As, short: str, maker: Maker, tmp_path: Path
) -> None:
    free = with_other().replace('"required":true', '"required":false')
    assert free != with_other()
    nothing_asked_for = f"/surveys/{maker.opened('A survey without a must', free, tmp_path)}/answer"
    page = as_("Femi")
    for where, is_seen in ((short, True), (nothing_asked_for, False)):
        page.goto(where)
        box = page.locator("legend .engage-question__optional").first.bounding_box()
        assert box
        assert (box["width"] > 20) is is_seen, where


def ballots(instance: Path, survey: int) -> int:
    """How many ballots lie in the box of a survey."""
    with sqlite3.connect(f"file:{instance}/engage.db?mode=ro", uri=True) as main:
        (box,) = main.execute("SELECT box FROM survey WHERE id = ?", (survey,)).fetchone()
    with sqlite3.connect(f"file:{instance}/ballots.db?mode=ro", uri=True) as found:
        (number,) = found.execute("SELECT count(*) FROM ballot WHERE box = ?", (box,)).fetchone()
    return int(number)


def test_send_pressed_twice_counts_once(as_: As, short: str, instance: Path) -> None:
    page = as_("Dev")
    before = ballots(instance, opened_once["id"])
    page.goto(short)
    page.locator("#R1-2").check()
    carry_on(page, "Your colleagues")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/ballots") else None)
    page.get_by_role("button", name="Send my answers").dblclick()
    expect(heading(page)).to_have_text("Thank you")
    assert len(sent) == 1
    assert ballots(instance, opened_once["id"]) == before + 1


def test_who_answers_while_the_survey_closes_is_told_and_keeps_the_words(
    as_: As, short: str, maker: Maker, instance: Path
) -> None:
    page = as_("Amara")
    before = ballots(instance, opened_once["id"])
    page.goto(short)
    page.locator("#R1").check()
    page.get_by_label("Why do you say so?").fill(WORDS)
    page.locator("input[type=radio][value=__other]").check()
    page.get_by_label("Please say what").fill("By my own boat")
    carry_on(page, "Your colleagues")
    page.get_by_label("What else would you like to say?").fill("Thank you for asking")
    waiting.true(page, "localStorage.length === 1")
    maker.close(opened_once["id"])
    page.get_by_role("button", name="Send my answers").click()
    expect(heading(page)).to_have_text("This survey has closed")
    expect(heading(page)).to_be_focused()
    said: Any = page.locator("main").inner_text()
    assert WORDS in said and "Thank you for asking" in said and "By my own boat" in said
    waiting.true(page, "localStorage.length === 0")
    assert kept(page) == {}, "what the page says is on it only is kept nowhere else"
    look(page, "answer-closed")
    assert ballots(instance, opened_once["id"]) in (0, before), "what came too late is not in the box"
