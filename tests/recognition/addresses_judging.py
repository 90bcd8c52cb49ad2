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
PAGES = (("Amara", "/awards/judging/"),)
_DEMO = "the demonstration's rounds come with award rounds: test_judging_journey visits it"
ELSEWHERE = {
    "recognition.judging_declare": _DEMO, "recognition.judging_entry": _DEMO, "recognition.judging_round": _DEMO,
    "recognition.judging_new_panel": _DEMO, "recognition.judging_panel": _DEMO,
    "recognition.judging_edit_panel": _DEMO, "recognition.judging_judges": _DEMO,
    "recognition.judging_exclusions": _DEMO, "recognition.judging_scores_page": _DEMO,
    "recognition.judging_scores_csv": "a download",
}  # fmt: skip


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
