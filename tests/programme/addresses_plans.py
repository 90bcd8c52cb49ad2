"""The addresses of plans, items and the grid."""

from datetime import date
from typing import Any

from tests.factories import People
from tests.programme import made

SIGNED_IN = "programme.programme programme.plan programme.grid programme.item"
OD = """programme.manage_plans programme.new_plan programme.create_plan programme.edit_plan programme.save_plan
programme.manage_plan programme.publish_plan programme.take_back_plan programme.archive_plan programme.restore_plan
programme.plan_as_csv programme.plan_as_workbook programme.add_heading programme.edit_heading programme.save_heading
programme.move_heading programme.delete_heading programme.new_item programme.create_item programme.edit_item
programme.save_item programme.move_item programme.remove_item programme.edit_outputs programme.save_outputs
programme.new_programme_session programme.create_programme_session programme.edit_programme_session
programme.save_programme_session programme.remove_programme_session programme.paste_grid programme.look_at_grid
programme.take_grid programme.import_plans programme.look_at_plans programme.imported_plans programme.take_plans"""
# The demonstration's plan 1 is published: its headings, items, outputs and sessions are there.
PAGES = (
    ("Amara", "/programme/"), ("Amara", "/programme/plans/1"), ("Amara", "/programme/plans/1/grid"),
    ("Amara", "/programme/items/1"), ("Chloe", "/programme/manage/"), ("Chloe", "/programme/manage/plans/new"),
    ("Chloe", "/programme/manage/plans/1/"), ("Chloe", "/programme/manage/plans/1/headings/1/edit"),
    ("Chloe", "/programme/manage/items/1/edit"), ("Chloe", "/programme/manage/items/1/outputs"),
    ("Chloe", "/programme/manage/items/4/sessions/1/edit"),
    ("Chloe", "/programme/manage/plans/1/grid/paste"), ("Chloe", "/programme/manage/import"),
    ("Chloe", "/guide/programme"),
)  # fmt: skip
ELSEWHERE = {
    "programme.plan_as_csv": "a download",
    "programme.plan_as_workbook": "a download",
    "programme.edit_plan": "the form of a new plan, filled in",
    "programme.new_item": "the form of an item, empty",
    "programme.new_programme_session": "the form of a session, empty",
    "programme.imported_plans": "it needs a file; tests/programme look at it",
}


def scene(people: People) -> dict[str, Any]:
    """A published plan with a heading, an item, an output and a session."""
    plan_id = made.plan()
    heading_id = made.heading(plan_id)
    item_id = made.item(plan_id, heading_id=heading_id, lead_id=people.femi)
    made.output(item_id, date(2027, 4, 1), "The first part")
    return {
        "programme.plan_id": plan_id,
        "programme.heading_id": heading_id,
        "programme.item_id": item_id,
        "programme.session_id": made.session(item_id),
        "programme.token": "0" * 32,
    }
