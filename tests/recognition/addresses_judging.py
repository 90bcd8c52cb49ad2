"""The addresses of judging."""

from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition.actions import judging_closing
from engage.recognition.models import AwardRound, Panel
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import RoundStage
from tests.recognition import judging

SIGNED_IN = """recognition.judging_home recognition.judging_declare recognition.judging_save_declaration
recognition.judging_entry recognition.judging_score recognition.judging_leave"""
OD = """recognition.judging_round recognition.judging_stage recognition.judging_new_panel
recognition.judging_create_panel recognition.judging_panel recognition.judging_edit_panel
recognition.judging_save_panel recognition.judging_judges recognition.judging_add_judges
recognition.judging_drop_judge recognition.judging_write recognition.judging_share_out
recognition.judging_close_panel recognition.judging_delete_panel recognition.judging_exclusions
recognition.judging_scores_page recognition.judging_decide recognition.judging_scores_csv"""
# Of the demonstration: round 1 is announced, its panels 1 and 2; round 3 is being judged by panel 3, with Bryn on it.
_ROUND = "/awards/manage/3/judging"
PAGES = (
    ("Amara", "/awards/judging/"), ("Bryn", "/awards/judging/"), ("Bryn", "/awards/judging/panels/3/declare"),
    ("Bryn", "/awards/judging/{judged_entry}"), ("Chloe", f"{_ROUND}/"), ("Chloe", f"{_ROUND}/new?stage=final"),
    ("Chloe", f"{_ROUND}/panels/3/"), ("Chloe", f"{_ROUND}/panels/3/edit"), ("Chloe", f"{_ROUND}/panels/3/judges"),
    ("Chloe", f"{_ROUND}/panels/3/exclusions"), ("Chloe", "/awards/manage/1/judging/"),
    ("Chloe", "/awards/manage/1/judging/final/categories/{scored_category}"),
)  # fmt: skip
ELSEWHERE = {"recognition.judging_scores_csv": "a download"}


def scene(people: Any) -> dict[str, Any]:
    """Amara judges on a panel of the final; that of the shortlist is closed, and its category decided by nobody yet."""
    nominees = judging.colleagues(2)
    number, category, first = judging.judging(nominees, [people.amara, people.bryn])
    with transaction():
        judging_closing.close(db.session.get_one(Panel, first), clock.now())
        db.session.get_one(AwardRound, number).stage = RoundStage.FINAL
    running = judging.panel(number, [people.amara, people.bryn], JudgingStage.FINAL)
    judging.declared(running)
    judging.shared(running)
    return {
        "recognition.assignment_id": judging.given(people.amara)[-1].id,
        "recognition.award_round_id": number,
        "recognition.panel_id": running,
        "recognition.judge_id": db.session.get_one(Panel, running).judges[0].id,
        "recognition.judging_stage": "shortlist",
        "recognition.award_category_id": category,
    }


def browser_scene(as_: Any) -> dict[str, Any]:
    """One of Bryn's entries, and the scores of a category that is decided."""
    bryn, chloe = as_("Bryn"), as_("Chloe")
    bryn.goto("/awards/judging/")
    entry = bryn.locator("main a[href^='/awards/judging/']:not([href*=panels])").first.get_attribute("href") or ""
    chloe.goto("/awards/manage/1/judging/")
    scores = chloe.locator("main a[href*='/final/categories/']").first.get_attribute("href") or ""
    return {"judged_entry": entry.rsplit("/", 1)[1], "scored_category": scores.rsplit("/", 1)[1]}
