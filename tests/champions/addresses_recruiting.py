"""The addresses of recruitment rounds."""

from typing import Any

from engage.champions.actions import recruiting as rounds
from engage.champions.actions import recruiting_applying as applying
from engage.core import clock
from engage.core.db import transaction
from tests.champions import recruiting_made as made
from tests.factories import UNITS, People

SIGNED_IN = """champions.recruiting_round champions.recruiting_apply champions.recruiting_edit
champions.recruiting_change champions.recruiting_withdraw champions.recruiting_suggest
champions.recruiting_suggested champions.recruiting_decline champions.recruiting_agree champions.recruiting_answer"""
OD = """champions.recruiting_manage champions.recruiting_new champions.recruiting_create champions.recruiting_show
champions.recruiting_settings champions.recruiting_settings_save champions.recruiting_open champions.recruiting_close
champions.recruiting_end champions.recruiting_cancel champions.recruiting_targets champions.recruiting_targets_save
champions.recruiting_target_add champions.recruiting_propose champions.recruiting_target_remove
champions.recruiting_applications champions.recruiting_decide champions.recruiting_application
champions.recruiting_decide_one champions.recruiting_other champions.recruiting_ask_other champions.recruiting_log
champions.recruiting_letters champions.recruiting_letters_save champions.recruiting_letters_send
champions.recruiting_letters_pdf"""
# Of the demonstration 1 is decided, with applications 1 to 5; 2 is open, 6 waits for Femi, and Amara is suggested.
PAGES = (
    ("Amara", "/networks/rounds/2"), ("Bryn", "/networks/rounds/2"), ("Amara", "/networks/rounds/1"),
    ("Amara", "/networks/rounds/2/suggest"), ("Femi", "/networks/applications/6/agree"),
    ("Chloe", made.MANAGE), ("Chloe", f"{made.MANAGE}new"), ("Chloe", f"{made.MANAGE}1/"),
    ("Chloe", f"{made.MANAGE}2/"), ("Chloe", f"{made.MANAGE}2/settings"), ("Chloe", f"{made.MANAGE}2/targets"),
    ("Chloe", f"{made.MANAGE}1/applications"), ("Chloe", f"{made.MANAGE}2/applications"),
    ("Chloe", f"{made.MANAGE}1/applications/4/"),
    ("Chloe", f"{made.MANAGE}2/applications/6/ask"), ("Chloe", f"{made.MANAGE}1/letters"),
    ("Chloe", f"{made.MANAGE}1/decisions"), ("Chloe", "/guide/recruiting"),
)  # fmt: skip
ELSEWHERE = {
    "champions.recruiting_letters_pdf": "a download",
    "champions.recruiting_edit": "nobody of the six has an application in the demonstration; its form is the round’s",
}


def scene(people: People) -> dict[str, Any]:
    """An open round in which Esi applied and Amara is suggested."""
    round_id = made.opened()
    number = made.applied(round_id, people.esi)
    with transaction():
        row = made.get(round_id)
        unit_id = made.unit(UNITS.home_care).id
        rounds.add_target(row, unit_id, 2)
        suggestion = applying.suggest(row, people.amara, people.bryn, clock.now()).id
    return {"champions.round_id": round_id, "champions.application_id": number, "champions.unit_id": unit_id,
            "champions.suggestion_id": suggestion}  # fmt: skip
