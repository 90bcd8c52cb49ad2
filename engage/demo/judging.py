"""Judging of the demonstration: last year's staff awards decided, this year's learning awards waiting for their judges.

The rounds and their entries are made by the award rounds' part; without them nothing is done here.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, insert, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post
from engage.recognition.actions import (
    judging_closing,
    judging_deciding,
    judging_panels,
    judging_scoring,
    judging_sharing,
    judging_stages,
)
from engage.recognition.models import (
    Assignment,
    AwardCriterion,
    AwardRound,
    Judge,
    Nomination,
    Panel,
    Score,
)
from engage.recognition.queries import judging_scores
from engage.recognition.rules.judging_figures import Figures
from engage.recognition.rules.panels import AssignmentState, JudgingStage
from engage.recognition.rules.rounds import Outcome, RoundStage

DONE, RUNNING = "Staff awards 2026", "Learning awards 2027"
TALKED = "The scores could not tell them apart. The panel met, read the entries again and agreed on this order."
# No scale is shorter in the demonstration.
TOP = 5
CAST = ("D0002", "D0005", "D0006")
COMMENTS = ("Clear, with an example that others could copy.", "A lot of care, and a result that stayed.")


def build(luck: random.Random, today: date) -> None:
    """Both rounds, where they are there and their nominations are closed."""
    for title, judged in ((DONE, _decided), (RUNNING, _waiting)):
        row = db.session.scalar(
            select(AwardRound.id).where(AwardRound.title == title, AwardRound.stage == RoundStage.CLOSED)
        )
        db.session.rollback()
        if row is not None:
            judged(luck, row)


def _decided(luck: random.Random, round_id: int) -> None:
    """Through the shortlist and the final, with one category that was too close to call."""
    if not _move(round_id, RoundStage.SHORTLISTING):
        return
    _judged(luck, round_id, JudgingStage.SHORTLIST, "Shortlisting panel", _judges(luck, 9))
    _move(round_id, RoundStage.FINAL)
    _judged(luck, round_id, JudgingStage.FINAL, "Final panel", _judges(luck, 7))
    _move(round_id, RoundStage.DECIDED)


def _waiting(luck: random.Random, round_id: int) -> None:
    """In the final, with a panel that has begun: Femi has scored a little."""
    if not _move(round_id, RoundStage.FINAL):
        return
    by_number = {
        number: person
        for person, number in db.session.execute(
            select(Person.id, Person.employee_number).where(Person.employee_number.in_(CAST))
        )
    }
    others = _judges(luck, 4)
    panel = _panel(round_id, JudgingStage.FINAL, "Learning panel", [*sorted(by_number.values()), *others])
    with transaction():
        femi = select(Assignment).join(Judge).where(Judge.panel_id == panel, Judge.person_id == by_number.get("D0006"))
        for each in db.session.scalars(femi.order_by(Assignment.id).limit(2)).all():
            points = {c.id: luck.randint(3, 5) for c in each.nomination.category.criteria}
            judging_scoring.score(
                each, each.version, judging_scoring.Scored(points, luck.choice(COMMENTS)), clock.now()
            )
    for person in others[:2]:
        _score_all(luck, select(Assignment.id).join(Judge).where(Judge.panel_id == panel, Judge.person_id == person))


def _move(round_id: int, then: RoundStage) -> bool:
    with transaction():
        if not judging_scores.has_entries(round_id):
            return False
        judging_stages.move(db.session.get_one(AwardRound, round_id), then)
        return True


def _judges(luck: random.Random, many: int) -> list[int]:
    """People of every level, drawn by luck: a third of them heads of something."""
    rows = db.session.execute(
        select(Post.person_id, Post.is_head)
        .join(Person, Person.id == Post.person_id)
        .where(Post.is_main, Post.ended_on.is_(None), Person.email.is_not(None))
        .where(Person.employee_number.not_like("D000%"), Person.employee_number != "D0100")
        .order_by(Post.person_id)
    ).all()
    heads, others = [person for person, head in rows if head], [person for person, head in rows if not head]
    drawn = luck.sample(heads, min(len(heads), many // 3))
    return [each or 0 for each in drawn + luck.sample(others, min(len(others), many - len(drawn)))]


def _panel(round_id: int, stage: JudgingStage, name: str, judges: Sequence[int]) -> int:
    """A panel for every category, whose judges have declared, with its entries shared out."""
    now = clock.now()
    with transaction():
        found = db.session.get_one(AwardRound, round_id)
        terms = judging_panels.Terms(name, tuple(each.id for each in found.categories), now + timedelta(days=12))
        panel = judging_panels.create(found, stage, terms)
        judging_panels.add_judges(panel, judges, now)
        for judge in panel.judges:
            judging_scoring.declare(judge, (), "", now)
        judging_sharing.share(panel, now)
        return panel.id


def _judged(luck: random.Random, round_id: int, stage: JudgingStage, name: str, judges: Sequence[int]) -> None:
    panel_id = _panel(round_id, stage, name, judges)
    _score_all(luck, select(Assignment.id).join(Judge).where(Judge.panel_id == panel_id))
    with transaction():
        judging_closing.close(db.session.get_one(Panel, panel_id), clock.now())
    with transaction():
        for category in db.session.get_one(AwardRound, round_id).categories:
            found = judging_scores.scores(category, stage)
            if found.lines:
                _decide(found)


def _score_all(luck: random.Random, which: Select[int]) -> None:
    """Rows at once, as there are hundreds: judges are strict or mild, and the first category is close."""
    with transaction():
        rows = db.session.execute(
            select(Assignment.id, Assignment.judge_id, Assignment.nomination_id, Nomination.category_id)
            .join(Nomination, Nomination.id == Assignment.nomination_id)
            .where(Assignment.id.in_(which))
            .order_by(Assignment.id)
        ).all()
        criteria: dict[int, list[int]] = {}
        for category, criterion in db.session.execute(select(AwardCriterion.category_id, AwardCriterion.id)):
            criteria.setdefault(category, []).append(criterion)
        close = min((row.category_id for row in rows), default=0)
        worth = {row.nomination_id: 3.6 if row.category_id == close else luck.gauss(3.4, 0.8) for row in rows}
        strict = {row.judge_id: luck.gauss(0, 0.5) for row in rows}
        scores = [
            {"assignment_id": row.id, "criterion_id": criterion, "points": max(1, min(TOP, round(
                worth[row.nomination_id] + strict[row.judge_id] + luck.gauss(0, 0.6))))}
            for row in rows
            for criterion in criteria[row.category_id]
        ]  # fmt: skip
        if scores:
            db.session.execute(insert(Score), scores)
        for each in db.session.scalars(select(Assignment).where(Assignment.id.in_([row.id for row in rows]))):
            each.state, each.changed_at = AssignmentState.SCORED, clock.now()


def _decide(found: judging_scores.Scores) -> None:
    """By the calibrated order; where it is too close the panel has talked."""
    best = [each.id for each in found.figures.ordered]
    chosen: dict[int, Outcome | None] = {}
    if found.stage == JudgingStage.SHORTLIST:
        for n, entry in enumerate(best):
            chosen[entry] = Outcome.SHORTLISTED if n < found.category.shortlist else Outcome.NOT_SHORTLISTED
    else:
        winners, whole = found.category.winners, found.category.winners + found.category.commended
        for n, entry in enumerate(best):
            chosen[entry] = Outcome.WINNER if n < winners else Outcome.HIGHLY_COMMENDED if n < whole else None
    by = db.session.scalar(select(Person.id).where(Person.employee_number == "D0003"))
    judging_deciding.decide(found, chosen, _reason(found.figures), found.newest, by or 0, clock.now())


def _reason(figures: Figures) -> str:
    return TALKED if figures.too_close or figures.apart else ""
