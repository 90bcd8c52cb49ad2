"""The addresses of feedback rounds."""

import re
from typing import Any

from engage.core.db import db, transaction
from engage.values.actions import feedback_sharing
from engage.values.models import FeedbackOutside
from engage.values.rules.feedback_round import token_hash
from tests.factories import People

PUBLIC = "values.feedback_outside values.feedback_outside_cast values.feedback_outside_thanks"
SIGNED_IN = """values.feedback values.feedback_join values.feedback_leave values.feedback_list values.feedback_add
values.feedback_remove values.feedback_add_outside values.feedback_remove_outside values.feedback_send
values.feedback_take_back values.feedback_review values.feedback_review_add values.feedback_review_remove
values.feedback_review_remove_outside values.feedback_approve values.feedback_send_back values.feedback_answer
values.feedback_cast values.feedback_thanks values.feedback_report values.feedback_report_of
values.feedback_report_csv values.feedback_share values.feedback_stop_sharing"""
OD = """values.feedback_manage values.feedback_new values.feedback_create values.feedback_round
values.feedback_settings values.feedback_save_settings values.feedback_behaviours values.feedback_choose
values.feedback_people_page values.feedback_invite values.feedback_withdraw values.feedback_coach
values.feedback_give_back values.feedback_conversation values.feedback_open values.feedback_collect
values.feedback_close values.feedback_delete values.feedback_key values.feedback_make_key
values.feedback_make_backup values.feedback_backup_file values.feedback_try_backup
values.feedback_backup_destroyed"""

HOME, MANAGE = "/values/feedback/", "/values/feedback/manage"
# Of the demonstration: 1 is finished, 2 collects answers. The others are made by browser_scene.
PAGES = (
    ("Amara", HOME), ("Amara", f"{HOME}1/report"), ("Amara", HOME + "2/people/{feedback_about}/answer"),
    ("Amara", HOME + "{feedback_round}/reviewers"),
    ("Femi", HOME + "{feedback_round}/people/{feedback_amara}/reviewers"),
    ("Femi", HOME + "1/people/{feedback_amara}/report"), ("Femi", HOME + "2/people/{feedback_about}/thanks"),
    ("Esi", HOME + "{feedback_round}/reviewers?q=library"), ("Bryn", HOME),
    ("", f"{HOME}outside/nobodys"), ("", f"{HOME}outside-thanks"),
    ("Chloe", f"{MANAGE}/"), ("Chloe", f"{MANAGE}/new"), ("Chloe", f"{MANAGE}/1/"), ("Chloe", f"{MANAGE}/1/people"),
    ("Chloe", f"{MANAGE}/1/key"), ("Chloe", f"{MANAGE}/2/"), ("Chloe", f"{MANAGE}/2/settings"),
    ("Chloe", f"{MANAGE}/2/behaviours"), ("Chloe", MANAGE + "/{feedback_draft}/"),
    ("Chloe", MANAGE + "/{feedback_draft}/settings"), ("Chloe", MANAGE + "/{feedback_draft}/behaviours"),
    ("Chloe", MANAGE + "/{feedback_draft}/people?q=library"), ("Chloe", MANAGE + "/{feedback_round}/"),
    ("Chloe", MANAGE + "/{feedback_round}/key"),
)  # fmt: skip
ELSEWHERE = {"values.feedback_report_csv": "a download"}
TOKEN = "a-one-time-link-of-the-tests"


def scene(people: People) -> dict[str, Any]:
    """A finished round about Amara, whose coach is Chloe."""
    from tests.values import feedback_scene as scenes

    scenes.on("feedback-rounds", "outside-reviewers")
    round_id, _peers = scenes.reported(people)
    with transaction():
        feedback_sharing.take_as_coach(scenes.round_(round_id), people.amara, people.chloe)
        link = FeedbackOutside(
            round_id=round_id, subject_id=people.amara, name="Robin Partner", token_hash=token_hash(TOKEN)
        )
        db.session.add(link)
        db.session.flush()
        outside_id = link.id
    return {"values.round_id": round_id, "values.reviewer_id": people.femi, "values.outside_id": outside_id,
            "values.token": TOKEN}  # fmt: skip


def browser_scene(as_: Any) -> dict[str, Any]:
    """A draft, and a round in which Amara's list waits for Femi and Esi's is being made."""
    from tests.browser import feedback as pages

    chloe, amara, esi, femi = as_("Chloe"), as_("Amara"), as_("Esi"), as_("Femi")
    title = "Feedback, pages"
    made = {"feedback_draft": pages.draft(chloe, "Feedback, not yet begun")}
    made["feedback_round"] = pages.round_of(chloe, title, "Amara Nwosu", "Esi Mensah")
    pages.joined(amara, title, "Bryn Parry", "Dev Shah", "Esi Mensah")
    amara.get_by_role("button", name="Send the list").click()
    amara.get_by_text("Your list is sent.").wait_for()
    pages.joined(esi, title, "Bryn Parry")
    chloe.goto(f"{MANAGE}/{made['feedback_round']}/")
    chloe.get_by_role("button", name="Make the key").click()
    chloe.wait_for_url("**/key")
    femi.goto(HOME)
    for name, words in (("feedback_amara", "Whom Amara Nwosu would like to ask"), ("feedback_about", "")):
        link = femi.get_by_role("link", name=words) if words else femi.locator(".engage-card a[href*='/2/people/']")
        found = re.search(r"/people/(\d+)/", link.first.get_attribute("href"))
        assert found
        made[name] = int(found[1])
    return made
