"""Computing a release: opened answers in, frozen figures out, once."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from engage.surveys.release.head import Rates, head_of
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import Tally, composites, tallies
from engage.surveys.rules import Questionnaire, Stage, from_json
from engage.surveys.rules.published import BlockFigures, GroupFigure, ItemFigure, digest, dumps


@dataclass(frozen=True)
class Asked:
    """Whom the survey asked: invited people and flags, by reporting group."""

    invited: dict[str, int]
    taken: dict[str, int]


def compute(survey_id: int) -> Release:
    """The survey's one release, flushed; raises Conflict where it cannot be computed now."""
    survey = db.session.get_one(Survey, survey_id, with_for_update=True)
    if survey.stage != Stage.CLOSED or survey.box is None:
        raise Conflict("A release is computed once the survey is closed and its box is opened.")
    if db.session.scalar(select(Release.id).where(Release.survey_id == survey_id)) is not None:
        raise Conflict("This survey has its release: it is computed once.")
    questionnaire = from_json(survey.questionnaire)
    groups, tallied = tallies(questionnaire, opened.answers(survey.box), survey.minimum_group)
    asked = _asked(survey_id)
    units = [Unit(each["code"], each["parent"], each["name"]) for each in json.loads(survey.units)]
    # The seed is drawn here and kept nowhere: who knew it could undo the alike guard.
    rng = np.random.default_rng()
    safe = release_tree(
        units, groups, [each.figure() for each in tallied], survey.minimum_group, rng,
        composites(questionnaire, {each.item.code for each in tallied}), asked.invited,
    )  # fmt: skip
    figures = _figures(safe, questionnaire, tallied, asked.invited)
    rates = _rates(units, asked, rng)
    counted = box.counts(survey.box)
    difference = counted.beyond_flags if counted else 0
    head = dumps(head_of(survey, questionnaire, safe, figures, rates, asked.invited, difference))
    return _store(survey_id, head, figures)


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
