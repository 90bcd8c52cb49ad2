"""The addresses of consultations."""

import re
from typing import Any

from engage.consultation.rules import Column
from tests.consultation import made

SIGNED_IN = """consultation.index consultation.show consultation.statement consultation.board
consultation.what_changed consultation.figures consultation.judge consultation.comment consultation.add_to_board
consultation.agree consultation.edit_entry consultation.save_entry consultation.take_back"""
OD = """consultation.manage consultation.new consultation.create consultation.manage_one consultation.edit_settings
consultation.save_settings consultation.open_it consultation.close consultation.publish consultation.delete
consultation.text consultation.cut_text consultation.edit_statement consultation.save_statement
consultation.move_statement consultation.merge_statement consultation.drop_statement consultation.stages
consultation.add_stage consultation.edit_stage consultation.save_stage consultation.move_stage consultation.drop_stage
consultation.entries consultation.put_under consultation.answers consultation.edit_answer consultation.save_answer
consultation.entries_csv"""
# 1 of the demonstration is open, 2 is answered.
PAGES = (
    ("Amara", "/consultations/"), ("Amara", "/consultations/1/"), ("Amara", "/consultations/1/board"),
    ("Amara", "/consultations/1/statements/{statement}"), ("Amara", "/consultations/1/entries/{own_entry}"),
    ("Amara", "/consultations/2/"), ("Amara", "/consultations/2/what-changed"), ("Amara", "/consultations/2/figures"),
    ("Chloe", "/consultations/manage/"), ("Chloe", "/consultations/manage/new"),
    ("Chloe", "/consultations/manage/1/"), ("Chloe", "/consultations/manage/1/settings"),
    ("Chloe", "/consultations/manage/1/text"), ("Chloe", "/consultations/manage/1/stages"),
    ("Chloe", "/consultations/manage/2/"), ("Chloe", "/consultations/manage/2/entries"),
    ("Chloe", "/consultations/manage/2/answers"), ("Chloe", "/consultations/manage/2/answers/8"),
    ("Chloe", "/consultations/manage/{consultation_draft}/"),
    ("Chloe", "/consultations/manage/{consultation_draft}/settings"),
    ("Chloe", "/consultations/manage/{consultation_draft}/text"),
    ("Chloe", "/consultations/manage/{consultation_draft}/statements/{draft_statement}"),
    ("Chloe", "/consultations/manage/1/stages/{stage}"),
    ("Chloe", "/themes"), ("Chloe", "/themes/1"), ("Chloe", "/what-we-heard"),
    ("Chloe", "/what-we-heard?theme=1&column=comment"), ("Amara", "/reports/consultation-entry/1"),
)  # fmt: skip
ELSEWHERE = {"consultation.entries_csv": "a download", "home.what_we_heard_csv": "a download"}


def scene(people: Any) -> dict[str, Any]:
    """An open consultation with a comment of Esi's, and a theme."""
    number = made.opened()
    entry = made.write(number, people.esi, "Fewer long words, please.")
    made.write(number, people.esi, "The depot.", Column.WORKS_WELL)
    theme = made.theme()
    return {
        "consultation.consultation_id": number,
        "consultation.statement_id": made.statement_id(number),
        "consultation.entry_id": entry,
        "consultation.stage_id": 1,
        "consultation.theme_id": theme,
        "directory.theme_id": theme,
        "consultation.column": "works-well",
        "admin.kind": "consultation-entry",
        "admin.object_id": entry,
    }


def browser_scene(as_: Any) -> dict[str, Any]:
    """A comment of Amara's on the open draft, and a draft of Chloe's with two statements."""
    amara, chloe = as_("Amara"), as_("Chloe")
    amara.goto("/consultations/1/")
    amara.locator(".engage-statement__comments").first.click()
    amara.wait_for_url("**/statements/*")
    statement = amara.url.rsplit("/", 1)[1]
    amara.get_by_label("Your comment").fill("Say it in the depot, too.")
    amara.get_by_role("button", name="Add my comment").click()
    own = amara.get_by_role("link", name="Change or take back (Say it in the depot, too.)")
    own.wait_for()
    own_entry = (own.get_attribute("href") or "").rsplit("/", 1)[1]
    chloe.goto("/consultations/manage/new")
    chloe.get_by_label("What is the consultation called?").fill("A draft for the browser")
    chloe.get_by_role("button", name="Begin").click()
    chloe.wait_for_url("**/settings")
    found = re.search(r"/manage/(\d+)/", chloe.url)
    assert found
    chloe.goto(f"/consultations/manage/{found[1]}/text")
    chloe.get_by_label("The text").fill("One statement.\n\nAnother statement.")
    chloe.get_by_role("button", name="Cut it into statements").click()
    edit = chloe.get_by_role("link", name="Edit statement 2")
    draft_statement = (edit.get_attribute("href") or "").rsplit("/", 1)[1]
    chloe.goto("/consultations/manage/1/stages")
    stage = chloe.get_by_role("link", name="Edit All staff").get_attribute("href") or ""
    return {
        "statement": statement,
        "own_entry": own_entry,
        "consultation_draft": found[1],
        "draft_statement": draft_statement,
        "stage": stage.rsplit("/", 1)[1],
    }
