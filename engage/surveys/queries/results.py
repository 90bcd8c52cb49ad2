"""Reads of releases: the only figures any page, export or report ever sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.surveys.models import Release, ReleaseBlock, ReleaseTable, Survey
from engage.surveys.queries import sight
from engage.surveys.queries.sight import Reader
from engage.surveys.rules import Stage
from engage.surveys.rules.published import (
    BlockFigures,
    Head,
    ItemMeta,
    TableFigures,
)
from engage.surveys.rules.published_text import block_from, head_from, table_from

SEEN = (Stage.RELEASED, Stage.ARCHIVED)
# Of how many published surveys the newest is looked for that its reader sees by now, and the one before it.
FEW = 5


@dataclass(frozen=True)
class Published:
    """A survey whose results may be read."""

    survey_id: int
    title: str
    closes_at: datetime | None
    # From when its reader sees something of it, where that is still to come.
    begins: date | None = None


@dataclass(frozen=True)
class Results:
    """A release and its survey; of the release what its reader sees, its hash that of the whole."""

    survey_id: int
    title: str
    stage: Stage
    release_id: int
    sha256: str
    made_at: datetime
    head: Head
    # Whose answers these were before, where Engage did not collect them.
    elsewhere: str = ""
    # From when its reader sees something of it, where that is still to come: the head then holds no group.
    begins: date | None = None
    reader: Reader | None = None


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


def published(viewer: Viewer) -> Sequence[Published]:
    """The surveys with published results, newest first, each with the day from which somebody reads it."""
    reader, rows = Reader(viewer), db.session.execute(_published())
    return [Published(row[0], row[1], row[2], reader.begins(sight.days_only(row[3:]))) for row in rows]


@cache
def _published() -> Select[*tuple[Any, ...]]:
    return (
        select(Survey.id, Survey.title, Survey.closes_at, *sight.DAYS)
        .join(Release, Release.survey_id == Survey.id)
        .where(Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None))
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
        .limit(20)
    )


def results(survey_id: int, viewer: Viewer) -> Results | None:
    """A survey's release as far as somebody sees it; before it is published only for those who check it."""
    row = _newest(survey_id, viewer.may(Permission.RESULTS_CHECK))
    if row is None:
        return None
    reader, under, head = Reader(viewer), sight.terms(row[8:]), head_of(row[6])
    return Results(
        row[0], row[1], Stage(row[2]), row[3], row[4], row[5], reader.sees(head, under), row[7],
        reader.begins(under), reader,
    )  # fmt: skip


def whole(survey_id: int, before_publishing: bool) -> Results | None:
    """The same with all its groups, for what nobody reads as such: checks, sheets of the whole, references."""
    row = _newest(survey_id, before_publishing)
    return Results(row[0], row[1], Stage(row[2]), row[3], row[4], row[5], head_of(row[6]), row[7]) if row else None


def _newest(survey_id: int, before_publishing: bool) -> Any:
    row = db.session.execute(
        select(
            Survey.id,
            Survey.title,
            Survey.stage,
            Release.id,
            Release.sha256,
            Release.made_at,
            Release.head,
            Survey.collected_elsewhere,
            *sight.COLUMNS,
        )
        .join(Release, Release.survey_id == Survey.id)
        .outerjoin(*sight.HOMES)
        .where(Survey.id == survey_id, Release.withdrawn_at.is_(None))
        .order_by(Release.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None or (Stage(row[2]) not in SEEN and not before_publishing) else row


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


def table(release_id: int, characteristic: str, block: str) -> TableFigures | None:
    """One group, split by one characteristic."""
    found = db.session.get(ReleaseTable, (release_id, characteristic, block))
    return table_from(found.document) if found else None


def tables_of(release_id: int, block: str) -> Sequence[TableFigures]:
    """The tables that split one group."""
    rows = select(ReleaseTable.document).where(ReleaseTable.release_id == release_id, ReleaseTable.block == block)
    return [table_from(text) for text in db.session.scalars(rows.order_by(ReleaseTable.characteristic))]


def all_tables(release_id: int) -> Sequence[TableFigures]:
    """Every table, for the export."""
    rows = select(ReleaseTable.document).where(ReleaseTable.release_id == release_id)
    return [
        table_from(text) for text in db.session.scalars(rows.order_by(ReleaseTable.characteristic, ReleaseTable.block))
    ]


@cache
def _newest_few() -> Select[*tuple[Any, ...]]:
    return (
        select(Survey.id, Survey.title, Release.head, *sight.COLUMNS)
        .join(Release, Release.survey_id == Survey.id)
        .outerjoin(*sight.HOMES)
        .where(Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None))
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
        .limit(FEW)
    )


def latest_headline(viewer: Viewer) -> Headline | None:
    """The newest results that somebody sees by now, and the same index the time before where it was asked alike."""
    reader, found = Reader(viewer), db.session.execute(_newest_few()).all()
    rows = [row[:3] for row in found if reader.begins(sight.terms(row[3:])) is None][:2]
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
