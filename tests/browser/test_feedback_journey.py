"""A person runs a feedback round to its report: chosen, approved, answered, talked about, shared; by keyboard."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import waiting
from tests.browser.axe import look
from tests.browser.conftest import As
from tests.browser.feedback import answered, backed_up, joined, round_of, until_reported
from tests.browser.keyboard import heading, press, reach, write

HOME = "/values/feedback/"


def unfold(page: Page, words: str) -> None:
    """What asks once more is unfolded by keyboard."""
    reach(page, page.locator("summary", has_text=words))
    page.keyboard.press("Enter")


def choose_reviewers(page: Page, title: str, names: tuple[str, ...]) -> None:
    """Take part, find colleagues and put them on the list, by keyboard."""
    place = page.locator("article", has=page.get_by_role("heading", name=title, exact=True))
    reach(page, place.get_by_role("button", name="Take part"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Choose reviewers")
    for name in names:
        write(page, "Name or team", name)
        page.keyboard.press("Enter")
        adding = page.locator("#feedback-found").get_by_role("button", name=f"Add as peer {name}")
        adding.wait_for()
        reach(page, adding)
        page.keyboard.press("Enter")
        page.get_by_text(f"{name} is on the list.").wait_for()


def rate(page: Page, title: str) -> None:
    """Every behaviour at “often”, by the arrow keys, and a few words."""
    groups = page.locator("fieldset").all()
    for each in groups:
        first = each.get_by_role("radio").first
        reach(page, first, most=60)
        page.keyboard.press("Space")
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        expect(each.get_by_label("Often", exact=True)).to_be_checked()
    reach(page, page.get_by_label("What I saw").last)
    page.keyboard.type(title)
    press(page, "Send my feedback")
    expect(heading(page)).to_have_text("Thank you")


def comes_back(page: Page) -> None:
    """What was written as the sign-in ended is there again after signing in."""
    page.get_by_label("What it led to").first.fill("The rota was written anew.")
    waiting.true(page, "localStorage.length === 1")
    page.context.clear_cookies()
    press(page, "Send my feedback")
    expect(heading(page)).to_have_text("Sign in to go on")
    page.get_by_role("link", name="Sign in", exact=True).last.click()
    page.get_by_role("button", name="Sign in as Amara", exact=True).click()
    expect(page.locator("[data-draft-restored]")).to_be_visible()
    expect(page.get_by_label("What it led to").first).to_have_value("The rota was written anew.")


def test_a_person_runs_a_feedback_round_to_its_report_by_keyboard(as_: As, tmp_path: Path) -> None:
    title = "Feedback by keyboard"
    chloe, amara, femi = as_("Chloe"), as_("Amara"), as_("Femi")
    number = round_of(chloe, title, "Amara Nwosu")
    amara.goto(HOME)
    choose_reviewers(amara, title, ("Bryn Parry", "Dev Shah", "Esi Mensah"))
    look(amara, "feedback-list")
    press(amara, "Send the list")
    expect(amara.get_by_text("Your list is sent.")).to_be_visible()
    femi.goto("/")
    reach(femi, femi.get_by_role("link", name="Approve reviewers"))
    femi.keyboard.press("Enter")
    femi.locator("li", has_text=title).get_by_role("link", name="Whom Amara Nwosu would like to ask").click()
    expect(heading(femi)).to_have_text("Whom Amara Nwosu would like to ask")
    look(femi, "feedback-approving")
    press(femi, "Approve the list")
    expect(femi.get_by_text("The list of Amara Nwosu is approved.")).to_be_visible()
    backed_up(chloe, number, tmp_path)
    femi.goto(HOME)
    femi.locator("article", has_text=title).get_by_role("link").click()
    expect(femi.get_by_text("You are asked as Amara Nwosu’s manager.")).to_be_visible()
    look(femi, "feedback-answer")
    rate(femi, "She noticed who had too much on.")
    amara.goto(HOME)
    amara.locator("article", has_text=title).get_by_role("link").first.click()
    expect(heading(amara)).to_have_text("How you see yourself")
    comes_back(amara)
    rate(amara, "I asked twice.")
    waiting.true(amara, "localStorage.length === 0")  # what is sealed is kept nowhere else
    for name in ("Bryn", "Dev", "Esi"):
        answered(as_(name), title, f"What {name} saw.")
    _closed_and_coached(chloe, number, title)
    _read_and_shared(amara, femi, title)


def _read_and_shared(amara: Page, femi: Page, title: str) -> None:
    """The person reads it and shares it with their manager, who can read it then."""
    amara.goto("/")
    amara.locator("article", has_text=title).get_by_role("link", name="Your feedback report is ready").click()
    expect(heading(amara)).to_have_text("Your feedback report")
    expect(amara.get_by_role("columnheader", name="Peers").first).to_be_visible()
    for words in ("What Bryn saw.", "What Dev saw.", "What Esi saw."):
        expect(amara.get_by_text(words)).to_be_visible()
    expect(amara.get_by_text("She noticed who had too much on.")).to_be_visible()
    look(amara, "feedback-report")
    unfold(amara, "Share it with Femi Adeyemi")
    press(amara, "Share my report")
    amara.get_by_text("Your manager can read your report now.").wait_for()
    femi.goto(HOME)
    femi.locator("li", has_text=title).get_by_role("link", name="The report of Amara Nwosu").click()
    expect(heading(femi)).to_have_text("The feedback report of Amara Nwosu")


def _closed_and_coached(chloe: Page, number: int, title: str) -> None:
    """Closed, opened by the worker; Chloe takes the coaching, reads the report and hands it over."""
    chloe.goto(f"{HOME}manage/{number}/")
    unfold(chloe, "Close the round now")
    press(chloe, "Close the round for good")
    chloe.get_by_text("The round is closed.").wait_for()
    until_reported(chloe, number)
    chloe.goto(f"{HOME}manage/{number}/people")
    press(chloe, "I will be the coach of Amara Nwosu")
    chloe.get_by_text("You are the coach.").wait_for()
    chloe.goto(HOME)
    chloe.locator("li", has_text=title).get_by_role("link", name="The report of Amara Nwosu").click()
    expect(heading(chloe)).to_have_text("The feedback report of Amara Nwosu")
    look(chloe, "feedback-coaching")
    reach(chloe, chloe.get_by_label("The day you talked"))
    chloe.keyboard.type("3/3/2026")
    press(chloe, "We have talked: hand it over")
    expect(chloe.get_by_text("Amara Nwosu has the report now.")).to_be_visible()


def test_with_scripts_off_too_a_person_runs_a_round_to_its_report(as_: As, tmp_path: Path) -> None:
    title = "Feedback without scripts"
    chloe = as_("Chloe", scripts=False)
    number = round_of(chloe, title, "Amara Nwosu")
    amara, femi = as_("Amara", scripts=False), as_("Femi", scripts=False)
    joined(amara, title, "Bryn Parry", "Dev Shah", "Esi Mensah")
    amara.get_by_role("button", name="Send the list").click()
    amara.get_by_role("button", name="Take the list back").click()
    expect(heading(amara)).to_have_text("Choose reviewers")
    amara.get_by_role("button", name="Send the list").click()
    femi.goto(HOME)
    femi.locator("li", has_text=title).get_by_role("link", name="Whom Amara Nwosu would like to ask").click()
    femi.get_by_role("button", name="Approve the list").click()
    backed_up(chloe, number, tmp_path)
    for name in ("Bryn", "Dev", "Esi"):
        answered(as_(name, scripts=False), title, f"Seen by {name}.")
    chloe.goto(f"{HOME}manage/{number}/")
    chloe.locator("summary", has_text="Close the round now").click()
    chloe.get_by_role("button", name="Close the round for good").click()
    until_reported(chloe, number)
    chloe.goto(f"{HOME}manage/{number}/people")
    chloe.get_by_role("button", name="I will be the coach of Amara Nwosu").click()
    chloe.goto(HOME)
    chloe.locator("li", has_text=title).get_by_role("link", name="The report of Amara Nwosu").click()
    chloe.get_by_label("The day you talked").fill("3/3/2026")
    chloe.get_by_role("button", name="We have talked: hand it over").click()
    amara.goto(HOME)
    amara.locator("article", has_text=title).get_by_role("link", name="Read your report").click()
    expect(amara.get_by_text("Seen by Dev.")).to_be_visible()
    with amara.expect_download() as coming:
        amara.get_by_role("link", name="Download your report as CSV").click()
    assert "Seen by Dev." in Path(coming.value.path()).read_text("utf-8-sig")
