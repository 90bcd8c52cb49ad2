"""The only place of an event, taken on a phone, given up, and had by the next: by keyboard, and without scripts."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from engage.core import clock
from tests.browser.conftest import As
from tests.browser.hands import PHONE, Hands, Keys, Taps


def test_by_keyboard_a_place_is_given_up_and_the_next_has_it(as_: As) -> None:
    walk(Keys(), as_, "A morning with the rounds", "Amara", "Esi")


def test_with_scripts_off_it_works_too(as_: As) -> None:
    walk(Taps(), as_, "An evening at the library", "Esi", "Femi")


def walk(hands: Hands, as_: As, title: str, first: str, second: str) -> None:
    """Whoever comes first signs up, the second waits, and both see what comes of it."""
    chloe, early, late = (as_(who, scripts=hands.scripts, **PHONE) for who in ("Chloe", first, second))
    publishes(hands, chloe, title)
    signs_up(hands, early, title, "Sign up")
    expect(early.get_by_text("You have a place", exact=True)).to_be_visible()
    signs_up(hands, late, title, "Join the waiting list")
    expect(late.get_by_text("You are first on the waiting list.", exact=True)).to_be_visible()
    hands.open(early, "Give up your place")
    hands.press(early, "Give up my place")
    expect(early.get_by_text(f"You are signed off: {title}.")).to_be_visible()
    hands.looked(early, title)
    late.goto("/events/")
    mine = late.get_by_role("region", name="Your places").get_by_role("listitem").filter(has_text=title)
    expect(mine).to_contain_text("You have a place")
    hands.looked(late, "Events")
    chloe.reload()
    hands.follow(chloe, "Who comes")
    expect(chloe.get_by_text(f"{second} ")).to_be_visible()
    expect(chloe.get_by_text(f"{first} ")).to_have_count(0)


def publishes(hands: Hands, chloe: Page, title: str) -> None:
    """An event of one session with one place, after which she stays on its page."""
    day = clock.today() + timedelta(days=9)
    chloe.goto("/events/manage/")
    hands.follow(chloe, "Make an event")
    hands.write(chloe, "Title", title)
    hands.tick(chloe, "Shared learning")
    hands.write(chloe, "Summary", "One colleague goes along and tells the others.")
    hands.press(chloe, "Save")
    hands.follow(chloe, "Add a session")
    hands.write(chloe, "Day", f"{day.day}/{day.month}/{day.year}")
    hands.write(chloe, "Starts at", "9:30")
    hands.write(chloe, "Ends at", "12:00")
    hands.write(chloe, "Place", "Northern depot")
    hands.write(chloe, "Number of places", "1")
    hands.press(chloe, "Save the session")
    hands.press(chloe, "Publish")
    expect(chloe.get_by_text(f"{title} is published.")).to_be_visible()


def signs_up(hands: Hands, page: Page, title: str, name: str) -> None:
    """From the list of events."""
    page.goto("/events/")
    hands.follow(page, title)
    hands.looked(page, title)
    hands.press(page, name)
    hands.looked(page, title)
