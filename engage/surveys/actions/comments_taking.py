"""From the ballot database into the review: masked before anybody reads them; the worker's alone."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from engage.core import outbox
from engage.core.db import db, reading, transaction
from engage.directory import queries_names as directory
from engage.surveys import opened_comments, promise
from engage.surveys.actions import comments_telling as telling
from engage.surveys.actions.comments_themes import keywords_held
from engage.surveys.models import CommentReview, CommentTheme, Survey, SurveyComment
from engage.surveys.opened_comments import Comment
from engage.surveys.rules import Questionnaire, from_json
from engage.surveys.rules.comments import asked, themes_of
from engage.surveys.rules.masking import Masker

AT_ONCE = 500
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class _Wanted:
    """What is taken of one survey, and what its comments are masked with."""

    box: str
    questionnaire: Questionnaire
    threshold: int
    masker: Masker


def ask(survey_id: int) -> None:
    """Have the worker take the comments of an opened survey, where its promise says that anybody reads them."""
    if _is_promised(db.session.get_one(Survey, survey_id)):
        outbox.enqueue("survey.comments", {"survey": survey_id})


def _is_promised(survey: Survey) -> bool:
    return bool(survey.promise and promise.from_text(survey.promise).comments_read_by)


def take(survey_id: int) -> None:
    """Mask the opened comments and lay them into the review, once; repeatable after a kill."""
    with reading():
        wanted = _wanted(survey_id)
    if wanted is None:
        return
    rows = _shuffled(_enough(wanted, list(opened_comments.comments(wanted.box))))
    masked = [(row, wanted.masker.mask(row.text).text) for row in rows]
    with transaction():
        survey = db.session.get_one(Survey, survey_id, with_for_update=True)
        if db.session.get(CommentReview, survey_id) is None and survey.answers_deleted_at is None:
            _keep(survey_id, masked)
            if masked:
                telling.waiting(survey_id)


def _wanted(survey_id: int) -> _Wanted | None:
    survey = db.session.get_one(Survey, survey_id)
    if not _is_promised(survey) or survey.box is None or survey.answers_deleted_at is not None:
        return None
    if db.session.get(CommentReview, survey_id) is not None:
        return None
    masker = Masker(directory.names(), directory.numbers(), directory.titles_of_one())
    return _Wanted(survey.box, from_json(survey.questionnaire), survey.comment_threshold, masker)


def _enough(wanted: _Wanted, rows: Sequence[Comment]) -> Sequence[Comment]:
    """Only questions that enough people wrote something about: of the others nobody reads anything."""
    counts = Counter(row.question for row in rows)
    kept = {
        question for question, number in counts.items()
        if number >= wanted.threshold and asked(wanted.questionnaire, question) is not None
    }  # fmt: skip
    return [row for row in rows if row.question in kept]


def _shuffled(rows: Sequence[Comment]) -> list[Comment]:
    found = list(rows)
    secrets.SystemRandom().shuffle(found)
    return found


def _keep(survey_id: int, masked: Sequence[tuple[Comment, str]]) -> None:
    """Under new numbers drawn by chance, all in one transaction."""
    words = keywords_held()
    numbers = _free_numbers(len(masked))
    comments = [
        {"id": number, "survey_id": survey_id, "question": row.question, "block": row.block, "text": text,
         "state": "waiting", "reason": "", "shown": False, "themed_by_hand": False, "version": 1}
        for number, (row, text) in zip(numbers, masked, strict=True)
    ]  # fmt: skip
    themes = [
        {"comment_id": number, "theme_id": theme}
        for number, (_, text) in zip(numbers, masked, strict=True)
        for theme in sorted(themes_of(text, words))
    ]
    db.session.add(CommentReview(survey_id=survey_id))
    db.session.flush()
    for table, rows in ((SurveyComment, comments), (CommentTheme, themes)):
        for at in range(0, len(rows), AT_ONCE):
            db.session.execute(insert(table), rows[at : at + AT_ONCE])


def _free_numbers(many: int) -> list[int]:
    """So many numbers that no comment has."""
    chance, found = secrets.SystemRandom(), dict[int, None]()
    while len(found) < many:
        drawn = {chance.randint(1, LARGEST_ID) for _ in range(min(AT_ONCE, many - len(found)))} - found.keys()
        taken = set(db.session.scalars(select(SurveyComment.id).where(SurveyComment.id.in_(drawn))))
        found.update(dict.fromkeys(drawn - taken))
    numbers = list(found)
    chance.shuffle(numbers)
    return numbers
