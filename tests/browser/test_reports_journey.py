"""The paper of a quarter, from its blocks to whom it was sent: by keyboard on a phone, and without scripts."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.browser.conftest import As
from tests.browser.hands import PHONE, Hands, Keys, Taps

FINANCE, LEGAL = "Financial implications", "Legal implications"
MONEY, RIGHTS = "It is paid for out of what there is.", "Nothing in the law stands against it."
OPENED = "Two depots share their training days."


def test_by_keyboard_a_paper_is_made_commented_finished_and_sent(as_: As) -> None:
    walk(Keys(), as_, "Culture and colleagues, a quarter")


def test_with_scripts_off_it_works_too(as_: As) -> None:
    walk(Taps(), as_, "Colleagues and culture, a quarter")


def walk(hands: Hands, as_: As, title: str) -> None:
    """Chloe makes it, Femi writes of the money, Chloe makes it final, opens it, and notes where it went."""
    chloe, femi = (as_(who, scripts=hands.scripts, **PHONE) for who in ("Chloe", "Femi"))
    drafts(hands, chloe, title)
    asks(hands, chloe, title)
    comments(hands, femi, title)
    chloe.reload()
    hands.open(chloe, "Make it final")
    hands.press(chloe, "Make it final")
    expect(chloe.get_by_text("The report is final.")).to_be_visible()
    hands.looked(chloe, title)
    with chloe.expect_download() as coming:
        hands.follow(chloe, "Word document")
    opened(Document(str(Path(coming.value.path()))), title)
    hands.write(chloe, "To whom", "Cabinet, with its papers")
    hands.press(chloe, "Note it")
    expect(chloe.get_by_text("Noted in the archive.")).to_be_visible()
    chloe.goto("/reports/archive")
    expect(chloe.get_by_role("row").filter(has_text=title)).to_contain_text("Cabinet, with its papers")
    hands.looked(chloe, "Archive of reports")


def drafts(hands: Hands, chloe: Page, title: str) -> None:
    """The quarter that has ended, one block more than is offered, which goes up a place; its figures are frozen."""
    chloe.goto("/reports/")
    hands.follow(chloe, "Make a report")
    hands.write(chloe, "Title", title)
    hands.tick(chloe, "Achievements")
    hands.write(chloe, "Achievements", OPENED)
    hands.write(chloe, "Meeting", "Cabinet")
    hands.write(chloe, "Date of the meeting", "27/3/2027")
    hands.looked(chloe, "Make a report")
    hands.press(chloe, "Save")
    hands.press(chloe, "Move Achievements up")
    hands.looked(chloe, title)
    hands.open(chloe, "Freeze the figures")
    hands.press(chloe, "Freeze")
    expect(chloe.get_by_text("The figures are frozen, for the first time.")).to_be_visible()


def asks(hands: Hands, chloe: Page, title: str) -> None:
    """Femi for the money; what the law says, Chloe was told and puts in."""
    hands.follow(chloe, "Say who writes it")
    hands.write(chloe, "Who writes it?", "Femi Adeyemi")
    hands.looked(chloe, f"Who writes “{FINANCE}”")
    hands.press(chloe, "Save")
    hands.follow(chloe, LEGAL)
    hands.write(chloe, "Words", RIGHTS)
    hands.write(chloe, "Author", "The monitoring officer")
    hands.write(chloe, "Day", "2/3/2027")
    hands.looked(chloe, LEGAL)
    hands.press(chloe, "Save")
    hands.open(chloe, "Ask for comments")
    hands.press(chloe, "Ask for comments")
    expect(chloe.get_by_text("Whoever you named finds it on their start page.")).to_be_visible()
    hands.looked(chloe, title)


def comments(hands: Hands, femi: Page, title: str) -> None:
    """From the start page, where it waits."""
    femi.goto("/")
    hands.follow(femi, f"{FINANCE} wanted on {title}")
    hands.looked(femi, title)
    hands.follow(femi, f"Write: {FINANCE}")
    hands.write(femi, "Your comments", MONEY)
    hands.looked(femi, FINANCE)
    hands.press(femi, "Save and sign")
    expect(femi.get_by_text(f"{FINANCE} is saved")).to_be_visible()


def opened(paper: Any, title: str) -> None:
    """As a reader of Word finds it: real headings, marked header rows, its language, and what both wrote."""
    styled = [(each.style.name, each.text) for each in paper.paragraphs]
    words = "\n".join(text for _, text in styled)
    assert ("Title", title) in styled
    for heading in (f"5. {FINANCE}", f"6. {LEGAL}"):
        assert ("Heading 1", heading) in styled
    assert ("Heading 2", "Achievements") in styled
    assert all(each in words for each in (OPENED, MONEY, RIGHTS, "By Femi Adeyemi, "))
    first = [table.rows[0]._tr.trPr for table in paper.tables]
    assert first and all(each is not None and each.find(qn("w:tblHeader")) is not None for each in first)
    assert paper.core_properties.language == "en-GB"
