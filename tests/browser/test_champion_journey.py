"""From the call to the first activity and the first answer told: on a phone by keyboard, and with scripts off."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engage.core import clock
from tests.browser.conftest import As, serving
from tests.browser.hands import PHONE, Hands, Keys, Taps

CALL = "We look for colleagues who listen well and say plainly what they hear."
WHY = "People come to me anyway when something does not work."
CONCERN = "Two hours between shifts are too short to drive home"
ANSWER = "From Monday the rota leaves three hours between shifts, or none."


@pytest.fixture(scope="session")
def base_url(demonstration: Path, browser_type_launch_args: Any, tmp_path_factory: Any) -> Iterator[str]:
    """A server of this file's own: who becomes a champion here is none in other files."""
    instance = tmp_path_factory.mktemp("champions") / "instance"
    shutil.copytree(demonstration, instance)
    with serving(instance) as address:
        yield address


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """Who has signed in on that server."""
    return {}


def in_figures(days: int) -> str:
    """A day as it is typed."""
    found = clock.today() + timedelta(days=days)
    return f"{found.day}/{found.month}/{found.year}"


def told(page: Page, words: str) -> None:
    """What the page says after an act."""
    expect(page.get_by_text(words).first).to_be_visible()


def test_by_keyboard_amara_becomes_a_champion_logs_and_tells_an_answer(as_: As) -> None:
    hands = Keys()
    amara, chloe, femi, esi = (as_(who, **PHONE) for who in ("Amara", "Chloe", "Femi", "Esi"))
    opens_a_round(hands, chloe, "Champions, spring")
    takes_the_plan_in(hands, chloe, "Champions, spring")
    applies(hands, amara, "Champions, spring")
    told(amara, "Femi Adeyemi is asked about the time.")
    agrees(hands, femi, "Amara Nwosu")
    appoints(hands, chloe, "Amara Nwosu")
    logs_in_two_taps(hands, amara)
    passes_on(hands, amara)
    gives(hands, chloe, "Esi Mensah")
    proposes(hands, esi)
    answers(hands, chloe, "Amara Nwosu")
    tells(hands, amara)


def test_with_scripts_off_esi_becomes_one_whose_time_another_manager_agrees(as_: As) -> None:
    hands = Taps()
    esi, chloe, femi = (as_(who, scripts=False, **PHONE) for who in ("Esi", "Chloe", "Femi"))
    opens_a_round(hands, chloe, "Champions, summer")
    applies(hands, esi, "Champions, summer")
    chloe.reload()
    hands.follow(chloe, "Read the applications")
    hands.follow(chloe, "Read it")
    hands.follow(chloe, "Ask somebody else about the time")
    hands.find(chloe, "Femi Adeyemi")
    hands.press(chloe, "Ask them")
    told(chloe, "Femi Adeyemi is asked now.")
    hands.follow(chloe, "Applications")
    hands.follow(chloe, "Champions, summer")
    agrees(hands, femi, "Esi Mensah")
    appoints(hands, chloe, "Esi Mensah", beyond=True)
    logs_in_two_taps(hands, esi)
    passes_on(hands, esi)
    gives(hands, chloe, "Femi Adeyemi")
    answers(hands, chloe, "Esi Mensah")
    tells(hands, esi)


def opens_a_round(hands: Hands, chloe: Page, title: str) -> None:
    """A draft, what it says, and the opening, after which she stays on its page."""
    chloe.goto("/networks/manage/rounds/")
    hands.looked(chloe, "Recruitment rounds")
    hands.follow(chloe, "Make a round")
    hands.looked(chloe, "Make a recruitment round")
    hands.choose(chloe, "Which network is it for?", "Employee champions")
    hands.write(chloe, "Title", title)
    hands.write(chloe, "The call", CALL)
    hands.write(chloe, "Applications close on", in_figures(9))
    hands.write(chloe, "The term starts on", in_figures(20))
    hands.press(chloe, "Make the draft")
    hands.looked(chloe, title)
    hands.open(chloe, "Open the round")
    hands.press(chloe, "Open it now")
    told(chloe, "The round is open.")
    hands.looked(chloe, title)


def takes_the_plan_in(hands: Hands, chloe: Page, title: str) -> None:
    """The round looks for as many people as the coverage plan would have."""
    hands.follow(chloe, "Set the targets")
    hands.looked(chloe, "Targets")
    hands.press(chloe, "Take these in")
    hands.looked(chloe, "Targets")
    hands.follow(chloe, title)


def applies(hands: Hands, page: Page, title: str) -> None:
    """From the card of the start page: why, and that one is shown."""
    page.goto("/")
    hands.follow(page, title)
    hands.looked(page, title)
    hands.write(page, "Why would you like to?", WHY)
    hands.tick(page, "If I am appointed, colleagues can see my name")
    hands.press(page, "Send my application")
    told(page, "Your application is sent.")
    hands.looked(page, title)


def agrees(hands: Hands, femi: Page, who: str) -> None:
    """The manager's answer, from the card of his start page."""
    femi.goto("/")
    hands.follow(femi, f"Can {who} have the time?")
    hands.looked(femi, f"Can {who} have the time?")
    hands.tick(femi, "I agree the time")
    hands.press(femi, "Send my answer")
    told(femi, f"Thank you. {who} and the OD team can read your answer.")


def appoints(hands: Hands, chloe: Page, who: str, *, beyond: bool = False) -> None:
    """Applications are closed, the term begins today, one is appointed (though nobody was asked for), letters go."""
    hands.open(chloe, "Close applications now")
    hands.press(chloe, "Close applications")
    hands.follow(chloe, "Change term starts")
    hands.looked(chloe, "Settings")
    hands.write(chloe, "The term starts on", in_figures(0))
    hands.press(chloe, "Save")
    hands.follow(chloe, "Decide about them")
    hands.looked(chloe, "Applications")
    expect(chloe.get_by_text("Manager agrees").first).to_be_visible()
    hands.tick(chloe, who)
    hands.tick(chloe, "Appoint")
    hands.press(chloe, "Decide")
    if beyond:
        hands.tick(chloe, "Appoint beyond the target all the same")
        hands.press(chloe, "Decide")
    told(chloe, "Decided about 1 person.")
    hands.looked(chloe, "Applications")
    hands.follow(chloe, "Letters")
    hands.looked(chloe, "Letters")
    told(chloe, who)
    hands.open(chloe, "Send the letters")
    hands.press(chloe, "Send the letters")
    told(chloe, "sent by e-mail.")
    hands.looked(chloe, "Letters")


def logs_in_two_taps(hands: Hands, page: Page) -> None:
    """From the letter's card and the desk: what it was, and Save."""
    page.goto("/")
    told(page, "Decided")
    hands.follow(page, "Your champion desk")
    hands.looked(page, "Your champion desk")
    told(page, "Nothing is logged yet.")
    hands.follow(page, "Conversation")
    hands.looked(page, "Log a conversation")
    hands.press(page, "Save")
    told(page, "Logged: conversation, 1 person.")
    hands.looked(page, "Your champion desk")


def passes_on(hands: Hands, page: Page) -> None:
    """A concern, from the desk."""
    hands.follow(page, "Pass a concern on")
    hands.looked(page, "Pass a concern on")
    hands.write(page, "What is it about?", CONCERN)
    hands.write(page, "What are colleagues worried about?", "It happens every week. Three hours would be enough.")
    hands.press(page, "Pass it on")
    hands.looked(page, CONCERN)


def gives(hands: Hands, chloe: Page, lead: str) -> None:
    """The newest concern, to a lead officer."""
    chloe.goto("/concerns/manage/?show=new")
    hands.looked(chloe, "Concerns passed on")
    hands.follow(chloe, CONCERN)
    hands.looked(chloe, CONCERN)
    hands.follow(chloe, "Give it to a lead officer")
    hands.looked(chloe, "Give it to a lead officer")
    hands.find(chloe, lead)
    hands.press(chloe, "Give it to them")
    hands.looked(chloe, CONCERN)
    told(chloe, lead)


def proposes(hands: Hands, lead: Page) -> None:
    """The lead officer reads the words, not the name, and says what could be answered."""
    lead.goto("/")
    hands.follow(lead, CONCERN)
    hands.looked(lead, CONCERN)
    expect(lead.locator("main")).not_to_contain_text("Amara Nwosu")
    hands.write(lead, "What could be answered?", ANSWER)
    hands.press(lead, "Send to the OD team")
    hands.looked(lead, CONCERN)


def answers(hands: Hands, chloe: Page, who: str) -> None:
    """With one look at what the champion gets."""
    chloe.reload()
    hands.follow(chloe, "Answer")
    hands.looked(chloe, "Answer")
    hands.tick(chloe, "Answered: what is done")
    hands.write(chloe, "Answer", ANSWER)
    hands.press(chloe, "See what they get")
    hands.looked(chloe, "What they get")
    told(chloe, who)
    hands.press(chloe, "Send the answer")
    hands.looked(chloe, CONCERN)


def tells(hands: Hands, page: Page) -> None:
    """The answer is on the start page; read, it is told to colleagues, and said so."""
    page.goto("/")
    hands.follow(page, "Your concern was answered: tell them")
    hands.looked(page, CONCERN)
    told(page, ANSWER)
    hands.press(page, "I have told them")
    told(page, "This one is done.")
    hands.looked(page, CONCERN)
