"""The addresses of the framework: reading, writing and publishing it."""

import re
from datetime import timedelta
from typing import Any

from engage.core import clock
from tests.factories import People
from tests.values.published import document, drafted, published

SIGNED_IN = """values.index values.print_framework values.version values.behaviour values.version_csv
values.version_json"""
OD = """values.manage values.new_draft values.create_draft values.import_drafts values.copy_version
values.withdraw_version values.draft values.draft_csv values.draft_json values.edit_about values.save_about
values.delete_draft values.create_value values.edit_value values.save_value values.move_value values.remove_value
values.create_statements values.edit_statement values.save_statement values.move_statement values.remove_statement
values.new_entry values.create_entry values.edit_entry values.save_entry values.move_entry values.remove_entry
values.preview values.prepare values.save_mapping values.publish"""
PAGES = (
    ("Amara", "/values/"), ("Amara", "/values/?for=managers"), ("Amara", "/values/print"),
    ("Amara", "/values/versions/{framework}"), ("Amara", "/values/behaviours/{behaviour}"),
    ("Chloe", "/values/"), ("Chloe", "/values/manage/"), ("Chloe", "/values/manage/new"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/"), ("Chloe", "/values/manage/drafts/{framework_draft}/about"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/values/{framework_value}/"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/statements/{framework_statement}/"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/audiences/new"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/levels/0"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/preview"),
    ("Chloe", "/values/manage/drafts/{framework_draft}/publish"),
)  # fmt: skip
ELSEWHERE = {
    f"values.{name}": "a download" for name in ("draft_csv", "draft_json", "version_csv", "version_json")
}  # fmt: skip


def scene(people: People) -> dict[str, Any]:
    """A version that has ended, the one in force, and a draft that begins as it is."""
    first = published(from_day=clock.today() - timedelta(days=40))
    old = first.values[0].behaviours[0].id
    published()
    return {
        "values.framework_id": first.id, "values.behaviour_id": old, "values.draft_id": drafted(document("A draft")),
        "values.value_code": "v1", "values.statement_code": "s1", "values.part": "audiences", "values.place": 0,
    }  # fmt: skip


def browser_scene(as_: Any) -> dict[str, Any]:
    """The demonstration's own versions, and a draft that begins as the newest one is, with something changed."""
    page = as_("Chloe")
    page.goto("/values/manage/new")
    page.get_by_role("button", name=re.compile("Begin with version")).click()
    page.wait_for_url("**/drafts/*/")
    draft = page.url.split("/")[-2]
    page.locator("#heading-values ~ ol a").first.click()
    page.wait_for_url("**/values/*/")
    value = page.url.split("/")[-2]
    page.locator("[id^=statement-]").first.get_by_role("link").click()
    page.wait_for_url("**/statements/*/")
    statement = page.url.split("/")[-2]
    page.get_by_text("Remove this statement").click()
    page.get_by_role("button", name="Remove the statement").click()
    page.wait_for_url("**/values/*/")
    page.locator("[id^=statement-]").first.get_by_role("link").click()
    page.wait_for_url("**/statements/*/")
    left = page.url.split("/")[-2]
    assert left != statement
    return {
        "framework_draft": draft, "framework_value": value, "framework_statement": left,
        "framework": 1, "behaviour": 1,
    }  # fmt: skip
