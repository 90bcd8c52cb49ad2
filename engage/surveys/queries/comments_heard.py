"""Published comments as one of the sources of "What we heard": words and themes, never a part of the organisation."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import contains_eager, selectinload

from engage.core import clock
from engage.core.db import db
from engage.core.heard import Counted, Heard, Wanted
from engage.directory.models import Theme
from engage.surveys.models import CommentReview, CommentTheme, Release, Survey, SurveyComment
from engage.surveys.queries.results import SEEN

COLUMN, KEY = "survey", "survey-"


def heard(wanted: Wanted, most: int) -> Sequence[Heard]:
    """Those of the newest survey first, within one in the order of random numbers; themes only of enough comments."""
    told, rows = _told(wanted), select(SurveyComment)
    rows = rows.options(contains_eager(SurveyComment.survey), selectinload(SurveyComment.themes))
    rows = _of(rows, wanted, told).order_by(Survey.closes_at.desc(), SurveyComment.survey_id, SurveyComment.id)
    return [
        Heard(
            source=f"Comments on {row.survey.title}",
            address=url_for("surveys.comments", survey_id=row.survey_id),
            column=COLUMN,
            themes=tuple(each.name for each in row.themes if (row.survey_id, each.id) in told),
            service="",
            month=_month(row.survey),
            text=row.text,
        )
        for row in db.session.scalars(rows.limit(most))
    ]


def _month(survey: Survey) -> date:
    return clock.local(survey.closes_at or survey.created_at).date().replace(day=1)


def counted(wanted: Wanted) -> Counted:
    """How much there is, by theme where a survey has enough comments of it: three statements."""
    told, found = _told(wanted), defaultdict[tuple[int, str], dict[str, int]](dict)
    for (_, theme_id), (name, number) in told.items():
        if wanted.theme in (None, theme_id) and theme_id:
            found[(theme_id, name)][COLUMN] = found[(theme_id, name)].get(COLUMN, 0) + number
    total = db.session.scalar(_of(select(func.count(SurveyComment.id)), wanted, told)) or 0
    if (loose := told.get((0, 0))) and wanted.theme in (None, 0):
        found[(0, "")][COLUMN] = loose[1]
    return Counted(found, total)


def _told(wanted: Wanted) -> dict[tuple[int, int], tuple[str, int]]:
    """By survey and theme its name and number, where it reaches the survey's threshold; (0, 0): those under none."""
    themed = _public(select(SurveyComment.survey_id, Theme.id, Theme.name, func.count(), Survey.comment_threshold))
    themed = themed.join(CommentTheme, CommentTheme.comment_id == SurveyComment.id)
    themed = themed.join(Theme, Theme.id == CommentTheme.theme_id).where(_when(wanted))
    themed = themed.group_by(SurveyComment.survey_id, Theme.id, Theme.name, Survey.comment_threshold)
    found = {
        (survey_id, theme_id): (name, number)
        for survey_id, theme_id, name, number, least in db.session.execute(
            themed.order_by(Theme.position, Theme.name, SurveyComment.survey_id)
        )
        if number >= least
    }
    bare = _public(select(SurveyComment.survey_id, func.count(), Survey.comment_threshold)).where(
        _when(wanted), ~_any()
    )
    bare = bare.group_by(SurveyComment.survey_id, Survey.comment_threshold).order_by(SurveyComment.survey_id)
    none = 0
    for survey_id, number, least in db.session.execute(bare):
        if number >= least:
            found[(survey_id, 0)] = ("", number)
            none += number
    return {**found, (0, 0): ("", none)} if none else found


def sources() -> Sequence[tuple[str, str]]:
    """Each survey whose comments can be read."""
    rows = _public(select(Survey.id, Survey.title)).distinct().order_by(Survey.id.desc())
    return [(f"{KEY}{survey_id}", f"Comments on {title}") for survey_id, title in db.session.execute(rows)]


def services() -> Sequence[str]:
    """None: no part of the organisation is told here."""
    return ()


def _public(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Comments that the OD team reads."""
    rows = rows.select_from(SurveyComment).join(Survey, Survey.id == SurveyComment.survey_id)
    rows = rows.join(CommentReview, CommentReview.survey_id == Survey.id).join(Release, Release.survey_id == Survey.id)
    return rows.where(
        SurveyComment.shown, CommentReview.published_at.is_not(None), Survey.stage.in_(SEEN),
        Release.withdrawn_at.is_(None), Survey.answers_deleted_at.is_(None),
    )  # fmt: skip


def _any() -> ColumnElement[bool]:
    return select(CommentTheme.theme_id).where(CommentTheme.comment_id == SurveyComment.id).exists()


def _when(wanted: Wanted) -> ColumnElement[bool]:
    """Whole surveys: by what they are and when they closed."""
    found: list[ColumnElement[bool]] = [true()]
    if wanted.column not in ("", COLUMN) or wanted.service:
        found.append(Survey.id.is_(None))
    if wanted.source:
        number = wanted.source.removeprefix(KEY)
        is_one = wanted.source.startswith(KEY) and number.isascii() and number.isdigit() and len(number) < 10
        found.append(Survey.id == int(number) if is_one else Survey.id.is_(None))
    if wanted.since is not None:
        found.append(Survey.closes_at >= clock.begins(wanted.since))
    if wanted.until is not None:
        found.append(Survey.closes_at < clock.begins(wanted.until))
    return and_(*found)


def _of(
    rows: Select[*tuple[Any, ...]], wanted: Wanted, told: dict[tuple[int, int], tuple[str, int]]
) -> Select[*tuple[Any, ...]]:
    rows = _public(rows).where(_when(wanted))
    if wanted.theme is None:
        return rows
    surveys = [survey_id for survey_id, theme_id in told if theme_id == wanted.theme and survey_id]
    rows = rows.where(SurveyComment.survey_id.in_(surveys))
    if wanted.theme == 0:
        return rows.where(~_any())
    of_it = CommentTheme.comment_id == SurveyComment.id
    return rows.where(select(CommentTheme.theme_id).where(of_it, CommentTheme.theme_id == wanted.theme).exists())
