"""What staff said in a survey becomes a promise, and is kept: by keyboard on a phone, and without scripts."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from engage.core import clock
from tests.browser.conftest import As
from tests.browser.hands import PHONE, Hands, Keys, Taps

RESULTS, SERVICE = "/surveys/2/results", "Place › Waste and recycling › Rounds north"
HERE, WHY = "Gloves are in the cab now", "The depot manager has shown it to me"


def test_by_keyboard_a_promise_is_made_kept_and_read(as_: As) -> None:
    walk(Keys(), as_, "Gloves in every cab by the first frost")


def test_with_scripts_off_it_works_too(as_: As) -> None:
    walk(Taps(), as_, "Dry coats for every round by November")


def walk(hands: Hands, as_: As, title: str) -> None:
    """Chloe promises, Femi says that it is done, Bryn says that he sees it, and Amara reads what came of it."""
    chloe, femi, bryn, amara = (as_(who, scripts=hands.scripts, **PHONE) for who in ("Chloe", "Femi", "Bryn", "Amara"))
    promises(hands, chloe, title)
    reads(hands, femi, title)
    hands.write(femi, "What has happened", "They were given out at both depots.")
    hands.tick(femi, "It is done")
    hands.press(femi, "Save the update")
    expect(femi.get_by_text("Champions of the services concerned are asked")).to_be_visible()
    hands.looked(femi, title)
    reads(hands, bryn, title)
    hands.tick(bryn, "I see it")
    hands.write(bryn, "In a sentence", HERE)
    hands.press(bryn, "Say so")
    expect(bryn.get_by_text("All staff read what you say.")).to_be_visible()
    hands.looked(bryn, title)
    chloe.reload()
    hands.write(chloe, "Why", WHY)
    hands.press(chloe, "Close it")
    expect(chloe.get_by_text("Closed.", exact=True)).to_be_visible()
    came_of_it(hands, amara)
    hands.follow(amara, title)
    expect(amara.get_by_text("Done, closed by the OD team")).to_be_visible()
    expect(amara.get_by_text(f"I see it: {HERE}")).to_be_visible()
    hands.looked(amara, title)


def came_of_it(hands: Hands, page: Page) -> None:
    """The part of the results that says so, which is a page of its own where there are no scripts."""
    page.goto(RESULTS)
    if not hands.scripts:
        hands.follow(page, "What came of it")
    hands.looked(page, "Staff survey, autumn 2026")


def promises(hands: Hands, chloe: Page, title: str) -> None:
    """An action out of the results, for Bryn's own service, which Femi leads; Chloe stays on its page."""
    due = clock.today() + timedelta(days=60)
    came_of_it(hands, chloe)
    hands.follow(chloe, "Make an action of this")
    hands.write(chloe, "Title", title)
    hands.write(chloe, "What you said", "Hands and backs are cold and wet in winter.")
    hands.write(chloe, "What we will do", "Every crew has what it needs before winter.")
    hands.write(chloe, "How we will know", "No crew goes out without.")
    hands.choose(chloe, "For which service", SERVICE)
    hands.find(chloe, "Femi Adeyemi")
    hands.write(chloe, "Done by", f"{due.day}/{due.month}/{due.year}")
    hands.tick(chloe, "Ask champions of the service")
    hands.looked(chloe, "Make an action")
    hands.press(chloe, "Propose it")
    hands.press(chloe, "Agree it and show it to all staff")
    expect(chloe.get_by_text("Agreed. All staff can read it.")).to_be_visible()
    hands.looked(chloe, title)


def reads(hands: Hands, page: Page, title: str) -> None:
    """From the list that all staff have."""
    page.goto("/actions/")
    hands.looked(page, "You said, we did")
    hands.follow(page, title)
    hands.looked(page, title)
