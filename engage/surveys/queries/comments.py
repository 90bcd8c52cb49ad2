"""Comments that may be read: published, approved, and only as far as their reader may see."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.core.search import holds, words_of
from engage.directory.models import Theme
from engage.directory.queries_names import units_headed
from engage.surveys import promise
from engage.surveys.models import CommentReview, CommentTheme, Quotation, Release, Survey, SurveyComment
from engage.surveys.queries import sight as released
from engage.surveys.queries.results import SEEN
from engage.surveys.queries.sight import Reader
from engage.surveys.rules import Questionnaire, from_json
from engage.surveys.rules import comments as rules
from engage.surveys.rules.comment_blocks import WHOLE
from engage.surveys.rules.comments import Sight


@dataclass(frozen=True)
class Open:
    """A survey whose comments are published, and what of them its reader sees: nothing but quotations where None."""

    survey_id: int
    title: str
    questionnaire: Questionnaire
    threshold: int
    names: Mapping[str, str]
    sight: Sight | None

    def asked(self, field: str) -> str:
        """A question in words."""
        return rules.asked(self.questionnaire, field) or field

    def part(self, comment: SurveyComment) -> str:
        """What stands beside a comment."""
        return rules.part_name(comment.block, self.names)


@dataclass(frozen=True)
class Facet:
    """A question or theme that comments can be narrowed to, and how many there are, in words."""

    key: str
    name: str
    told: str


@lru_cache(maxsize=32)
def _frozen(questionnaire: str, units: str) -> tuple[Questionnaire, Mapping[str, str], Mapping[str, str | None]]:
    groups = json.loads(units or "[]")
    names = {each["code"]: each["name"] for each in groups}
    return from_json(questionnaire), names, {each["code"]: each["parent"] for each in groups}


def opened(survey_id: int, viewer: Viewer) -> Open | None:
    """A survey whose comments are published, or None: two statements at most."""
    asked = (Survey.title, Survey.questionnaire, Survey.units, Survey.promise, Survey.comment_threshold)
    row = db.session.execute(
        select(*asked, *released.COLUMNS)
        .join(CommentReview, CommentReview.survey_id == Survey.id)
        .join(Release, Release.survey_id == Survey.id)
        .outerjoin(*released.HOMES)
        .where(Survey.id == survey_id, Survey.stage.in_(SEEN), Survey.answers_deleted_at.is_(None))
        .where(CommentReview.published_at.is_not(None), Release.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    questionnaire, names, parents = _frozen(row.questionnaire, row.units)
    is_od = viewer.may(Permission.RESULTS_CHECK)
    reader = rules.Reader(is_od, frozenset() if is_od else units_headed(viewer.id))
    sight = rules.sight(promise.from_text(row.promise).comments_read_by, reader, parents)
    sight = rules.within(sight, _directorates(row, viewer))
    return Open(survey_id, row.title, questionnaire, row.comment_threshold, names, sight)


def _directorates(row: Any, viewer: Viewer) -> frozenset[str] | None:
    """The parts beside whose comments somebody may read: the whole and their own directorate; None: all.

    One that is only put together with theirs is not among them: its comments stand beside it alone."""
    who, under = Reader(viewer), released.terms(row[len(row) - len(released.COLUMNS) :])
    if who.begins(under) is not None:
        return frozenset()
    return None if who.all_of(under) or who.heads_all(under) else who.directorates(under) | {WHOLE}


def seen(found: Open) -> ColumnElement[bool]:
    """Of a survey's comments those that its reader may see."""
    sight = found.sight
    if sight is None:
        return SurveyComment.id.is_(None)
    mine = (SurveyComment.survey_id == found.survey_id) & SurveyComment.shown
    return mine if sight.everything else mine & SurveyComment.block.in_(sight.blocks)


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a question's code, a theme's id, words."""

    question: str = ""
    theme: int | None = None
    q: str = ""


def listed(found: Open, wanted: Wanted, number: int) -> Page[SurveyComment]:
    """A page of comments in the order of their random numbers: three statements."""
    rows = select(SurveyComment).where(seen(found)).options(selectinload(SurveyComment.themes))
    if wanted.question:
        rows = rows.where(SurveyComment.question == wanted.question)
    if wanted.theme is not None:
        rows = rows.where(_has(wanted.theme))
    if words := words_of(wanted.q):
        rows = rows.where(holds(words, SurveyComment.text))
    return cut(rows.order_by(SurveyComment.id), number, rules.EACH)


def _has(theme_id: int) -> ColumnElement[bool]:
    of_it = CommentTheme.comment_id == SurveyComment.id
    return select(CommentTheme.theme_id).where(of_it, CommentTheme.theme_id == theme_id).exists()


def questions(found: Open) -> Sequence[Facet]:
    """The questions with comments, in the order asked: one statement."""
    rows = select(SurveyComment.question, func.count()).where(seen(found)).group_by(SurveyComment.question)
    counts = {code: int(number) for code, number in db.session.execute(rows.order_by(SurveyComment.question))}
    place = rules.places(found.questionnaire)
    order = sorted(counts, key=lambda code: (place.get(code.rsplit("__", 1)[0], 0), code))
    return [Facet(code, found.asked(code), rules.told(counts[code], found.threshold)) for code in order]


def themes(found: Open) -> Sequence[Facet]:
    """The themes of the comments, the most spoken of first: one statement."""
    rows = _by_theme(seen(found))
    counted = [(theme_id, name, number) for theme_id, name, number in db.session.execute(rows)]
    # Those told as "fewer than" stand by name: their order would tell which is more.
    counted.sort(key=lambda each: (-each[2], "") if each[2] >= found.threshold else (0, each[1]))
    return [Facet(str(theme_id), name, rules.told(number, found.threshold)) for theme_id, name, number in counted]


def _by_theme(condition: ColumnElement[bool]) -> Select[int, str, int]:
    rows = select(Theme.id, Theme.name, func.count()).join(CommentTheme, CommentTheme.theme_id == Theme.id)
    rows = rows.join(SurveyComment, SurveyComment.id == CommentTheme.comment_id).where(condition)
    return rows.group_by(Theme.id, Theme.name).order_by(Theme.name, Theme.id)


def quotations(survey_id: int) -> Sequence[Quotation]:
    """What two people agreed to quote, by the numbers of the comments: one statement."""
    rows = select(Quotation).join(SurveyComment, SurveyComment.id == Quotation.comment_id)
    rows = rows.where(SurveyComment.survey_id == survey_id, SurveyComment.shown, Quotation.agreed)
    return db.session.scalars(rows.order_by(SurveyComment.id)).all()


def quoted(comment_ids: Sequence[int]) -> frozenset[int]:
    """Which of these comments are quoted, agreed or not."""
    rows = select(Quotation.comment_id).where(Quotation.comment_id.in_(comment_ids))
    return frozenset(db.session.scalars(rows))
