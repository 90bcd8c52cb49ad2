"""The addresses of comments of surveys."""

from typing import Any

from sqlalchemy import insert, select

from engage.core.db import db, transaction
from engage.directory.models import Theme
from engage.surveys.actions import comments_publishing
from engage.surveys.models import CommentReviewer, Quotation
from tests.surveys import commented

SIGNED_IN = """surveys.comments surveys.quotations surveys.review surveys.review_one surveys.review_save
surveys.review_decided surveys.agree_to_quotation"""
OD = """surveys.comments_manage surveys.comments_readers surveys.add_reviewer surveys.remove_reviewer
surveys.publish_comments surveys.published_comment surveys.quote_comment surveys.take_comment_back
surveys.remove_quotation surveys.theme_keywords surveys.edit_keywords surveys.save_keywords"""
# Of the demonstration the comments of survey 1 are published, and those of 2 wait for Amara.
PAGES = (
    ("Chloe", "/surveys/1/comments"), ("Chloe", "/surveys/1/comments?q=team"), ("Amara", "/surveys/1/quotations"),
    ("Amara", "/surveys/2/quotations"), ("Amara", "/surveys/2/review"), ("Amara", "/surveys/1/review"),
    ("Amara", "/surveys/2/review/{waiting_comment}"), ("Amara", "/surveys/2/review/approved"),
    ("Chloe", "/surveys/manage/1/comments"), ("Chloe", "/surveys/manage/2/comments"),
    ("Chloe", "/surveys/manage/{draft}/comments"), ("Chloe", "/surveys/manage/1/comments/{shown_comment}"),
    ("Chloe", "/surveys/manage/keywords"), ("Chloe", "/surveys/manage/keywords/1"),
)  # fmt: skip


def scene(people: Any) -> dict[str, Any]:
    """A survey whose comments all staff read, reviewed by Amara, with a proposed quotation; a theme."""
    said = {"ADULTS": [f"Good words {n}" for n in range(6)]}
    survey = commented.published(said, readers="staff")
    with transaction():
        theme = Theme(name="Tools of comments")
        db.session.add(theme)
        row = commented.rows(survey)[0]
        comments_publishing.quote(row, row.text, people.esi)
        db.session.execute(insert(CommentReviewer), _reviewer(survey, people.amara))
        db.session.flush()
        theme_id, comment_id = theme.id, row.id
    with transaction():
        quotation = db.session.scalar(select(Quotation.id))
    return {
        "comments.survey_id": survey, "comments.comment_id": comment_id, "comments.quotation_id": quotation,
        "comments.theme_id": theme_id, "comments.state": "approved", "comments.person_id": people.amara,
    }  # fmt: skip


def _reviewer(survey: int, person: int) -> dict[str, int]:
    return {"survey_id": survey, "person_id": person}


def browser_scene(as_: Any) -> dict[str, Any]:
    """A comment that waits for Amara, and one that Chloe reads."""
    amara, chloe = as_("Amara"), as_("Chloe")
    amara.goto("/surveys/2/review")
    waiting = amara.locator("form[action*='/review/']").get_attribute("action").rsplit("/", 1)[1]
    chloe.goto("/surveys/1/comments")
    shown = chloe.locator("#comment-list a[href*='/manage/1/comments/']").first.get_attribute("href").rsplit("/", 1)[1]
    return {"waiting_comment": waiting, "shown_comment": shown}
