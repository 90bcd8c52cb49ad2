"""Addresses of who reads from when, and of which teams have talked about their results."""

from typing import Any

SIGNED_IN = "surveys.results_talked surveys.say_talked surveys.take_talked_back"
OD = "surveys.set_tiers surveys.talked_about"
PAGES = (
    ("Chloe", "/surveys/2/results/groups/{group}/talked"), ("Chloe", "/surveys/manage/2/talked"),
    ("Amara", "/surveys/2/results"),
)  # fmt: skip


def scene(people: Any) -> dict[str, Any]:
    """Nothing but the published survey."""
    return {}
