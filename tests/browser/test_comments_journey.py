"""Comments of a survey are reviewed, one at a time, and a quotation agreed to: by keyboard on a phone, and without
scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import As
from tests.browser.hands import PHONE, Hands, Keys, Taps

PUBLISHED, IN_REVIEW = "/surveys/1", "/surveys/2"


def test_by_keyboard_a_reviewer_masks_approves_and_withholds(as_: As) -> None:
    walk(Keys(), as_)


def test_with_scripts_off_it_works_too(as_: As) -> None:
    walk(Taps(), as_)


def walk(hands: Hands, as_: As) -> None:
    """Amara reviews two comments; nobody else reads them; Chloe proposes a quotation, to which Amara agrees."""
    amara, chloe = (as_(who, scripts=hands.scripts, **PHONE) for who in ("Amara", "Chloe"))
    reviews(hands, amara)
    assert chloe.goto(f"{IN_REVIEW}/review").status == 404
    quotes(hands, chloe)
    amara.goto(f"{PUBLISHED}/review")
    expect(amara.get_by_role("heading", name="Quotations that wait for a second person")).to_be_visible()
    hands.looked(amara, "Review comments")
    words = amara.locator(".engage-entry .engage-entry__text").first.inner_text()
    hands.press(amara, "Agree")
    expect(amara.get_by_text("Agreed. All staff may read it")).to_be_visible()
    amara.goto(f"{PUBLISHED}/quotations")
    expect(amara.get_by_text(words, exact=True).first).to_be_visible()
    hands.looked(amara, "In colleagues’ words")


def reviewed(page: Page) -> int:
    """How many are decided, as the page says."""
    found = re.search(r"Reviewed: ([\d,]+) of", page.locator(".engage-progress__words").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def reviews(hands: Hands, amara: Page) -> None:
    """One is masked further and approved, the next withheld with a reason."""
    amara.goto(f"{IN_REVIEW}/review")
    before = reviewed(amara)
    text = amara.locator(".engage-panel .engage-entry__text")
    first = re.findall(r"\w+", text.inner_text())[0]
    hands.write(amara, "Mask more words", first)
    hands.press(amara, "Mask these and look again")
    expect(text).to_contain_text("[masked]")
    hands.looked(amara, "Review comments")
    hands.tick(amara, "Approve it: others may read it")
    hands.press(amara, "Save and go to the next")
    expect(amara.get_by_text("The comment is approved.")).to_be_visible()
    assert reviewed(amara) == before + 1
    hands.tick(amara, "Withhold it")
    hands.press(amara, "Save and go to the next")
    expect(amara.locator(".govuk-error-summary")).to_contain_text("Choose why it is withheld.")
    hands.looked(amara, "Review comments")
    hands.tick(amara, "It is about one person")
    hands.press(amara, "Save and go to the next")
    expect(amara.get_by_text("The comment is withheld.")).to_be_visible()


def quotes(hands: Hands, chloe: Page) -> None:
    """Chloe finds a comment by its words and proposes to quote it."""
    chloe.goto(f"{PUBLISHED}/comments?q=learning")
    hands.looked(chloe, "Comments")
    hands.follow(chloe, "Quote it or take it back")
    hands.looked(chloe, "A comment")
    hands.press(chloe, "Propose the quotation")
    expect(chloe.get_by_text("Proposed. Somebody else")).to_be_visible()
