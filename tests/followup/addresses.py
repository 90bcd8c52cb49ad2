"""The addresses of actions."""

from typing import Any

from tests.factories import People
from tests.followup import made

SIGNED_IN = "followup.index followup.show followup.about followup.write_update followup.confirm"
OD = """followup.manage followup.actions_csv followup.new followup.create followup.edit followup.save followup.agree
followup.cannot followup.refuse followup.close followup.reopen followup.delete followup.carry_over
followup.carried_over"""
# Of the demonstration 1 is Femi's and under way, 2 waits for champions, 3 is a proposal.
PAGES = (
    ("Amara", "/actions/"), ("Femi", "/actions/1"), ("Bryn", "/actions/2"), ("Chloe", "/actions/3"),
    ("Amara", "/actions/about/survey-results/1"), ("Chloe", "/actions/manage/"), ("Chloe", "/actions/manage/new"),
    ("Chloe", "/actions/manage/1/cannot"), ("Chloe", "/actions/manage/carry-over"), ("Chloe", "/guide/actions"),
)  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A promise of Esi's, and a theme of what was heard."""
    return {"followup.action_id": made.agreed(people), "followup.kind": "survey-results", "followup.source_id": 1}


ELSEWHERE = {
    "followup.actions_csv": "a download",
    "followup.edit": "the form of a new action, filled in",
}
