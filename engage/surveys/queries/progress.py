"""How far open surveys have got, for who heads a part of the organisation: rounded rates of the night, and no more."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Post
from engage.directory.queries_names import units_headed
from engage.surveys.models import Survey, SurveyReach
from engage.surveys.promise import from_text
from engage.surveys.rules import Stage

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Followed:
    """An open survey whose rates heads may see."""

    id: int
    title: str


def followed(person_id: int) -> Sequence[Followed]:
    """The open surveys whose promise lets heads see rates, of those that ask people of a unit that somebody heads.

    Two statements at most, however many surveys are open.
    """
    heads = select(Post.id).where(Post.person_id == person_id, Post.is_head, Post.ended_on.is_(None)).exists()
    rows = db.session.execute(
        select(Survey.id, Survey.title, Survey.promise, Survey.units, SurveyReach.homes)
        .outerjoin(SurveyReach, SurveyReach.survey_id == Survey.id)
        .where(Survey.stage == Stage.OPEN, heads)
        .order_by(Survey.closes_at, Survey.id)
    ).all()
    shown = [row for row in rows if row.promise and from_text(row.promise).heads_see_rates]
    headed = units_headed(person_id) if shown else frozenset()
    return [Followed(row.id, row.title) for row in shown if headed & _asked_in(row.units, row.homes)]


def _asked_in(units: str, homes: str | None) -> set[str]:
    """The units in which people are asked, and the reporting groups that hold them."""
    return {each["code"] for each in json.loads(units or "[]")} | set(json.loads(homes or "{}"))


def lines_of(text: str, headed: Collection[str]) -> list[Line]:
    """Of a night's rates those of the units that somebody heads, and of the parts below them."""
    mine: list[Line] = []
    below: set[str] = set()
    # Parents stand first.
    for line in json.loads(text) if text else ():
        if line["code"] in headed or line.get("parent") in below:
            below.add(line["code"])
            mine.append(line)
    least = {line["code"]: line["depth"] for line in mine}
    return [{**line, "depth": line["depth"] - min(least.values())} for line in mine]
