"""What fills a whole award round: nominators, nominees, judges and scores with a known truth, by the product's actions.

Every act is a transaction of its own, as a request would be.
"""

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.directory.rules.audience import EVERYONE
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions import (
    judging_deciding,
    judging_panels,
    judging_scoring,
    nominations,
    rounds_categories,
)
from engage.recognition.models import Assignment, AwardRound, Judge, Panel
from engage.recognition.queries import judging_entries, judging_scores
from engage.recognition.rules.panels import AssignmentState, JudgingStage
from engage.recognition.rules.rounds import Nominees, Outcome

SEED, TOP, CRITERIA = 20270901, 5, ("What they did", "Difference it made")
# Of an entry, of a judge, and of one judge's score of one entry; the middle of the scale is 3.
ENTRY_SD, SEVERITY_SD, ERROR_SD = 0.5, 0.5, 0.3
CATEGORIES = (
    "Customer service", "Unsung hero", "Good idea", "Greener council", "Learner of the year", "Mentor of the year",
    "Safer streets", "Care and kindness", "Behind the scenes", "Young colleague", "Working together",
    "Team of the year",
)  # fmt: skip
WORDS = (
    "When the boiler of the sheltered housing failed they stayed until every flat was warm again.",
    "They rewrote the letter that everybody rang us about, and tried it with ten residents first.",
    "They noticed that the same form was asked for three times, and made one of it.",
    "For three weeks they covered two rounds and still trained the new starter.",
    "Complaints about the street halved, and two other teams have copied it.",
    "Nobody had to wait longer than a day after that, and residents wrote to say so.",
)
TALKED = "The scores could not tell them apart. The panel met, read the entries again and agreed on this order."


@dataclass(frozen=True)
class Cast:
    """Who there is: the people of the demonstration, and everybody else by id with their name."""

    chloe: int
    amara: int
    bryn: int
    people: Sequence[int]
    heads: Sequence[int]
    teams: Sequence[int]
    names: dict[int, str]


@dataclass
class Truth:
    """How good each entry really is and how strict each judge, drawn once by a fixed seed."""

    entries: dict[int, float] = field(default_factory=dict)
    severity: dict[int, float] = field(default_factory=dict)

    def points(self, judge: int, entry: int, criterion: int, stage: str) -> int:
        """What this judge gives: always the same, whoever asks and in whichever order."""
        good = self.entries.setdefault(entry, _drawn(ENTRY_SD, "entry", entry))
        mild = self.severity.setdefault(judge, _drawn(SEVERITY_SD, "judge", judge))
        # Of each criterion, so that their mean has the error's spread.
        error = _drawn(ERROR_SD * math.sqrt(len(CRITERIA)), judge, entry, criterion, stage)
        return max(1, min(TOP, round(3 + good + mild + error)))


def _drawn(spread: float, *what: object) -> float:
    return random.Random(f"{SEED}:{what}").gauss(0, spread)


@contextmanager
def acting(app: Flask) -> Iterator[None]:
    """A context of the application and a transaction, as a request has them."""
    with app.app_context(), transaction():
        yield


def cast(app: Flask) -> Cast:
    """Everybody with an open post, and every team."""
    with acting(app):
        rows = db.session.execute(
            select(Person.id, Person.first_name, Person.surname, Person.employee_number, Person.email, Post.is_head)
            .join(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
            .where(Person.leaves_on.is_(None)).order_by(Person.id)
        ).all()  # fmt: skip
        units = select(Unit.id, Unit.name).where(Unit.level == "Team", Unit.closed_on.is_(None)).order_by(Unit.id)
        teams = db.session.execute(units).all()
    known = {row.employee_number: row.id for row in rows}
    others = [row for row in rows if not row.employee_number.startswith("D000") and row.email]
    names = {row.id: f"{row.first_name} {row.surname}" for row in rows} | {-row.id: row.name for row in teams}
    return Cast(known["D0003"], known["D0001"], known["D0002"], [row.id for row in others],
                [row.id for row in others if row.is_head], [row.id for row in teams], names)  # fmt: skip


def add_categories(app: Flask, round_id: int, already: int) -> None:
    """The categories that nobody typed; the last is for teams."""
    for name in CATEGORIES[already:]:
        nominees = Nominees.TEAM if name == CATEGORIES[-1] else Nominees.PERSON
        terms = rounds_categories.CategoryTerms(name, f"For {name.lower()}.", nominees, EVERYONE, 300, None, 5, 1, 2)
        with acting(app):
            row = db.session.get_one(AwardRound, round_id)
            made = rounds_categories.add_category(row, row.version, terms)
            for criterion in CRITERIA:
                rounds_categories.add_criterion(row, row.version, made, criterion, "Tell one story.", 1)


def nominate(app: Flask, round_id: int, who: Cast, many: int) -> None:
    """By many staff, each nominee once: started, written, submitted."""
    luck = random.Random(SEED)
    people, teams = luck.sample(who.people, many), luck.sample(who.teams, len(who.teams))
    with acting(app):
        categories = [each.id for each in db.session.get_one(AwardRound, round_id).categories]
    for number in range(many):
        at = number % len(categories)
        team = at == len(categories) - 1 and bool(teams)
        key = teams.pop() if team else people[number]
        choice = Choice(UNIT, key, who.names[-key], "") if team else Choice(PERSON, key, who.names[key], "")
        by = luck.choice([each for each in who.people if each != key])
        _nominate(app, round_id, at, choice, by, luck)


def _nominate(app: Flask, round_id: int, at: int, choice: Choice, by: int, luck: random.Random) -> None:
    once = f"bench-{round_id}-{choice.kind}-{choice.id}"
    with acting(app):
        category = db.session.get_one(AwardRound, round_id).categories[at]
        row = nominations.start(category, by, choice, once, clock.now())
        said = {each.id: " ".join(luck.choices(WORDS, k=6)) for each in category.criteria}
        nominations.write(row, row.version, said, clock.now())
        nominations.submit(row, clock.now())


def judges(who: Cast, many: int, but: Sequence[int], seed: int) -> list[int]:
    """People of every level, a third of them heads."""
    luck = random.Random(seed)
    heads = luck.sample([each for each in who.heads if each not in but], many // 3)
    others = [each for each in who.people if each not in who.heads and each not in but]
    return heads + luck.sample(others, many - len(heads))


def add_judges(app: Flask, panel_id: int, people: Sequence[int]) -> None:
    """Onto the panel."""
    with acting(app):
        judging_panels.add_judges(db.session.get_one(Panel, panel_id), people, clock.now())


def declare(app: Flask, panel_id: int, but: int) -> None:
    """Every judge who has not; each sixth has a tie to two entries."""
    luck = random.Random(SEED)
    with acting(app):
        panel = db.session.get_one(Panel, panel_id)
        entries = judging_entries.ids_of_panel(panel_id, panel.stage)
        left = [each.id for each in panel.judges if each.declared_at is None and each.person_id != but]
    for number, judge in enumerate(left):
        told = luck.sample(list(entries), 2) if number % 6 == 0 else []
        with acting(app):
            why = "We sing in the same choir." if told else ""
            judging_scoring.declare(db.session.get_one(Judge, judge), told, why, clock.now())


def score(app: Flask, panel_id: int, truth: Truth, share: float = 1.0, but: int = 0) -> int:
    """What waits, or a share of it, by the judges' own action; answers how many entries were scored."""
    with acting(app):
        stage = db.session.get_one(Panel, panel_id).stage
        rows = db.session.execute(
            select(Assignment.id, Judge.person_id, Assignment.nomination_id)
            .join(Judge, Judge.id == Assignment.judge_id)
            .where(Judge.panel_id == panel_id, Assignment.state == AssignmentState.WAITING, Judge.person_id != but)
            .order_by(Assignment.id)
        ).all()  # fmt: skip
    chosen = random.Random(SEED).sample(rows, round(len(rows) * share))
    for assignment_id, judge, entry in chosen:
        with acting(app):
            row = db.session.get_one(Assignment, assignment_id)
            criteria = enumerate(row.nomination.category.criteria)
            points = {each.id: truth.points(judge, entry, number, stage) for number, each in criteria}
            assert judging_scoring.score(row, row.version, judging_scoring.Scored(points, ""), clock.now())
    return len(chosen)


def decide(app: Flask, round_id: int, stage: JudgingStage, by: int, but: Sequence[int] = ()) -> None:
    """By the calibrated order, every category but those that were decided in the browser."""
    with acting(app):
        ids = [each.id for each in db.session.get_one(AwardRound, round_id).categories if each.id not in but]
    for category_id in ids:
        with acting(app):
            found = judging_scores.scores(judging_scores.category(round_id, category_id, by), stage)
            chosen = {each.id: got for each, got in zip(found.figures.ordered, _outcomes(found), strict=True)}
            reason = TALKED if found.figures.too_close or found.figures.apart else ""
            judging_deciding.decide(found, chosen, reason, found.newest, by, clock.now())


def _outcomes(found: judging_scores.Scores) -> list[Outcome | None]:
    many, of = len(found.figures.entries), found.category
    if found.stage == JudgingStage.SHORTLIST:
        return [Outcome.SHORTLISTED if n < of.shortlist else Outcome.NOT_SHORTLISTED for n in range(many)]
    whole = of.winners + of.commended
    return [Outcome.WINNER if n < of.winners else Outcome.HIGHLY_COMMENDED if n < whole else None for n in range(many)]
