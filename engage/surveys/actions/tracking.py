"""How far an open survey has got: worked out by the worker once a night, rounded, and the day before forgotten."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select

from engage.core.db import db
from engage.disclosure import Unit, while_open
from engage.surveys.actions.audience import reach_of
from engage.surveys.grouping import name_of
from engage.surveys.models import Invitation, Survey
from engage.surveys.promise import from_text
from engage.surveys.queries import codes
from engage.surveys.rules.reach import Channel


@dataclass(frozen=True)
class Line:
    """One part of the organisation: how many are asked by the page, and the rounded rate, or its bound."""

    code: str
    name: str
    depth: int
    invited: int
    percent: int
    end: str
    parent: str | None = None


def track(survey: Survey, today: date) -> None:
    """Work out today's rates, once; not for a survey whose promise does not speak of them.

    Codes count where the promise says so, else the page alone. Parts with at least 20 asked, and what is left over
    beside them has 20 too (disclosure/tree), so that neither a part nor a difference of nested ones is of fewer. Every
    rate is rounded to the coarser of 5 % and 5 people, with bounds at the ends.
    """
    if survey.standing:  # two nights of a survey that asks a few at a time differ by one person
        return
    row = reach_of(survey)
    if row.rates_on == today or not survey.units or not (made := from_text(survey.promise)).reach:
        return
    units = [Unit(each["code"], each["parent"], each["name"]) for each in json.loads(survey.units)]
    names = {unit.code: unit.name for unit in units}
    asked, took = _counts(survey.id, with_codes=made.heads_see_rates)
    depth: dict[str | None, int] = {None: -1}
    lines = []
    for each in while_open(units, asked, took):
        block = each.block
        depth[block.code] = depth.get(block.parent, -1) + 1
        lines.append(Line(
            block.code, name_of(block, names), depth[block.code], block.n, each.rate.percent, each.rate.end or "",
            block.parent,
        ))  # fmt: skip
    row.rates = json.dumps([asdict(line) for line in lines], ensure_ascii=False)
    row.rates_on = today
    db.session.flush()


def _counts(survey_id: int, with_codes: bool) -> tuple[Counter[str], Counter[str]]:
    counted = select(Invitation.group_code, Invitation.taken_part, func.count()).where(
        Invitation.survey_id == survey_id
    )
    if not with_codes:
        counted = counted.where(Invitation.channel == Channel.PAGE)
    rows = db.session.execute(counted.group_by(Invitation.group_code, Invitation.taken_part))
    asked, took = Counter[str](), Counter[str]()
    for group, has_taken, number in rows:
        asked[group] += number
        took[group] += number if has_taken else 0
    for group, number in codes.used_by_group(survey_id).items() if with_codes else ():
        # A spare letter is nobody's: no group has more who took part than who were asked.
        took[group] = min(took[group] + number, asked[group])
    return asked, took
