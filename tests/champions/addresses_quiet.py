"""The addresses of staff networks, of what is shared with unions, and of the first aiders' log."""

import secrets
from typing import Any

from engage.champions.actions import quiet_shared
from engage.core import clock, files
from engage.core.db import transaction
from tests.champions import made
from tests.factories import People

SIGNED_IN = """champions.quiet_yours champions.quiet_join champions.quiet_leave
champions.quiet_show_name champions.quiet_coordinate champions.quiet_accept champions.quiet_decline
champions.quiet_remove champions.quiet_message champions.quiet_name champions.shared champions.shared_item
champions.first_aid champions.first_aid_note champions.first_aid_edit champions.first_aid_save
champions.first_aid_delete"""
OD = """champions.quiet_sizes champions.shared_manage champions.shared_new champions.shared_create
champions.shared_manage_item champions.shared_edit champions.shared_save champions.shared_share
champions.shared_delete champions.shared_files champions.shared_files_remove champions.first_aid_years"""
# Of the demonstration networks 4 and 5 are for staff; Esi looks after 4, Amara is in it, Bryn is a first aider.
PAGES = (
    ("Amara", "/networks/4"), ("Bryn", "/networks/4"), ("Amara", "/networks/yours"),
    ("Chloe", "/networks/yours"), ("Esi", "/networks/4/coordinate"), ("Chloe", "/networks/manage/staff-networks"),
    ("Chloe", "/networks/manage/shared"), ("Chloe", "/networks/manage/shared/new"),
    ("Chloe", "/networks/manage/shared/1"), ("Chloe", "/networks/manage/shared/{shared_draft}"),
    ("Chloe", "/networks/manage/shared/{shared_draft}/edit"), ("Bryn", "/first-aid"),
    ("Bryn", "/first-aid/{contact}/edit"), ("Chloe", "/networks/manage/first-aid"),
    ("Chloe", "/guide/staff-networks"), ("Chloe", "/guide/first-aid"),
)  # fmt: skip
ELSEWHERE = {
    "champions.shared": "only union representatives open it; the browser tests have none",
    "champions.shared_item": "the same; its words are shown on the OD team's page of it, too",
}


def scene(people: People) -> dict[str, Any]:
    """A staff network that Esi looks after, a draft with a file, a contact of Esi's."""
    del people
    with transaction():
        words = quiet_shared.Words("A paper", "Words.", "", (made.network("union"),))
        row = quiet_shared.create(words, secrets.token_hex(8), clock.now())
        files.store("paper.pdf", b"%PDF-1.7", "shared-item", row.id, 1000)
        item = row.id
    return {"item_id": item, "contact_id": 1, "network_id": made.network("staff")}


def browser_scene(as_: Any) -> dict[str, Any]:
    """A draft of Chloe's, and a contact of Bryn's."""
    chloe, bryn = as_("Chloe"), as_("Bryn")
    chloe.goto("/networks/manage/shared/new")
    chloe.get_by_label("Title").fill("A paper")
    chloe.get_by_role("button", name="Save the draft").click()
    chloe.get_by_role("button", name="Share it now").wait_for()
    bryn.goto("/first-aid")
    bryn.get_by_label("Money").check()
    bryn.get_by_role("button", name="Note it").click()
    bryn.get_by_text("Nobody but you reads it.").wait_for()
    href = bryn.get_by_role("link", name="Change").first.get_attribute("href")
    return {"shared_draft": chloe.url.rsplit("/", 1)[1], "contact": href.split("/")[2]}
