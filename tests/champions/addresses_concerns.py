"""The addresses of concerns."""

from typing import Any

from tests.champions import passed_on
from tests.factories import People

SIGNED_IN = """champions.concerns_own champions.concern_new champions.concern_create champions.concern
champions.concern_told champions.concern_take_back champions.concerns_led champions.concern_led
champions.concern_propose champions.concerns_answered champions.concern_answered"""
OD = """champions.concerns_manage champions.concern_manage champions.concern_edit champions.concern_save
champions.concern_give champions.concern_given champions.concern_join champions.concern_joined
champions.concern_take_out champions.concerns_figures champions.concern_answer champions.concern_preview
champions.concern_reword champions.concern_send_answer champions.concern_publish champions.concern_unpublish"""
# Of the demonstration 1 to 3 are Bryn's: answered, overdue, new; case 4 is three joined ones, answered and published.
PAGES = (
    ("Bryn", "/concerns/"), ("Bryn", "/concerns/new"), ("Bryn", "/concerns/1"), ("Bryn", "/concerns/2"),
    ("Amara", "/concerns/answered"), ("Amara", "/concerns/answered/4"), ("Femi", "/concerns/led"),
    ("Chloe", "/concerns/manage/"), ("Chloe", "/concerns/manage/2/"), ("Chloe", "/concerns/manage/2/edit"),
    ("Chloe", "/concerns/manage/2/give"), ("Chloe", "/concerns/manage/2/join"), ("Chloe", "/concerns/manage/2/answer"),
    ("Chloe", "/concerns/manage/4/"), ("Chloe", "/concerns/manage/figures"), ("Chloe", "/guide/concerns"),
    ("Femi", "/concerns/led/{led_case}"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A concern of Bryn's that Femi leads."""
    row = passed_on.led(people.bryn, people.femi)
    return {"champions.case_id": row.case_id, "champions.concern_id": row.id}


def browser_scene(as_: Any) -> dict[str, Any]:
    """A case that Femi leads in the demonstration."""
    femi = as_("Femi")
    femi.goto("/concerns/led")
    return {"led_case": (femi.locator("#led-list a").first.get_attribute("href") or "").rsplit("/", 1)[1]}
