"""A release of up to 700,000 ballots: against reading them and counting with numpy, in the same run."""

import json
import resource
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import delete, insert, select, update

from bench import paper
from bench.council import Council, council
from bench.release import pages
from engage.ballots.models import BallotBox
from engage.ballots.opened import OpenedAnswers
from engage.ballots.rules import Phase
from engage.core import clock
from engage.core.db import ballot_owner_engine, ballot_transaction, db, transaction
from engage.surveys import opened
from engage.surveys.formats.release_out import csv_text
from engage.surveys.models import Invitation, ReleaseBlock, ReleaseTable, Survey
from engage.surveys.models import Release as Stored
from engage.surveys.queries import results
from engage.surveys.release import engine
from engage.surveys.release.tally import tallies
from engage.surveys.rules import Kind, Option, Question, Questionnaire, Section, Stage
from engage.surveys.rules.packing import LETTERS, PACKED

SIZES = (10_000, 100_000, 700_000)
PEOPLE, CHUNK = 20_000, 20_000
# Options of five characteristics, as lopsided as a council's: age, sex, length of service, grade, disability.
SPLITS = (6, 3, 5, 4, 2)
BLANK = 0.1


@dataclass(frozen=True)
class Figures:
    """One line of the table: seconds of processor time, megabytes, what is shown."""

    reading: float
    release: float
    csv: float
    page: float
    memory: int
    blocks: int
    tables: int


def main() -> None:
    """Print the table."""
    print("\n| ballots | characteristics | groups | tables | count s | release s | times | CSV s | page ms | MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    with council(PEOPLE, items=paper.ITEMS + paper.COMMENTS) as made:
        groups = _closed(made)
        for size in SIZES:
            for splits in ((), SPLITS):
                asked = _questionnaire(made.paper, splits)
                _write(made.box, size, groups, len(made.paper.questions) - paper.COMMENTS, splits)
                found = _measured(made, asked, groups, size)
                print(
                    f"| {size:,} | {len(splits)} | {found.blocks} | {found.tables} | {found.reading:.1f} | "
                    f"{found.release:.1f} | {found.release / found.reading:.1f} | {found.csv:.2f} | {found.page:.0f} | "
                    f"{found.memory} |",
                    flush=True,
                )


def _closed(made: Council) -> Counter[str]:
    """Close the survey as if its box were opened; answers how many are asked in each group."""
    with transaction():
        survey = db.session.get_one(Survey, made.survey)
        survey.stage, survey.closes_at = Stage.CLOSED, clock.now()
        opened_box = {"phase": Phase.KEY_DESTROYED, "key_destroyed_at": clock.now(), "ballots": 0, "flags": 0}
        db.session.execute(update(BallotBox).where(BallotBox.code == made.box).values(opened_box))
        return Counter(
            db.session.scalars(
                select(Invitation.group_code).where(Invitation.survey_id == made.survey).order_by(Invitation.person_id)
            )
        )


def _questionnaire(asked: Questionnaire, splits: tuple[int, ...]) -> Questionnaire:
    """With so many characteristics at its end."""
    questions = tuple(
        Question(
            f"X{at}", f"x{at}", Kind.SINGLE, f"Characteristic {at}?", characteristic=True,
            options=tuple(Option(f"o{n}", f"Answer {n}") for n in range(many)),
        )
        for at, many in enumerate(splits)
    )  # fmt: skip
    return replace(asked, sections=(*asked.sections, Section("about", "About you", questions=questions)))


def _write(box: str, size: int, groups: Counter[str], items: int, splits: tuple[int, ...]) -> None:
    """Opened ballots, leaning by group, as they lie once a box is opened."""
    luck = np.random.default_rng(11)
    with ballot_transaction(ballot_owner_engine()) as connection:
        connection.execute(delete(OpenedAnswers).where(OpenedAnswers.box == box))
        for at in range(0, size, CHUNK):
            many = min(CHUNK, size - at)
            rows = [
                {"box": box, "id": secrets.token_bytes(16), "payload": payload}
                for payload in _payloads(luck, many, groups, items, splits)
            ]
            connection.execute(insert(OpenedAnswers), rows)


def _payloads(
    luck: np.random.Generator, many: int, groups: Counter[str], items: int, splits: tuple[int, ...]
) -> Iterator[str]:
    names, weights = list(groups), np.array(list(groups.values()), dtype=float)
    lean = dict(zip(names, luck.normal(0, 0.3, len(names)), strict=True))
    of = luck.choice(len(names), many, p=weights / weights.sum())
    mood = np.array([lean[names[at]] for at in of])[:, None] + luck.normal(0, 0.5, (many, 1))
    scale = np.clip(np.rint(luck.normal(3.4, 1.0, (many, items)) + mood), 1, 5).astype(int)
    columns = [scale]
    for options in splits:
        shares = 1 / np.arange(1, options + 1)
        columns.append(1 + luck.choice(options, (many, 1), p=shares / shares.sum()))
    numbers = np.hstack(columns)
    numbers[luck.random(numbers.shape) < BLANK] = 0
    letters = np.array(list(LETTERS))[numbers]
    for at in range(many):
        answers = {PACKED: "".join(letters[at])}
        yield json.dumps({"answers": answers, "characteristics": {}, "group": names[of[at]]}, separators=(",", ":"))


def _measured(made: Council, asked: Questionnaire, groups: Counter[str], size: int) -> Figures:
    with transaction():
        db.session.execute(delete(ReleaseBlock))
        db.session.execute(delete(ReleaseTable))
        db.session.execute(delete(Stored))
        db.session.execute(update(Survey).where(Survey.id == made.survey).values(stage=Stage.CLOSED))
        material = engine.read(made.survey)
    times = -(-size // PEOPLE) + 1
    invited = {group: number * times for group, number in groups.items()}
    material = replace(material, questionnaire=asked, asked=replace(material.asked, invited=invited))
    began = time.process_time()
    _count(asked, made.box)
    reading = time.process_time() - began
    began = time.process_time()
    figures = engine.work_out(replace(material, answers=opened.answers(made.box)))
    release = time.process_time() - began
    with transaction():
        kept = engine.store(made.survey, figures).id
        db.session.execute(update(Survey).where(Survey.id == made.survey).values(stage=Stage.RELEASED))
        db.session.execute(update(Stored).values(published_at=clock.now()))
    began = time.process_time()
    with transaction():
        found = results.whole(made.survey, before_publishing=True)
        assert found is not None
        assert len(csv_text(found.head, results.all_figures(kept), results.all_tables(kept))) > size // 1000
    csv = time.process_time() - began
    shown = pages(made, found.head.blocks[-1].code)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    return Figures(reading, release, csv, shown[0], memory, len(found.head.blocks), len(figures.tables))


def _count(asked: Questionnaire, box: str) -> None:
    """What anybody would do at least: read the opened ballots, and count each item's choices in every group."""
    answered = tallies(asked, opened.answers(box), 10)
    _, of = np.unique(np.array(answered.groups), return_inverse=True)
    for each in answered.tallies:
        many = len(each.options) + 1
        counted = np.bincount(of.reshape(-1) * many + each.places + 1)
        assert counted.sum() == len(answered.groups)
