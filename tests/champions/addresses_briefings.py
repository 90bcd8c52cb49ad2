"""The addresses of briefings."""

from typing import Any

from engage.champions.actions import briefings as actions
from engage.core.db import transaction
from engage.core.files import Sent
from tests.champions import packs
from tests.factories import People

SIGNED_IN = "champions.briefings champions.briefing champions.briefing_read"
OD = """champions.briefings_manage champions.briefing_new champions.briefing_create champions.briefing_edit
champions.briefing_save champions.briefing_manage champions.briefing_show champions.briefing_withdraw
champions.briefing_delete champions.briefing_add_files champions.briefing_remove_file"""
# Of the demonstration 1 is open to all staff by now, 2 is under embargo.
PAGES = (
    ("Bryn", "/briefings/"), ("Bryn", "/briefings/2"), ("Amara", "/briefings/1"), ("Chloe", "/briefings/manage/"),
    ("Chloe", "/briefings/manage/2/"), ("Chloe", "/briefings/manage/new"), ("Chloe", "/briefings/manage/2/edit"),
    ("Chloe", "/guide/briefings"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A pack for the employee champions with a file."""
    number = packs.shown()
    with transaction():
        actions.add_files(number, [Sent("plan.pdf", b"%PDF-1.7")], 1_000)
    return {"champions.briefing_id": number, "champions.file_id": packs.file_of(number)}
