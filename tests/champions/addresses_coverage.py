"""The addresses of the coverage planner."""

from typing import Any

from tests.champions import made
from tests.factories import People

OD = """champions.coverage_index champions.coverage champions.coverage_save champions.coverage_csv
champions.coverage_units champions.coverage_sites champions.coverage_leaving champions.coverage_changes
champions.coverage_keep champions.coverage_end"""
# In the demonstration the employee champions are network 1.
PAGES = (
    ("Chloe", "/networks/coverage"), ("Chloe", "/networks/1/coverage"), ("Chloe", "/guide/coverage"),
    ("Chloe", "/networks/1/coverage?seats=200&ratio=&floor=1&group_minimum=10"),
    ("Chloe", "/networks/1/coverage?seats=2&ratio=&floor=1&group_minimum=10"),
    ("Chloe", "/networks/1/coverage/units"), ("Chloe", "/networks/1/coverage/sites"),
    ("Chloe", "/networks/1/coverage/if-they-left"), ("Chloe", "/networks/1/coverage/changes"),
)  # fmt: skip
ELSEWHERE = {"champions.coverage_csv": "a download"}


def scene(people: People) -> dict[str, Any]:
    """Esi is a champion, too."""
    return {"champions.network_id": made.champions(), "champions.appointment_id": made.appointed(people.esi)}
