"""Codes: what they may be made for, what has been made, and the one that somebody types; never which were used."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select

from engage.core.db import db, fetch
from engage.core.errors import NotThere
from engage.directory.models import Post
from engage.surveys.models import CodeBatch, Invitation, Kiosk, PaperCount, Survey, SurveyCode
from engage.surveys.queries.reach import people_by_code
from engage.surveys.queries.taking import Asked
from engage.surveys.rules import Stage
from engage.surveys.rules.codes import MOST_AT_ONCE

Wanted = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Place:
    """People of one reporting group at one site; no site where none is known."""

    group: str
    group_name: str
    site: str
    invited: int


@dataclass(frozen=True)
class Made:
    """How many codes of a group are good, and how many were ever made."""

    good: int
    ever: int


@dataclass(frozen=True)
class ByCode:
    """The survey that a code belongs to, as its holder sees it, and whether its batch is cancelled."""

    asked: Asked
    cancelled: bool

    @property
    def opens(self) -> bool:
        """Whether answers are taken for this code now."""
        return self.asked.is_open and not self.asked.taken_part and not self.cancelled


def wanted(survey: Survey) -> Wanted:
    """How many codes the form offers to make, by group and site: for people who answer by one, less what was made.

    At most as many as can be made at once: the sites after those are offered the next time.
    """
    made = select(CodeBatch.group_code, CodeBatch.site, func.sum(CodeBatch.number))
    made = made.where(CodeBatch.survey_id == survey.id, ~CodeBatch.cancelled)
    rows = db.session.execute(made.group_by(CodeBatch.group_code, CodeBatch.site))
    there = {(group, site): number for group, site, number in rows}
    found: dict[tuple[str, str], int] = {}
    for each in people_by_code(survey):
        missing = each.number - there.get((each.group, each.site), 0)
        if missing > 0 and sum(found.values()) + missing <= MOST_AT_ONCE:
            found[each.group, each.site] = missing
    return found


def names(survey: Survey) -> dict[str, str]:
    """The reporting groups as they were frozen, and what they are called."""
    return {each["code"]: each["name"] for each in json.loads(survey.units or "[]")}


def places(survey: Survey) -> Sequence[Place]:
    """Every group and site that somebody is invited at, sorted as letters are: by site, then by group."""
    site = func.coalesce(Post.site, "")
    rows = db.session.execute(
        select(Invitation.group_code, site, func.count())
        .outerjoin(Post, (Post.person_id == Invitation.person_id) & Post.is_main & Post.ended_on.is_(None))
        .where(Invitation.survey_id == survey.id)
        .group_by(Invitation.group_code, site)
    )
    called = names(survey)
    found = [Place(group, called.get(group, group), at, number) for group, at, number in rows]
    return sorted(found, key=lambda each: (each.site.casefold(), each.group_name.casefold(), each.group))


def made(survey_id: int) -> dict[str, Made]:
    """By reporting group, how many codes are good, and how many were ever made."""
    good = func.sum(case((CodeBatch.cancelled, 0), else_=CodeBatch.number))
    rows = db.session.execute(
        select(CodeBatch.group_code, good, func.sum(CodeBatch.number))
        .where(CodeBatch.survey_id == survey_id)
        .group_by(CodeBatch.group_code)
    )
    return {group: Made(int(now), int(ever)) for group, now, ever in rows}


def batches(survey_id: int) -> Sequence[CodeBatch]:
    """Every batch of a survey, the newest first."""
    return db.session.scalars(
        select(CodeBatch).where(CodeBatch.survey_id == survey_id).order_by(CodeBatch.id.desc())
    ).all()


def batch(survey_id: int, batch_id: int) -> CodeBatch:
    """One batch of this survey, or NotThere."""
    found = db.session.get(CodeBatch, batch_id)
    if found is None or found.survey_id != survey_id:
        raise NotThere("There is no such batch of codes.")
    return found


def kiosks(survey_id: int) -> Sequence[Kiosk]:
    """Every kiosk of a survey, the newest first."""
    return db.session.scalars(select(Kiosk).where(Kiosk.survey_id == survey_id).order_by(Kiosk.id.desc())).all()


BY_CODE = (
    select(
        Survey.id, Survey.title, Survey.intro, Survey.stage, Survey.closes_at, Survey.box, Survey.promise,
        Survey.promise_digest, Survey.questionnaire, SurveyCode.group_code, SurveyCode.used, CodeBatch.cancelled,
    )
    .join(SurveyCode, SurveyCode.survey_id == Survey.id)
    .join(CodeBatch, CodeBatch.id == SurveyCode.batch_id)
    .where(SurveyCode.digest == bindparam("digest"))
)  # fmt: skip  # built once: it runs for every section that anybody answers


def by_code(digest: str) -> ByCode | None:
    """The survey of the code with this digest, in whatever state both are: one statement."""
    row = fetch(BY_CODE, digest=digest).one_or_none()
    if row is None:
        return None
    asked = Asked(
        row.id, row.title, row.intro, Stage(row.stage), row.closes_at, row.box or "", row.promise,
        row.promise_digest, row.questionnaire, row.group_code, row.used,
    )  # fmt: skip
    return ByCode(asked, row.cancelled)


def used(survey_id: int) -> int:
    """How many flags the codes carry: for the opening of the box alone, never for a page."""
    flags = select(func.count()).select_from(SurveyCode)
    return db.session.scalar(flags.where(SurveyCode.survey_id == survey_id, SurveyCode.used)) or 0


def used_by_group(survey_id: int) -> dict[str, int]:
    """The same by reporting group: for the release after the close, and once a day for rates that are rounded."""
    rows = db.session.execute(
        select(SurveyCode.group_code, func.count())
        .where(SurveyCode.survey_id == survey_id, SurveyCode.used)
        .group_by(SurveyCode.group_code)
    )
    return {row[0]: row[1] for row in rows}


def papers(survey_id: int) -> int:
    """How many of its answers were typed in from paper: for what is said after the close."""
    return db.session.scalar(select(PaperCount.papers).where(PaperCount.survey_id == survey_id)) or 0
