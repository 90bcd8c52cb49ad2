"""Computing a release: opened answers in, frozen figures out, once."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import func, select

from engage.ballots import queries as box
from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict
from engage.disclosure import End, Unit, after_close, release_tree
from engage.disclosure import Release as Safe
from engage.surveys import opened
from engage.surveys.models import Invitation, Release, ReleaseBlock, Survey
from engage.surveys.release.head import About, Rates, head_of
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import Tally, composites, tallies
from engage.surveys.rules import Questionnaire, Stage, from_json
from engage.surveys.rules.published import BlockFigures, GroupFigure, ItemFigure, digest, dumps


@dataclass(frozen=True)
class Asked:
    """Whom the survey asked: invited people and flags, by reporting group."""

    invited: dict[str, int]
    taken: dict[str, int]


@dataclass(frozen=True)
class Material:
    """What a release is made of; the answers are read when they are counted, in short transactions of their own."""

    about: About
    questionnaire: Questionnaire
    minimum_group: int
    asked: Asked
    beyond_flags: int
    answers: Iterator[opened.Opened] = field(repr=False)


@dataclass(frozen=True)
class Figures:
    """A release worked out: its head, and each block's own."""

    head: str
    blocks: Sequence[BlockFigures]


def compute(survey_id: int) -> Release:
    """The survey's one release, flushed; raises Conflict where it cannot be computed now."""
    return store(survey_id, work_out(read(survey_id)))


def read(survey_id: int) -> Material:
    """What the release is made of; raises Conflict where it cannot be computed now."""
    survey, box_code = _closed(survey_id)
    counted = box.counts(box_code)
    return Material(
        About(survey.title, survey.opens_at, survey.closes_at, survey.units),
        from_json(survey.questionnaire),
        survey.minimum_group,
        _asked(survey_id),
        counted.beyond_flags if counted else 0,
        opened.answers(box_code),
    )


def work_out(material: Material) -> Figures:
    """The figures, in no transaction of the main database: on SQLite nobody could write meanwhile."""
    questionnaire, asked = material.questionnaire, material.asked
    groups, tallied = tallies(questionnaire, material.answers, material.minimum_group)
    units = [Unit(each["code"], each["parent"], each["name"]) for each in json.loads(material.about.units)]
    # The seed is drawn here and kept nowhere: who knew it could undo the alike guard.
    rng = np.random.default_rng()
    safe = release_tree(
        units, groups, [each.figure() for each in tallied], material.minimum_group, rng,
        composites(questionnaire, {each.item.code for each in tallied}), asked.invited,
    )  # fmt: skip
    blocks = _figures(safe, questionnaire, tallied, asked.invited)
    rates = _rates(units, asked, rng)
    head = head_of(material.about, questionnaire, safe, blocks, rates, asked.invited, material.beyond_flags)
    return Figures(dumps(head), blocks)


def store(survey_id: int, figures: Figures) -> Release:
    """Keep what was worked out as the one release, flushed; Conflict where the survey has one, or has moved on."""
    _closed(survey_id)
    return _store(survey_id, figures.head, figures.blocks)


def _closed(survey_id: int) -> tuple[Survey, str]:
    survey = db.session.get_one(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey.stage != Stage.CLOSED or survey.box is None:
        raise Conflict("A release is computed once the survey is closed and its box is opened.")
    if db.session.scalar(select(Release.id).where(Release.survey_id == survey_id)) is not None:
        raise Conflict("This survey has its release: it is computed once.")
    return survey, survey.box


def _asked(survey_id: int) -> Asked:
    rows = db.session.execute(
        select(Invitation.group_code, Invitation.taken_part, func.count())
        .where(Invitation.survey_id == survey_id)
        .group_by(Invitation.group_code, Invitation.taken_part)
    ).all()
    invited: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for group, took, number in rows:
        invited[group] += number
        taken[group] += number if took else 0
    return Asked(dict(invited), dict(taken))


def _figures(
    safe: Safe, questionnaire: Questionnaire, tallied: Sequence[Tally], invited: Mapping[str, int]
) -> list[BlockFigures]:
    if not safe.plain.blocks:
        return []
    measure = Measure(safe, invited)
    by_code = {each.item.code: each for each in tallied}
    items = [measure.item(each) for each in tallied]
    themes: list[dict[str, GroupFigure]] = []
    indices: list[dict[str, GroupFigure]] = []
    for kind, groups, found in (
        ("theme", questionnaire.themes, themes),
        ("index", questionnaire.indices, indices),
    ):
        for group in groups:
            code = f"{kind}:{group.code}"
            if code in safe.figures:
                parts = [by_code[item] for item in group.items]
                found.append(measure.theme(code, parts) if kind == "theme" else measure.index(code, parts))
    return [_block(block.code, items, themes, indices) for block in safe.plain.blocks]


def _block(
    code: str,
    items: Sequence[Mapping[str, ItemFigure]],
    themes: Sequence[Mapping[str, GroupFigure]],
    indices: Sequence[Mapping[str, GroupFigure]],
) -> BlockFigures:
    return BlockFigures(
        code,
        tuple(each[code] for each in items),
        tuple(each[code] for each in themes),
        tuple(each[code] for each in indices),
    )


def _rates(units: Sequence[Unit], asked: Asked, rng: np.random.Generator) -> Rates:
    """Rounded response rates in words, by what a block covers: rates have a tree of their own."""
    found = {}
    for each in after_close(units, asked.invited, asked.taken, rng):
        words = {End.UNDER: "under ", End.OVER: "over ", None: ""}[each.rate.end]
        key = each.block.defined_as
        found[key] = f"{words}{each.rate.percent}%"
    return found


def _store(survey_id: int, head: str, figures: Sequence[BlockFigures]) -> Release:
    documents = [(each.code, dumps(each)) for each in sorted(figures, key=lambda each: each.code)]
    release = Release(
        survey_id=survey_id,
        head=head,
        sha256=digest(head, [text for _, text in documents]),
        made_at=clock.now(),
    )
    db.session.add(release)
    db.session.flush()
    db.session.add_all(ReleaseBlock(release_id=release.id, code=code, document=text) for code, text in documents)
    audit.record("release computed", "survey", survey_id, release=release.sha256)
    db.session.flush()
    return release
