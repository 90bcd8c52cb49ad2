"""Which teams have talked about their results, and who may say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engage.core.db import db
from engage.surveys.models import Release, ResultTalk, Survey
from engage.surveys.queries.results import SEEN, Results
from engage.surveys.queries.sight import terms_of
from engage.surveys.rules.published import Block
from engage.surveys.rules.sight import directorate


@dataclass(frozen=True)
class Line:
    """A published group, and what it said."""

    block: Block
    talk: ResultTalk | None


def talk(survey_id: int, code: str) -> ResultTalk | None:
    """What one group said, if anything."""
    return db.session.scalar(select(ResultTalk).where(ResultTalk.survey_id == survey_id, ResultTalk.code == code))


def talks(found: Results, code: str) -> tuple[ResultTalk | None, ResultTalk | None]:
    """What a group said, and what the own team of its reader said where that is another: one statement."""
    own = found.reader.own if found.reader and not found.reader.everything else frozenset[str]()
    rows = select(ResultTalk).where(ResultTalk.survey_id == found.survey_id, ResultTalk.code.in_({code, *own}))
    said = {row.code: row for row in db.session.scalars(rows.order_by(ResultTalk.id))}
    here = said.pop(code, None)
    return here, next(iter(said.values()), None)


def by_id(talk_id: int) -> ResultTalk | None:
    """What a group said, of a survey whose results are there."""
    rows = select(ResultTalk).join(Survey, Survey.id == ResultTalk.survey_id)
    rows = rows.join(Release, Release.survey_id == Survey.id)
    return db.session.scalar(
        rows.where(ResultTalk.id == talk_id, Survey.stage.in_(SEEN), Release.withdrawn_at.is_(None))
    )


def may_say(found: Results, block: Block) -> bool:
    """Whether its reader speaks for a published group: its head, or the OD team; once it is published."""
    if found.reader is None or found.stage not in SEEN:
        return False
    if found.reader.everything:
        return True
    under = terms_of(found.survey_id) if found.reader.is_head else None
    return under is not None and found.reader.heads(block, under)


def by_directorate(found: Results) -> Sequence[tuple[Block, Sequence[Line]]]:
    """Each directorate with the groups in it, and the organisation alone: one statement."""
    rows = db.session.scalars(
        select(ResultTalk).where(ResultTalk.survey_id == found.survey_id).order_by(ResultTalk.code)
    )
    said = {row.code: row for row in rows}
    parts: dict[str, list[Line]] = {}
    for block in found.head.blocks:
        top = directorate(found.head, block)
        parts.setdefault(top.code, []).append(Line(block, said.get(block.code)))
    return [(lines[0].block, lines) for lines in parts.values()]
