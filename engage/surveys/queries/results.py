"""Reads of releases: the only figures any page, export or report ever sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, select

from engage.core.db import db
from engage.surveys.models import Release, ReleaseBlock, Survey
from engage.surveys.rules import Stage
from engage.surveys.rules.published import BlockFigures, Head, ItemMeta, block_from, head_from

SEEN = (Stage.RELEASED, Stage.ARCHIVED)


@dataclass(frozen=True)
class Published:
    """A survey whose results may be read."""

    survey_id: int
    title: str
    closes_at: datetime | None


@dataclass(frozen=True)
class Results:
    """A release and its survey."""

    survey_id: int
    title: str
    stage: Stage
    release_id: int
    sha256: str
    made_at: datetime
    head: Head


@dataclass(frozen=True)
class Headline:
    """The newest results in one breath; `partial`: the index is the mean of its items' means."""

    survey_id: int
    title: str
    rate: str
    index_name: str
    index: int | None
    before: int | None
    partial: bool = False


def published() -> Sequence[Published]:
    """The surveys with published results, newest first."""
    return [Published(*row) for row in db.session.execute(_published())]


@cache
def _published() -> Select[*tuple[Any, ...]]:
    return (
        select(Survey.id, Survey.title, Survey.closes_at)
        .where(Survey.stage.in_(SEEN))
        .where(select(Release.id).where(Release.survey_id == Survey.id, Release.withdrawn_at.is_(None)).exists())
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
        .limit(20)
    )


def results(survey_id: int, before_publishing: bool) -> Results | None:
    """A survey's release; before it is published only for those who check it."""
    row = db.session.execute(
        select(Survey.id, Survey.title, Survey.stage, Release.id, Release.sha256, Release.made_at, Release.head)
        .join(Release, Release.survey_id == Survey.id)
        .where(Survey.id == survey_id, Release.withdrawn_at.is_(None))
        .order_by(Release.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None or (Stage(row[2]) not in SEEN and not before_publishing):
        return None
    return Results(row[0], row[1], Stage(row[2]), row[3], row[4], row[5], head_of(row[6]))


@lru_cache(maxsize=32)
def head_of(text: str) -> Head:
    """A release's head out of its text, read once."""
    return head_from(text)


def figures(release_id: int, code: str) -> BlockFigures | None:
    """The figures of one block."""
    found = db.session.get(ReleaseBlock, (release_id, code))
    return block_from(found.document) if found else None


def all_figures(release_id: int) -> Sequence[BlockFigures]:
    """The figures of every block, for the export."""
    rows = db.session.scalars(
        select(ReleaseBlock.document).where(ReleaseBlock.release_id == release_id).order_by(ReleaseBlock.code)
    )
    return [block_from(text) for text in rows]


@cache
def _two_newest() -> Select[*tuple[Any, ...]]:
    return (
        select(Survey.id, Survey.title, Release.head)
        .join(Release, Release.survey_id == Survey.id)
        .where(Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None))
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
        .limit(2)
    )


def latest_headline() -> Headline | None:
    """The newest published results, and the same index the time before where it was asked alike."""
    rows = db.session.execute(_two_newest()).all()
    if not rows:
        return None
    survey_id, title, text = rows[0]
    head = head_of(text)
    rate = head.blocks[0].rate if head.blocks else ""
    if not head.indices or not head.index_heat:
        return Headline(survey_id, title, rate, "", None, None)
    before = head_of(rows[1][2]) if len(rows) > 1 else None
    same = before is not None and comparable(before) == comparable(head)
    return Headline(
        survey_id, title, rate, head.indices[0].name, head.index_heat[0][0],
        before.index_heat[0][0] if before is not None and same else None, head.index_partial[0][0],
    )  # fmt: skip


def comparable(head: Head) -> tuple[str, bool, frozenset[tuple[object, ...]]] | None:
    """What must be equal for two waves' first index to mean the same: of whom, how computed, and how asked."""
    if not head.indices or not head.blocks:
        return None
    items = (item for item in head.items if item.code in head.indices[0].items)
    asked = frozenset((item.identity, item.kind, item.reversed, _told_apart(item)) for item in items)
    return head.blocks[0].code, head.index_partial[0][0], asked


def _told_apart(item: ItemMeta) -> frozenset[tuple[object, ...]]:
    return frozenset((code, direction, aside, score) for code, _, direction, aside, score in item.options)
