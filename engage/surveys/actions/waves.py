"""A survey copied: as the next wave of it, or as a survey of its own. What cannot come along is said."""

import json
from datetime import datetime

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.surveys.actions import editing, origins
from engage.surveys.models import QuestionSetUse, Survey
from engage.surveys.rules import from_json

# Every column of a survey is on one of these lists (a test says so): a new one has to be decided about.
KEPT = (
    "intro", "questionnaire", "audience", "audience_words", "minimum_group", "comment_threshold", "comments_read_by",
    "kept_months", "split_to",
)  # fmt: skip
LEFT = (
    "id", "title", "stage", "questionnaire_digest", "import_report", "version", "opens_at", "closes_at",
    "answers_deleted_at", "box", "promise", "promise_digest", "units", "release_asked_at", "created_by_id",
    "created_at", "collected_elsewhere", "extended_from", "extended_why", "cancelled_at", "cancelled_why",
    "standing",
)  # fmt: skip
BEHIND = (
    ("Dates", "When it opened and closed", "A wave has its own dates: set them in the settings."),
    (
        "The key",
        "The key of its ballot box, and the backups",
        "Each survey gets a key of its own when it is scheduled.",
    ),
    ("People", "Who was asked, and who took part", "Who is asked is worked out afresh when it opens."),
    ("Answers", "Answers and results", "They stay with the survey that asked for them."),
    ("Promise", "What staff were promised", "It is fixed anew when this survey opens, from its settings."),
)


def copy(survey: Survey, title: str, follows: bool, by_id: int | None, at: datetime) -> Survey:
    """A draft with everything that was asked, under the same codes and identities; its report says what stayed."""
    questionnaire = from_json(survey.questionnaire)
    made = editing.create(title, by_id, at, questionnaire)
    for name in KEPT:
        setattr(made, name, getattr(survey, name))
    made.import_report = json.dumps(_report(survey), ensure_ascii=False)
    origins.remember(made, origins.known(survey), survey.id if follows else None)
    uses = select(QuestionSetUse).where(QuestionSetUse.survey_id == survey.id)
    for use in db.session.scalars(uses).all():
        origins.note_use(made.id, use.set_code, use.number)
    audit.record("copy", "survey", made.id, source=survey.id, wave=follows)
    db.session.flush()
    return made


def _report(survey: Survey) -> dict[str, object]:
    questionnaire = from_json(survey.questionnaire)
    counted = (
        ("sections", len(questionnaire.sections)), ("questions", len(questionnaire.questions)),
        ("themes", len(questionnaire.themes)), ("indices", len(questionnaire.indices)),
        ("questions that may split figures", sum(q.characteristic for q in questionnaire.questions)),
    )  # fmt: skip
    return {
        "file": survey.title,
        "carried": [
            "Introduction, who is asked, minimum group, when comments are shown, and how long answers are kept",
            "Every question under its code and its identity, so that trends follow it while its words stay the same",
        ],
        "tallies": [{"what": what, "found": count, "carried": count} for what, count in counted],
        "not_carried": [{"where": where, "what": what, "why": why} for where, what, why in BEHIND],
    }
