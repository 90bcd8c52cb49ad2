"""Computing a release: opened answers in, frozen figures out, once."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import func, select

from engage.ballots import queries as box
from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict
from engage.disclosure import End, Unit, after_close, release_tree
from engage.surveys import opened
from engage.surveys.models import Invitation, Release, ReleaseBlock, ReleaseTable, Survey
from engage.surveys.queries import codes
from engage.surveys.release.documents import block_figures, table_figures
from engage.surveys.release.drivers import with_drivers, with_reliability
from engage.surveys.release.head import About, Rates, head_of
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import composites, tallies
from engage.surveys.rules import Questionnaire, Stage, from_json
from engage.surveys.rules.published import BlockFigures, TableFigures
from engage.surveys.rules.published_text import digest, dumps


@dataclass(frozen=True)
class Asked:
    """Whom the survey asked: invited people and flags, theirs and those of codes, by reporting group."""

    invited: dict[str, int]
    taken: dict[str, int]


@dataclass(frozen=True)
class Material:
    """What a release is made of; the answers are read when they are counted, in short transactions of their own."""

    about: About
    questionnaire: Questionnaire
    minimum_group: int
    split_to: int
    asked: Asked
    beyond_flags: int
    answers: Iterator[opened.Opened] = field(repr=False)


@dataclass(frozen=True)
class Figures:
    """A release worked out: its head, each block's own, and the tables that split some of them."""

    head: str
    blocks: Sequence[BlockFigures]
    tables: Sequence[TableFigures] = ()


def compute(survey_id: int) -> Release:
    """The survey's one release, flushed; raises Conflict where it cannot be computed now."""
    return store(survey_id, work_out(read(survey_id)))


def read(survey_id: int) -> Material:
    """What the release is made of; raises Conflict where it cannot be computed now."""
    survey = _closed(survey_id)
    box_code = survey.box or ""
    counted = box.counts(box_code)
    return Material(
        About(survey.title, survey.opens_at, survey.closes_at, survey.units),
        from_json(survey.questionnaire),
        survey.minimum_group,
        survey.split_to,
        # How many a pool asked would tell, beside the next one's, how many of a few had answered.
        Asked({}, {}) if survey.standing else _asked(survey_id),
        counted.beyond_flags if counted else 0,
        opened.answers(box_code),
    )


def work_out(material: Material) -> Figures:
    """The figures, in no transaction of the main database: on SQLite nobody could write meanwhile."""
    questionnaire, asked = material.questionnaire, material.asked
    answered = tallies(questionnaire, material.answers, material.minimum_group)
    units = [Unit(each["code"], each["parent"], each["name"]) for each in json.loads(material.about.units)]
    # The seed is drawn here and kept nowhere: who knew it could undo the alike guard.
    rng = np.random.default_rng()
    safe = release_tree(
        units, answered.groups, [each.figure() for each in answered.tallies], material.minimum_group, rng,
        composites(questionnaire, {each.item.code for each in answered.tallies}), asked.invited,
        answered.characteristics, material.split_to,
    )  # fmt: skip
    measure = Measure(safe, asked.invited, answered.characteristics)
    blocks = block_figures(measure, questionnaire, answered.tallies)
    blocks = with_drivers(blocks, safe, questionnaire, answered.tallies)
    rates = _rates(units, asked, rng)
    head = head_of(material.about, questionnaire, safe, blocks, rates, asked.invited, material.beyond_flags)
    head = with_reliability(head, safe, questionnaire, answered.tallies)
    return Figures(dumps(head), blocks, table_figures(measure, questionnaire, answered.tallies))


def store(survey_id: int, figures: Figures) -> Release:
    """Keep what was worked out as the one release, flushed; Conflict where the survey has one, or has moved on."""
    _closed(survey_id)
    return _store(survey_id, figures)


def _closed(survey_id: int) -> Survey:
    survey = db.session.get_one(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey.stage != Stage.CLOSED or not (survey.box or survey.collected_elsewhere):
        raise Conflict("A release is computed once the survey is closed and its box is opened.")
    if db.session.scalar(select(Release.id).where(Release.survey_id == survey_id)) is not None:
        raise Conflict("This survey has its release: it is computed once.")
    return survey


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
    for group, number in codes.used_by_group(survey_id).items():
        # A spare letter is nobody's: no group has more who took part than who were asked.
        taken[group] = min(taken[group] + number, invited[group])
    return Asked(dict(invited), dict(taken))


def _rates(units: Sequence[Unit], asked: Asked, rng: np.random.Generator) -> Rates:
    """Rounded response rates in words, by what a block covers: rates have a tree of their own."""
    found = {}
    for each in after_close(units, asked.invited, asked.taken, rng):
        words = {End.UNDER: "under ", End.OVER: "over ", None: ""}[each.rate.end]
        key = each.block.defined_as
        found[key] = f"{words}{each.rate.percent}%"
    return found


def _store(survey_id: int, figures: Figures) -> Release:
    blocks = [(each.code, dumps(each)) for each in sorted(figures.blocks, key=lambda each: each.code)]
    placed = sorted(figures.tables, key=lambda each: (each.characteristic, each.block))
    tables = [(each.characteristic, each.block, dumps(each)) for each in placed]
    release = Release(
        survey_id=survey_id,
        head=figures.head,
        sha256=digest(figures.head, [text for _, text in blocks], [text for *_, text in tables]),
        made_at=clock.now(),
    )
    db.session.add(release)
    db.session.flush()
    db.session.add_all(ReleaseBlock(release_id=release.id, code=code, document=text) for code, text in blocks)
    db.session.add_all(
        ReleaseTable(release_id=release.id, characteristic=characteristic, block=block, document=text)
        for characteristic, block, text in tables
    )
    audit.record("release computed", "survey", survey_id, release=release.sha256)
    db.session.flush()
    return release
