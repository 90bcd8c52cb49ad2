"""The addresses of what crosses features: reports, switches, retention."""

from typing import Any

from tests.core.reported import KIND
from tests.factories import People

SIGNED_IN = "admin.report_problem admin.send_report admin.reported"
OD = "admin.moderation admin.moderation_decided admin.moderation_case admin.decide_report"
ADMIN = "admin.switches admin.switch admin.switch_on admin.switch_off admin.retention"
PAGES = (
    ("Amara", "/reports/sent"), ("Chloe", "/admin/moderation"), ("Chloe", "/admin/moderation/decided"),
    ("Dev", "/admin/switches"), ("Dev", "/admin/retention"),
)  # fmt: skip
# Each stands beside something that a feature brings in.
ELSEWHERE = {
    "admin.moderation_case": "stands only where something was reported",
    "admin.switch": "stands only where a feature has a switch",
}


def scene(people: People) -> dict[str, Any]:
    """A kind, a thing, an act and a switch that are not there: who may reach them does not hang on that."""
    return {"admin.kind": KIND, "admin.object_id": 1, "admin.act": "keep", "admin.name": "no-such-switch"}
