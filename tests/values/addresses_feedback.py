"""The addresses of feedback rounds."""

from typing import Any

from engage.core.db import db, transaction
from engage.values.actions import feedback_sharing
from engage.values.models import FeedbackOutside
from engage.values.rules.feedback_round import token_hash
from tests.factories import People

PUBLIC = "values.feedback_outside values.feedback_outside_cast values.feedback_outside_thanks"
SIGNED_IN = """values.feedback values.feedback_join values.feedback_leave values.feedback_list values.feedback_add
values.feedback_remove values.feedback_add_outside values.feedback_remove_outside values.feedback_send
values.feedback_take_back values.feedback_review values.feedback_review_add values.feedback_review_remove
values.feedback_review_remove_outside values.feedback_approve values.feedback_send_back values.feedback_answer
values.feedback_cast values.feedback_thanks values.feedback_report values.feedback_report_of
values.feedback_report_csv values.feedback_share values.feedback_stop_sharing"""
OD = """values.feedback_manage values.feedback_new values.feedback_create values.feedback_round
values.feedback_settings values.feedback_save_settings values.feedback_behaviours values.feedback_choose
values.feedback_people_page values.feedback_invite values.feedback_withdraw values.feedback_coach
values.feedback_give_back values.feedback_conversation values.feedback_open values.feedback_collect
values.feedback_close values.feedback_delete values.feedback_key values.feedback_make_key
values.feedback_make_backup values.feedback_backup_file values.feedback_try_backup
values.feedback_backup_destroyed"""

TOKEN = "a-one-time-link-of-the-tests"


def scene(people: People) -> dict[str, Any]:
    """A finished round about Amara, whose coach is Chloe."""
    from tests.values import feedback_scene as scenes

    scenes.on("feedback-rounds", "outside-reviewers")
    round_id, _peers = scenes.reported(people)
    with transaction():
        feedback_sharing.take_as_coach(scenes.round_(round_id), people.amara, people.chloe)
        link = FeedbackOutside(
            round_id=round_id, subject_id=people.amara, name="Robin Partner", token_hash=token_hash(TOKEN)
        )
        db.session.add(link)
        db.session.flush()
        outside_id = link.id
    return {"values.round_id": round_id, "values.reviewer_id": people.femi, "values.outside_id": outside_id,
            "values.token": TOKEN}  # fmt: skip
