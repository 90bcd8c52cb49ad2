"""The addresses of what crosses features: reports, switches, retention and legal holds."""

from typing import Any

from engage.core import clock, holding
from engage.core.db import transaction
from tests.core.reported import KIND
from tests.factories import People

SIGNED_IN = "admin.report_problem admin.send_report admin.reported"
OD = "admin.moderation admin.moderation_decided admin.moderation_case admin.decide_report"
ADMIN = """admin.switches admin.switch admin.switch_on admin.switch_off admin.retention admin.settings
admin.permissions admin.retry_kind admin.give_up admin.do_give_up admin.give_up_kind admin.do_give_up_kind
admin.retention_due admin.count_due admin.holds admin.set_hold admin.hold admin.review_hold admin.lift_hold"""
PAGES = (
    ("Amara", "/reports/sent"), ("Chloe", "/admin/moderation"), ("Chloe", "/admin/moderation/decided"),
    ("Dev", "/admin/switches"), ("Dev", "/admin/retention"), ("Dev", "/admin/retention/due"),
    ("Dev", "/admin/retention/holds"), ("Dev", "/admin/retention/holds/{hold_id}"),
    ("Dev", "/admin/settings"), ("Dev", "/admin/permissions"),
)  # fmt: skip
# Each stands beside something that a feature brings in.
ELSEWHERE = {
    "admin.moderation_case": "stands only where something was reported",
    "admin.switch": "stands only where a feature has a switch",
    "admin.give_up": "stands only where something failed",
    "admin.give_up_kind": "stands only where something failed",
}


def scene(people: People) -> dict[str, Any]:
    """A kind, a thing, an act and a switch that are not there: who may reach them does not hang on that."""
    with transaction():
        held = holding.set_hold("A case", people.dev, clock.now(), kind="codes").id
    return {"admin.kind": KIND, "admin.object_id": 1, "admin.act": "keep", "admin.name": "no-such-switch",
            "admin.hold_id": held}  # fmt: skip


def browser_scene(as_: Any) -> dict[str, Any]:
    """A hold that Dev sets."""
    dev = as_("Dev")
    dev.goto("/admin/retention/holds")
    dev.get_by_label("One kind of record").check()
    dev.get_by_role("combobox", name="Kind of record").select_option("archived-pages")
    dev.get_by_label("Why must it be kept?").fill("Tribunal case 2027/14")
    dev.get_by_role("button", name="Set the hold").click()
    dev.get_by_text("The hold is set.").wait_for()
    href = dev.get_by_role("link", name="Kind of record: Archived pages").get_attribute("href")
    return {"hold_id": href.rsplit("/", 1)[1]}
