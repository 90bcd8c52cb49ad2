"""What was published of surveys that closed in a period, for reports: releases alone, as every page reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db
from engage.surveys.models import Release, Survey
from engage.surveys.queries.results import SEEN, comparable, head_of
from engage.surveys.rules.published import Head


@dataclass(frozen=True)
class Wave:
    """One survey's headline, of the whole or of one unit: `index` is from 0 to 100, None where it is not shown."""

    survey_id: int
    title: str
    closed_on: date | None
    # The code of the group it is about.
    group: str
    invited: int
    rate: str
    index_name: str
    index: int | None
    head: Head

    def asked_like(self, other: "Wave") -> bool:
        """Whether the two indices mean the same, and are of the same group."""
        return self.group == other.group and comparable(self.head) == comparable(other.head) is not None


def closed(first: date, last: date, unit: str = "") -> Sequence[Wave]:
    """The newest first; of a unit only where it is a group of its own in the release: one statement."""
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    rows = (
        select(Survey.id, Survey.title, Survey.closes_at, Release.head)
        .join(Release, Release.survey_id == Survey.id)
        .where(Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None))
        .where(Survey.closes_at >= begins, Survey.closes_at < ends)
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
    )
    found = (
        _wave(survey_id, title, clock.local(closes).date() if closes else None, head_of(text), unit)
        for survey_id, title, closes, text in db.session.execute(rows)
    )
    return [each for each in found if each is not None]


def _wave(survey_id: int, title: str, closed_on: date | None, head: Head, unit: str) -> Wave | None:
    places = [
        n for n, block in enumerate(head.blocks) if (not unit and not n) or (block.code == unit and not block.merged)
    ]
    if not places:
        return None
    block = head.blocks[places[0]]
    index = head.index_heat[places[0]][0] if head.indices and head.index_heat else None
    return Wave(
        survey_id, title, closed_on, block.code, head.invited, block.rate,
        head.indices[0].name if head.indices else "", index, head,
    )  # fmt: skip
