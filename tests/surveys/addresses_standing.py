"""The addresses of surveys that never close."""

from typing import Any

from tests.factories import People
from tests.surveys import standing_made

OD = """surveys.standing_list surveys.standing_new surveys.standing_start surveys.standing
surveys.standing_pause surveys.standing_go_on surveys.standing_end"""
PAGES = (
    ("Chloe", "/surveys/standing/"), ("Chloe", "/surveys/standing/new"), ("Chloe", "/surveys/standing/1/"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A series whose first survey waits for its key."""
    return {"surveys.series_id": standing_made.begun(people.chloe)}
