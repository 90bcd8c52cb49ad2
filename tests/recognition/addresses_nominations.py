"""The addresses of nominating, of being asked, and of checking nominations."""

import re
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition.models import ManagerView, Seconding
from tests.factories import People
from tests.recognition import addresses_rounds, made

PUBLIC = "recognition.nominate_outside recognition.nominate_outside_send recognition.nominate_outside_thanks"
SIGNED_IN = """recognition.nominate recognition.nominate_start recognition.nomination recognition.nomination_who
recognition.nomination_who_save recognition.nomination_words recognition.nomination_words_save
recognition.nomination_files recognition.nomination_files_add recognition.nomination_files_remove
recognition.nomination_seconder recognition.nomination_seconder_save recognition.nomination_submit
recognition.nomination_withdraw recognition.nomination_delete recognition.seconding recognition.seconding_answer
recognition.manager_view recognition.manager_view_save"""
OD = """recognition.award_nominations recognition.award_nominations_csv recognition.award_nomination
recognition.award_refuse recognition.award_bring_back recognition.award_accept recognition.award_match
recognition.award_match_save recognition.award_join recognition.award_part recognition.award_ask_managers
recognition.award_upload recognition.award_upload_template recognition.award_upload_look
recognition.award_upload_shown recognition.award_upload_left_out recognition.award_upload_take"""
OWN, MANAGE = "/awards/nominations/{nomination_draft}", "/awards/manage/"
PAGES = (
    ("Amara", "/awards/2/categories/7/nominate"), ("Amara", OWN), ("Amara", OWN + "/who"), ("Amara", OWN + "/words"),
    ("Amara", OWN + "/files"), ("Amara", OWN + "/seconder"), ("Femi", "/awards/seconding/{nomination_to_second}"),
    ("Chloe", f"{MANAGE}3/nominations"), ("Chloe", f"{MANAGE}2/nominations?state=entries"),
    ("Chloe", MANAGE + "2/nominations/{nomination_to_second}"), ("Chloe", f"{MANAGE}2/upload"),
    ("Chloe", MANAGE + "3/upload/{nomination_upload}"), ("Femi", "/awards/views/{nomination_viewed}"),
    ("Chloe", MANAGE + "2/nominations/{nomination_outside}"),
    ("Chloe", MANAGE + "2/nominations/{nomination_outside}/match"),
)  # fmt: skip
ELSEWHERE = {
    "recognition.award_nominations_csv": "a download",
    "recognition.award_upload_template": "a download",
    "recognition.award_upload_left_out": "a download",
    "recognition.nominate_outside": "behind a switch that is off in the demonstration",
    "recognition.nominate_outside_thanks": "behind a switch that is off in the demonstration",
}
FILE = "Origin,Nominator,Category,First name,Last name,What they learnt\nResident,A. Resident,Learner,No,Body,Words\n"


def scene(people: People) -> dict[str, Any]:
    """A nomination of Amara's in the round of addresses_rounds, which Femi is asked to second."""
    found = addresses_rounds.scene(people)
    entry = made.entry(found["recognition.category_id"], people.esi, people.amara)
    with transaction():
        now = clock.now()
        db.session.add(Seconding(nomination_id=entry, person_id=people.femi, asked_at=now))
        db.session.add(ManagerView(nomination_id=entry, person_id=people.bryn, asked_at=now))
    return found | {"recognition.nomination_id": entry, "recognition.token": "0" * 32, "recognition.file_id": 1}


def browser_scene(as_: Any) -> dict[str, Any]:
    """Amara's draft and what Femi is asked, both of the demonstration; and an upload of Chloe's."""
    amara, femi, chloe = as_("Amara"), as_("Femi"), as_("Chloe")
    found = {}
    for page, name, where in (
        (amara, "nomination_draft", "/awards/nominations/"),
        (femi, "nomination_to_second", "/awards/seconding/"),
        (femi, "nomination_viewed", "/awards/views/"),
        (chloe, "nomination_outside", "/nominations/"),
    ):
        page.goto("/awards/" if page is not chloe else f"{MANAGE}2/nominations?state=waiting")
        href = page.locator(f"main a[href*='{where}']").first.get_attribute("href")
        number = re.search(r"(\d+)$", href)
        assert number
        found[name] = number[1]
    chloe.goto(f"{MANAGE}2/upload")
    file = {"name": "form.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    chloe.locator("input[type=file]").set_input_files(file)
    chloe.get_by_role("button", name="Look at the file").click()
    chloe.wait_for_url("**/upload/*")
    return found | {"nomination_upload": chloe.url.rsplit("/", 1)[1]}
