"""The addresses of what crosses features: reports, switches, retention."""

from typing import Any

from tests.core.reported import KIND
from tests.factories import People

SIGNED_IN = "admin.report_problem admin.send_report admin.reported"
OD = "admin.moderation admin.moderation_decided admin.moderation_case admin.decide_report"
ADMIN = """admin.switches admin.switch admin.switch_on admin.switch_off admin.retention admin.settings
admin.permissions admin.retry_kind admin.give_up admin.do_give_up admin.give_up_kind admin.do_give_up_kind"""
PAGES = (
    ("Amara", "/reports/sent"), ("Chloe", "/admin/moderation"), ("Chloe", "/admin/moderation/decided"),
    ("Dev", "/admin/switches"), ("Dev", "/admin/retention"), ("Dev", "/admin/settings"), ("Dev", "/admin/permissions"),
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
    return {"admin.kind": KIND, "admin.object_id": 1, "admin.act": "keep", "admin.name": "no-such-switch"}
